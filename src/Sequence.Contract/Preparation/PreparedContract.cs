using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sequence.Contract.Lint;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Preparation;

/// <summary>
/// The contract as NSwag reads it: JSON, with every C# name decided (<c>x-cs-name</c>, <c>x-enumNames</c>), units spelled out
/// (<c>x-unit</c>), and its three blind spots covered: a reference that may be null, a number type of ours, and refusals beside the default answer.
/// </summary>
internal sealed class PreparedContract
{
    private readonly Dictionary<YamlNode, Place> _places;
    private readonly Utf8JsonWriter _json;

    private PreparedContract(ContractDocument contract, Utf8JsonWriter json)
    {
        _places = contract.Places.ToDictionary(place => (YamlNode)place.Node, ReferenceEqualityComparer.Instance as IEqualityComparer<YamlNode>);
        _json = json;
    }

    /// <param name="contract">A contract without problems.</param>
    public static byte[] Of(ContractDocument contract)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
            new PreparedContract(contract, json).Write(contract.Root);
        return bytes.WrittenSpan.ToArray();
    }

    private void Write(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                WriteObject(map);
                break;
            case YamlSequenceNode list:
                _json.WriteStartArray();
                foreach (YamlNode entry in list.Children)
                    Write(entry);
                _json.WriteEndArray();
                break;
            case YamlScalarNode scalar:
                WriteScalar(scalar);
                break;
        }
    }

    private void WriteObject(YamlMappingNode map)
    {
        Place? schema = _places.GetValueOrDefault(map) is { Kind: Grammar.Schema } place ? place : null;
        _json.WriteStartObject();
        foreach ((string name, _, YamlNode value) in map.Members())
        {
            if (IsLeftOut(name, value) || (schema is not null && IsReplaced(name, schema)))
                continue;
            _json.WritePropertyName(name);
            Write(value);
        }

        if (schema is not null)
            WriteDecided(schema);
        _json.WriteEndObject();
    }

    /// <summary>Null is no type, and every refusal is the default answer: NSwag would make a class and a branch of them.</summary>
    private bool IsLeftOut(string name, YamlNode value) => _places.GetValueOrDefault(value) is { } place
        && ((place.IsNamed && name == NullableForm.Name) || (place.Kind == Grammar.Response && place.Role == "responses" && name.StartsWith('4')));

    private static bool IsReplaced(string name, Place schema) => name is "x-cs-name" or "x-enumNames"
        || (name == "anyOf" && NullableForm.TargetOf(schema.Node) is not null)
        || (name is "type" or "format" && IsNumberType(schema));

    /// <summary>A named integer has a handwritten type; NSwag would use long in its place.</summary>
    private static bool IsNumberType(Place schema) => schema.IsNamed && schema.Node.Text("type") == "integer";

    private void WriteDecided(Place schema)
    {
        if (IsNumberType(schema))
        {
            _json.WriteStartArray("anyOf");
            _json.WriteStartObject();
            _json.WriteString("type", schema.Node.Text("type"));
            _json.WriteString("format", schema.Node.Text("format"));
            _json.WriteEndObject();
            _json.WriteEndArray();
        }

        if (NullableForm.TargetOf(schema.Node) is { } target)
        {
            _json.WriteBoolean("nullable", true);
            _json.WriteStartArray("allOf");
            Write(target);
            _json.WriteEndArray();
        }

        if (schema.Role == "properties")
        {
            _json.WriteString("x-cs-name", ClrNames.OfMember(schema.Parent!.Key, schema.Key, schema.Node));
            if (ClrNames.UnitOf(schema.Node) is { } unit)
                _json.WriteString("x-unit", unit);
        }

        if (schema.IsNamed && schema.Node.Has("enum"))
        {
            _json.WriteStartArray("x-enumNames");
            foreach (string name in ClrNames.OfWords(schema.Node))
                _json.WriteStringValue(name);
            _json.WriteEndArray();
        }
    }

    private void WriteScalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? string.Empty;
        switch (Lint.Scalar.KindOf(scalar))
        {
            case ScalarKind.Null:
                _json.WriteNullValue();
                break;
            case ScalarKind.Flag:
                _json.WriteBooleanValue(text is "true" or "True" or "TRUE");
                break;
            case ScalarKind.Integer or ScalarKind.Number:
                _json.WriteNumberValue(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
                break;
            default:
                _json.WriteStringValue(text);
                break;
        }
    }
}
