using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>The form of the file: the right sort of node at each place, known words only, nothing that readers read differently.</summary>
internal static class StructureRules
{
    private static readonly string[] Flags = ["x-idempotent", "x-urgent", "x-anonymous", "x-websocket", "x-sse", "x-send-null", "x-hot", "x-may-be-missing", "x-secret"];

    public static LintRule NoAnchors { get; } = new("anchor", contract =>
        from node in contract.Paths.Keys
        where !node.Anchor.IsEmpty
        select new Finding(node, "Anchors and aliases are not used; name a component and refer to it."));

    public static LintRule NodeKinds { get; } = new("structure", contract => contract.Misfits);

    public static IReadOnlyList<LintRule> Words { get; } =
    [
        new("openapi-version", contract => contract.Root.Text("openapi") == "3.0.3"
            ? []
            : [new Finding(contract.Root.Get("openapi") ?? contract.Root, "The contract is OpenAPI 3.0.3; the generator reads newer documents wrongly without a word.")]),
        new("keyword", UnknownKeywords),
        new("extension", UnknownExtensions),
        new("flag", UntrueFlags),
        new("quote", AmbiguousScalars),
    ];

    private static IEnumerable<Finding> UnknownKeywords(ContractDocument contract) =>
        from place in contract.Places
        from member in place.Node.Members()
        where !Grammar.IsExtension(member.Name) && Grammar.Find(place.Kind, member.Name) is null
        select new Finding(member.Key, $"'{member.Name}' is no keyword of a {place.Kind}. Known: {string.Join(", ", Grammar.Allowed(place.Kind))}.");

    private static IEnumerable<Finding> UnknownExtensions(ContractDocument contract) =>
        from place in contract.Places
        from member in place.Node.Members()
        where Grammar.IsExtension(member.Name) && !Grammar.Extensions.Contains(member.Name)
        select new Finding(member.Key, $"Nothing reads '{member.Name}'. Known: {string.Join(", ", Grammar.Extensions)}.");

    private static IEnumerable<Finding> UntrueFlags(ContractDocument contract) =>
        from place in contract.Places
        from flag in Flags
        where place.Node.Has(flag) && !place.Node.IsTrue(flag)
        select new Finding(place.Node.Get(flag)!, $"'{flag}' is the plain word true, or absent: templates take any other text for true as well.");

    private static IEnumerable<Finding> AmbiguousScalars(ContractDocument contract)
    {
        foreach (YamlNode node in contract.Paths.Keys)
        {
            if (node is YamlScalarNode scalar && Scalar.IsAmbiguous(scalar))
                yield return new Finding(node, $"Put quotes around '{scalar.Value}': YAML readers disagree on what it means.");
            if (node is not YamlMappingNode map)
                continue;
            foreach ((string name, YamlNode key, _) in map.Members())
            {
                if (key is YamlScalarNode word && Scalar.KindOf(word) != ScalarKind.Text)
                    yield return new Finding(key, $"Put quotes around the key '{name}'.");
            }
        }
    }
}
