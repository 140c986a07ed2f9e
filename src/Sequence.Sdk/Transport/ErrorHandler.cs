using System.Net;

namespace Sequence.Sdk.Transport;

/// <summary>Turns every error into a <see cref="SequenceApiException"/>, also one under a success status, and every success into a plain 200.</summary>
internal sealed class ErrorHandler(Credential credential) : DelegatingHandler
{
    private const int LongestCode = 100;
    private const int LongestRequestId = 200;
    private const int MostDetails = 100;

    private readonly Redactor _redactor = credential.Redactor;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(RawCall.RedactorKey, _redactor);
        CallContext context = CallContext.Current;
        context.Enter(request);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        response.RequestMessage ??= request;
        if (context.Last is not { Answer: { } answer })
            return await SucceedAsync(response, context).ConfigureAwait(false);

        using (response)
        {
            string body = ErrorBody.TextOf((await BufferedContent.BytesOfAsync(response.Content, cancellationToken).ConfigureAwait(false)).Span);
            throw Map(context, response, answer, body, await RawCall.RedactorOfAsync(request).ConfigureAwait(false));
        }
    }

    /// <summary>How often it was tried, when it was more than once.</summary>
    internal static string After(int attempts) => attempts > 1 ? FormattableString.Invariant($" after {attempts} attempts") : "";

    private static async Task<HttpResponseMessage> SucceedAsync(HttpResponseMessage response, CallContext context)
    {
        // Which success status a submit has is not documented, and the generated code accepts only the declared one.
        response.StatusCode = HttpStatusCode.OK;
        if (!context.MayBeEmpty || !(await BufferedContent.BytesOfAsync(response.Content, CancellationToken.None).ConfigureAwait(false)).IsEmpty)
            return response;
        response.Dispose();
        throw new EmptyResponseException();
    }

    private static SequenceApiException Map(CallContext context, HttpResponseMessage response, ErrorAnswer answer, string body, Redactor redactor)
    {
        int status = context.Last!.Status ?? (int)response.StatusCode;
        string operation = context.Call?.OperationId ?? response.RequestMessage!.Method.Method;
        string message = answer.Message.Length > 0 ? answer.Message : response.ReasonPhrase is { Length: > 0 } reason ? reason : "no message";
        string code = ServerText.OneLine(redactor.Clean(answer.Code), LongestCode);
        return new SequenceApiException(
            status,
            code,
            $"{operation} failed with {status}{(code.Length > 0 ? " " + code : "")}{After(context.Attempts)}: "
                + ServerText.OneLine(redactor.Clean(message)),
            (answer.RequestId ?? context.RequestId) is { } id ? ServerText.OneLine(id, LongestRequestId) : null,
            [.. answer.Details.Take(MostDetails).Select(d => new SequenceErrorDetail(ServerText.OneLine(redactor.Clean(d.Field)), ServerText.OneLine(redactor.Clean(d.Message))))],
            SequenceException.Snippet(redactor.Clean(body)),
            OutcomeClassifier.RetryabilityOf(context))
        {
            Operation = context.Call?.OperationId,
            RetryAfter = context.Last.RetryAfter,
            ServerMessage = SequenceException.Clip(redactor.Clean(answer.Message), ServerText.LongestKept),
        };
    }
}
