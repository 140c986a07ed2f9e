namespace Sequence.Exchange.Instruments;

/// <summary>What kind of thing is traded; the wire's words are <c>spot</c>, <c>perp</c> and <c>prediction</c>.</summary>
internal enum InstrumentKind
{
    Spot,
    Perp,
    Prediction,
}

/// <summary>One instrument as one venue lists it.</summary>
/// <param name="Symbol">The canonical symbol, such as <c>BTC-USD</c>.</param>
/// <param name="Kind">Spot, perp or prediction.</param>
/// <param name="Base">What is bought; for a prediction the outcome's own symbol.</param>
/// <param name="Quote">What it is paid with.</param>
/// <param name="Tick">Prices are multiples of it.</param>
/// <param name="Lot">Quantities are multiples of it.</param>
/// <param name="TakerFeeBps">Fee of who crosses the spread, in basis points of the notional.</param>
/// <param name="MakerFeeBps">Fee of who rested, in basis points of the notional.</param>
internal sealed record Instrument(
    string Symbol,
    InstrumentKind Kind,
    string Base,
    string Quote,
    Px Tick,
    Qty Lot,
    decimal TakerFeeBps,
    decimal MakerFeeBps)
{
    private const string Yes = ":YES";
    private const string No = ":NO";

    /// <summary>On the second outcome of a prediction: the symbol of the first, which pays when this one does not.</summary>
    public string? OppositeOf { get; init; }

    /// <summary>What a position is an exposure to, and in which direction: the base asset, and for both outcomes of a prediction the first of them.</summary>
    public (string Asset, int Sign) Exposure
    {
        get
        {
            if (Kind != InstrumentKind.Prediction)
                return (Base, 1);
            if (OppositeOf is { } first)
                return (first, -1);
            return Symbol.EndsWith(No, StringComparison.Ordinal) ? (Symbol[..^No.Length] + Yes, -1) : (Symbol, 1);
        }
    }

    /// <summary>Whether an order may stand at this price: above zero, and on a prediction below the 1 that it pays at most.</summary>
    public bool Takes(Px price) => price > Px.Zero && (Kind != InstrumentKind.Prediction || price.Raw < Px.Scale);
}
