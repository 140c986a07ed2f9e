using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>Says why a free-form answer is about another graph or order than the one that was asked for; null when it is not, or when it names none.</summary>
internal static class AnswerCheck
{
    public static Func<JToken, string?> Graph(string graphId) => answer =>
        TextOf(answer, "graph_id") is { } answered ? GraphIds.Differs(graphId, answered) : null;

    public static Func<JToken, string?> Order(string nodeOrderId) => answer => GraphIds.DiffersInOrder(nodeOrderId, TextOf(answer, "node_order_id"));

    private static string? TextOf(JToken answer, string member) => answer is JObject json && json[member] is JValue { Value: string text } ? text : null;
}
