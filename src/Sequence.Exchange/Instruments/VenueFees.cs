namespace Sequence.Exchange.Instruments;

/// <summary>
/// What a venue charges: basis points of the notional on spot and perps; on predictions the curve
/// rate x contracts x p x (1 - p) for takers, where the listed basis points are its value at p = 0.5, and nothing for makers.
/// </summary>
internal static class VenueFees
{
    private const decimal BpsPerUnit = 10_000m;
    private const decimal BpsOfRate = 5_000m;

    public static Usd Of(Instrument instrument, Px price, Qty quantity, bool isMaker)
    {
        decimal perUnit = isMaker ? Maker(instrument, price) : Taker(instrument, price);
        return Usd.FromDecimal(perUnit * quantity.ToDecimal(), MidpointRounding.ToEven);
    }

    /// <summary>What one unit really costs a taker who buys, or brings one who sells: what venues are compared by.</summary>
    public static decimal Effective(Instrument instrument, BookSide side, Px price)
    {
        decimal fee = Taker(instrument, price);
        return side == BookSide.Bid ? price.ToDecimal() + fee : price.ToDecimal() - fee;
    }

    /// <summary>The fee of one unit for a taker.</summary>
    public static decimal Taker(Instrument instrument, Px price)
    {
        decimal p = price.ToDecimal();
        return instrument.Kind == Instruments.InstrumentKind.Prediction
            ? instrument.TakerFeeBps / BpsOfRate * p * (1 - p)
            : p * instrument.TakerFeeBps / BpsPerUnit;
    }

    /// <summary>The fee of one unit for who rested.</summary>
    public static decimal Maker(Instrument instrument, Px price) =>
        instrument.Kind == Instruments.InstrumentKind.Prediction ? 0m : price.ToDecimal() * instrument.MakerFeeBps / BpsPerUnit;
}
