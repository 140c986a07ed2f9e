using Sequence.Contract.Lint;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Preparation;

/// <summary>The C# names of members and enumeration values. Nothing else decides a name.</summary>
internal static class ClrNames
{
    /// <summary>The number types: the end of a wire name that the type already says, and the unit for the documentation.</summary>
    private static readonly Dictionary<string, (string Suffix, string Unit)> Numbers = new(StringComparer.Ordinal)
    {
        ["Qty"] = ("1e8", "in units of 1e-8"),
        ["Px"] = ("1e9", "in units of 1e-9"),
        ["Usd"] = ("1e9", "in units of 1e-9 USD"),
        ["UnixNanos"] = ("ns", "in nanoseconds since the Unix epoch"),
    };

    /// <summary>PascalCase, without the scale or unit at the end when the type already says it, unless the contract gives a name.</summary>
    /// <param name="owner">The name of the schema that has the member.</param>
    /// <param name="wireName">The member's name on the wire.</param>
    /// <param name="member">The member's schema.</param>
    public static string OfMember(string owner, string wireName, YamlMappingNode member)
    {
        string name = member.Text("x-cs-name") ?? Pascal(WithoutSuffix(wireName, NumberOf(member)));
        return name == owner ? name + "Value" : name;
    }

    /// <summary>The unit of a member on the wire; null when its type needs none.</summary>
    public static string? UnitOf(YamlMappingNode member) => NumberOf(member) is { } number ? Numbers[number].Unit : null;

    /// <summary>The names of an enumeration's values in their order: the contract's, else snake_case in any case to PascalCase.</summary>
    public static IEnumerable<string> OfWords(YamlMappingNode enumeration) => enumeration.Has("x-enumNames")
        ? enumeration.List("x-enumNames").Select(name => name.ToString())
        : enumeration.List("enum").Select(word => Pascal(word.ToString().ToLowerInvariant()));

    private static string Pascal(string wireName) => string.Concat(wireName.Split('_').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));

    private static string WithoutSuffix(string wireName, string? number) =>
        number is not null && wireName.EndsWith("_" + Numbers[number].Suffix, StringComparison.Ordinal) ? wireName[..^(Numbers[number].Suffix.Length + 1)] : wireName;

    /// <summary>The number type of the value itself, or of the items of a list or a map.</summary>
    private static string? NumberOf(YamlMappingNode schema)
    {
        if (schema.Text("$ref") is { } reference)
            return reference[(reference.LastIndexOf('/') + 1)..] is var name && Numbers.ContainsKey(name) ? name : null;
        YamlNode? inner = schema.List("allOf").FirstOrDefault() ?? schema.List("anyOf").FirstOrDefault() ?? schema.Get("items") ?? schema.Get("additionalProperties");
        return inner is YamlMappingNode next ? NumberOf(next) : null;
    }
}
