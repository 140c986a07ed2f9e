using System.Globalization;
using System.Numerics;
using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>Reads and writes a <see cref="IRawLong{TSelf}"/> as its integer. A fraction, or an integer beyond 64 bits, is refused: rounding money is never the reader's choice.</summary>
internal sealed class RawLongConverter<T> : JsonConverter where T : struct, IRawLong<T>
{
    public override bool CanConvert(Type objectType) => objectType == typeof(T) || objectType == typeof(T?);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
            return objectType == typeof(T?) ? null : default(T);
        return reader.TokenType switch
        {
            JsonToken.Integer when TryReadInteger(reader.Value, out long raw) => T.FromRaw(raw),
            JsonToken.String when TryReadText((string)reader.Value!, out long raw) => T.FromRaw(raw),
            _ => throw Refusal(reader),
        };
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        if (value is T typed)
            writer.WriteValue(typed.Raw);
        else
            writer.WriteNull();
    }

    // A text reader gives long, or BigInteger beyond it; a token reader gives whatever integer the token was made of.
    private static bool TryReadInteger(object? value, out long raw)
    {
        if (value is long whole)
        {
            raw = whole;
            return true;
        }
        BigInteger wide = value switch
        {
            BigInteger big => big,
            ulong unsigned => unsigned,
            _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        };
        bool fits = wide >= long.MinValue && wide <= long.MaxValue;
        raw = fits ? (long)wide : 0;
        return fits;
    }

    private static bool TryReadText(string text, out long raw) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out raw);

    private static JsonSerializationException Refusal(JsonReader reader)
    {
        (int line, int position) = reader is IJsonLineInfo info && info.HasLineInfo() ? (info.LineNumber, info.LinePosition) : (0, 0);
        string message = $"Expected the raw 64-bit integer of {typeof(T).Name} at '{reader.Path}', but found {Found(reader.TokenType)}.";
        return new JsonSerializationException(message, reader.Path, line, position, null);
    }

    private static string Found(JsonToken token) => token switch
    {
        JsonToken.Integer => "an integer beyond 64 bits",
        JsonToken.Float => "a number with a fraction or an exponent",
        JsonToken.String => "a text that is no 64-bit integer",
        _ => token.ToString(),
    };
}
