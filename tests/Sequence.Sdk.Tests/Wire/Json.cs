using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>JSON as the tests read it: numbers exact, texts as they are.</summary>
internal static class Json
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(ContractJson.Settings());

    public static JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
        };
        return JToken.ReadFrom(reader);
    }

    /// <summary>Reads a value with the SDK's own settings.</summary>
    public static T Read<T>(string text) => (T)Read(text, typeof(T));

    /// <inheritdoc cref="Read{T}"/>
    public static object Read(string text, Type type) => Parse(text).ToObject(type, Serializer)!;

    /// <summary>Writes a value with the SDK's own settings.</summary>
    public static JToken Write(object value) => Parse(WriteText(value));

    /// <inheritdoc cref="Write"/>
    public static string WriteText(object value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Serializer.Serialize(text, value);
        return text.ToString();
    }

    /// <summary>Equal by value: 10 and 10.0 are the same number, and members may come in any order.</summary>
    public static bool Same(JToken? left, JToken? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (JObject a, JObject b) => a.Count == b.Count && a.Properties().All(p => Same(p.Value, b[p.Name])),
        (JArray a, JArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        _ when IsNumber(left) && IsNumber(right) => Number(left) == Number(right),
        _ => JToken.DeepEquals(left, right),
    };

    private static bool IsNumber(JToken token) => token.Type is JTokenType.Integer or JTokenType.Float;

    private static decimal Number(JToken token) => Convert.ToDecimal(((JValue)token).Value, CultureInfo.InvariantCulture);
}
