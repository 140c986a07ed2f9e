using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Streaming;

/// <summary>Payloads through the ordinary reader: for everything that has no decoder of its own.</summary>
internal static class PayloadJson
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(ContractJson.Settings());

    public static JToken Parse(ReadOnlySpan<byte> json)
    {
        string text = Encoding.UTF8.GetString(json);
        try
        {
            return Load(text, FloatParseHandling.Decimal);
        }
        catch (JsonReaderException)
        {
            // A number beyond decimal, in a member that no typed reader uses: better an approximation than no payload.
            return Load(text, FloatParseHandling.Double);
        }
    }

    /// <summary>Like <see cref="Parse"/>, but refuses what Newtonsoft also reads and is no JSON, such as <c>NaN</c> or a value with a text behind it.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public static JToken ParseStrictly(ReadOnlySpan<byte> json)
    {
        var reader = new System.Text.Json.Utf8JsonReader(json);
        while (reader.Read())
        {
        }

        return Parse(json);
    }

    /// <summary>The payload as a type of the contract, or null and the reason when it is not one.</summary>
    public static T? TryRead<T>(ReadOnlySpan<byte> json, out string? problem) where T : class
    {
        using JsonTextReader reader = Open(Encoding.UTF8.GetString(json), FloatParseHandling.Decimal);
        try
        {
            T? value = Serializer.Deserialize<T>(reader);
            problem = value is null ? "The payload is null." : null;
            return value;
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            problem = e.Message;
            return null;
        }
    }

    private static JToken Load(string text, FloatParseHandling floats)
    {
        using JsonTextReader reader = Open(text, floats);
        return JToken.Load(reader);
    }

    private static JsonTextReader Open(string text, FloatParseHandling floats) =>
        new(new StringReader(text)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = floats, MaxDepth = 64 };
}
