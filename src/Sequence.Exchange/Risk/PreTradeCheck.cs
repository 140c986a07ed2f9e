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
            order.Resize(order.Filled + Qty.Min(order.Open, Power(ledger, node, price ?? Px.Zero)));
            if (order.Open.Raw <= 0)
                return $"{RejectReasons.ExchangeReject}: reduce_only, and there is no position to reduce.";
        }

        if (price is not { } reference)
            return null;
        if (limits?.MaxNodeNotionalUsd is { } most && node.Instrument.ToUsd(reference.ToDecimal() * order.Quantity.ToDecimal()) > most)
            return $"{RejectReasons.RiskCheckFailed}: risk.pre_trade.max_node_notional_usd.";
        return Power(ledger, node, reference) < order.Open ? RejectReasons.Insufficient(node) : null;
    }

    private static Qty Power(Ledger ledger, OrderSpec node, Px price)
    {
        Qty total = Qty.Zero;
        foreach (VenueMarket market in node.Markets)
        {
            Qty power = BuyingPower.Of(ledger, market, node.Side, price, node.Style.ReduceOnly);
            if (total > Qty.MaxValue - power)
                return Qty.MaxValue;
            total += power;
        }

        return total;
    }
}
