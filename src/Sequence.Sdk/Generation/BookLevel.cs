using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>One price level of a book, in human units.</summary>
/// <param name="Price">Price per unit, in the quote currency.</param>
/// <param name="Size">Quantity resting at that price, in units of the base asset.</param>
[JsonConverter(typeof(BookLevelConverter))]
public readonly record struct BookLevel(decimal Price, decimal Size);

/// <summary>REST sends <c>{"price": p, "size": s}</c>, the stream <c>[p, s]</c>; both are read.</summary>
internal sealed class BookLevelConverter : JsonConverter<BookLevel>
{
    public override BookLevel ReadJson(JsonReader reader, Type objectType, BookLevel existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        string path = reader.Path;
        (JToken? price, JToken? size) = JToken.Load(reader) switch
        {
            JObject level => (level["price"], level["size"]),
            JArray { Count: >= 2 } level => (level[0], level[1]),
            _ => default((JToken?, JToken?)),
        };
        return IsNumber(price) && IsNumber(size)
            ? new BookLevel(price.Value<decimal>(), size.Value<decimal>())
            : throw JsonProblem.At(reader, path, "Expected a price level");
    }

    private static bool IsNumber([NotNullWhen(true)] JToken? token) => token is { Type: JTokenType.Integer or JTokenType.Float };

    public override void WriteJson(JsonWriter writer, BookLevel value, JsonSerializer serializer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("price");
        writer.WriteValue(value.Price);
        writer.WritePropertyName("size");
        writer.WriteValue(value.Size);
        writer.WriteEndObject();
    }
}
