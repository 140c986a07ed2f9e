using System.Threading.RateLimiting;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TokenBucketTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly DirectTime _time = new();
    private readonly long _began;

    public TokenBucketTests() => _began = _time.GetTimestamp();

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(1000)]
    public void A_full_bucket_gives_twice_the_rate_at_once(int qps)
    {
        using var bucket = new TokenBucket(qps, _time);

        Assert.That(bucket.GetStatistics()!.CurrentAvailablePermits, Is.EqualTo(2 * qps));
        for (int i = 0; i < 2 * qps; i++)
            Assert.That(bucket.AttemptAcquire().IsAcquired, Is.True);
        Assert.That(bucket.AttemptAcquire().IsAcquired, Is.False);
        Assert.That(bucket.GetStatistics()!.CurrentAvailablePermits, Is.Zero);
    }

    [Test]
    public async Task Who_comes_to_an_empty_bucket_waits_for_the_next_permit_in_order()
    {
        using TokenBucket bucket = Emptied(5);

        Task<RateLimitLease> first = bucket.AcquireAsync().AsTask(), second = bucket.AcquireAsync().AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(200) - Tick);
        Assert.That((first.IsCompleted, bucket.GetStatistics()!.CurrentQueuedCount), Is.EqualTo((false, 2)));
        _time.Advance(Tick);
        Assert.That(((await first).IsAcquired, second.IsCompleted), Is.EqualTo((true, false)));
        await ArmedAsync();
        _time.Advance(TimeSpan.FromMilliseconds(200) - Tick);
        Assert.That(second.IsCompleted, Is.False);
        _time.Advance(Tick);

        Assert.That((await second).IsAcquired, Is.True);
        Assert.That((bucket.GetStatistics()!.CurrentQueuedCount, bucket.GetStatistics()!.TotalSuccessfulLeases), Is.EqualTo((0, 12)));
    }

    [Test]
    public void It_refills_at_the_rate_and_never_over_the_brim()
    {
        using TokenBucket bucket = Emptied(5);

        _time.Advance(TimeSpan.FromMilliseconds(600));
        Assert.That(bucket.GetStatistics()!.CurrentAvailablePermits, Is.EqualTo(3));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.That(bucket.GetStatistics()!.CurrentAvailablePermits, Is.EqualTo(10));
        Assert.That(bucket.IdleDuration, Is.EqualTo(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1400)));
    }

    [TestCase(0)]
    [TestCase(1)]
    public async Task Behind_a_waiter_that_gives_up_everybody_moves_up(int gone)
    {
        using TokenBucket bucket = Emptied(1);
        using var cancel = new CancellationTokenSource();
        Task<RateLimitLease>[] waiters = [.. Enumerable.Range(0, 3).Select(i => bucket.AcquireAsync(1, i == gone ? cancel.Token : default).AsTask())];

        await cancel.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => waiters[gone]);
        foreach (Task<RateLimitLease> waiter in waiters.Where((_, i) => i != gone))
        {
            await ArmedAsync();
            Assert.That(waiter.IsCompleted, Is.False);
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.That((await waiter).IsAcquired, Is.True);
        }

        Assert.That(_time.Armed, Is.Zero);
    }

    [Test]
    public async Task Nobody_overtakes_a_waiter()
    {
        using TokenBucket bucket = Emptied(2);
        Task<RateLimitLease> all = bucket.AcquireAsync(4).AsTask();

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(bucket.AttemptAcquire().IsAcquired, Is.False);
        Task<RateLimitLease> behind = bucket.AcquireAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(((await all).IsAcquired, behind.IsCompleted), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_refusal_says_when_to_come_again()
    {
        using TokenBucket bucket = Emptied(4);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        using RateLimitLease refused = bucket.AttemptAcquire();

        Assert.That(refused.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait), Is.True);
        Assert.That((wait, bucket.GetStatistics()!.TotalFailedLeases), Is.EqualTo((TimeSpan.FromMilliseconds(150), 1)));
        Assert.That(refused.MetadataNames, Is.EqualTo(new[] { "RETRY_AFTER" }));
    }

    [Test]
    public void More_than_it_holds_is_refused_for_good()
    {
        using var bucket = new TokenBucket(5, _time);

        Assert.Throws<ArgumentOutOfRangeException>(() => bucket.AttemptAcquire(11));
    }

    /// <summary>The promise itself: no span of time sees more permits than a full bucket and what flowed in, whoever gives up; and nothing is wasted.</summary>
    [Test]
    public async Task No_span_of_time_sees_more_than_the_bucket_and_the_rate([Values(1, 3, 7, 50)] int qps, [Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        using var bucket = new TokenBucket(qps, _time);
        List<double> granted = [];
        List<CancellationTokenSource> sources = [];
        int gone = 0;
        for (int round = 0; round < 300; round++)
        {
            for (int arrivals = random.Next(6); arrivals > 0; arrivals--)
                _ = TakeAsync();
            for (int leavers = random.Next(6) - 3; leavers > 0; leavers--)
                await sources[random.Next(Math.Max(0, sources.Count - 10), sources.Count)].CancelAsync();
            await SettledAsync();
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(3000 / qps)));
            await SettledAsync();
        }

        Assert.That(granted, Has.Count.GreaterThan(200));
        Assert.That(gone, Is.GreaterThan(10));
        for (int first = 0; first < granted.Count; first++)
        {
            double[] excess = [.. granted.Skip(first).Select((at, i) => i + 1 - (2 * qps) - ((at - granted[first]) * qps))];
            Assert.That(excess.Max(), Is.LessThanOrEqualTo(0.001));
        }

        async Task TakeAsync()
        {
            var cancel = new CancellationTokenSource();
            sources.Add(cancel);
            try
            {
                await bucket.AcquireAsync(1, cancel.Token).ConfigureAwait(false);
                lock (granted)
                    granted.Add(_time.GetElapsedTime(_began).TotalSeconds);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref gone);
            }
        }

        Task SettledAsync() => Eventually.TrueAsync(() =>
        {
            long queued = bucket.GetStatistics()!.CurrentQueuedCount;
            lock (granted)
                return granted.Count + Volatile.Read(ref gone) + queued == sources.Count && (queued == 0 || _time.Armed == 1);
        });
    }

    private Task ArmedAsync() => Eventually.TrueAsync(() => _time.Armed != 0);

    private TokenBucket Emptied(int qps)
    {
        var bucket = new TokenBucket(qps, _time);
        while (bucket.GetStatistics()!.CurrentAvailablePermits > 0)
            bucket.AttemptAcquire().Dispose();
        return bucket;
    }
}
