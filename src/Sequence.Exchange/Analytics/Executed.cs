namespace Sequence.Exchange.Analytics;

/// <summary>What traded: of one order, all of it or on one venue. Amounts are in the quote asset.</summary>
internal readonly record struct Executed(Qty Quantity, Usd Notional, Usd Fees, long Fills, long MakerFills)
{
    /// <summary>Null when nothing traded.</summary>
    public Px? Vwap => Quantity.Raw > 0 ? Notional / Quantity : null;

    public Executed Plus(ExecutionReport fill) => new(
        Quantity + fill.Quantity, Notional + (fill.Price * fill.Quantity), Fees + fill.Fee, Fills + 1, MakerFills + (fill.IsMaker ? 1 : 0));

    public static Executed operator +(Executed left, Executed right) => new(
        left.Quantity + right.Quantity, left.Notional + right.Notional, left.Fees + right.Fees, left.Fills + right.Fills, left.MakerFills + right.MakerFills);
}

/// <summary>What an order did on one venue.</summary>
internal sealed class VenueExecution(string venue)
{
    public string Venue { get; } = venue;

    /// <summary>The first part was sent.</summary>
    public UnixNanos? SubmittedAt { get; set; }

    /// <summary>The venue had the first part.</summary>
    public UnixNanos? AcknowledgedAt { get; set; }

    public UnixNanos? FilledAt { get; private set; }

    public Executed Executed { get; private set; }

    public void Add(ExecutionReport fill)
    {
        FilledAt ??= fill.At;
        Executed = Executed.Plus(fill);
    }
}

/// <summary>The name of a venue's edge.</summary>
internal static class VenueEdge
{
    public static string IdOf(string venue) => $"venue-edge-{venue}";
}
