using System.Globalization;

namespace Sequence.Sdk;

/// <summary>The ids of graphs and of their orders. A node-order id is <c>graph:&lt;graph_id&gt;:&lt;node_id&gt;:&lt;seq&gt;</c>.</summary>
internal static class GraphIds
{
    /// <summary>The node of an order that is sent alone.</summary>
    public const string SingleNode = "order";

    private const string Prefix = "graph:";

    public static string NodeOrderId(string graphId, string nodeId) => $"{Prefix}{graphId}:{nodeId}:1";

    /// <summary>Whether an order is the one that was asked for, or the one that took its place after an amend: the same graph and node, with a later number.</summary>
    public static bool IsOrderOrSuccessor(string asked, string? nodeOrderId) =>
        nodeOrderId == asked || (Number(asked, out string askedNode) is { } before && Number(nodeOrderId, out string node) is { } after && node == askedNode && after > before);

    /// <summary>The number at the end of a node-order id, and what stands before it; null when it is no such id.</summary>
    public static long? Number(string? nodeOrderId, out string node)
    {
        int end = nodeOrderId?.LastIndexOf(':') ?? -1;
        node = end > 0 ? nodeOrderId![..end] : string.Empty;
        return node.StartsWith(Prefix, StringComparison.Ordinal) && node.IndexOf(':', Prefix.Length) is var colon && colon > Prefix.Length && colon < node.Length - 1
            && long.TryParse(nodeOrderId.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
    }

    /// <summary>What to do with an id that found no order because it is that of a graph; empty for a node-order id.</summary>
    public static string Advice(string id) => id.StartsWith(Prefix, StringComparison.Ordinal)
        ? string.Empty
        : " It is no node-order id: pass SubmitResult.OrderId of an order that was sent alone, or SubmitResult.NodeOrderId(node) of one in a graph.";

    /// <summary>Whether an order is one of a graph.</summary>
    public static bool Holds(string graphId, string nodeOrderId) => nodeOrderId.StartsWith($"{Prefix}{graphId}:", StringComparison.Ordinal);

    /// <summary>Why an answer is not about the graph that was asked for; null when it is.</summary>
    public static string? Differs(string asked, string? answered) =>
        answered == asked ? null : $"it is about the graph '{answered}', not '{asked}'.";

    /// <summary>Why an answer is not about the order that was asked for, nor about one that took its place; null when it is, or when it names none.</summary>
    public static string? DiffersInOrder(string asked, string? answered) =>
        answered is null || IsOrderOrSuccessor(asked, answered) ? null : $"it is about the order '{answered}', not '{asked}'.";

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
