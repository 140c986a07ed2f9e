using System.Net;
using System.Text;

namespace Sequence.Sdk.Transport;

/// <summary>Turns every error status into a <see cref="SequenceApiException"/> and every other success into a plain 200.</summary>
internal sealed class ErrorHandler(Credential credential) : DelegatingHandler
{
    /// <summary>More of an error body than this is never looked at.</summary>
    private const int MaxErrorBody = 64 * 1024;

    private const int LongestMessage = 1000;

    private readonly Redactor _redactor = credential.Redactor;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(RawCall.RedactorKey, _redactor);
        CallScope.Enter(RawCall.Of(request));
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        response.RequestMessage ??= request;
        if (response.IsSuccessStatusCode)
        {
            // Which success status a submit has is not documented, and the generated code accepts only the declared one.
            response.StatusCode = HttpStatusCode.OK;
            return response;
        }

        using (response)
        {
            string body = await ReadAtMostAsync(response.Content, cancellationToken).ConfigureAwait(false);
            throw Map(request, response, body, await RawCall.RedactorOfAsync(request).ConfigureAwait(false));
        }
    }

    private static SequenceApiException Map(HttpRequestMessage request, HttpResponseMessage response, string body, Redactor redactor)
    {
        ErrorAnswer answer = ErrorAnswer.Read(body);
        int status = (int)response.StatusCode;
        RawCall? call = RawCall.Of(request);
        string message = answer.Message.Length > 0 ? answer.Message : response.ReasonPhrase is { Length: > 0 } reason ? reason : "no message";
        string code = redactor.Clean(answer.Code);
        return new SequenceApiException(
            status,
            code,
            $"{call?.OperationId ?? request.Method.Method} failed with {status}{(code.Length > 0 ? " " + code : "")}: "
                + SequenceException.Clip(redactor.Clean(message), LongestMessage),
            answer.RequestId ?? Header(response.Headers) ?? Header(request.Headers),
            [.. answer.Details.Select(d => new SequenceErrorDetail(redactor.Clean(d.Field), redactor.Clean(d.Message)))],
            SequenceException.Snippet(redactor.Clean(body)),
            Classify(status, isFromServer: code.Length > 0, call is { IsIdempotent: true }))
        {
            Operation = call?.OperationId,
        };
    }

    /// <summary>A 503 that carries a code is the server's own refusal to act; without one it is a gateway's, which may have passed the request on.</summary>
    private static Retryability Classify(int status, bool isFromServer, bool isIdempotent) => status switch
    {
        429 => Retryability.AfterBackoff,
        501 or 505 => Retryability.Never,
        503 when isFromServer => Retryability.AfterBackoff,
        408 or >= 500 => isIdempotent ? Retryability.AfterBackoff : Retryability.OutcomeUnknown,
        _ => Retryability.Never,
    };

    private static string? Header(System.Net.Http.Headers.HttpHeaders headers) =>
        headers.TryGetValues(AuthHandler.RequestIdHeader, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    /// <summary>The start of the body; of a body that breaks off, what came of it, since the status alone says enough.</summary>
    private static async Task<string> ReadAtMostAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxErrorBody];
        int length = 0;
        try
        {
            using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while (length < buffer.Length && (read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
                length += read;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
        }

        return Encoding.UTF8.GetString(buffer, 0, length).TrimStart('\uFEFF');
    }
}
