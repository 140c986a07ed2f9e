using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>
/// Says why an answer whose form is not documented is about something else than the request, or says the opposite of what was asked for;
/// null when it is not, or when it names nothing.
/// </summary>
internal static class AnswerCheck
{
    /// <summary>The answer to a call on a graph.</summary>
    public static Func<JToken, string?> Graph(string graphId) => answer => AboutGraph(answer, graphId)
        ?? (TextOf(answer, "node_order_id") is { } order && GraphIds.Number(order, out _) is not null && !GraphIds.Holds(graphId, order) ? Differs("order", order, graphId) : null);

    /// <summary>The answer to a call on one node of a graph.</summary>
    public static Func<JToken, string?> Node(string graphId, string nodeId) => answer => Graph(graphId)(answer) ?? About(answer, "node_id", nodeId);

    /// <summary>The answer to a call on an order.</summary>
    public static Func<JToken, string?> Order(string nodeOrderId) => answer =>
        GraphIds.DiffersInOrder(nodeOrderId, TextOf(answer, "node_order_id")) ?? GraphOf(nodeOrderId, TextOf(answer, "graph_id"));

    /// <summary>A graph in the answer to a call on an order; null when it is the order's own.</summary>
    public static string? GraphOf(string nodeOrderId, string? graphId) =>
        graphId is null || GraphIds.Number(nodeOrderId, out _) is null ? null : GraphIds.Differs(GraphIds.Reduce(nodeOrderId, "id"), graphId);

    /// <summary>The answer to a call on a venue.</summary>
    /// <param name="venue">The venue of the request.</param>
    /// <param name="isConnected">What the venue is afterwards; null when the call does not change that.</param>
    public static Func<JToken, string?> Venue(string venue, bool? isConnected = null) => answer => About(answer, "venue", venue, StringComparison.OrdinalIgnoreCase)
        ?? (isConnected is { } wanted ? Says(answer, "connected", wanted) : null);

    /// <summary>The answer to a call on a thing with an id. The first of the members that is there holds it.</summary>
    public static Func<JToken, string?> Id(string id, params string[] members) => answer =>
        members.FirstOrDefault(member => TextOf(answer, member) is not null) is { } member ? About(answer, member, id) : null;

    /// <summary>The answer to a call on a symbol.</summary>
    public static Func<JToken, string?> Symbol(string symbol) => answer =>
        TextOf(answer, "symbol") is { } answered && SymbolNames.Differ(symbol, answered) ? Differs("symbol", answered, symbol) : null;

    /// <summary>A flag that says the opposite of what the call was made for.</summary>
    public static string? Says(JToken answer, string member, bool wanted) =>
        answer is JObject json && json[member] is JValue { Value: bool flag } && flag != wanted ? $"it says that {member} is {(flag ? "true" : "false")}." : null;

    /// <summary>A name that is not the one of the request.</summary>
    public static string? Name(string what, string asked, string? answered, StringComparison comparison = StringComparison.Ordinal) =>
        string.IsNullOrEmpty(answered) || string.Equals(answered, asked, comparison) ? null : Differs(what, answered, asked);

    private static string? AboutGraph(JToken answer, string graphId) => TextOf(answer, "graph_id") is { } answered ? GraphIds.Differs(graphId, answered) : null;

    private static string? About(JToken answer, string member, string asked, StringComparison comparison = StringComparison.Ordinal) =>
        Name(member, asked, TextOf(answer, member), comparison);

    private static string Differs(string what, string answered, string asked) => $"it is about the {what} '{ServerText.OneLine(answered)}', not '{ServerText.OneLine(asked)}'.";

    private static string? TextOf(JToken answer, string member) => answer is JObject json && json[member] is JValue { Type: JTokenType.String or JTokenType.Integer } value
        ? Convert.ToString(value.Value, CultureInfo.InvariantCulture)
        : null;
}
