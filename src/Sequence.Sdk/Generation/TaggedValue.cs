using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>
/// A choice on the wire: a bare word (<c>"market"</c>) or an object with one member (<c>{"limit": {..}}</c>).
/// A choice that this version does not know is kept as it came.
/// </summary>
public abstract class TaggedValue
{
    private protected TaggedValue(string tag, JToken? payload)
    {
        Tag = tag;
        Payload = payload;
    }

    /// <summary>The word, or the name of the one member.</summary>
    public string Tag { get; }

    /// <summary>The value of the one member; null for a bare word.</summary>
    public JToken? Payload { get; }

    /// <summary>The JSON text.</summary>
    public override string ToString() => ToJson().ToString(Formatting.None);

    internal JToken ToJson() => Payload is null ? new JValue(Tag) : new JObject(new JProperty(Tag, Payload));
}

/// <summary>How a node is priced: <c>"market"</c> or <c>{"limit": {"price_1e9": n}}</c>.</summary>
[JsonConverter(typeof(TaggedValueConverter))]
public sealed class OrderTypeSpec : TaggedValue
{
    internal OrderTypeSpec(string tag, JToken? payload = null) : base(tag, payload)
    {
    }

    internal static readonly OrderTypeSpec Market = new("market");

    internal static OrderTypeSpec Limit(Px price) => new("limit", new JObject(new JProperty("price_1e9", price.Raw)));
}

/// <summary>How much a node trades: <c>{"fixed": {"qty_1e8": n}}</c> or <c>"derived"</c>.</summary>
[JsonConverter(typeof(TaggedValueConverter))]
public sealed class QuantitySpec : TaggedValue
{
    internal QuantitySpec(string tag, JToken? payload = null) : base(tag, payload)
    {
    }

    internal static readonly QuantitySpec Derived = new("derived");

    internal static QuantitySpec Fixed(Qty qty) => new("fixed", new JObject(new JProperty("qty_1e8", qty.Raw)));
}

/// <summary>What fires an edge, on the wire. Built by <c>Trigger</c>.</summary>
[JsonConverter(typeof(TaggedValueConverter))]
public sealed class TriggerSpec : TaggedValue
{
    internal TriggerSpec(string tag, JToken? payload = null) : base(tag, payload)
    {
    }
}

/// <summary>How an edge sizes its target, on the wire. Built by <c>Sizing</c>.</summary>
[JsonConverter(typeof(TaggedValueConverter))]
public sealed class SizingSpec : TaggedValue
{
    internal SizingSpec(string tag, JToken? payload = null) : base(tag, payload)
    {
    }
}

internal sealed class TaggedValueConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => typeof(TaggedValue).IsAssignableFrom(objectType);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        string path = reader.Path;
        JToken token = JToken.Load(reader);
        (string Tag, JToken? Payload) choice = token switch
        {
            JValue { Type: JTokenType.String } word => ((string)word!, null),
            JObject { Count: 1 } one => (one.Properties().First().Name, one.Properties().First().Value),
            _ => throw JsonProblem.At(reader, path, "Expected a word or an object with one member"),
        };
        return objectType.Name switch
        {
            nameof(OrderTypeSpec) => new OrderTypeSpec(choice.Tag, choice.Payload),
            nameof(QuantitySpec) => new QuantitySpec(choice.Tag, choice.Payload),
            nameof(TriggerSpec) => new TriggerSpec(choice.Tag, choice.Payload),
            nameof(SizingSpec) => new SizingSpec(choice.Tag, choice.Payload),
            _ => throw JsonProblem.At(reader, path, $"No choice type {objectType.Name}"),
        };
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        if (value is TaggedValue choice)
            choice.ToJson().WriteTo(writer);
        else
            writer.WriteNull();
    }
}
