using System.Threading.RateLimiting;

namespace Sequence.Sdk.Transport;

/// <summary>
/// The server's own bucket: it holds twice the rate, and the rate flows in each second. The framework's bucket counts on the machine's clock;
/// this one counts on the clock of the options. Waiters go in the order in which they came, urgent ones before all others. A reserve is left to the urgent ones:
/// it makes the burst of the others smaller, but not their rate.
/// </summary>
/// <remarks>It keeps one instant: when the bucket is full again. Each permit moves it on, but never further than an empty bucket takes to fill.</remarks>
/// <param name="qps">Permits per second.</param>
/// <param name="time">The clock.</param>
/// <param name="reserve">Permits of the bucket that only urgent callers get.</param>
internal sealed class TokenBucket(int qps, TimeProvider time, long reserve = 0) : RateLimiter, IUrgentRateLimiter
{
    /// <summary>One permit in so many is reserved.</summary>
    private const long ReservedShare = 10;

    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly long _capacity = 2L * qps;

    /// <summary>The ticks in which one permit flows in; rounded up, so that the rate is never exceeded.</summary>
    private readonly long _interval = (TimeSpan.TicksPerSecond + qps - 1) / qps;

    private readonly Lane _ordinary = new(reserve);
    private readonly Lane _urgent = new(0);

    private long _fullAt;
    private long _granted;
    private long _refused;

    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_gate)
                return Now >= _fullAt ? TimeSpan.FromTicks(Now - _fullAt) : null;
        }
    }

    public int Qps => qps;

    /// <summary>Permits of the bucket that only urgent callers get.</summary>
    public long Reserve => reserve;

    private long Now => time.GetElapsedTime(_origin).Ticks;

    /// <summary>The reserve of a rate: a tenth of the bucket, at least one permit.</summary>
    public static long ReserveOf(int qps) => Math.Max(1, 2L * qps / ReservedShare);

    public ValueTask<RateLimitLease> AcquireUrgentAsync(int permitCount, CancellationToken cancellationToken) => AcquireAsync(_urgent, permitCount, cancellationToken);

    public override RateLimiterStatistics GetStatistics()
    {
        lock (_gate)
        {
            return new RateLimiterStatistics
            {
                CurrentAvailablePermits = Math.Max(0, _capacity - ((Math.Max(0, _fullAt - Now) + _interval - 1) / _interval)),
                CurrentQueuedCount = _ordinary.Waiters + _urgent.Waiters,
                TotalSuccessfulLeases = _granted,
                TotalFailedLeases = _refused,
            };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        ThrowIfTooMany(_ordinary, permitCount);
        lock (_gate)
        {
            if (TryTake(_ordinary, permitCount, out TimeSpan wait) is { } lease)
                return lease;
            _refused++;
            return new Lease(false, wait > TimeSpan.Zero ? wait : TimeSpan.FromTicks(_interval));
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        AcquireAsync(_ordinary, permitCount, cancellationToken);

    private async ValueTask<RateLimitLease> AcquireAsync(Lane lane, int permitCount, CancellationToken cancellationToken)
    {
        ThrowIfTooMany(lane, permitCount);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (TryTake(lane, permitCount, out _) is { } lease)
                return lease;
            lane.Waiters++;
            lane.Permits += permitCount;
        }

        bool isFirst = false;
        try
        {
            await lane.Front.WaitAsync(cancellationToken).ConfigureAwait(false);
            isFirst = true;
            while (true)
            {
                TimeSpan wait;
                lock (_gate)
                {
                    wait = WaitFor(lane, permitCount);
                    if (wait == TimeSpan.Zero)
                        return Take(permitCount);
                }

                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            lock (_gate)
            {
                lane.Waiters--;
                lane.Permits -= permitCount;
            }

            if (isFirst)
                lane.Front.Release();
        }
    }

    /// <summary>Takes permits for a caller who finds nobody before it; null when it must wait.</summary>
    private Lease? TryTake(Lane lane, int permitCount, out TimeSpan wait)
    {
        wait = WaitFor(lane, permitCount);
        return wait == TimeSpan.Zero && lane.Waiters == 0 ? Take(permitCount) : null;
    }

    private Lease Take(int permitCount)
    {
        _fullAt = Math.Max(_fullAt, Now) + (permitCount * _interval);
        _granted++;
        return Lease.Granted;
    }

    /// <summary>
    /// The time until so many permits are in the bucket, above the lane's reserve and what urgent waiters will take first, in whole milliseconds,
    /// which is what timers count.
    /// </summary>
    private TimeSpan WaitFor(Lane lane, long permitCount)
    {
        long now = Now;
        long needed = permitCount + lane.Reserve + (lane == _urgent ? 0 : _urgent.Permits);
        long lacking = Math.Max(_fullAt, now) + ((needed - _capacity) * _interval) - now;
        return lacking <= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(TimeSpan.FromTicks(lacking).TotalMilliseconds));
    }

    private void ThrowIfTooMany(Lane lane, int permitCount) => ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, _capacity - lane.Reserve);

    /// <summary>Callers of one urgency.</summary>
    /// <param name="reserve">Permits that are left in the bucket for others.</param>
    private sealed class Lane(long reserve)
    {
        public long Reserve => reserve;

        /// <summary>Held by the first waiter, who alone waits for the next permit: when it gives up, the one behind it moves up.</summary>
        public SemaphoreSlim Front { get; } = new(1);

        public long Waiters { get; set; }

        /// <summary>What all waiters together want.</summary>
        public long Permits { get; set; }
    }

    private sealed class Lease(bool isAcquired, TimeSpan retryAfter) : RateLimitLease
    {
        public static readonly Lease Granted = new(true, TimeSpan.Zero);

        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => isAcquired ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = !isAcquired && metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
