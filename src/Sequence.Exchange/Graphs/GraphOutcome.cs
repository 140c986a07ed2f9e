namespace Sequence.Exchange.Graphs;

/// <summary>
/// What a graph came to. Completed: every node that started was filled, or another node took over from it. Aborted: an order was
/// rejected and nothing took over. Expired: time ran out (horizon, IOC, FOK) with a part unfilled. A cancelled graph is aborted as well.
/// </summary>
internal static class GraphOutcome
{
    public static Wire.GraphStatus Of(Graph graph)
    {
        List<GraphNode> failed = [.. graph.Nodes.Where(node => node.Parent is null && !IsTakenOver(node))];
        if (failed.Any(node => node.End is OrderEnd.Rejected or OrderEnd.Cancelled))
            return Wire.GraphStatus.Aborted;
        return failed.Any(node => node.End == OrderEnd.Expired) ? Wire.GraphStatus.Expired : Wire.GraphStatus.Completed;
    }

    private static bool IsTakenOver(GraphNode node) =>
        node.Outbound.Any(edge => edge.HasFired && edge.To.IsStarted && edge.To.Parent is null
            && edge.Spec.Trigger.Kind is TriggerKind.Cancelled or TriggerKind.Done);
}
