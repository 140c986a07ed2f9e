using System.Net;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Transport;

/// <summary>Turns every error status into a <see cref="SequenceApiException"/> and every other success into a plain 200.</summary>
internal sealed class ErrorHandler(Credential credential) : DelegatingHandler
{
    /// <summary>More of an error body than this is never looked at.</summary>
    private const int MaxErrorBody = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            // Which success status a submit has is not documented, and the generated code accepts only the declared one.
            response.StatusCode = HttpStatusCode.OK;
            return response;
        }

        using (response)
        {
            string body = await ReadAtMostAsync(response.Content, cancellationToken).ConfigureAwait(false);
            throw Map(request, response, credential.Redact(body));
        }
    }

    private static SequenceApiException Map(HttpRequestMessage request, HttpResponseMessage response, string body)
    {
        (string code, string message, string? requestId, List<SequenceErrorDetail> details) = ReadEnvelope(body);
        int status = (int)response.StatusCode;
        if (message.Length == 0)
            message = response.ReasonPhrase is { Length: > 0 } reason ? reason : "no message";
        RawCall? call = RawCall.Of(request);
        string name = call?.OperationId ?? request.Method.Method;
        return new SequenceApiException(
            status, code, $"{name} failed with {status}{(code.Length > 0 ? " " + code : "")}: {message}",
            requestId ?? Header(response, AuthHandler.RequestIdHeader) ?? Header(request, AuthHandler.RequestIdHeader),
            details, SequenceException.Snippet(body), Classify(status, call))
        {
            Operation = call?.OperationId,
        };
    }

    /// <summary>The order in which the vendor's own client looks: error.message, error as text, the whole JSON, the first characters of anything else.</summary>
    private static (string Code, string Message, string? RequestId, List<SequenceErrorDetail> Details) ReadEnvelope(string body)
    {
        JToken? json = TryParse(body);
        switch (json is JObject o ? o["error"] : null)
        {
            case JObject error:
                List<SequenceErrorDetail> details = error["details"] is JArray list
                    ? [.. list.OfType<JObject>().Select(d => new SequenceErrorDetail(Text(d["field"]) ?? "", Text(d["message"]) ?? ""))]
                    : [];
                return (Text(error["code"]) ?? "", Text(error["message"]) ?? error.ToString(Formatting.None), Text(error["request_id"]), details);
            case JValue { Type: JTokenType.String } text:
                return ("", (string)text!, null, []);
            default:
                return ("", SequenceException.Snippet(json?.ToString(Formatting.None) ?? body), null, []);
        }
    }

    private static string? Text(JToken? token) => token is JValue { Value: { } value } ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static JToken? TryParse(string body)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None, MaxDepth = 32 };
            return JToken.Load(reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Retryability Classify(int status, RawCall? call) => status switch
    {
        429 or 503 => Retryability.AfterBackoff,
        502 or 504 or >= 500 => call is { IsIdempotent: true } ? Retryability.AfterBackoff : Retryability.OutcomeUnknown,
        _ => Retryability.Never,
    };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private static async Task<string> ReadAtMostAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[MaxErrorBody];
        int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}
