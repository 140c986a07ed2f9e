
namespace Sequence.Exchange.Graphs;

/// <summary>Graphs as the wire shows them.</summary>
internal static class GraphMapping
{
    /// <summary>The answer to a submit: the same for every repetition.</summary>
    public static Wire.SubmitResult ToSubmitResult(this Graph graph) => new()
    {
        GraphId = graph.Id,
        Status = Wire.GraphStatus.Pending,
        NodeCount = graph.Nodes.Count,
        EdgeCount = graph.Edges.Count,
    };

    public static Wire.GraphStatusResponse ToWire(this Graph graph) => new()
    {
        GraphId = graph.Id,
        ClientId = graph.Account.ClientId,
        Status = graph.Status,
        Nodes = graph.Nodes.ToDictionary(node => node.Spec.Id, node => node.ToWire()),
        Edges = graph.Edges.ToDictionary(edge => edge.Spec.Id, edge => new Wire.GraphEdgeState { Status = edge.Status, Fired = edge.HasFired }),
    };

    public static Wire.GraphNodeState ToWire(this GraphNode node) => new()
    {
        Status = node.Status,
        NodeOrderId = node.Order?.NodeOrderId,
        TargetQty = node.Target,
        FilledQty = node.Filled,
        AvgFillPrice = node.AveragePrice,
        FillCount = node.FillCount,
    };
}
