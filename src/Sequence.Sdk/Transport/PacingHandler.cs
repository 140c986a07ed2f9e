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

    private ValueTask<RateLimitLease> AcquireAsync(CallContext context, CancellationToken cancellationToken)
    {
        bool isUrgent = context.Call is { IsUrgent: true } || UrgentScope.IsActive;
        return isUrgent && limiter is IUrgentRateLimiter ahead
            ? ahead.AcquireUrgentAsync(1, cancellationToken)
            : limiter.AcquireAsync(1, cancellationToken);
    }

    private static SequenceNetworkException Refusal(CallContext context)
    {
        string operation = context.Call?.OperationId ?? "The call";
        string message = context.MayHaveActed
            ? $"{operation} failed: the rate limiter refused a permit to repeat it, and the server may have acted."
            : $"{operation} failed: the rate limiter refused a permit; nothing was sent.";
        return new SequenceNetworkException(message, OutcomeClassifier.RetryabilityOf(context)) { Operation = operation };
    }
}
