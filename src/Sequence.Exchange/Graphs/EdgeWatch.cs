namespace Sequence.Exchange.Graphs;

/// <summary>Decides which edges fire when something happens to a node.</summary>
internal sealed class EdgeWatch(GraphRun run, MarketPlace markets)
{
    private readonly HashSet<GraphEdge> _priced = [];

    /// <summary>The clocks of timeout edges start.</summary>
    public void NodeStarted(GraphNode node)
    {
        foreach (GraphEdge edge in Of(node, TriggerKind.Timeout))
            run.After(edge.Spec.Trigger.Delay, () => Fire(edge, Qty.Zero));
    }

    public void NodeAccepted(GraphNode node) => FireAll(node, TriggerKind.Accepted, Qty.Zero);

    public void NodeFilled(GraphNode node, Qty quantity)
    {
        FireAll(node, TriggerKind.FirstFill, quantity);
        foreach (GraphEdge edge in Of(node, TriggerKind.EveryFill))
            run.Fire(edge, quantity);
        foreach (GraphEdge edge in Of(node, TriggerKind.FillRatio))
        {
            if (Qty.Ratio(node.Filled, node.Target) >= edge.Spec.Trigger.Ratio)
                Fire(edge, quantity);
        }

        if (node.Filled >= node.Target)
            FireAll(node, TriggerKind.FullFill, quantity);
        foreach (GraphEdge edge in Of(node, TriggerKind.PriceCross))
            FollowPrice(edge);
    }

    public void NodeEnded(GraphNode node, OrderEnd end)
    {
        if (end is OrderEnd.Cancelled or OrderEnd.Expired)
            FireAll(node, TriggerKind.Cancelled, Qty.Zero);
        FireAll(node, TriggerKind.Done, Qty.Zero);
    }

    /// <summary>From the first fill on; the level moves with the average fill price.</summary>
    private void FollowPrice(GraphEdge edge)
    {
        if (!_priced.Add(edge))
            return;
        IDisposable? follow = null;
        void Look()
        {
            if (edge.HasFired || !HasCrossed(edge))
                return;
            Fire(edge, Qty.Zero);
            follow?.Dispose();
        }

        follow = run.Follow(edge.Spec.Trigger.Price!.Symbol, Look);
        run.Defer(Look);
    }

    private bool HasCrossed(GraphEdge edge)
    {
        PriceCross cross = edge.Spec.Trigger.Price!;
        if (Prices.Mid(markets.For(cross.Symbol)) is not { } mid)
            return false;
        decimal level = edge.From.AveragePrice.ToDecimal() * (1 + (cross.OffsetPct / 100));
        return cross.IsAbove ? mid.ToDecimal() >= level : mid.ToDecimal() <= level;
    }

    private void FireAll(GraphNode node, TriggerKind kind, Qty quantity)
    {
        foreach (GraphEdge edge in Of(node, kind))
            Fire(edge, quantity);
    }

    /// <summary>Fires an edge that fires once.</summary>
    private void Fire(GraphEdge edge, Qty quantity)
    {
        if (!edge.HasFired)
            run.Fire(edge, quantity);
    }

    private static IEnumerable<GraphEdge> Of(GraphNode node, TriggerKind kind) => node.Outbound.Where(edge => edge.Spec.Trigger.Kind == kind);
}
