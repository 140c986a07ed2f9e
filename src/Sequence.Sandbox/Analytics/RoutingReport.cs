using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Accounts;
using Sequence.Sandbox.Execution;
using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Analytics;

/// <summary>A routing decision on the wire, priced at the books of its moment.</summary>
internal static class RoutingReport
{
    public static JObject Of(RoutingDecision decision, IReadOnlyList<VenueMarket> venues, UnixNanos now)
    {
        decimal? mid = Prices.Mid(venues)?.ToDecimal();
        List<(RouteLeg Leg, decimal Notional, decimal Fee)> legs = [.. decision.Legs.Select(leg => Price(leg, decision))];
        Qty total = decision.Legs.Aggregate(Qty.Zero, (sum, leg) => sum + leg.Quantity);
        decimal notional = legs.Sum(leg => leg.Notional);
        return new JObject
        {
            ["node_order_id"] = decision.Order.NodeOrderId,
            ["symbol"] = decision.Order.Symbol,
            ["side"] = decision.Order.Side == BookSide.Bid ? "BUY" : "SELL",
            ["legs"] = new JArray(legs.Select(leg => new JObject
            {
                ["venue"] = leg.Leg.Market.Venue,
                ["qty_1e8"] = leg.Leg.Quantity.Raw,
                ["price_1e9"] = leg.Leg.Worst.Raw,
                ["est_cost_bps"] = Cost(leg.Notional, leg.Fee, leg.Leg.Quantity, mid, decision.Order.Side),
            })),
            ["est_cost_bps"] = Cost(notional, legs.Sum(leg => leg.Fee), total, mid, decision.Order.Side),
            ["chosen"] = new JObject
            {
                ["action"] = decision.IsResting ? "rest" : "take",
                ["venues"] = new JArray(decision.Legs.Select(leg => leg.Market.Venue)),
            },
            ["ts_ns"] = now.Raw,
        };
    }

    /// <summary>What a leg trades for: now, with the taker's fee, or at its own price, with the maker's.</summary>
    private static (RouteLeg Leg, decimal Notional, decimal Fee) Price(RouteLeg leg, RoutingDecision decision)
    {
        if (!decision.IsResting)
        {
            BookWalk walk = BookWalk.Of([leg.Market], decision.Order.Side, leg.Quantity);
            return (leg, walk.Notional, walk.Fee);
        }

        decimal notional = leg.Worst.ToDecimal() * leg.Quantity.ToDecimal();
        return (leg, notional, VenueFees.Maker(leg.Market.Instrument, leg.Worst) * leg.Quantity.ToDecimal());
    }

    private static decimal? Cost(decimal notional, decimal fee, Qty quantity, decimal? mid, BookSide side) => mid is { } reference
        ? BasisPoints.Worse(notional / quantity.ToDecimal(), reference, side) + BasisPoints.Of(fee, notional)
        : null;
}
