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

    /// <summary>
    /// Arms the edge with the first fill. Of the node's own symbol the level moves with the average fill price; of another symbol
    /// it stands on that symbol's own mid at this moment, or on its first one when it has none yet.
    /// </summary>
    private void FollowPrice(GraphEdge edge)
    {
        if (!_priced.Add(edge))
            return;
        PriceCross cross = edge.Spec.Trigger.Price!;
        bool isOwn = cross.Symbol == edge.From.Spec.Symbol;
        decimal? start = isOwn ? null : Mid(cross);
        IDisposable? follow = null;
        void Look()
        {
            if (edge.HasFired || Mid(cross) is not { } mid)
                return;
            decimal from = isOwn ? edge.From.AveragePrice.ToDecimal() : start ??= mid;
            if (!cross.IsReached(mid, from))
                return;
            Fire(edge, Qty.Zero);
            follow?.Dispose();
        }

        follow = run.Follow(cross.Symbol, Look);
        run.Defer(Look);
    }

    private decimal? Mid(PriceCross cross) => Prices.Mid(markets.For(cross.Symbol))?.ToDecimal();

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
