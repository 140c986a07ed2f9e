namespace Sequence.Exchange.Instruments;

/// <summary>What kind of instrument it is; on the wire <c>spot</c>, <c>perp</c> and <c>prediction</c>.</summary>
internal enum InstrumentKind
{
    Spot,
    Perp,
    Prediction,
}

/// <summary>One instrument as one venue lists it, with the rules that the venue checks orders by.</summary>
/// <param name="Symbol">The canonical symbol, such as <c>BTC-USD</c>.</param>
/// <param name="Kind">Spot, perp or prediction.</param>
/// <param name="Base">What is bought; for a prediction the outcome's own symbol.</param>
/// <param name="Quote">What it is paid with.</param>
/// <param name="Tick">Prices are multiples of it.</param>
/// <param name="Lot">Quantities are multiples of it.</param>
/// <param name="TakerFeeBps">Fee of the taker, in basis points of the notional; on predictions at p = 0.5.</param>
/// <param name="MakerFeeBps">Fee of the maker, in basis points of the notional.</param>
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

    /// <summary>The smallest quantity of an order; the lot where the venue names no other.</summary>
    public Qty MinQuantity { get; init; } = Lot;

    /// <summary>The smallest notional of an order, in the quote asset; zero for none.</summary>
    public Usd MinNotional { get; init; }

    /// <summary>
    /// Price collar: how far beyond the middle a buy may bid and below it a sell may offer, in basis points; null for no collar.
    /// A limit on the other side of the middle only rests, and is free.
    /// </summary>
    public int? CollarBps { get; init; }

    /// <summary>The fees of one order are rounded up to a multiple of it; zero rounds each fill to the nearest 1e-9.</summary>
    public Usd FeeStep { get; init; }

    /// <summary>USD for one unit of <see cref="Quote"/>; fixed.</summary>
    public Px UsdPerQuote { get; init; } = UsdRates.Default.Of(Quote);

    /// <summary>True when an order may have this price: above zero, and on a prediction below the 1 that it pays at most.</summary>
    public bool Takes(Px price) => price > Px.Zero && (Kind != InstrumentKind.Prediction || price.Raw < Px.Scale);

    /// <summary>Converts an amount of the quote asset.</summary>
    public Usd ToUsd(Usd amount) => UsdRates.Convert(amount, UsdPerQuote);

    /// <summary>Converts a price in the quote asset.</summary>
    public Px ToUsd(Px price) => UsdRates.Convert(price, UsdPerQuote);

    /// <summary>Converts an amount of the quote asset, exactly.</summary>
    public decimal ToUsd(decimal amount) => amount * UsdPerQuote.ToDecimal();
}
