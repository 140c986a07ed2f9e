using System.Threading.RateLimiting;

namespace Sequence.Sdk.Transport;

/// <summary>
/// The server's own bucket: it holds twice the rate, and the rate flows in each second. The framework's bucket counts on the machine's clock;
/// this one counts on the clock of the options. Waiters go in the order in which they came.
/// </summary>
/// <remarks>It keeps one instant: when the bucket is full again. Each permit moves it on, but never further than an empty bucket takes to fill.</remarks>
internal sealed class TokenBucket(int qps, TimeProvider time) : RateLimiter
{
    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly long _capacity = 2L * qps;

    /// <summary>The ticks in which one permit flows in; rounded up, so that the rate is never exceeded.</summary>
    private readonly long _interval = (TimeSpan.TicksPerSecond + qps - 1) / qps;

    /// <summary>Held by the first waiter, who alone waits for the next permit: when it gives up, the one behind it moves up.</summary>
    private readonly SemaphoreSlim _front = new(1);

    private long _fullAt;
    private long _waiting;
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

    private long Now => time.GetElapsedTime(_origin).Ticks;

    public override RateLimiterStatistics GetStatistics()
    {
        lock (_gate)
        {
            return new RateLimiterStatistics
            {
                CurrentAvailablePermits = Math.Max(0, _capacity - ((Math.Max(0, _fullAt - Now) + _interval - 1) / _interval)),
                CurrentQueuedCount = _waiting,
                TotalSuccessfulLeases = _granted,
                TotalFailedLeases = _refused,
            };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        ThrowIfTooMany(permitCount);
        lock (_gate)
        {
            TimeSpan wait = WaitFor(permitCount);
            if (wait == TimeSpan.Zero && _waiting == 0)
                return Take(permitCount);
            _refused++;
            return new Lease(false, wait > TimeSpan.Zero ? wait : TimeSpan.FromTicks(_interval));
        }
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        ThrowIfTooMany(permitCount);
        lock (_gate)
        {
            if (_waiting == 0 && WaitFor(permitCount) == TimeSpan.Zero)
                return Take(permitCount);
            _waiting++;
        }

        bool isFirst = false;
        try
        {
            await _front.WaitAsync(cancellationToken).ConfigureAwait(false);
            isFirst = true;
            while (true)
            {
                TimeSpan wait;
                lock (_gate)
                {
                    wait = WaitFor(permitCount);
                    if (wait == TimeSpan.Zero)
                        return Take(permitCount);
                }

                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            lock (_gate)
                _waiting--;
            if (isFirst)
                _front.Release();
        }
    }

    private Lease Take(int permitCount)
    {
        _fullAt = Math.Max(_fullAt, Now) + (permitCount * _interval);
        _granted++;
        return Lease.Granted;
    }

    /// <summary>The time until so many permits are in the bucket, in whole milliseconds, which is what timers count.</summary>
    private TimeSpan WaitFor(long permitCount)
    {
        long now = Now;
        long lacking = Math.Max(_fullAt, now) + ((permitCount - _capacity) * _interval) - now;
        return lacking <= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(TimeSpan.FromTicks(lacking).TotalMilliseconds));
    }

    private void ThrowIfTooMany(int permitCount) => ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, _capacity);

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
