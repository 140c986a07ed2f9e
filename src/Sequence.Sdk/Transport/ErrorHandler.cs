using System.Net;

namespace Sequence.Sdk.Transport;

/// <summary>Turns every error status into a <see cref="SequenceApiException"/> and every other success into a plain 200.</summary>
internal sealed class ErrorHandler(Credential credential, int maxBytes, TimeProvider time) : DelegatingHandler
{
    private const int LongestCode = 100;
    private const int LongestRequestId = 200;
    private const int MostDetails = 100;

    private readonly Redactor _redactor = credential.Redactor;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(RawCall.RedactorKey, _redactor);
        CallContext context = CallContext.Current;
        context.Enter(RawCall.Of(request));
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
            string body = await ErrorBody.ReadAsync(response.Content, maxBytes, cancellationToken).ConfigureAwait(false);
            throw Map(request, response, body, context.Attempts, await RawCall.RedactorOfAsync(request).ConfigureAwait(false), time.GetUtcNow());
        }
    }

    private static SequenceApiException Map(
        HttpRequestMessage request, HttpResponseMessage response, string body, int attempts, Redactor redactor, DateTimeOffset now)
    {
        ErrorAnswer answer = ErrorAnswer.Read(body);
        int status = (int)response.StatusCode;
        RawCall? call = RawCall.Of(request);
        string message = answer.Message.Length > 0 ? answer.Message : response.ReasonPhrase is { Length: > 0 } reason ? reason : "no message";
        string code = ServerText.OneLine(redactor.Clean(answer.Code), LongestCode);
        TimeSpan? pause = RetryAfter.Of(response, now);
        return new SequenceApiException(
            status,
            code,
            $"{call?.OperationId ?? request.Method.Method} failed with {status}{(code.Length > 0 ? " " + code : "")}{After(attempts)}: "
                + ServerText.OneLine(redactor.Clean(message)),
            (answer.RequestId ?? Header(response.Headers)) is { } id ? ServerText.OneLine(id, LongestRequestId) : Header(request.Headers),
            [.. answer.Details.Take(MostDetails).Select(d => new SequenceErrorDetail(ServerText.OneLine(redactor.Clean(d.Field)), ServerText.OneLine(redactor.Clean(d.Message))))],
            SequenceException.Snippet(redactor.Clean(body)),
            RetryAfter.IsPause(status, pause) ? Retryability.AfterBackoff : Classify(status, isFromServer: code.Length > 0, call is { IsIdempotent: true }))
        {
            Operation = call?.OperationId,
            RetryAfter = pause,
            ServerMessage = SequenceException.Clip(redactor.Clean(answer.Message), ServerText.LongestKept),
        };
    }

    /// <summary>How often it was tried, when it was more than once.</summary>
    internal static string After(int attempts) => attempts > 1 ? FormattableString.Invariant($" after {attempts} attempts") : "";

    private static Retryability Classify(int status, bool isFromServer, bool isIdempotent)
    {
        if (AttemptFailure.IsAmbiguous(status, isFromServer))
            return isIdempotent ? Retryability.AfterBackoff : Retryability.OutcomeUnknown;
        return status is 429 or 503 ? Retryability.AfterBackoff : Retryability.Never;
    }

    private static string? Header(System.Net.Http.Headers.HttpHeaders headers) =>
        headers.TryGetValues(AuthHandler.RequestIdHeader, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
