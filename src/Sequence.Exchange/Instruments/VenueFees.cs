namespace Sequence.Exchange.Instruments;

/// <summary>
/// What a venue charges, in the quote asset: basis points of the notional on spot and perps; on predictions the curve
/// rate x contracts x p x (1 - p) for takers, where the listed basis points are its value at p = 0.5, and nothing for makers.
/// </summary>
internal static class VenueFees
{
    private const decimal BpsPerUnit = 10_000m;
    private const decimal BpsOfRate = 5_000m;

    /// <summary>The rate of the prediction curve: 0.07 for 350 basis points at p = 0.5.</summary>
    public static decimal CurveRate(decimal listedBps) => listedBps / BpsOfRate;

    /// <summary>The fee of an order that is filled once.</summary>
    public static Usd Of(Instrument instrument, Px price, Qty quantity, bool isMaker) => Rounded(instrument, Exact(instrument, price, quantity, isMaker));

    /// <summary>The fee of a quantity before the venue rounds it.</summary>
    public static decimal Exact(Instrument instrument, Px price, Qty quantity, bool isMaker) =>
        (isMaker ? Maker(instrument, price) : Taker(instrument, price)) * quantity.ToDecimal();

    /// <summary>What the venue charges for an exact fee: up to the next step, or the nearest 1e-9.</summary>
    public static Usd Rounded(Instrument instrument, decimal exact)
    {
        if (instrument.FeeStep.Raw <= 0)
            return Usd.FromDecimal(exact, MidpointRounding.ToEven);
        decimal step = instrument.FeeStep.ToDecimal();
        return Usd.FromDecimal(Math.Ceiling(exact / step) * step);
    }

    /// <summary>What one unit really costs a taker who buys, or brings one who sells: what venues are compared by.</summary>
    public static decimal Effective(Instrument instrument, BookSide side, Px price)
    {
        decimal fee = Taker(instrument, price);
        return side == BookSide.Bid ? price.ToDecimal() + fee : price.ToDecimal() - fee;
    }

    /// <summary>The fee of one unit for a taker, before rounding.</summary>
    public static decimal Taker(Instrument instrument, Px price)
    {
        decimal p = price.ToDecimal();
        return instrument.Kind == Instruments.InstrumentKind.Prediction
            ? CurveRate(instrument.TakerFeeBps) * p * (1 - p)
            : TakerOf(instrument, p);
    }

    /// <summary>The fee of a notional of spot or a perp for a taker, before rounding.</summary>
    public static decimal TakerOf(Instrument instrument, decimal notional) => notional * instrument.TakerFeeBps / BpsPerUnit;

    /// <summary>The fee of one unit for a maker, before rounding.</summary>
    public static decimal Maker(Instrument instrument, Px price) =>
        instrument.Kind == Instruments.InstrumentKind.Prediction ? 0m : price.ToDecimal() * instrument.MakerFeeBps / BpsPerUnit;
}
