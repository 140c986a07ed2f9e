using YamlDotNet.RepresentationModel;

namespace Sequence.ContractProbe.Contract;

/// <summary>Reads members of YAML objects by name; what is absent or of another sort is null or empty.</summary>
internal static class YamlReading
{
    public static YamlNode? Get(this YamlMappingNode map, string name) =>
        map.Children.FirstOrDefault(pair => (pair.Key as YamlScalarNode)?.Value == name).Value;

    public static string? Text(this YamlMappingNode map, string name) => (map.Get(name) as YamlScalarNode)?.Value;

    public static YamlMappingNode? Map(this YamlMappingNode map, string name) => map.Get(name) as YamlMappingNode;

    public static IEnumerable<YamlNode> List(this YamlMappingNode map, string name) => (map.Get(name) as YamlSequenceNode)?.Children ?? [];

    public static bool IsTrue(this YamlMappingNode map, string name) => map.Text(name) == "true";

    /// <summary>The members that are objects themselves, by name.</summary>
    public static IEnumerable<(string Name, YamlMappingNode Value)> Maps(this YamlMappingNode? map)
    {
        if (map is null)
            yield break;
        foreach ((YamlNode key, YamlNode value) in map.Children)
        {
            if (key is YamlScalarNode { Value: { } name } && value is YamlMappingNode member)
                yield return (name, member);
        }
    }
}
