namespace Sequence.Exchange.Accounts;

/// <summary>
/// How much an account can trade on one market. Spot and contracts are bought with cash and sold out of holdings, never short;
/// perps close freely and open as far as the margin goes.
/// </summary>
internal static class BuyingPower
{
    /// <summary>Kept back from every calculation: each fill rounds its cost and its fee by less than one raw unit.</summary>
    private static readonly Usd Slack = Usd.FromRaw(10_000);

    /// <summary>The largest quantity, at a price no worse than the given one.</summary>
    /// <param name="ledger">Whose money.</param>
    /// <param name="market">Where.</param>
    /// <param name="side">Bid buys, ask sells.</param>
    /// <param name="price">The price at which it is paid.</param>
    /// <param name="reduceOnly">Counts only what makes the position smaller.</param>
    public static Qty Of(Ledger ledger, VenueMarket market, BookSide side, Px price, bool reduceOnly)
    {
        Holding? holding = ledger.Find(market);
        if (market.Instrument.Kind != Instruments.InstrumentKind.Perp && side == BookSide.Ask)
            return Positive(holding?.Available ?? Qty.Zero);
        if (market.Instrument.Kind != Instruments.InstrumentKind.Perp)
            return reduceOnly ? Qty.Zero : Affordable(ledger, market, price, 1);
        Qty open = holding?.Quantity ?? Qty.Zero;
        Qty closing = Positive(side == BookSide.Bid ? -open : open);
        return reduceOnly ? closing : Sum(closing, Affordable(ledger, market, price, Margin.Leverage));
    }

    private static Qty Affordable(Ledger ledger, VenueMarket market, Px price, int leverage)
    {
        // A venue that rounds the fee of an order up charges less than one step more.
        Usd free = ledger.FreeCash(market) - Slack - market.Instrument.FeeStep;
        decimal unit = (price.ToDecimal() / leverage) + VenueFees.Taker(market.Instrument, price);
        if (free.Raw <= 0 || unit <= 0)
            return Qty.Zero;
        decimal quantity = free.ToDecimal() / unit;
        return quantity >= Qty.MaxValue.ToDecimal() ? Qty.MaxValue : Qty.FromDecimal(quantity, MidpointRounding.ToZero);
    }

    private static Qty Positive(Qty value) => value.Raw > 0 ? value : Qty.Zero;

    private static Qty Sum(Qty left, Qty right) => left > Qty.MaxValue - right ? Qty.MaxValue : left + right;
}
