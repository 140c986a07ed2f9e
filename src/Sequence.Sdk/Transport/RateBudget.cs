using System.Threading.RateLimiting;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>What is left of a client's request rate at one moment. A member is null when the limiter does not tell it.</summary>
public sealed record RateBudget
{
    /// <summary>Requests per second, <see cref="SequenceClientOptions.RateLimitQps"/>; null with a limiter of your own.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Permits that an ordinary call gets at once; 0 or more.</summary>
    public long? Available { get; init; }

    /// <summary>Permits that only an urgent call gets at once, beside <see cref="Available"/>; null with a limiter of your own.</summary>
    public long? Reserved { get; init; }

    /// <summary>Calls that wait for a permit.</summary>
    public long? Waiting { get; init; }

    internal static RateBudget? Of(RateLimiter? limiter)
    {
        if (limiter is null)
            return null;
        RateLimiterStatistics? now = limiter.GetStatistics();
        if (limiter is not TokenBucket bucket)
            return new RateBudget { Available = now?.CurrentAvailablePermits, Waiting = now?.CurrentQueuedCount };
        long permits = now!.CurrentAvailablePermits;
        return new RateBudget
        {
            RequestsPerSecond = bucket.Qps,
            Available = Math.Max(0, permits - bucket.Reserve),
            Reserved = Math.Min(permits, bucket.Reserve),
            Waiting = now.CurrentQueuedCount,
        };
    }
}
