using System.Globalization;

namespace Sequence.Sdk;

/// <summary>The ids of graphs and of their orders. A node-order id is <c>graph:&lt;graph_id&gt;:&lt;node_id&gt;:&lt;seq&gt;</c>.</summary>
internal static class GraphIds
{
    private const string Prefix = "graph:";

    public static string NodeOrderId(string graphId, string nodeId) => $"{Prefix}{graphId}:{nodeId}:1";

    /// <summary>Whether an order is one of a graph.</summary>
    public static bool Holds(string graphId, string nodeOrderId) => nodeOrderId.StartsWith($"{Prefix}{graphId}:", StringComparison.Ordinal);

    /// <summary>Why an answer is not about the graph that was asked for; null when it is.</summary>
    public static string? Differs(string asked, string? answered) =>
        answered == asked ? null : $"it is about the graph '{answered}', not '{asked}'.";

    /// <summary>Why an answer is not about the order that was asked for, nor about one that took its place; null when it is, or when it names none.</summary>
    public static string? DiffersInOrder(string asked, string? answered) =>
        answered is null || answered == asked || IsSuccessor(asked, answered) ? null : $"it is about the order '{answered}', not '{asked}'.";

    /// <summary>Whether an order stands in the place of another one: of the same graph and node, with a higher number.</summary>
    public static bool IsSuccessor(string nodeOrderId, string other)
    {
        int end = nodeOrderId.LastIndexOf(':');
        return end > 0 && nodeOrderId.StartsWith(Prefix, StringComparison.Ordinal) && other.LastIndexOf(':') == end
            && other.AsSpan(0, end).SequenceEqual(nodeOrderId.AsSpan(0, end))
            && int.TryParse(nodeOrderId.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(other.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int next) && next > number;
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
