using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint;

/// <summary>Reading members of YAML objects by name; what is absent or of another sort is null or empty.</summary>
internal static class YamlNodes
{
    public static YamlNode? Get(this YamlMappingNode map, string name)
    {
        foreach ((YamlNode key, YamlNode value) in map.Children)
        {
            if (key is YamlScalarNode scalar && scalar.Value == name)
                return value;
        }

        return null;
    }

    public static bool Has(this YamlMappingNode map, string name) => map.Get(name) is not null;

    public static string? Text(this YamlMappingNode map, string name) => (map.Get(name) as YamlScalarNode)?.Value;

    public static YamlMappingNode? Map(this YamlMappingNode map, string name) => map.Get(name) as YamlMappingNode;

    public static IList<YamlNode> List(this YamlMappingNode map, string name) => (map.Get(name) as YamlSequenceNode)?.Children ?? [];

    /// <summary>The member is the word true (not the text "true").</summary>
    public static bool IsTrue(this YamlMappingNode map, string name) =>
        map.Get(name) is YamlScalarNode scalar && Scalar.KindOf(scalar) == ScalarKind.Flag && scalar.Value == "true";

    /// <summary>Each member with its name and the node of the name.</summary>
    public static IEnumerable<(string Name, YamlNode Key, YamlNode Value)> Members(this YamlMappingNode map) =>
        map.Children.Select(pair => ((pair.Key as YamlScalarNode)?.Value ?? pair.Key.ToString(), pair.Key, pair.Value));

    public static IEnumerable<(string Name, YamlNode Key, YamlNode Value)> MembersOf(this YamlMappingNode map, string name) =>
        map.Map(name)?.Members() ?? [];
}
