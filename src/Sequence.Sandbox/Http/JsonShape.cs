using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using Sequence.Exchange.Generation;
using Sequence.Sdk;

namespace Sequence.Sandbox.Http;

/// <summary>Compares JSON with the shape that the contract gives it, and says in the contract's words where the two differ.</summary>
internal static class JsonShape
{
    private enum Shape
    {
        Any,
        Text,
        Flag,
        Whole,
        Number,
        Object,
        List,

        /// <summary>A word, or an object with one member.</summary>
        Choice,
    }

    /// <summary>The first value that does not fit, in the order of the text.</summary>
    /// <param name="value">What came.</param>
    /// <param name="type">The generated type of the contract's schema.</param>
    /// <returns>The path of the value and what is wrong with it; null when the shape fits.</returns>
    public static (string Path, string Problem)? Mismatch(JToken value, Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        JsonContract contract = WireJson.Rest.ContractResolver.ResolveContract(target);
        Shape shape = ShapeOf(target, contract);
        if (Problem(value, target, shape) is { } problem)
            return (value.Path, problem);
        return (shape, value, contract) switch
        {
            (Shape.List, JArray list, JsonArrayContract { CollectionItemType: { } item }) => First(list.Select(element => Mismatch(element, item))),
            (Shape.Object, JObject map, JsonObjectContract members) => OfMembers(map, members),
            (Shape.Object, JObject map, JsonDictionaryContract { DictionaryValueType: { } item }) => First(map.Properties().Select(member => Mismatch(member.Value, item))),
            _ => null,
        };
    }

    /// <summary>What a parameter of a type must be, such as <c>a whole number</c>.</summary>
    public static string NameOf(Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        return NameOf(ShapeOf(target, WireJson.Rest.ContractResolver.ResolveContract(target)));
    }

    /// <summary>What a value is, such as <c>a list</c>.</summary>
    public static string NameOf(JToken value) => value.Type switch
    {
        JTokenType.Null => "null",
        JTokenType.Boolean => "true or false",
        JTokenType.Integer => "a whole number",
        JTokenType.Float => "a number with a fraction",
        JTokenType.Object => "an object",
        JTokenType.Array => "a list",
        _ => "a text",
    };

    private static (string Path, string Problem)? OfMembers(JObject map, JsonObjectContract members)
    {
        var seen = new HashSet<JsonProperty>();
        foreach (JProperty member in map.Properties())
        {
            // As the reader finds them, whatever their case.
            if (members.Properties.GetClosestMatchProperty(member.Name) is not { PropertyType: { } type } known)
                continue;
            seen.Add(known);
            bool isAbsent = member.Value.Type == JTokenType.Null && known.Required is not Required.Always;
            if (!isAbsent && Mismatch(member.Value, type) is { } mismatch)
                return mismatch;
        }

        JsonProperty? missing = members.Properties.FirstOrDefault(member => member.Required is Required.Always or Required.AllowNull && !seen.Contains(member));
        return missing is null ? null : (map.Path.Length == 0 ? missing.PropertyName! : $"{map.Path}.{missing.PropertyName}", "is required.");
    }

    private static (string Path, string Problem)? First(IEnumerable<(string Path, string Problem)?> mismatches) => mismatches.FirstOrDefault(mismatch => mismatch is not null);

    private static string? Problem(JToken value, Type target, Shape shape)
    {
        bool fits = shape switch
        {
            Shape.Any => true,
            Shape.Text => value.Type == JTokenType.String,
            Shape.Flag => value.Type == JTokenType.Boolean,
            Shape.Whole => value.Type == JTokenType.Integer,
            Shape.Number => value.Type is JTokenType.Integer or JTokenType.Float,
            Shape.Object => value.Type == JTokenType.Object,
            Shape.List => value.Type == JTokenType.Array,
            _ => value.Type == JTokenType.String || value is JObject { Count: 1 },
        };
        if (!fits)
            return $"must be {NameOf(shape)}, but is {NameOf(value)}.";
        bool isHeld = shape switch
        {
            Shape.Whole => value is JValue { Value: long whole } && (target != typeof(int) || (int)whole == whole),
            Shape.Number => value is JValue { Value: long or decimal },
            _ => true,
        };
        return isHeld ? null : "is out of range.";
    }

    private static string NameOf(Shape shape) => shape switch
    {
        Shape.Text => "a text",
        Shape.Flag => "true or false",
        Shape.Whole => "a whole number",
        Shape.Number => "a number",
        Shape.Object => "an object",
        Shape.List => "a list",
        Shape.Choice => "a word or an object with one member",
        _ => "a value",
    };

    private static Shape ShapeOf(Type type, JsonContract contract)
    {
        if (type == typeof(object) || typeof(JToken).IsAssignableFrom(type))
            return Shape.Any;
        if (type == typeof(string) || type.GetMethod("Create", BindingFlags.Public | BindingFlags.Static, [typeof(string)]) is not null)
            return Shape.Text;
        if (type == typeof(bool))
            return Shape.Flag;
        if (type == typeof(int) || type == typeof(long) || type == typeof(Qty) || type == typeof(Px) || type == typeof(Usd) || type == typeof(UnixNanos))
            return Shape.Whole;
        if (type == typeof(decimal) || type == typeof(double))
            return Shape.Number;
        return contract switch
        {
            JsonArrayContract => Shape.List,
            { Converter: not null } => Shape.Choice,
            JsonObjectContract or JsonDictionaryContract => Shape.Object,
            _ => Shape.Any,
        };
    }
}
