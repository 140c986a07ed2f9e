namespace Sequence.Exchange.Graphs;

/// <summary>Estimates what the nodes of a plan are worth.</summary>
internal static class PlanNotionals
{
    /// <summary>What each node is worth at its limit or the far side of its market. A node that an edge sizes is estimated as if its parent were filled.</summary>
    public static decimal[] Of(GraphPlan plan)
    {
        var quantities = new Dictionary<string, decimal>(StringComparer.Ordinal);
        return [.. plan.Nodes.Select(node => Quantity(plan, node, quantities) * Price(node))];
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

    private static decimal Price(OrderSpec node) =>
        (node.ExpectedPrice ?? Prices.Best(node.Markets, node.Side))?.ToDecimal() ?? 0;
}
