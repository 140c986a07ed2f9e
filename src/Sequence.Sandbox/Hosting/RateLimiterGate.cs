namespace Sequence.Sandbox.Hosting;

/// <summary>Lets through what the client's bucket has room for.</summary>
/// <param name="scheduler">The clock of the buckets.</param>
/// <param name="tellsWait">Whether a refusal says how long to wait; the documented server does not.</param>
internal sealed class RateLimiterGate(Scheduler scheduler, bool tellsWait)
{
    /// <param name="account">Who calls; null for a call without a key, which nothing limits.</param>
    /// <exception cref="ApiErrorException">429: the bucket is empty.</exception>
    public void Pass(Account? account)
    {
        if (account?.Client.Limit is not { } limit)
            return;
        TimeSpan wait = scheduler.Enter(() => limit.Take(scheduler.Now));
        if (wait > TimeSpan.Zero)
            throw ApiErrorException.RateLimited(tellsWait ? wait : null);
    }
}
