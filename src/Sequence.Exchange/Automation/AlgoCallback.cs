namespace Sequence.Exchange.Automation;

/// <summary>One simulated call of an algo on one edge.</summary>
/// <param name="EdgeId">The edge.</param>
/// <param name="Venue">Its venue.</param>
/// <param name="Symbol">The market that called.</param>
/// <param name="Update">Counts the calls of this edge from 1.</param>
/// <param name="LatencyNanos">How long the algo thought, in nanoseconds; drawn from the seed.</param>
/// <param name="At">Exchange time.</param>
/// <param name="Fill">The simulated fill that came of it; null for none.</param>
internal sealed record AlgoCallback(string EdgeId, string Venue, string Symbol, long Update, long LatencyNanos, UnixNanos At, AlgoFill? Fill);

/// <summary>A fill that an algo would have had. It touches neither a book nor a ledger.</summary>
internal sealed record AlgoFill(BookSide Side, Qty Qty, Px Price)
{
    public override string ToString() => $"{(Side == BookSide.Bid ? "bought" : "sold")} {Qty} at {Price}";
}
