using System.Globalization;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Transport;

/// <summary>What an error body says, in the order in which the vendor's own client looks: error.message, error as text, the whole JSON, the start of anything else.</summary>
internal sealed record ErrorAnswer(string Code, string Message, string? RequestId, IReadOnlyList<SequenceErrorDetail> Details)
{
    /// <summary>As strict as the server writes: what has text behind it, a name twice or a quote too few went through other hands.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>True for the server's own envelope: it names its code as a text in the form of the server's code words.</summary>
    public bool IsServers { get; private init; }

    /// <summary>True for a word in the form of the server's codes, such as NOT_FOUND. Gateways that have an envelope too put a status (403) or a name (Forbidden) there.</summary>
    public static bool IsCodeWord(string code) => code.Any(char.IsAsciiLetterUpper) && !code.Any(c => c == ' ' || char.IsLower(c));

    public static ErrorAnswer Read(string body)
    {
        JObject? json = TryParse(body);
        return json?["error"] switch
        {
            JObject error => new ErrorAnswer(
                Text(error["code"]) ?? "", Text(error["message"]) ?? error.ToString(Formatting.None), Text(error["request_id"]), ReadDetails(error["details"]))
            {
                IsServers = error["code"] is { Type: JTokenType.String } code && IsCodeWord((string)code!),
            },
            JValue { Type: JTokenType.String } text => new ErrorAnswer("", (string)text!, null, []),
            _ => new ErrorAnswer("", SequenceException.Snippet(json?.ToString(Formatting.None) ?? body), null, []),
        };
    }

    private static IReadOnlyList<SequenceErrorDetail> ReadDetails(JToken? details) => details is JArray list
        ? [.. list.OfType<JObject>().Select(d => new SequenceErrorDetail(Text(d["field"]) ?? "", Text(d["message"]) ?? ""))]
        : [];

    private static string? Text(JToken? token) => token is JValue { Value: { } value } ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    private static JObject? TryParse(string body)
    {
        try
        {
            using var strict = JsonDocument.Parse(body, Strict);
            if (strict.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            using var reader = new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None, MaxDepth = 32 };
            return JToken.ReadFrom(reader) as JObject;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or Newtonsoft.Json.JsonException)
        {
            return null;
        }
    }
}
