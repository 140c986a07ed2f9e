using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Transport;

/// <summary>What an error body says, in the order in which the vendor's own client looks: error.message, error as text, the whole JSON, the start of anything else.</summary>
internal sealed record ErrorAnswer(string Code, string Message, string? RequestId, IReadOnlyList<SequenceErrorDetail> Details)
{
    public static ErrorAnswer Read(string body)
    {
        JObject? json = TryParse(body);
        return json?["error"] switch
        {
            JObject error => new ErrorAnswer(
                Text(error["code"]) ?? "", Text(error["message"]) ?? error.ToString(Formatting.None), Text(error["request_id"]), ReadDetails(error["details"])),
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
            using var reader = new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None, MaxDepth = 32 };
            return JToken.ReadFrom(reader) as JObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
