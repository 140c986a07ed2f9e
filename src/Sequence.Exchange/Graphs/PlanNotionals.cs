namespace Sequence.Exchange.Graphs;

/// <summary>Estimates what the nodes of a plan are worth.</summary>
internal static class PlanNotionals
{
    /// <summary>What each node is worth in USD at its limit or the far side of its market. A node that an edge sizes is estimated as if its parent were filled.</summary>
    public static decimal[] Of(GraphPlan plan)
    {
        var quantities = new Dictionary<string, decimal>(StringComparer.Ordinal);
        return [.. plan.Nodes.Select(node => Quantity(plan, node, quantities) * Price(node))];
    }

    /// <summary>
    /// What a plan puts at risk: for each base asset the larger of what is bought and what is sold, so that a hedge does not count
    /// beside what it hedges. Exits that are sized from the fill they close count nothing.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="notionals">What each of its nodes is worth.</param>
    public static decimal AtRisk(GraphPlan plan, IReadOnlyList<decimal> notionals) => plan.Nodes
        .Select((node, i) => (Node: node, Notional: IsExit(plan, node) ? 0 : notionals[i]))
        .GroupBy(row => row.Node.Markets[0].Instrument.Base)
        .Sum(asset => Math.Max(SumOf(asset, BookSide.Bid), SumOf(asset, BookSide.Ask)));

    private static decimal SumOf(IEnumerable<(OrderSpec Node, decimal Notional)> rows, BookSide side) =>
        rows.Where(row => row.Node.Side == side).Sum(row => row.Notional);

    private static bool IsExit(GraphPlan plan, OrderSpec node)
    {
        List<EdgeSpec> inbound = [.. plan.Edges.Where(edge => edge.To == node.Id)];
        return inbound.Count > 0 && inbound.All(edge => ExitLegs.Closes(edge, plan.Nodes.First(entry => entry.Id == edge.From), node));
    }

    private static decimal Quantity(GraphPlan plan, OrderSpec node, Dictionary<string, decimal> known)
    {
        if (known.TryGetValue(node.Id, out decimal quantity))
            return quantity;
        EdgeSpec? edge = plan.Edges.FirstOrDefault(inbound => inbound.To == node.Id);
        if (edge is null || (edge.Sizing is null && node.Quantity is not null))
            return known[node.Id] = node.Quantity?.ToDecimal() ?? 0;
        OrderSpec parent = plan.Nodes.First(candidate => candidate.Id == edge.From);
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

    /// <summary>In USD.</summary>
    private static decimal Price(OrderSpec node) =>
        node.Instrument.ToUsd((node.ExpectedPrice ?? Prices.Best(node.Markets, node.Side))?.ToDecimal() ?? 0);
}
