using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Exchange.Accounts;

/// <summary>
/// How much an account can trade on one market. Spot and contracts are bought with cash and sold out of holdings, never short;
/// perps close freely and open as far as the margin goes.
/// </summary>
internal static class BuyingPower
{
    /// <summary>Kept back from every calculation: each fill rounds its cost and its fee by less than one raw unit.</summary>
    private static readonly Usd Slack = Usd.FromRaw(10_000);

    /// <summary>The largest quantity beyond what was walked, at a price no worse than the given one.</summary>
    /// <param name="ledger">Whose money.</param>
    /// <param name="market">Where.</param>
    /// <param name="side">Bid buys, ask sells.</param>
    /// <param name="price">The price at which it is paid.</param>
    /// <param name="reduceOnly">Counts only what makes the position smaller, and what the orders before it leave of that.</param>
    /// <param name="walked">What the same order takes of the same book before; null for nothing.</param>
    public static Qty Of(Ledger ledger, VenueMarket market, BookSide side, Px price, bool reduceOnly, Walked? walked = null)
    {
        if (market.Instrument.Kind == InstrumentKind.Perp)
            return OfPerp(ledger, market, side, price, reduceOnly, walked);
        Qty before = walked?.Quantity ?? Qty.Zero;
        if (side == BookSide.Ask)
            return Positive(ledger.Find(market)?.Available ?? Qty.Zero) - before;
        return (reduceOnly ? Qty.Zero : Affordable(ledger, market, price)) - before;
    }

    /// <summary>What of a position reduce-only orders do not close yet; of what is no perp, all that is free to sell.</summary>
    public static Qty Reducible(Ledger ledger, VenueMarket market, BookSide side)
    {
        if (ledger.Find(market) is not { } holding)
            return Qty.Zero;
        if (market.Instrument.Kind != InstrumentKind.Perp)
            return side == BookSide.Ask ? Positive(holding.Available) : Qty.Zero;
        return Positive(Against(holding, side) - holding.Resting(side).ReduceOnly);
    }

    /// <summary>What an order of this side can close of a position; below zero for a position of the same side.</summary>
    public static Qty Against(Holding perp, BookSide side) => side == BookSide.Bid ? -perp.Quantity : perp.Quantity;

    private static Qty OfPerp(Ledger ledger, VenueMarket market, BookSide side, Px price, bool reduceOnly, Walked? walked)
    {
        Holding perp = ledger.Find(market) ?? Ledger.Unused(market);
        Qty power = Rounded(ledger.CashFor(market).Margin.Power(perp, market, side, price, walked, Slack.ToDecimal()));
        if (!reduceOnly)
            return power;
        Qty closing = Reducible(ledger, market, side) - perp.Resting(side).Ahead(price) - (walked?.Quantity ?? Qty.Zero);
        return Qty.Min(power, Positive(closing));
    }

    private static Qty Affordable(Ledger ledger, VenueMarket market, Px price)
    {
        // A venue that rounds the fee of an order up charges less than one step more.
        Usd free = ledger.FreeCash(market) - Slack - market.Instrument.FeeStep;
        decimal unit = price.ToDecimal() + VenueFees.Taker(market.Instrument, price);
        return free.Raw <= 0 || unit <= 0 ? Qty.Zero : Rounded(free.ToDecimal() / unit);
    }

    private static Qty Rounded(decimal quantity) =>
        quantity >= Qty.MaxValue.ToDecimal() ? Qty.MaxValue : Qty.FromDecimal(quantity, MidpointRounding.ToZero);

    private static Qty Positive(Qty value) => value.Raw > 0 ? value : Qty.Zero;
}
