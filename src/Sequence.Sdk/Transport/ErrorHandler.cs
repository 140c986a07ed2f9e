using System.Net;

namespace Sequence.Sdk.Transport;

/// <summary>Turns every error status into a <see cref="SequenceApiException"/> and every other success into a plain 200.</summary>
internal sealed class ErrorHandler(Credential credential) : DelegatingHandler
{
    private const int LongestMessage = 1000;

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
            string body = await ErrorBody.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
            throw Map(request, response, body, context.Attempts, await RawCall.RedactorOfAsync(request).ConfigureAwait(false));
        }
    }

    private static SequenceApiException Map(HttpRequestMessage request, HttpResponseMessage response, string body, int attempts, Redactor redactor)
    {
        ErrorAnswer answer = ErrorAnswer.Read(body);
        int status = (int)response.StatusCode;
        RawCall? call = RawCall.Of(request);
        string message = answer.Message.Length > 0 ? answer.Message : response.ReasonPhrase is { Length: > 0 } reason ? reason : "no message";
        string code = redactor.Clean(answer.Code);
        return new SequenceApiException(
            status,
            code,
            $"{call?.OperationId ?? request.Method.Method} failed with {status}{(code.Length > 0 ? " " + code : "")}{After(attempts)}: "
                + SequenceException.Clip(redactor.Clean(message), LongestMessage),
            answer.RequestId ?? Header(response.Headers) ?? Header(request.Headers),
            [.. answer.Details.Select(d => new SequenceErrorDetail(redactor.Clean(d.Field), redactor.Clean(d.Message)))],
            SequenceException.Snippet(redactor.Clean(body)),
            Classify(status, isFromServer: code.Length > 0, call is { IsIdempotent: true }))
        {
            Operation = call?.OperationId,
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
