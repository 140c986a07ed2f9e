namespace Sequence.Exchange.Risk;

/// <summary>
/// Looks at an order before it is sent. The balance is always checked, whether the risk envelope asks for it or not:
/// the venues of the sandbox lend nothing.
/// </summary>
internal sealed class PreTradeCheck(Wire.PreTradeRisk? limits)
{
    /// <summary>Why the order must not be sent; null when it may. A reduce-only order is cut down to the open position first.</summary>
    public string? Refusal(OrderState order, OrderSpec node)
    {
        if (node.Markets.All(market => market.IsClosed))
            return RejectReasons.MarketClosed;
        Ledger ledger = order.Account.Ledger;
        Px? price = node.ExpectedPrice;
        if (node.Style.ReduceOnly)
        {
            order.Resize(order.Filled + Qty.Min(order.Open, Sum(node, market => BuyingPower.Reducible(ledger, market, node.Side))));
            if (order.Open.Raw <= 0)
                return RejectReasons.NothingToReduce;
        }

        if (price is not { } reference)
            return null;
        if (limits?.MaxNodeNotionalUsd is { } most && node.Instrument.ToUsd(reference.ToDecimal() * order.Quantity.ToDecimal()) > most)
            return $"{RejectReasons.RiskCheckFailed}: risk.pre_trade.max_node_notional_usd.";
        Qty power = Sum(node, market => BuyingPower.Of(ledger, market, node.Side, reference, ReducesSpot(node, market)));
        return power < order.Open ? RejectReasons.Insufficient(node) : null;
    }

    /// <summary>Of a perp, what orders before it close does not count here: the order waits until they leave something.</summary>
    private static bool ReducesSpot(OrderSpec node, VenueMarket market) => node.Style.ReduceOnly && market.Instrument.Kind != Instruments.InstrumentKind.Perp;

    private static Qty Sum(OrderSpec node, Func<VenueMarket, Qty> of)
    {
        Qty total = Qty.Zero;
        foreach (VenueMarket market in node.Markets)
        {
            Qty power = of(market);
            if (total > Qty.MaxValue - power)
                return Qty.MaxValue;
            total += power;
        }

        return total;
    }
}
