using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Streaming;

/// <summary>Payloads through the ordinary reader: for everything that has no decoder of its own.</summary>
internal static class PayloadJson
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(RawClientBase.CreateSettings());

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

    /// <summary>The payload as a type of the contract, or null when it is not one.</summary>
    public static T? TryRead<T>(ReadOnlySpan<byte> json) where T : class
    {
        using JsonTextReader reader = Open(Encoding.UTF8.GetString(json), FloatParseHandling.Decimal);
        try
        {
            return Serializer.Deserialize<T>(reader);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
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
