using System.Text;

namespace Sequence.Sdk;

/// <summary>A book at one moment: its levels and its state belong together and do not change any more.</summary>
/// <param name="Symbol">The symbol as the server names it.</param>
/// <param name="State">How far the levels could be trusted at that moment.</param>
/// <param name="Bids">Bid levels, the best first; may be empty.</param>
/// <param name="Asks">Ask levels, the best first; may be empty.</param>
/// <param name="Timestamp">When the server made the snapshot; null before the first.</param>
public sealed record OrderBookSnapshot(
    string Symbol, OrderBookState State, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, UnixNanos? Timestamp)
{
    /// <summary>
    /// What a unit costs on average when a quantity takes the levels from the best on: of the asks for a buy, of the bids for a sell. Fees are not in it.
    /// </summary>
    /// <param name="side">The side of the taker.</param>
    /// <param name="qty">In units of the base asset, above 0.</param>
    /// <returns>In the quote currency, exact to the 28 digits of a decimal; null when the levels do not hold the quantity.</returns>
    /// <exception cref="SequenceValidationException">The quantity is not above 0, or the side is neither buy nor sell.</exception>
    public decimal? AveragePrice(Side side, decimal qty)
    {
        Check.Positive(qty, "qty");
        IReadOnlyList<BookLevel> levels = side == Side.Buy ? Asks
            : side == Side.Sell ? Bids
            : throw new SequenceValidationException("side", $"must be buy or sell, but was '{side.Value}'.");
        decimal left = qty;
        decimal paid = 0;
        foreach (BookLevel level in levels)
        {
            decimal taken = decimal.Min(left, level.Size);
            paid += taken * level.Price;
            left -= taken;
            if (left == 0)
                return paid / qty;
        }

        return null;
    }

    /// <inheritdoc cref="AveragePrice(Side, decimal)"/>
    public decimal? AveragePrice(Side side, Qty qty) => AveragePrice(side, qty.ToDecimal());

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Symbol = ").Append(Symbol).Append(", State = ").Append(State)
            .Append(", Bids = ").Append(Bids.Count).Append(", Asks = ").Append(Asks.Count).Append(", Timestamp = ").Append(Timestamp);
        return true;
    }
}
