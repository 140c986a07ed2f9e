using Sequence.Contract.Lint;
using Sequence.Contract.Preparation;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Review;

/// <summary>
/// The schemas of a contract as text for a reader of changes: everything that has a meaning on the wire or in C#, and neither descriptions nor examples.
/// </summary>
internal static class SchemaText
{
    private static readonly string[] Silent = ["description", "example", "x-fact", "x-note", "x-enumDescriptions", "x-cs-name", "x-enumNames"];
    private static readonly string[] Shown = ["$ref", "type", "format", "enum", "items", "additionalProperties", "properties", "required", "allOf", "anyOf", "nullable"];

    /// <summary>Each named schema with its members, by name: their order means nothing.</summary>
    public static string OfAll(string yaml)
    {
        IEnumerable<string> blocks =
            from place in ContractDocument.Parse(yaml).Of(Grammar.Schema)
            where place.IsNamed
            orderby place.Key, place.Key.Length
            select $"{place.Key}: {Of(place.Node)}{Fact(place.Node)}{string.Concat(Lines(place).Select(line => "\n  " + line))}";
        return string.Join('\n', blocks) + "\n";
    }

    private static IEnumerable<string> Lines(Place schema) =>
        from member in MembersOf(schema.Node, schema.Key)
        orderby member.Name
        select $"{member.Name}{(member.IsRequired ? "" : "?")} = {member.Text}";

    /// <summary>One schema in a line.</summary>
    public static string Of(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { } reference } => reference.Split('/')[^1],
        YamlMappingNode map => Form(map) + (map.IsTrue("nullable") ? " or null" : "") + Limits(map),
        _ => "anything",
    };

    /// <summary>The schema of each form of a body or an answer; null when it has none.</summary>
    public static string? OfContent(YamlMappingNode message)
    {
        string[] forms = [.. message.MembersOf("content").Select(form => $"{Of(((YamlMappingNode)form.Value).Get("schema")!)} as {form.Name}")];
        return forms.Length == 0 ? null : string.Join(" or ", forms);
    }

    private static string Form(YamlMappingNode map)
    {
        if (map.Text("$ref") is { } reference)
            return reference.Split('/')[^1];
        if (NullableForm.TargetOf(map) is { } target)
            return Of(target) + " or null";
        if (map.Has("allOf"))
            return Of(map.List("allOf")[0]);
        if (map.Has("anyOf"))
            return string.Join(" | ", map.List("anyOf").Select(Of));
        if (map.Has("enum"))
            return $"{map.Text("type")} of {string.Join(", ", map.List("enum").Zip(ClrNames.OfWords(map), (word, name) => $"{word} = {name}"))}";
        if (map.Get("items") is { } items)
            return Of(items) + "[]";
        string others = map.Get("additionalProperties") is { } rest ? $" by name of {Of(rest)}" : "";
        return $"{map.Text("type") ?? "anything"}{(map.Text("format") is { } format ? $" {format}" : "")}{others}";
    }

    /// <summary>Each member with its name, or path in an object without a name; its C# name and form; and whether it is required.</summary>
    public static IEnumerable<(string Name, string Text, bool IsRequired)> MembersOf(YamlMappingNode schema, string owner)
    {
        HashSet<string> required = [.. schema.List("required").Select(name => name.ToString())];
        foreach ((string name, _, YamlNode value) in schema.MembersOf("properties"))
        {
            var node = (YamlMappingNode)value;
            yield return (name, $"{ClrNames.OfMember(owner, name, node)}: {Of(node)}", required.Contains(name));
            foreach ((string inner, string text, bool isRequired) in MembersOf(node, name))
                yield return ($"{name}.{inner}", text, isRequired);
        }

        foreach (YamlMappingNode form in schema.List("anyOf").OfType<YamlMappingNode>())
        {
            foreach ((string Name, string Text, bool IsRequired) member in MembersOf(form, owner))
                yield return member;
        }
    }

    /// <summary>Every other keyword: constraints, defaults and extensions.</summary>
    private static string Limits(YamlMappingNode map)
    {
        string[] limits = [.. map.Members().Where(word => !Silent.Contains(word.Name) && !Shown.Contains(word.Name)).Select(word => $"{word.Name} {word.Value}").Order(StringComparer.Ordinal)];
        return limits.Length == 0 ? "" : $" ({string.Join(", ", limits)})";
    }

    /// <summary>How sure the contract is of it.</summary>
    public static string Fact(YamlMappingNode node) => node.Text("x-fact") is { } fact ? $" [{fact}]" : string.Empty;
}
