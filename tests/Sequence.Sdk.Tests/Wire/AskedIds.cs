using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>Puts what a request names (a graph, an order, a venue, a symbol, a key) into its documented answer, which names another: only such an answer counts.</summary>
internal static partial class AskedIds
{
    private static readonly (Regex Path, string[] Members)[] InPath =
    [
        (GraphPath(), ["graph_id"]), (NodePath(), ["node_id"]), (VenuePath(), ["venue"]), (MarketPath(), ["slug"]), (KeyPath(), ["key_id"]),
        (DeploymentPath(), ["deployment_id"]), (AlgoPath(), ["symbol"]), (StrategyPath(), ["strategy_id", "id"]),
    ];

    /// <summary>What a query or a body names under the same word as the answer; what the query calls otherwise stands in no answer.</summary>
    private static readonly string[] Named = ["venue", "ticker", "graph_id", "sandbox", "name"];

    public static string In(string answer, HttpRequestMessage request)
    {
        if (Json.Parse(answer) is not JObject json)
            return answer;
        string path = request.RequestUri!.AbsolutePath;
        string? order = OrderPath().Match(path) is { Success: true } named ? Uri.UnescapeDataString(named.Groups[1].Value) : null;
        if (order is not null && (string?)json["node_order_id"] is { } answered && answered[..(answered.LastIndexOf(':') + 1)] != order[..(order.LastIndexOf(':') + 1)])
            json["node_order_id"] = order;
        foreach ((string name, JToken value) in Values(request))
        {
            if (json[name] is not null)
                json[name] = value;
        }

        foreach ((Regex template, string[] members) in InPath)
        {
            if (template.Match(path) is { Success: true } match && members.FirstOrDefault(m => json[m] is not null) is { } member)
                json[member] = Uri.UnescapeDataString(match.Groups[1].Value);
        }

        return json.ToString();
    }

    private static IEnumerable<(string Name, JToken Value)> Values(HttpRequestMessage request)
    {
        string? body = request.Content?.ReadAsStringAsync().GetAwaiter().GetResult();
        JObject? sent = body is { Length: > 0 } ? Json.Parse(body) as JObject : null;
        Dictionary<string, string> query = request.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[^1]));
        foreach (string name in Named)
        {
            if (query.TryGetValue(name, out string? asked))
                yield return (name, asked);
            else if (sent?[name] is { Type: not JTokenType.Null } told)
                yield return (name, told);
        }
    }

    [GeneratedRegex("/execution_graphs/([^/]+)")]
    private static partial Regex GraphPath();

    [GeneratedRegex("/execution_graphs/[^/]+/nodes/([^/]+)")]
    private static partial Regex NodePath();

    [GeneratedRegex("/(?:credentials|venue_cancel_all)/([^/]+)")]
    private static partial Regex VenuePath();

    [GeneratedRegex("/markets/([^/]+)/redeem")]
    private static partial Regex MarketPath();

    [GeneratedRegex("/api_keys/([^/]+)")]
    private static partial Regex KeyPath();

    [GeneratedRegex("/deployments/([^/]+)")]
    private static partial Regex DeploymentPath();

    [GeneratedRegex("/algos/([^/]+)")]
    private static partial Regex AlgoPath();

    [GeneratedRegex("/strategies/([^/]+)")]
    private static partial Regex StrategyPath();

    [GeneratedRegex("/orders/([^/]+)$")]
    private static partial Regex OrderPath();
}
