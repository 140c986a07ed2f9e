using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Sequence.Sdk.Transport;

/// <summary>
/// Repeats what may be repeated. What the contract marks idempotent is sent again on 429, 502, 503, 504 and when no complete answer came;
/// anything else only when no connection came up. Request, request id and body stay the same, and the waits count against the deadline.
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
            AttemptFailure failure;
            try
            {
                response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                    return response;
                failure = await AttemptFailure.OfAsync(response, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsMissingAnswer(e, cancellationToken))
            {
                response?.Dispose();
                response = null;
                error = ExceptionDispatchInfo.Capture(e);
                failure = AttemptFailure.Of(e);
            }
            catch
            {
                response?.Dispose();
                throw;
            }

            context.Failed(failure.MayHaveActed);
            if (IsDeletedBefore(response, request, context))
                return Deleted(response!);
            if (NextWait(request, failure, context) is not { } wait)
            {
                error?.Throw();
                return response!;
            }

            response?.Dispose();
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsMissingAnswer(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>A delete that finds nothing, after an attempt that may have deleted it, is done.</summary>
    private static bool IsDeletedBefore(HttpResponseMessage? response, HttpRequestMessage request, CallContext context) =>
        response is { StatusCode: HttpStatusCode.NotFound } && request.Method == HttpMethod.Delete && context.MayHaveActed;

    private static HttpResponseMessage Deleted(HttpResponseMessage notFound)
    {
        notFound.Content.Dispose();
        notFound.Content = BufferedContent.Empty;
        notFound.StatusCode = HttpStatusCode.NoContent;
        return notFound;
    }

    /// <summary>How long to wait before the next attempt; null to give up.</summary>
    private TimeSpan? NextWait(HttpRequestMessage request, AttemptFailure failure, CallContext context)
    {
        string operation = context.Call?.OperationId ?? request.Method.Method;
        TransportLog.AttemptFailed(log, operation, context.Attempts, failure.Reason, RequestId(request));
        if (!failure.IsTransient || context.Mode != CallMode.Default || !(failure.IsUnsent || context.Call is { IsIdempotent: true }))
            return null;
        if (context.Attempts <= maxRetries)
        {
            TimeSpan wait = Longer(delay.Next(context.Attempts), failure.RetryAfter ?? TimeSpan.Zero);
            if (wait < context.Left && wait < RetryAfter.Longest)
            {
                TransportLog.Retries(log, operation, context.Attempts + 1, wait.TotalMilliseconds, RequestId(request));
                return wait;
            }
        }

        TransportLog.GaveUp(log, operation, context.Attempts, failure.Reason, RequestId(request));
        return null;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static string? RequestId(HttpRequestMessage request) =>
        request.Headers.TryGetValues(AuthHandler.RequestIdHeader, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
