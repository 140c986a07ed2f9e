using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>Puts the graph or order that a request names into its documented answer, which names another: only such an answer counts.</summary>
internal static partial class AskedIds
{
    public static string In(string answer, HttpRequestMessage request)
    {
        if (Json.Parse(answer) is not JObject json)
            return answer;
        string path = request.RequestUri!.AbsolutePath;
        string? body = request.Content?.ReadAsStringAsync().GetAwaiter().GetResult();
        string? graph = GraphPath().Match(path) is { Success: true } inPath ? inPath.Groups[1].Value : body is { Length: > 0 } && Json.Parse(body) is JObject sent ? (string?)sent["graph_id"] : null;
        string? order = OrderPath().Match(path) is { Success: true } named ? Uri.UnescapeDataString(named.Groups[1].Value) : null;
        if (graph is not null && json["graph_id"] is not null)
            json["graph_id"] = graph;
        if (order is not null && (string?)json["node_order_id"] is { } answered && answered[..(answered.LastIndexOf(':') + 1)] != order[..(order.LastIndexOf(':') + 1)])
            json["node_order_id"] = order;
        return json.ToString();
    }

    [GeneratedRegex("/execution_graphs/([^/]+)")]
    private static partial Regex GraphPath();

    [GeneratedRegex("/orders/([^/]+)$")]
    private static partial Regex OrderPath();
}
