using System.Threading.RateLimiting;

namespace Sequence.Sdk.Transport;

/// <summary>Every attempt takes a permit first, and holds it until its answer is there. An urgent one goes ahead of all others when the limiter can do that.</summary>
internal sealed class PacingHandler(RateLimiter limiter) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallContext context = CallContext.Current;
        context.WaitForPermit();
        using RateLimitLease lease = await AcquireAsync(context, cancellationToken).ConfigureAwait(false);
        return lease.IsAcquired
            ? await base.SendAsync(request, cancellationToken).ConfigureAwait(false)
            : throw Refusal(context);
    }

    private async ValueTask<RateLimitLease> AcquireAsync(CallContext context, CancellationToken cancellationToken)
    {
        bool isUrgent = context.Call is { IsUrgent: true } || UrgentScope.IsActive;
        try
        {
            return isUrgent && limiter is IUrgentRateLimiter ahead
                ? await ahead.AcquireUrgentAsync(1, cancellationToken).ConfigureAwait(false)
                : await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not SequenceException)
        {
            // A limiter that fails, such as one that was disposed, gives no permit; an earlier attempt may be on the server all the same.
            throw Refusal(context, e);
        }
    }

    private static SequenceNetworkException Refusal(CallContext context, Exception? cause = null)
    {
        string operation = context.Call?.OperationId ?? "The call";
        string message = context.MayHaveActed
            ? $"{operation} failed: the rate limiter refused a permit to repeat it, and the server may have acted."
            : $"{operation} failed: the rate limiter refused a permit; nothing was sent.";
        return new SequenceNetworkException(message, OutcomeClassifier.RetryabilityOf(context), cause) { Operation = operation };
    }
}
