using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Sequence.ContractProbe.Contract;

/// <summary>Reads schemas of the contract. A reference and what wraps a single form (to add a word to it) are resolved on the way.</summary>
internal sealed class SchemaReader(YamlMappingNode root)
{
    private const string Prefix = "#/components/schemas/";

    /// <summary>The schema of null alone: beside another one it says that the value may be null.</summary>
    private const string Null = Prefix + "JsonNull";

    private readonly Dictionary<string, WireSchema> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>The schema of a name under <c>components</c>.</summary>
    /// <exception cref="InvalidDataException">There is none, or it refers to itself.</exception>
    public WireSchema Named(string name)
    {
        if (_named.TryGetValue(name, out WireSchema? known))
            return known;
        YamlMappingNode node = root.Map("components")?.Map("schemas")?.Map(name)
            ?? throw new InvalidDataException($"The contract has no schema '{name}'.");
        if (!_open.Add(name))
            throw new InvalidDataException($"The schema '{name}' refers to itself, which this reader does not follow.");
        WireSchema read = Read(node);
        _open.Remove(name);
        return _named[name] = read;
    }

    /// <summary>The schema that a reference names.</summary>
    public WireSchema Referred(string reference) => reference.StartsWith(Prefix, StringComparison.Ordinal)
        ? Named(reference[Prefix.Length..])
        : throw new InvalidDataException($"'{reference}' names no schema.");

    public WireSchema Read(YamlMappingNode node)
    {
        if (node.Text("$ref") is { } reference)
            return Referred(reference);
        List<YamlMappingNode> branches = [.. node.List("allOf").Concat(node.List("anyOf")).OfType<YamlMappingNode>()];
        bool orNull = branches.RemoveAll(branch => branch.Text("$ref") == Null) > 0;
        List<WireSchema> forms = [.. branches.Select(Read)];
        if (forms.Count > 1 && node.Get("allOf") is not null)
            throw new InvalidDataException("A schema that joins several others by allOf is not read here.");
        WireSchema own = forms is [var only] ? only : Plain(node) with { Forms = forms };
        return own with { IsNullable = own.IsNullable || orNull || node.IsTrue("nullable"), Fact = node.Text("x-fact") ?? own.Fact };
    }

    private WireSchema Plain(YamlMappingNode node) => new()
    {
        Type = node.Text("type"),
        Format = node.Text("format"),
        Words = [.. node.List("enum").Select(word => word.ToString())],
        Members = node.Map("properties") is { } members ? MembersOf(members, node) : null,
        OtherMembers = node.Map("additionalProperties") is { } others ? Read(others)
            : node.IsTrue("additionalProperties") ? new WireSchema()
            : null,
        Items = node.Map("items") is { } items ? Read(items) : null,
        LeastItems = int.Parse(node.Text("minItems") ?? "0", CultureInfo.InvariantCulture),
    };

    private Dictionary<string, WireMember> MembersOf(YamlMappingNode members, YamlMappingNode owner)
    {
        HashSet<string> required = [.. owner.List("required").Select(name => name.ToString())];
        return members.Maps().ToDictionary(
            member => member.Name,
            member =>
            {
                WireSchema schema = Read(member.Value);
                return new WireMember(schema, required.Contains(member.Name), member.Value.Text("x-fact") ?? schema.ShapeFact);
            },
            StringComparer.Ordinal);
    }
}
