namespace Sequence.Exchange.Graphs;

/// <summary>How much a node trades when an edge starts it. The node keeps its own side, whatever the sign of a multiplier.</summary>
internal static class SizingRules
{
    /// <summary>The quantity; zero when there is nothing to trade.</summary>
    /// <param name="edge">The edge that fired.</param>
    /// <param name="increment">The fill that fired it; zero when no fill did.</param>
    public static Qty Size(GraphEdge edge, Qty increment)
    {
        GraphNode parent = edge.From;
        if (edge.Spec.Sizing is not { } sizing)
            return edge.To.Spec.Quantity ?? parent.Filled;
        return sizing.Kind switch
        {
            SizingKind.ParentFilled => parent.Filled,
            SizingKind.IncrementalFill => increment.Raw > 0 ? increment : parent.Filled,
            SizingKind.Residual => Qty.Max(Qty.Zero, parent.Target - parent.Filled),
            SizingKind.LinearHedge => Scaled(parent.Filled, sizing.Multiplier),
            SizingKind.ScaledNotional => ForNotional(edge.To.Spec, sizing, parent.FilledNotional),
            _ => sizing.Quantity,
        };
    }

    private static Qty Scaled(Qty quantity, decimal multiplier)
    {
        decimal scaled = quantity.ToDecimal() * multiplier;
        return scaled >= Qty.MaxValue.ToDecimal() ? Qty.MaxValue : Qty.FromDecimal(scaled, MidpointRounding.ToEven);
    }

    /// <summary>The parent's filled notional times the multiplier, capped, in whole lots at the node's own price.</summary>
    private static Qty ForNotional(OrderSpec node, SizingRule sizing, Usd parentNotional)
    {
        decimal notional = parentNotional.ToDecimal() * sizing.Multiplier;
        if (sizing.Cap is { } cap)
            notional = Math.Min(notional, cap.ToDecimal());
        if (node.ExpectedPrice is not { Raw: > 0 } unit)
            return Qty.Zero;
        decimal quantity = notional / unit.ToDecimal();
        return quantity >= Qty.MaxValue.ToDecimal() ? Qty.MaxValue : Qty.FromDecimal(quantity, MidpointRounding.ToZero).RoundToLot(node.Lot);
    }
}
