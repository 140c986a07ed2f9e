using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>What a generated reader can read: x-hot.</summary>
internal static class HotRules
{
    /// <summary>A reader keeps one bit for each member.</summary>
    private const int MostMembers = 64;

    public static LintRule Hot { get; } = new("hot", contract => contract.Of(Grammar.Schema).Where(place => place.Node.Has("x-hot")).SelectMany(place => Problems(contract, place)));

    private static IEnumerable<Finding> Problems(ContractDocument contract, Place place)
    {
        List<(string Name, YamlNode Key, YamlNode Value)> members = [.. place.Node.MembersOf("properties")];
        if (!place.IsNamed || place.Node.Text("type") != "object" || (place.Node.Has("additionalProperties") && !place.Node.IsTrue("additionalProperties")) || members.Count is 0 or > MostMembers)
        {
            yield return new Finding(place.Node.Get("x-hot")!, $"x-hot stands in a named object with 1 to {MostMembers} properties, and others only as they come.");
            yield break;
        }

        foreach ((string name, YamlNode key, YamlNode value) in members)
        {
            if (Innermost(contract, (YamlMappingNode)value) is { } target && !IsReadable(target))
                yield return new Finding(key, $"'{name}' has no generated reader: objects below a hot schema are marked x-hot: true too, and dates are texts.");
        }
    }

    /// <summary>The schema of the value itself, or of the items of a list or map.</summary>
    private static YamlMappingNode? Innermost(ContractDocument contract, YamlMappingNode schema)
    {
        YamlMappingNode? target = contract.Resolve(schema);
        YamlNode? inner = target?.List("allOf").FirstOrDefault() ?? target?.Get("items") ?? target?.Get("additionalProperties");
        return inner is YamlMappingNode next ? Innermost(contract, next) : target;
    }

    private static bool IsReadable(YamlMappingNode schema) => schema.Text("type") switch
    {
        "object" => schema.Has("x-hot"),
        "string" => schema.Text("format") is not ("date" or "date-time" or "uuid"),
        "integer" => schema.Text("format") != "uint64",
        _ => true,
    };
}
