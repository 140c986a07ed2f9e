namespace Sequence.Exchange.Graphs;

/// <summary>How much a node trades when an edge starts it. The node keeps its own side, whatever the sign of a multiplier.</summary>
internal static class SizingRules
{
    /// <summary>The quantity, before it is rounded to lots; zero when there is nothing to trade.</summary>
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
            SizingKind.ScaledNotional => ForNotional(edge.To.Spec, sizing, parent.Spec.Instrument.ToUsd(parent.FilledNotional.ToDecimal())),
            _ => sizing.Quantity,
        };
    }

    /// <summary>A sized quantity in whole lots. What an edge adds up fill by fill keeps the rest for the next fill, so that many small ones lose no lot.</summary>
    /// <param name="edge">The edge that fired.</param>
    /// <param name="size">What it asks for.</param>
    public static Qty InLots(GraphEdge edge, Qty size)
    {
        GraphNode node = edge.To;
        if (edge.Spec.Sizing?.Kind != SizingKind.IncrementalFill)
            return size.RoundToLot(node.Spec.Lot);
        Qty whole = (size + node.Residue).RoundToLot(node.Spec.Lot);
        node.Residue += size - whole;
        return whole;
    }

    private static Qty Scaled(Qty quantity, decimal multiplier)
    {
        decimal scaled = quantity.ToDecimal() * multiplier;
        return scaled >= Qty.MaxValue.ToDecimal() ? Qty.MaxValue : Qty.FromDecimal(scaled, MidpointRounding.ToEven);
    }

    /// <summary>The parent's filled notional in USD times the multiplier, capped, at the node's own price.</summary>
    private static Qty ForNotional(OrderSpec node, SizingRule sizing, decimal parentNotional)
    {
        decimal notional = parentNotional * sizing.Multiplier;
        if (sizing.Cap is { } cap)
            notional = Math.Min(notional, cap.ToDecimal());
        if (node.ExpectedPrice is not { Raw: > 0 } unit)
            return Qty.Zero;
        decimal price = node.Instrument.ToUsd(unit.ToDecimal());
        if (price <= 0)
            return Qty.Zero;
        decimal quantity = notional / price;
        return quantity >= Qty.MaxValue.ToDecimal() ? Qty.MaxValue : Qty.FromDecimal(quantity, MidpointRounding.ToZero);
    }
}
