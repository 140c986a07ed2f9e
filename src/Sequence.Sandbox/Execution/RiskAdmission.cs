using Sequence.Sandbox.Accounts;
using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Execution;

/// <summary>Holds a plan against the admission limits of its risk envelope, before anything is accepted.</summary>
internal static class RiskAdmission
{
    public static void Check(GraphPlan plan, Account account, int activeGraphs, MarketPlace markets)
    {
        decimal[] notionals = Notionals(plan);
        for (int i = 0; i < notionals.Length; i++)
            new Field("nodes")[i]["quantity"].Require(notionals[i] <= Usd.MaxValue.ToDecimal(), "is worth more than the exchange can count.");
        if (plan.Risk.Admission is not { } limits)
            return;
        Field at = new Field("risk")["admission"];
        decimal notional = notionals.Sum();
        at["max_notional_usd"].Require(!(notional > limits.MaxNotionalUsd), $"the graph is worth {notional:0.##} USD, the limit is {limits.MaxNotionalUsd} USD.");
        CheckLeverage(limits.MaxLeverage, notional, account, markets, at["max_leverage"]);
        CheckVenues(limits.RequiredVenues ?? [], markets, at["required_venues"]);
        at["max_concurrent_graphs"].Require(
            !(activeGraphs + 1 > limits.MaxConcurrentGraphs), $"{activeGraphs} graphs are active, the limit with this one is {limits.MaxConcurrentGraphs}.");
    }

    private static void CheckLeverage(decimal? limit, decimal notional, Account account, MarketPlace markets, Field at)
    {
        if (limit is not { } most)
            return;
        decimal net = new Statement(markets).NetValue(account.Ledger).ToDecimal();
        at.Require(net > 0 && notional / net <= most, $"the graph is worth {notional:0.##} USD and the account {net:0.##} USD, the limit is {most}.");
    }

    /// <summary>The sandbox needs no credentials: every venue that it has is connected.</summary>
    private static void CheckVenues(IReadOnlyList<string> venues, MarketPlace markets, Field at)
    {
        for (int i = 0; i < venues.Count; i++)
        {
            string venue = venues[i];
            at[i].Require(markets.All.Any(market => market.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase)), $"'{venue}' is not connected.");
        }
    }

    /// <summary>What each node is worth at its limit or the far side of its market. A node that an edge sizes is estimated as if its parent were filled.</summary>
    private static decimal[] Notionals(GraphPlan plan)
    {
        var quantities = new Dictionary<string, decimal>(StringComparer.Ordinal);
        return [.. plan.Nodes.Select(node => Quantity(plan, node, quantities) * Price(node))];
    }

    private static decimal Quantity(GraphPlan plan, NodeSpec node, Dictionary<string, decimal> known)
    {
        if (known.TryGetValue(node.Id, out decimal quantity))
            return quantity;
        EdgeSpec? edge = plan.Edges.FirstOrDefault(inbound => inbound.To == node.Id);
        if (edge is null || (edge.Sizing is null && node.Quantity is not null))
            return known[node.Id] = node.Quantity?.ToDecimal() ?? 0;
        NodeSpec parent = plan.Nodes.First(candidate => candidate.Id == edge.From);
        decimal parentQuantity = Quantity(plan, parent, known);
        decimal estimate = edge.Sizing?.Kind switch
        {
            SizingKind.Fixed => edge.Sizing.Quantity.ToDecimal(),
            SizingKind.LinearHedge => parentQuantity * edge.Sizing.Multiplier,
            SizingKind.ScaledNotional => ScaledQuantity(edge.Sizing, parentQuantity * Price(parent), Price(node)),
            _ => parentQuantity,
        };
        return known[node.Id] = Math.Min(estimate, Qty.MaxValue.ToDecimal());
    }

    private static decimal ScaledQuantity(SizingRule sizing, decimal parentNotional, decimal price)
    {
        decimal notional = Math.Min(parentNotional * sizing.Multiplier, sizing.Cap?.ToDecimal() ?? decimal.MaxValue);
        return price == 0 ? 0 : notional / price;
    }

    private static decimal Price(NodeSpec node) =>
        (node.ExpectedPrice ?? Prices.Best(node.Markets, node.Side))?.ToDecimal() ?? 0;
}
