namespace Sequence.Exchange.Analytics;

/// <summary>A routing decision, priced at the books of its moment. It never changes, and is written only when somebody hears of it.</summary>
internal sealed class RoutingReport
{
    private readonly RoutingDecision _decision;
    private readonly LegCost[] _legs;
    private readonly decimal? _mid;
    private readonly UnixNanos _at;

    /// <param name="decision">Which decision.</param>
    /// <param name="venues">All that list the symbol.</param>
    /// <param name="now">Exchange time.</param>
    public RoutingReport(RoutingDecision decision, IReadOnlyList<VenueMarket> venues, UnixNanos now)
    {
        _decision = decision;
        _legs = new LegCost[decision.Legs.Count];
        for (int i = 0; i < _legs.Length; i++)
            _legs[i] = Price(decision.Legs[i], decision);
        _mid = Prices.Mid(venues)?.ToDecimal();
        _at = now;
    }

    public JObject ToJson() => new()
    {
        ["node_order_id"] = _decision.Order.NodeOrderId,
        ["symbol"] = _decision.Order.Symbol,
        ["side"] = _decision.Order.Side == BookSide.Bid ? "BUY" : "SELL",
        ["legs"] = new JArray(_legs.Zip(_decision.Legs, (cost, leg) => new JObject
        {
            ["venue"] = leg.Market.Venue,
            ["qty_1e8"] = leg.Quantity.Raw,
            ["price_1e9"] = leg.Worst.Raw,
            ["est_cost_bps"] = Bps(cost, leg.Quantity),
        })),
        ["est_cost_bps"] = Bps(
            new LegCost(_legs.Sum(leg => leg.Notional), _legs.Sum(leg => leg.Fee)),
            _decision.Legs.Aggregate(Qty.Zero, (sum, leg) => sum + leg.Quantity)),
        ["chosen"] = new JObject
        {
            ["action"] = _decision.IsResting ? "rest" : "take",
            ["venues"] = new JArray(_decision.Legs.Select(leg => leg.Market.Venue)),
        },
        ["ts_ns"] = _at.Raw,
    };

    /// <summary>What a leg trades for: now, with the taker's fee, or at its own price, with the maker's.</summary>
    private static LegCost Price(RouteLeg leg, RoutingDecision decision)
    {
        if (!decision.IsResting)
        {
            BookWalk walk = BookWalk.Of([leg.Market], decision.Order.Side, leg.Quantity);
            return new LegCost(walk.Notional, walk.Fee);
        }

        decimal quantity = leg.Quantity.ToDecimal();
        return new LegCost(leg.Worst.ToDecimal() * quantity, VenueFees.Maker(leg.Market.Instrument, leg.Worst) * quantity);
    }

    private decimal? Bps(LegCost cost, Qty quantity) => _mid is { } reference
        ? BasisPoints.Worse(cost.Notional / quantity.ToDecimal(), reference, _decision.Order.Side) + BasisPoints.Of(cost.Fee, cost.Notional)
        : null;

    private readonly record struct LegCost(decimal Notional, decimal Fee);
}
