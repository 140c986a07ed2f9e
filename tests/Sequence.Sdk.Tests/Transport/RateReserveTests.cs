using System.Threading.RateLimiting;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>A part of the bucket is left to urgent callers, who go ahead of all others; the budget shows both parts.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RateReserveTests
{
    private readonly DirectTime _time = new();

    [TestCase(1, 1)]
    [TestCase(4, 1)]
    [TestCase(5, 1)]
    [TestCase(10, 2)]
    [TestCase(100, 20)]
    public void A_tenth_of_the_bucket_is_reserved(int qps, int reserve) => Assert.That(TokenBucket.ReserveOf(qps), Is.EqualTo(reserve));

    [Test]
    public async Task The_reserve_is_left_to_the_urgent()
    {
        using var bucket = new TokenBucket(5, _time, reserve: 3);
        for (int i = 0; i < 7; i++)
            Assert.That(bucket.AttemptAcquire().IsAcquired, Is.True);

        using RateLimitLease refused = bucket.AttemptAcquire();
        Assert.That((refused.IsAcquired, refused.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait), wait), Is.EqualTo((false, true, TimeSpan.FromMilliseconds(200))));
        Assert.That(RateBudget.Of(bucket), Is.EqualTo(new RateBudget { RequestsPerSecond = 5, Available = 0, Reserved = 3, Waiting = 0 }));
        for (int i = 0; i < 3; i++)
            Assert.That((await bucket.AcquireUrgentAsync(1, default)).IsAcquired, Is.True);
        Assert.That(RateBudget.Of(bucket), Is.EqualTo(new RateBudget { RequestsPerSecond = 5, Available = 0, Reserved = 0, Waiting = 0 }));
    }

    [Test]
    public void The_budget_of_a_full_bucket_has_both_parts()
    {
        using var bucket = new TokenBucket(5, _time, reserve: 3);

        Assert.That(RateBudget.Of(bucket), Is.EqualTo(new RateBudget { RequestsPerSecond = 5, Available = 7, Reserved = 3, Waiting = 0 }));
        Assert.That((bucket.Qps, bucket.Reserve), Is.EqualTo((5, 3)));
        Assert.That(RateBudget.Of(null), Is.Null);
    }

    [Test]
    public async Task The_budget_of_another_limiter_has_what_it_tells()
    {
        using var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 2, QueueLimit = 5 });
        using RateLimitLease both = limiter.AttemptAcquire(2);
        Task<RateLimitLease> waiting = limiter.AcquireAsync().AsTask();

        Assert.That(RateBudget.Of(limiter), Is.EqualTo(new RateBudget { Available = 0, Waiting = 1 }));
        both.Dispose();
        Assert.That((await waiting).IsAcquired, Is.True);
    }

    [Test]
    public async Task An_urgent_caller_takes_the_next_permit_before_all_who_wait()
    {
        using var bucket = new TokenBucket(1, _time);
        bucket.AttemptAcquire(2);

        Task<RateLimitLease> ordinary = bucket.AcquireAsync().AsTask(), urgent = bucket.AcquireUrgentAsync(1, default).AsTask();
        Assert.That((bucket.GetStatistics()!.CurrentQueuedCount, RateBudget.Of(bucket)!.Waiting), Is.EqualTo((2, 2)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(((await urgent).IsAcquired, ordinary.IsCompleted), Is.EqualTo((true, false)));
        for (int i = 0; i < 10 && !ordinary.IsCompleted; i++)
        {
            await Eventually.TrueAsync(() => _time.Armed > 0 || ordinary.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That((await ordinary).IsAcquired, Is.True);
    }

    [Test]
    public async Task A_lane_holds_no_more_than_its_part_of_the_bucket()
    {
        using var bucket = new TokenBucket(5, _time, reserve: 3);

        Assert.Throws<ArgumentOutOfRangeException>(() => bucket.AttemptAcquire(8));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => bucket.AcquireAsync(8).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => bucket.AcquireUrgentAsync(11, default).AsTask());
        Assert.That(bucket.AttemptAcquire(7).IsAcquired, Is.True);
        Assert.That((await bucket.AcquireUrgentAsync(3, default)).IsAcquired, Is.True);
    }

    [Test]
    public async Task A_caller_who_has_given_up_takes_nothing()
    {
        using var bucket = new TokenBucket(5, _time);

        await Assert.CatchAsync<OperationCanceledException>(() => bucket.AcquireAsync(1, new CancellationToken(true)).AsTask());
        await Assert.CatchAsync<OperationCanceledException>(() => bucket.AcquireUrgentAsync(1, new CancellationToken(true)).AsTask());

        Assert.That((bucket.GetStatistics()!.CurrentAvailablePermits, bucket.GetStatistics()!.TotalSuccessfulLeases), Is.EqualTo((10, 0)));
    }

    [Test]
    public void A_granted_permit_has_no_metadata_and_a_bucket_in_use_is_not_idle()
    {
        using var bucket = new TokenBucket(5, _time);
        Assert.That(bucket.IdleDuration, Is.EqualTo(TimeSpan.Zero));

        using RateLimitLease lease = bucket.AttemptAcquire();

        Assert.That((lease.MetadataNames.Count(), lease.TryGetMetadata("RETRY_AFTER", out object? value), value), Is.EqualTo((0, false, (object?)null)));
        Assert.That(bucket.IdleDuration, Is.Null);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.That(bucket.IdleDuration, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void The_rate_is_never_exceeded_by_rounding()
    {
        using var bucket = new TokenBucket(3, _time);
        bucket.AttemptAcquire(6);

        _time.Advance(TimeSpan.FromTicks(3_333_333));
        Assert.That(bucket.GetStatistics()!.CurrentAvailablePermits, Is.Zero);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.That(bucket.GetStatistics()!.CurrentAvailablePermits, Is.EqualTo(1));
    }
}
