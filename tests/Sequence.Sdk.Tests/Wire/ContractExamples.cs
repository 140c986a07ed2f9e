using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>The documented sample answers: what the contract gives as the response example of each operation.</summary>
internal static class ContractExamples
{
    private static readonly string[] Names = ["symbol", "slug", "node_order_id", "graph_id", "deployment_id", "strategy_id", "job_id"];

    private static readonly Lazy<JToken> Document = new(LoadDocument);
    private static readonly Lazy<IReadOnlyDictionary<string, JToken>> Loaded = new(Load);

    /// <summary>The whole contract.</summary>
    public static JToken Contract => Document.Value;

    /// <summary>The success body of an operation; an empty text when the contract has no body for it.</summary>
    public static string AnswerOf(string operationId) =>
        Loaded.Value.TryGetValue(operationId, out JToken? example) ? example.ToString(Formatting.None) : "";

    /// <summary>The success body of an operation; of a read of one thing, under the id or symbol that the query or the path of the request names.</summary>
    public static string AnswerTo(string operationId, Uri address)
    {
        if (!operationId.StartsWith("get", StringComparison.Ordinal) || !Loaded.Value.TryGetValue(operationId, out JToken? example) || example is not JObject || Names.FirstOrDefault(name => example[name] is JValue { Type: JTokenType.String }) is not { } member)
            return AnswerOf(operationId);
        string[] path = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string? asked = InQuery(address, member) ?? (path.Length < 3 ? null : path.LastOrDefault(segment => segment != "results"));
        if (asked is null)
            return AnswerOf(operationId);
        JToken answer = example.DeepClone();
        answer[member] = Uri.UnescapeDataString(asked);
        return answer.ToString(Formatting.None);
    }

    public static IReadOnlyCollection<string> Operations => [.. Loaded.Value.Keys];

    private static string? InQuery(Uri address, string name) => address.Query.TrimStart('?').Split('&')
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal)).Select(pair => pair[(name.Length + 1)..]).FirstOrDefault();

    private static JToken LoadDocument()
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Repository.PathTo("openapi/sequence.yaml"));
        yaml.Load(reader);
        return ToJson(yaml.Documents[0].RootNode);
    }

    private static Dictionary<string, JToken> Load()
    {
        var answers = new Dictionary<string, JToken>();
        foreach (JObject operation in Contract["paths"]!.Children<JProperty>().SelectMany(p => p.Value.Children<JProperty>()).Select(p => p.Value).OfType<JObject>())
        {
            if (operation.Value<string>("operationId") is { } id && operation.SelectToken("responses.200.content['application/json'].example") is { } example)
                answers.Add(id, example);
        }

        return answers;
    }

    private static JToken ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JObject(map.Children.Select(c => new JProperty(((YamlScalarNode)c.Key).Value!, ToJson(c.Value)))),
        YamlSequenceNode list => new JArray(list.Children.Select(ToJson)),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => new JValue(scalar.Value),
        _ => throw new NotSupportedException($"The contract holds a {node.NodeType} at {node.Start}."),
    };

    private static JValue Plain(string text) => text switch
    {
        "" or "null" or "~" => JValue.CreateNull(),
        "true" => new JValue(true),
        "false" => new JValue(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => new JValue(whole),
        _ when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => new JValue(number),
        _ => new JValue(text),
    };
}
