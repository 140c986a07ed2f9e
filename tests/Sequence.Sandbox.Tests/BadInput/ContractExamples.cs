using System.Globalization;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sequence.Sandbox.Tests.BadInput;

/// <summary>The requests that the contract shows: for each operation a target and, where it takes one, a body.</summary>
internal static class ContractExamples
{
    public static IReadOnlyDictionary<string, Example> Read()
    {
        var yaml = new YamlStream();
        using (var text = new StreamReader(Repository.PathTo("openapi/sequence.yaml")))
            yaml.Load(text);
        var examples = new Dictionary<string, Example>(StringComparer.Ordinal);
        foreach ((YamlNode path, YamlNode verbs) in Map(yaml.Documents[0].RootNode["paths"]))
        {
            foreach ((_, YamlNode operation) in Map(verbs).Where(verb => verb.Value is YamlMappingNode map && map.Children.ContainsKey("operationId")))
                examples[operation["operationId"].ToString()] = Of(path.ToString(), (YamlMappingNode)operation);
        }

        return examples;
    }

    private static Example Of(string path, YamlMappingNode operation)
    {
        var query = new List<string>();
        if (operation.Children.TryGetValue("parameters", out YamlNode? parameters))
        {
            foreach (YamlMappingNode parameter in ((YamlSequenceNode)parameters).OfType<YamlMappingNode>().Where(parameter => parameter.Children.ContainsKey("example")))
            {
                string value = Uri.EscapeDataString(parameter["example"] is YamlSequenceNode list ? string.Join(',', list) : parameter["example"].ToString());
                if (parameter["in"].ToString() == "path")
                    path = path.Replace($"{{{parameter["name"]}}}", value, StringComparison.Ordinal);
                else
                    query.Add($"{parameter["name"]}={value}");
            }
        }

        var bodies = new List<JToken>();
        if (operation.Children.TryGetValue("requestBody", out YamlNode? body))
        {
            var content = (YamlMappingNode)body["content"]["application/json"];
            if (content.Children.TryGetValue("example", out YamlNode? one))
                bodies.Add(Json(one));
            if (content.Children.TryGetValue("examples", out YamlNode? more))
                bodies.AddRange(Map(more).Select(named => Json(named.Value["value"])));
        }

        return new Example(path, query, bodies);
    }

    private static JToken Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JObject(map.Children.Select(child => new JProperty(child.Key.ToString(), Json(child.Value)))),
        YamlSequenceNode list => new JArray(list.Select(Json)),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when long.TryParse(text, CultureInfo.InvariantCulture, out long whole) => whole,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when decimal.TryParse(text, CultureInfo.InvariantCulture, out decimal number) => number,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" or "~" or "" } => JValue.CreateNull(),
        _ => node.ToString(),
    };

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Map(YamlNode node) => ((YamlMappingNode)node).Children;
}

/// <summary>What the contract shows of one operation.</summary>
/// <param name="Path">The path with its example values.</param>
/// <param name="Query">Name and value of each parameter of the query.</param>
/// <param name="Bodies">None when the operation takes none.</param>
internal sealed record Example(string Path, IReadOnlyList<string> Query, IReadOnlyList<JToken> Bodies);
