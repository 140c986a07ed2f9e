using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>References lead somewhere, say nothing that is ignored, and every component is used.</summary>
internal static class ReferenceRules
{
    private static readonly HashSet<string> Siblings = new(StringComparer.Ordinal) { "$ref", "description" };

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("ref", Unresolved),
        new("ref-siblings", IgnoredSiblings),
        new("unused", UnusedComponents),
    ];

    private static IEnumerable<Finding> Unresolved(ContractDocument contract)
    {
        foreach (Place place in contract.Places.Where(place => place.IsReference))
        {
            YamlNode node = place.Node.Get("$ref")!;
            string reference = place.Node.Text("$ref") ?? string.Empty;
            if (!reference.StartsWith("#/", StringComparison.Ordinal))
                yield return new Finding(node, $"'{reference}' is not of this file; a reference starts with '#/'.");
            else if (contract.Resolve(place.Node) is null)
                yield return new Finding(node, $"Nothing is defined at '{reference}'.");
            else if (!reference.StartsWith($"#/components/{Section(place.Kind)}/", StringComparison.Ordinal))
                yield return new Finding(node, $"A {place.Kind} is expected here, under '#/components/{Section(place.Kind)}/'.");
        }
    }

    private static IEnumerable<Finding> IgnoredSiblings(ContractDocument contract) =>
        from place in contract.Places
        where place.IsReference
        from member in place.Node.Members()
        where !Siblings.Contains(member.Name) && !Grammar.IsExtension(member.Name)
        select new Finding(member.Key, $"'{member.Name}' beside $ref is ignored; put the reference into allOf.");

    private static IEnumerable<Finding> UnusedComponents(ContractDocument contract)
    {
        HashSet<string> used = [.. contract.Places.Select(place => place.Node.Text("$ref")).OfType<string>(), .. ChannelRules.References(contract)];
        return from section in contract.Root.MembersOf(Grammar.Components)
               where section.Name != "securitySchemes" && section.Value is YamlMappingNode
               from entry in ((YamlMappingNode)section.Value).Members()
               where !used.Contains($"#/components/{section.Name}/{entry.Name}")
               select new Finding(entry.Key, $"Nothing uses '{entry.Name}'.");
    }

    private static string Section(string kind) => kind switch
    {
        Grammar.RequestBody => "requestBodies",
        _ => kind + "s",
    };
}
