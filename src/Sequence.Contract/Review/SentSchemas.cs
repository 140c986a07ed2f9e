using Sequence.Contract.Lint;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Review;

/// <summary>The schemas that a caller sends: those of request bodies, and whatever they refer to.</summary>
internal static class SentSchemas
{
    private const string Prefix = "#/components/schemas/";

    public static HashSet<string> Of(ContractDocument contract)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        foreach (Place body in contract.Of(Grammar.RequestBody))
            Follow(contract, body.Node, found);
        return found;
    }

    private static void Follow(ContractDocument contract, YamlNode node, HashSet<string> found)
    {
        IEnumerable<YamlNode> inner = node switch
        {
            YamlMappingNode map => map.Members().Where(member => member.Name is not ("example" or "default")).Select(member => member.Value),
            YamlSequenceNode list => list.Children,
            _ => [],
        };
        if (node is YamlMappingNode reference && reference.Text("$ref") is { } target && target.StartsWith(Prefix, StringComparison.Ordinal) && found.Add(target[Prefix.Length..]))
            Follow(contract, contract.Target(target)!, found);
        foreach (YamlNode next in inner)
            Follow(contract, next, found);
    }
}
