using System.Threading.RateLimiting;

namespace Sequence.Sdk;

/// <summary>
/// A <see cref="RateLimiter"/> that lets urgent calls go first: the kill switch, cancels and decreases. The limiter behind
/// <see cref="SequenceClientOptions.RateLimitQps"/> is one; a limiter of your own in <see cref="SequenceClientOptions.RateLimiter"/> may be one too.
/// A limiter that is none treats every call alike.
/// </summary>
public interface IUrgentRateLimiter
{
    /// <summary>Takes permits for an urgent call, ahead of every call that waits without urgency.</summary>
    /// <param name="permitCount">How many; the SDK asks for 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lease; one that is not acquired fails the call with <see cref="SequenceNetworkException"/>.</returns>
    ValueTask<RateLimitLease> AcquireUrgentAsync(int permitCount, CancellationToken cancellationToken);
}
