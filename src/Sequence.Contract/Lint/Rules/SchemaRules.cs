using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint.Rules;

/// <summary>Schemas that the generator turns into the types we mean.</summary>
internal static class SchemaRules
{
    private static readonly string[] Types = ["string", "integer", "number", "boolean", "array", "object"];

    private static readonly string[] Composed = ["allOf", "anyOf", "oneOf"];

    // Words that mean something only for one type.
    private static readonly Dictionary<string, string[]> Owners = new(StringComparer.Ordinal)
    {
        ["properties"] = ["object"],
        ["required"] = ["object"],
        ["additionalProperties"] = ["object"],
        ["minProperties"] = ["object"],
        ["maxProperties"] = ["object"],
        ["items"] = ["array"],
        ["minItems"] = ["array"],
        ["maxItems"] = ["array"],
        ["uniqueItems"] = ["array"],
        ["enum"] = ["string"],
        ["pattern"] = ["string"],
        ["minLength"] = ["string"],
        ["maxLength"] = ["string"],
        ["format"] = ["string", "integer", "number"],
        ["minimum"] = ["integer", "number"],
        ["maximum"] = ["integer", "number"],
        ["exclusiveMinimum"] = ["integer", "number"],
        ["exclusiveMaximum"] = ["integer", "number"],
    };

    private static readonly string[] IntegerFormats = ["int32", "int64", "uint64"];
    private static readonly string[] TextFormats = ["date", "date-time", "uuid"];

    public static IReadOnlyList<LintRule> All { get; } =
    [
        new("type", WrongTypes),
        new("integer-format", contract => Formats(contract, "integer", format => IntegerFormats.Contains(format), "int32, int64 or uint64; the generator makes a 32-bit member of anything else")),
        new("number-format", contract => Formats(contract, "number", format => format == "decimal", "decimal; anything else is binary floating point")),
        new("string-format", contract => Formats(contract, "string", format => format is null || TextFormats.Contains(format), $"absent or one of {string.Join(", ", TextFormats)}")),
        new("pattern", contract =>
            from place in contract.Of(Grammar.Schema)
            where place.Node.Text("pattern") is { } pattern && SchemaCheck.PatternOf(pattern) is null
            select new Finding(place.Node.Get("pattern")!, $"'{place.Node.Text("pattern")}' is no regular expression.")),
        new("one-of", contract => Banned(contract, ["oneOf", "discriminator", "not"], "the generator corrupts it silently; use anyOf in a named schema with a handwritten type")),
        new("any-of", Branches),
        new("nullable", contract =>
            from place in contract.Of(Grammar.Schema)
            where place.Node.Has("nullable") && !place.Node.Has("type")
            select new Finding(place.Node.Get("nullable")!, $"nullable without type allows nothing: a reference that may be null is anyOf of it and of {NullableForm.Name}.")),
        new("all-of", contract =>
            from place in contract.Of(Grammar.Schema)
            where place.Node.Has("allOf") && !IsOneReference(place.Node.List("allOf"))
            select new Finding(place.Node.Get("allOf")!, "allOf holds exactly one $ref; inheritance is not used.")),
        new("named-schema", Inline),
        new("property-description", contract =>
            from place in contract.Of(Grammar.Schema)
            from member in place.Node.MembersOf("properties")
            where !IsDescribed(contract, (YamlMappingNode)member.Value)
            select new Finding(member.Key, $"'{member.Name}' has no description, so its XML doc says nothing but its name; describe it, or refer to a described schema that says more than free-form JSON.")),
        new("required", contract =>
            from place in contract.Of(Grammar.Schema)
            let declared = place.Node.MembersOf("properties").Select(member => member.Name).ToHashSet()
            from name in place.Node.List("required").OfType<YamlScalarNode>()
            where !declared.Contains(name.Value ?? string.Empty)
            select new Finding(name, $"'{name.Value}' is required, but is no property.")),
    ];

    private static IEnumerable<Finding> WrongTypes(ContractDocument contract)
    {
        foreach (Place place in contract.Of(Grammar.Schema).Where(place => !place.IsReference))
        {
            string? type = place.Node.Text("type");
            if (type is not null && !Types.Contains(type))
                yield return new Finding(place.Node.Get("type")!, $"'{type}' is no type. Known: {string.Join(", ", Types)}.");
            else if (type is null && !place.IsNamed && !Composed.Any(place.Node.Has))
                yield return new Finding(place.Node, "The schema says nothing of the value; for free-form JSON refer to the schema Json.");
            else if (type == "array" && !place.Node.Has("items"))
                yield return new Finding(place.Node, "An array has items.");
            else if (place.Node.Members().FirstOrDefault(word => IsMisplaced(word.Name, type)) is { Key: not null } misplaced)
                yield return new Finding(misplaced.Key, $"'{misplaced.Name}' needs type: {string.Join(" or ", Owners[misplaced.Name])}.");
        }
    }

    private static bool IsMisplaced(string word, string? type) =>
        Owners.TryGetValue(word, out string[]? owners) && !owners.Contains(type);

    private static IEnumerable<Finding> Branches(ContractDocument contract)
    {
        foreach (Place place in contract.Of(Grammar.Schema).Where(place => place.Node.Has("anyOf")))
        {
            if (place.Node.List("anyOf").Count == 1)
                yield return new Finding(place.Node.Get("anyOf")!, "anyOf of one branch is that branch.");
            else if ((!place.IsNamed || place.Node.Has("type")) && NullableForm.TargetOf(place.Node) is null)
                yield return new Finding(place.Node.Get("anyOf")!, $"anyOf stands in a named schema without type, whose C# type is handwritten, or holds a $ref and the $ref of {NullableForm.Name}.");
        }
    }

    private static IEnumerable<Finding> Formats(ContractDocument contract, string type, Func<string?, bool> allowed, string expected) =>
        from place in contract.Of(Grammar.Schema)
        where place.Node.Text("type") == type && !allowed(place.Node.Text("format"))
        select new Finding(place.Node.Get("format") ?? place.Node, $"The format of a {type} is {expected}.");

    private static IEnumerable<Finding> Banned(ContractDocument contract, string[] words, string reason) =>
        from place in contract.Of(Grammar.Schema)
        from word in place.Node.Members()
        where words.Contains(word.Name)
        select new Finding(word.Key, $"'{word.Name}' is not used: {reason}.");

    /// <summary>A bare reference is described by its schema, unless that allows anything; one that leads to no schema is for another rule.</summary>
    private static bool IsDescribed(ContractDocument contract, YamlMappingNode property)
    {
        if (!property.Has("$ref"))
            return property.Has("description");
        return contract.Resolve(property) is not { } target
            || !contract.Of(Grammar.Schema).Any(place => place.Node == target)
            || (target.Has("description") && (target.Has("type") || Composed.Any(target.Has)));
    }

    private static bool IsOneReference(IList<YamlNode> entries) => entries is [YamlMappingNode only] && only.Has("$ref");

    /// <summary>Objects and enumerations get their C# name from the schema's name, so they have one.</summary>
    private static IEnumerable<Finding> Inline(ContractDocument contract) =>
        from place in contract.Of(Grammar.Schema)
        where !place.IsNamed && !BelongsToHandwrittenType(place)
        from word in place.Node.Members()
        where word.Name is "properties" or "enum"
        select new Finding(word.Key, $"A schema with {word.Name} stands under components, with a name, and is referred to.");

    private static bool BelongsToHandwrittenType(Place place)
    {
        for (Place? at = place; at is not null; at = at.Parent)
        {
            if (at.Role == "anyOf")
                return true;
        }

        return false;
    }
}
