namespace Sequence.Exchange.Orders;

/// <summary>How an order is worked: looks at the market and the order, and does what is missing. Nothing missing, nothing done.</summary>
internal abstract class Tactic
{
    public virtual void Start(WorkingOrder order)
    {
    }

    public abstract void Work(WorkingOrder order);

    /// <summary>Rests a quantity: on the venue that was named first, else whose other side is nearest, further ones only for what the first cannot pay.</summary>
    protected static void Rest(WorkingOrder order, Px price, Qty quantity, bool stayPassive)
    {
        BookSide side = order.Spec.Side;
        Qty missing = quantity;
        var legs = new List<RouteLeg>();
        foreach (VenueMarket market in order.Spec.IsRanked ? order.Spec.Markets : ByTouch(order.Spec.Markets, side))
        {
            Px at = PriceAt(market, side, price, stayPassive);
            Qty part = order.Spec.InLots(market, Qty.Min(missing, BuyingPower(order, market, at)), quantity);
            if (part.Raw <= 0 || at.Raw <= 0)
                continue;
            missing -= part;
            legs.Add(new RouteLeg(market, part, at));
            if (missing.Raw <= 0)
                break;
        }

        order.Rest(legs);
    }

    /// <summary>Where a part really stands on one venue: on a tick, and on the own side of its book if it must stay passive.</summary>
    protected static Px PriceAt(VenueMarket market, BookSide side, Px price, bool stayPassive) =>
        OnTick(market, stayPassive ? Behind(market, side, price) : price, side);

    private static Qty BuyingPower(WorkingOrder order, VenueMarket market, Px price) =>
        Accounts.BuyingPower.Of(order.Ledger, market, order.Spec.Side, price, order.Spec.Style.ReduceOnly);

    private static IEnumerable<VenueMarket> ByTouch(IReadOnlyList<VenueMarket> markets, BookSide side) =>
        side == BookSide.Bid
            ? markets.OrderBy(market => market.Book.BestAsk?.Raw ?? long.MaxValue)
            : markets.OrderByDescending(market => market.Book.BestBid?.Raw ?? long.MinValue);

    /// <summary>A price that does not trade at once on that venue.</summary>
    private static Px Behind(VenueMarket market, BookSide side, Px price)
    {
        if (Prices.Best(market, Prices.Opposite(side)) is not { } touch)
            return price;
        return side == BookSide.Bid ? Px.Min(price, touch - market.Instrument.Tick) : Px.Max(price, touch + market.Instrument.Tick);
    }

    /// <summary>The nearest tick that is no worse for the order.</summary>
    private static Px OnTick(VenueMarket market, Px price, BookSide side) =>
        price.RoundToTick(market.Instrument.Tick, side == BookSide.Bid ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity);
}
