using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint;

/// <summary>
/// Checks a value against a schema, as far as schemas of this contract go. Stricter than the standard in one point: a
/// member that an object with listed properties does not list is a mistake, because that is how a typing error shows.
/// </summary>
internal sealed class SchemaCheck(ContractDocument contract)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, (BigInteger Low, BigInteger High)> Ranges = new(StringComparer.Ordinal)
    {
        ["int32"] = (int.MinValue, int.MaxValue),
        ["int64"] = (long.MinValue, long.MaxValue),
        ["uint64"] = (ulong.MinValue, ulong.MaxValue),
    };

    public IEnumerable<Finding> Check(YamlNode value, YamlMappingNode schema)
    {
        // An unresolved reference is another rule's finding; so are an unknown type and a required name that is no property.
        if (contract.Resolve(schema) is not { } target)
            return [];
        if (value is YamlScalarNode scalar && Scalar.KindOf(scalar) == ScalarKind.Null)
            return AcceptsNull(schema, target) ? [] : [new Finding(value, "null is not allowed here; the schema has no nullable: true.")];
        return Branches(value, target).Concat(Typed(value, target));
    }

    /// <summary>The regular expression of a pattern, or null when it is none.</summary>
    public static Regex? PatternOf(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.ECMAScript, PatternTimeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool AcceptsNull(YamlMappingNode schema, YamlMappingNode target) =>
        schema.IsTrue("nullable") || target.IsTrue("nullable") || NullableForm.TargetOf(target) is not null
        || !(target.Has("type") || target.Has("allOf") || target.Has("anyOf"));

    private IEnumerable<Finding> Branches(YamlNode value, YamlMappingNode schema)
    {
        foreach (YamlMappingNode part in schema.List("allOf").OfType<YamlMappingNode>())
        {
            foreach (Finding found in Check(value, part))
                yield return found;
        }

        List<List<Finding>> attempts = [.. schema.List("anyOf").OfType<YamlMappingNode>().Select(branch => Check(value, branch).ToList())];
        if (attempts.Count > 0 && attempts.All(attempt => attempt.Count > 0))
            yield return new Finding(value, $"The value fits no branch of anyOf: {string.Join(" / ", attempts.Select(attempt => attempt[0].Message))}");
    }

    private IEnumerable<Finding> Typed(YamlNode value, YamlMappingNode schema) => (schema.Text("type"), value) switch
    {
        ("object", YamlMappingNode map) => ObjectProblems(map, schema),
        ("array", YamlSequenceNode list) => ListProblems(list, schema),
        ("string", YamlScalarNode text) when Scalar.KindOf(text) == ScalarKind.Text => TextProblems(text, schema),
        ("integer", YamlScalarNode number) when Scalar.KindOf(number) == ScalarKind.Integer => IntegerProblems(number, schema).Concat(LimitProblems(number, schema)),
        ("number", YamlScalarNode number) when Scalar.KindOf(number) is ScalarKind.Integer or ScalarKind.Number => LimitProblems(number, schema),
        ("boolean", YamlScalarNode flag) when Scalar.KindOf(flag) == ScalarKind.Flag => [],
        (not ("object" or "array" or "string" or "integer" or "number" or "boolean"), _) => [],
        var (type, _) => [new Finding(value, $"The value is {Describe(value)}, the schema says {type}.")],
    };

    private static string Describe(YamlNode value) => value switch
    {
        YamlMappingNode => "an object",
        YamlSequenceNode => "a list",
        YamlScalarNode scalar => Scalar.KindOf(scalar) switch
        {
            ScalarKind.Flag => "true or false",
            ScalarKind.Integer => "a whole number",
            ScalarKind.Number => "a number",
            _ => "a string",
        },
        _ => "unknown",
    };

    private IEnumerable<Finding> ObjectProblems(YamlMappingNode map, YamlMappingNode schema)
    {
        YamlMappingNode? properties = schema.Map("properties");
        YamlNode? others = schema.Get("additionalProperties");
        bool open = others is null ? properties is null : others is YamlMappingNode || schema.IsTrue("additionalProperties");
        foreach ((string name, YamlNode key, YamlNode member) in map.Members())
        {
            if (properties?.Map(name) is { } declared)
            {
                foreach (Finding found in Check(member, declared))
                    yield return found;
            }
            else if (others is YamlMappingNode anyMember)
            {
                foreach (Finding found in Check(member, anyMember))
                    yield return found;
            }
            else if (!open)
            {
                yield return new Finding(key, $"The schema has no property '{name}'.");
            }
        }

        foreach (YamlNode name in schema.List("required").Where(name => properties?.Has(name.ToString()) == true && !map.Has(name.ToString())))
            yield return new Finding(map, $"The required member '{name}' is missing.");
        foreach (Finding found in CountProblems(map, map.Children.Count, schema, "minProperties", "maxProperties"))
            yield return found;
    }

    private IEnumerable<Finding> ListProblems(YamlSequenceNode list, YamlMappingNode schema)
    {
        IEnumerable<Finding> items = schema.Map("items") is { } item ? list.Children.SelectMany(entry => Check(entry, item)) : [];
        IEnumerable<Finding> repeated = schema.IsTrue("uniqueItems")
            ? list.Children.GroupBy(entry => entry.ToString()).SelectMany(same => same.Skip(1)).Select(again => new Finding(again, "The entry is listed twice."))
            : [];
        return items.Concat(repeated).Concat(CountProblems(list, list.Children.Count, schema, "minItems", "maxItems"));
    }

    private static IEnumerable<Finding> TextProblems(YamlScalarNode node, YamlMappingNode schema)
    {
        string text = node.Value ?? string.Empty;
        IList<YamlNode> words = schema.List("enum");
        if (words.Count > 0 && !words.Any(word => word.ToString() == text))
            yield return new Finding(node, $"'{text}' is none of {string.Join(", ", words)}.");
        if (schema.Text("pattern") is { } pattern && PatternOf(pattern)?.IsMatch(text) == false)
            yield return new Finding(node, $"'{text}' does not match {pattern}.");
        if (!FitsFormat(text, schema.Text("format")))
            yield return new Finding(node, $"'{text}' is no {schema.Text("format")}.");
        foreach (Finding found in CountProblems(node, text.Length, schema, "minLength", "maxLength"))
            yield return found;
    }

    private static bool FitsFormat(string text, string? format) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ => true,
    };

    private static IEnumerable<Finding> IntegerProblems(YamlScalarNode node, YamlMappingNode schema)
    {
        if (schema.Text("format") is { } format && Ranges.TryGetValue(format, out (BigInteger Low, BigInteger High) range))
        {
            BigInteger number = BigInteger.Parse(node.Value!, CultureInfo.InvariantCulture);
            if (number < range.Low || number > range.High)
                yield return new Finding(node, $"{node.Value} does not fit {format}.");
        }
    }

    private static IEnumerable<Finding> LimitProblems(YamlScalarNode node, YamlMappingNode schema)
    {
        if (!decimal.TryParse(node.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            yield return new Finding(node, $"{node.Value} does not fit decimal.");
            yield break;
        }

        if (Limit(schema, "minimum") is { } low && (number < low || (number == low && schema.IsTrue("exclusiveMinimum"))))
            yield return new Finding(node, $"{node.Value} is below the minimum {low}.");
        if (Limit(schema, "maximum") is { } high && (number > high || (number == high && schema.IsTrue("exclusiveMaximum"))))
            yield return new Finding(node, $"{node.Value} is above the maximum {high}.");
    }

    private static IEnumerable<Finding> CountProblems(YamlNode node, int count, YamlMappingNode schema, string least, string most)
    {
        if (Limit(schema, least) is { } low && count < low)
            yield return new Finding(node, $"{count} is below {least} {low}.");
        if (Limit(schema, most) is { } high && count > high)
            yield return new Finding(node, $"{count} is above {most} {high}.");
    }

    private static decimal? Limit(YamlMappingNode schema, string word) =>
        decimal.TryParse(schema.Text(word), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal limit) ? limit : null;
}
