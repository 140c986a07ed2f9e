using System.Globalization;
using System.Numerics;
using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Comparison;

/// <summary>Walks an answer along a schema, and keeps what does not fit and which members came.</summary>
internal sealed class SchemaComparer
{
    /// <summary>The message of a member that the contract does not list.</summary>
    public const string UnknownMember = "unknown member";

    private const int DeepestFreeLevel = 4;
    private const int MostFreeMembers = 200;

    private static readonly Dictionary<string, (BigInteger Low, BigInteger High)> Ranges = new(StringComparer.Ordinal)
    {
        ["int32"] = (int.MinValue, int.MaxValue),
        ["int64"] = (long.MinValue, long.MaxValue),
        ["uint64"] = (ulong.MinValue, ulong.MaxValue),
    };

    private readonly List<Finding> _findings = [];

    private SchemaComparer()
    {
    }

    public IReadOnlyList<Finding> Findings => _findings;

    public MemberCensus Census { get; } = new();

    private int Differences => _findings.Count(finding => finding.Severity == Severity.Differs);

    /// <param name="value">A whole answer, or a part of one.</param>
    /// <param name="schema">What the contract says of it.</param>
    /// <param name="at">Where it stands; the root when left out.</param>
    public static SchemaComparer Compare(JToken value, WireSchema schema, JsonPlace? at = null)
    {
        var comparison = new SchemaComparer();
        JsonPlace place = at ?? JsonPlace.Root;
        comparison.Census.See(place, schema.IsFree ? MemberStanding.Free : MemberStanding.Declared, value, schema.ShapeFact);
        comparison.Walk(value, schema, place);
        return comparison;
    }

    private void Walk(JToken value, WireSchema schema, JsonPlace at)
    {
        if (schema.IsFree)
            Survey(value, at, 0);
        else if (value.Type == JTokenType.Null)
            Require(schema.IsNullable, at, $"null, where the contract has {schema.Describe()}");
        else if (schema.Forms.Count > 0)
            TakeBestForm(value, schema, at);
        else
            Typed(value, schema, at);
    }

    private void Typed(JToken value, WireSchema schema, JsonPlace at)
    {
        switch (schema.Type, value)
        {
            case ("object", JObject map):
                Object(map, schema, at);
                break;
            case ("array", JArray list):
                List(list, schema, at);
                break;
            case ("string", { Type: JTokenType.String }):
                Word(value.Value<string>()!, schema, at);
                break;
            case ("integer", { Type: JTokenType.Integer }):
                Range((JValue)value, schema, at);
                break;
            case ("number", { Type: JTokenType.Integer or JTokenType.Float }):
            case ("boolean", { Type: JTokenType.Boolean }):
                break;
            default:
                Differ(at, $"{MemberCensus.KindOf(value)}, where the contract has {schema.Describe()}");
                break;
        }
    }

    private void Object(JObject map, WireSchema schema, JsonPlace at)
    {
        IReadOnlyDictionary<string, WireMember> members = schema.Members ?? new Dictionary<string, WireMember>();
        foreach ((string name, WireMember member) in members)
        {
            JsonPlace place = at.Member(name);
            Census.Expect(place, member.Fact);
            if (map.TryGetValue(name, StringComparison.Ordinal, out JToken? value))
            {
                Census.See(place, MemberStanding.Declared, value, member.Fact);
                Walk(value, member.Schema, place);
            }
            else
            {
                Require(!member.IsRequired, place, "missing, and the contract requires it");
            }
        }

        foreach (JProperty property in map.Properties().Where(property => !members.ContainsKey(property.Name)))
            Unlisted(property, schema, at);
    }

    private void Unlisted(JProperty property, WireSchema schema, JsonPlace at)
    {
        if (schema.OtherMembers is { } others)
        {
            JsonPlace entry = at.Entry(property.Name);
            Census.See(entry, MemberStanding.Declared, property.Value, others.ShapeFact);
            Walk(property.Value, others, entry);
            return;
        }

        JsonPlace place = at.Member(property.Name);
        bool isOpen = schema.Members is null;
        Census.See(place, isOpen ? MemberStanding.Free : MemberStanding.Unknown, property.Value);
        if (!isOpen)
            _findings.Add(new Finding(Severity.Note, place, UnknownMember));
    }

    private void List(JArray list, WireSchema schema, JsonPlace at)
    {
        Require(list.Count >= schema.LeastItems, at, $"{list.Count} entries, where the contract has at least {schema.LeastItems}");
        if (schema.Items is not { } items)
            return;
        // An empty list says nothing of its entries, and the report shall say so.
        Census.Expect(at.Item(0), items.ShapeFact);
        for (int index = 0; index < list.Count; index++)
        {
            JsonPlace place = at.Item(index);
            Census.See(place, MemberStanding.Declared, list[index], items.ShapeFact);
            Walk(list[index], items, place);
        }
    }

    private void Word(string word, WireSchema schema, JsonPlace at) =>
        Require(schema.Words.Count == 0 || schema.Words.Contains(word), at, $"the word '{ServerText.Show(word)}', where the contract has {schema.Describe()}");

    private void Range(JValue value, WireSchema schema, JsonPlace at)
    {
        BigInteger number = value.Value is BigInteger big ? big : Convert.ToInt64(value.Value, CultureInfo.InvariantCulture);
        bool fits = schema.Format is null || !Ranges.TryGetValue(schema.Format, out (BigInteger Low, BigInteger High) range)
            || (number >= range.Low && number <= range.High);
        Require(fits, at, $"a number that does not fit {schema.Format}");
    }

    /// <summary>The form that fits best: the fewest contradictions, then the right JSON type, then the fewest unknown members.</summary>
    private void TakeBestForm(JToken value, WireSchema schema, JsonPlace at)
    {
        (WireSchema form, SchemaComparer attempt) = schema.Forms
            .Select(form => (form, attempt: Compare(value, form, at)))
            .OrderBy(pair => pair.attempt.Differences)
            .ThenBy(pair => !IsOfType(value, pair.form))
            .ThenBy(pair => pair.attempt._findings.Count)
            .First();
        if (IsOfType(value, form))
            _findings.AddRange(attempt._findings);
        else
            Differ(at, $"{MemberCensus.KindOf(value)}, where the contract has {schema.Describe()}");
        Census.Add(attempt.Census);
    }

    private static bool IsOfType(JToken value, WireSchema form) =>
        form.Type is null || form.Type == MemberCensus.KindOf(value) || (form.Type == "number" && value.Type == JTokenType.Integer);

    /// <summary>Writes down what came where the contract leaves the answer open.</summary>
    private void Survey(JToken value, JsonPlace at, int level)
    {
        if (level == DeepestFreeLevel || Census.Count > MostFreeMembers)
            return;
        if (value is JArray list)
        {
            for (int index = 0; index < list.Count; index++)
            {
                Census.See(at.Item(index), MemberStanding.Free, list[index]);
                Survey(list[index], at.Item(index), level + 1);
            }
        }
        else if (value is JObject map)
        {
            foreach (JProperty property in map.Properties())
            {
                Census.See(at.Member(property.Name), MemberStanding.Free, property.Value);
                Survey(property.Value, at.Member(property.Name), level + 1);
            }
        }
    }

    private void Require(bool holds, JsonPlace at, string otherwise)
    {
        if (!holds)
            Differ(at, otherwise);
    }

    private void Differ(JsonPlace at, string message) => _findings.Add(new Finding(Severity.Differs, at, message));
}
