namespace Sequence.Sdk;

/// <summary>The ids of graphs and of their orders. A node-order id is <c>graph:&lt;graph_id&gt;:&lt;node_id&gt;:&lt;seq&gt;</c>.</summary>
internal static class GraphIds
{
    /// <summary>The node of an order that is sent alone.</summary>
    public const string SingleNode = "order";

    private const string Prefix = "graph:";

    public static string NodeOrderId(string graphId, string nodeId) => $"{Prefix}{graphId}:{nodeId}:1";

    /// <summary>What to do with an id that found no order because it is that of a graph; empty for a node-order id.</summary>
    public static string Advice(string id) => id.StartsWith(Prefix, StringComparison.Ordinal)
        ? string.Empty
        : " It is no node-order id: pass SubmitResult.OrderId of an order that was sent alone, or SubmitResult.NodeOrderId(node) of one in a graph.";

    /// <summary>Whether an order is one of a graph.</summary>
    public static bool Holds(string graphId, string nodeOrderId) => nodeOrderId.StartsWith($"{Prefix}{graphId}:", StringComparison.Ordinal);

    /// <summary>The caller's own graph id. A colon is refused: the server's node-order ids would be cut at the wrong place.</summary>
    public static string Own(string? graphId)
    {
        Check.PathValue(graphId, "graph_id");
        return graphId.Contains(':', StringComparison.Ordinal)
            ? throw new SequenceValidationException("graph_id", $"must not hold a colon, but was '{graphId}'.")
            : graphId;
    }

    /// <summary>The graph behind a graph id or a node-order id.</summary>
    public static string Reduce(string? id, string field)
    {
        string given = Check.Text(id, field);
        string rest = given.StartsWith(Prefix, StringComparison.Ordinal) ? given[Prefix.Length..] : given;
        string graphId = rest.Split(':', 2)[0];
        return graphId.Length > 0
            ? Check.PathValue(graphId, field)
            : throw new SequenceValidationException(field, $"'{given}' holds no graph id.");
    }
}
