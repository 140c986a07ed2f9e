using System.Threading.RateLimiting;

namespace Sequence.Sdk.Transport;

/// <summary>Every attempt takes a permit first, and holds it until its answer is there.</summary>
internal sealed class PacingHandler(RateLimiter limiter) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallContext context = CallContext.Current;
        context.WaitForPermit();
        using RateLimitLease lease = await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        return lease.IsAcquired
            ? await base.SendAsync(request, cancellationToken).ConfigureAwait(false)
            : throw Refusal(context);
    }

    private static SequenceNetworkException Refusal(CallContext context)
    {
        string operation = context.Call?.OperationId ?? "The call";
        return context.MayHaveActed
            ? new SequenceNetworkException(
                $"{operation} failed: the rate limiter refused a permit to repeat it, and the server may have acted.", Retryability.OutcomeUnknown) { Operation = operation }
            : new SequenceNetworkException(
                $"{operation} failed: the rate limiter refused a permit; nothing was sent.", Retryability.AfterBackoff) { Operation = operation };
    }
}
