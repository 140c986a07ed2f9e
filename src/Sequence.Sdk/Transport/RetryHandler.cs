using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Sequence.Sdk.Transport;

/// <summary>
/// Repeats what may be repeated, by the word of <see cref="OutcomeClassifier"/>. What the contract marks idempotent is sent again on 429, 502, 503, 504,
/// on a success whose body cannot be the server's, and without a complete response; anything else only when no connection came up.
/// Request, request id and body stay the same, and the waits count against the deadline.
/// </summary>
internal sealed class RetryHandler(int maxRetries, RetryDelay delay, TimeProvider time, ILogger log) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallContext context = CallContext.Current;
        while (true)
        {
            HttpResponseMessage? response = null;
            ExceptionDispatchInfo? error = null;
            AttemptResult attempt;
            try
            {
                response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                attempt = await JudgeAsync(response, context).ConfigureAwait(false);
            }
            catch (Exception e) when (IsMissingResponse(e, cancellationToken))
            {
                response?.Dispose();
                response = null;
                error = ExceptionDispatchInfo.Capture(e);
                attempt = OutcomeClassifier.OfError(e);
            }
            catch (SequenceDeserializationException)
            {
                context.Record(AttemptResult.TooLong);
                throw;
            }
            catch
            {
                response?.Dispose();
                throw;
            }

            bool hadDoubt = context.HasDoubt;
            context.Record(attempt);
            if (attempt.Outcome == CallOutcome.Done)
                return response!;
            if (OutcomeClassifier.IsDeletedBefore(request.Method, attempt, hadDoubt))
                return Deleted(response!, context);
            if (NextWait(request, attempt, context) is not { } wait)
            {
                error?.Throw();
                return response!;
            }

            response?.Dispose();
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AttemptResult> JudgeAsync(HttpResponseMessage response, CallContext context)
    {
        if (response.IsSuccessStatusCode && context.Mode is CallMode.Streaming or CallMode.StatusOnly)
            return AttemptResult.Done with { Status = (int)response.StatusCode };
        ReadOnlyMemory<byte> body = await BufferedContent.BytesOfAsync(response.Content, CancellationToken.None).ConfigureAwait(false);
        return OutcomeClassifier.OfResponse(response, body.Span, context.IsRead, time.GetUtcNow());
    }

    private static bool IsMissingResponse(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static HttpResponseMessage Deleted(HttpResponseMessage notFound, CallContext context)
    {
        context.Record(AttemptResult.Done with { Status = (int)notFound.StatusCode });
        notFound.Content.Dispose();
        notFound.Content = BufferedContent.Empty;
        notFound.StatusCode = HttpStatusCode.NoContent;
        return notFound;
    }

    /// <summary>How long to wait before the next attempt; null to give up.</summary>
    private TimeSpan? NextWait(HttpRequestMessage request, AttemptResult failure, CallContext context)
    {
        string operation = context.Call?.OperationId ?? request.Method.Method;
        string? requestId = RequestIds.Of(request.Headers);
        TransportLog.AttemptFailed(log, operation, context.Attempts, failure.Reason, requestId);
        if (context.Mode != CallMode.Default || !OutcomeClassifier.MayRepeat(context.Call, failure))
            return null;
        if (context.Attempts <= maxRetries)
        {
            TimeSpan wait = Longer(delay.Next(context.Attempts), failure.RetryAfter ?? TimeSpan.Zero);
            if (wait < context.Left && wait < RetryAfter.Longest)
            {
                TransportLog.Retries(log, operation, context.Attempts + 1, wait.TotalMilliseconds, requestId);
                return wait;
            }
        }

        TransportLog.GaveUp(log, operation, context.Attempts, failure.Reason, requestId);
        return null;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
