using System.Globalization;
using System.Numerics;
using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>One price level of a book, in human units.</summary>
/// <param name="Price">Price per unit, in the quote currency.</param>
/// <param name="Size">Quantity resting at that price, in units of the base asset.</param>
[JsonConverter(typeof(BookLevelConverter))]
public readonly record struct BookLevel(decimal Price, decimal Size) : IUtf8Readable<BookLevel>
{
    static BookLevel IUtf8Readable<BookLevel>.Read(ref Utf8DtoReader json) => json.ReadLevel();
}

/// <summary>REST sends <c>{"price": p, "size": s}</c>, the stream <c>[p, s]</c>; both are read.</summary>
internal sealed class BookLevelConverter : JsonConverter<BookLevel>
{
    public override BookLevel ReadJson(JsonReader reader, Type objectType, BookLevel existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        // Token by token: a book has hundreds of levels, and a JToken for each would cost more than the rest of the quote.
        (decimal? price, decimal? size) = reader.TokenType switch
        {
            JsonToken.StartObject => ReadObject(reader),
            JsonToken.StartArray => ReadPair(reader),
            _ => (null, null),
        };
        return price is { } p && size is { } s ? new BookLevel(p, s) : throw NoLevel(reader);
    }

    private static (decimal? Price, decimal? Size) ReadObject(JsonReader reader)
    {
        decimal? price = null;
        decimal? size = null;
        while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
        {
            string name = (string)reader.Value!;
            reader.Read();
            if (name == "price")
                price = Number(reader);
            else if (name == "size")
                size = Number(reader);
            else
                reader.Skip();
        }

        return (price, size);
    }

    private static (decimal? Price, decimal? Size) ReadPair(JsonReader reader)
    {
        reader.Read();
        decimal price = Number(reader);
        reader.Read();
        decimal size = Number(reader);
        while (reader.Read() && reader.TokenType != JsonToken.EndArray)
            reader.Skip();
        return (price, size);
    }

    private static decimal Number(JsonReader reader) => reader.TokenType is JsonToken.Integer or JsonToken.Float
        ? reader.Value is BigInteger large ? (decimal)large : Convert.ToDecimal(reader.Value, CultureInfo.InvariantCulture)
        : throw NoLevel(reader);

    private static JsonSerializationException NoLevel(JsonReader reader) => JsonProblem.At(reader, "Expected a price level");

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
