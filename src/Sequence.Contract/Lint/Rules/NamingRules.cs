using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>Names that become C# names.</summary>
internal static partial class NamingRules
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("property-name", contract =>
            from place in contract.Of(Grammar.Schema)
            from member in place.Node.MembersOf("properties")
            where !MemberName().IsMatch(member.Name)
            select new Finding(member.Key, $"'{member.Name}' has other characters than a-z, 0-9 and _, or starts with none of a-z.")),
        new("schema-name", contract =>
            from member in contract.Root.Map(Grammar.Components)?.MembersOf("schemas") ?? []
            where !IsPascalCase(member.Name)
            select new Finding(member.Key, $"'{member.Name}' is not PascalCase, so it is no C# type name.")),
        new("cs-name", contract =>
            from place in contract.Places
            where place.Node.Has("x-cs-name") && !(place.Role == "properties" && IsPascalCase(place.Node.Text("x-cs-name") ?? string.Empty))
            select new Finding(place.Node.Get("x-cs-name")!, "x-cs-name stands at a property and is a PascalCase C# name.")),
    ];

    public static bool IsPascalCase(string name) => PascalCase().IsMatch(name);

    [GeneratedRegex(@"^[a-z][a-z0-9_]*\z")]
    private static partial Regex MemberName();

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*\z")]
    private static partial Regex PascalCase();
}
