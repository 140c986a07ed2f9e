using System.Threading.RateLimiting;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>What stops trading overtakes everything that waits.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UrgentCallTests : IDisposable
{
    private const int Qps = 5;
    private const string Quote = """{"symbol": "A", "nbbo": {}, "venues": {}}""";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly DirectTime _time = new();
    private readonly ScriptedHandler _wire;
    private readonly SequenceClient _client;
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));

    public UrgentCallTests()
    {
        _wire = new ScriptedHandler(_time, Steps.Ok(Quote));
        _client = _wire.NewClient(new SequenceClientOptions { RateLimitQps = Qps, Timeout = Timeout.InfiniteTimeSpan });
    }

    public void Dispose()
    {
        _client.Dispose();
        _wire.Dispose();
        _patience.Dispose();
    }

    [Test]
    public async Task The_kill_switch_behind_60_waiting_quotes_takes_the_next_permit()
    {
        Task[] quotes = [.. Enumerable.Range(0, 69).Select(_ => _client.GetQuoteAsync("A"))];
        Assert.That(_client.Budget, Is.EqualTo(new RateBudget { RequestsPerSecond = Qps, Available = 0, Reserved = 1, Waiting = 60 }));

        // One permit is kept for this; it goes out at once.
        await _client.EngageKillSwitchAsync();
        Assert.That((Sent(9), _wire.Attempts[9].At), Is.EqualTo(("POST /v1/kill_switch", TimeSpan.Zero)));

        // The reserve is used up: these two take the next two permits, before any of the 60.
        Task first = _client.CancelOrderAsync("graph:g:order:1"), second = _client.CancelAllOnVenueAsync("kraken");
        await AdvanceToAsync(Interval, () => first.IsCompleted);
        await AdvanceToAsync(Interval, () => second.IsCompleted);
        Assert.That((Sent(10), Sent(11), _wire.Attempts.Count), Is.EqualTo(("DELETE /v1/orders/graph%3Ag%3Aorder%3A1", "POST /v1/venue_cancel_all/kraken", 12)));
        Assert.That((_wire.Attempts[10].At, _wire.Attempts[11].At), Is.EqualTo((Interval, 2 * Interval)));

        // Then the reserve fills before a quote goes on, at the full rate.
        await AdvanceToAsync(Interval, () => _client.Budget!.Reserved == 1);
        Assert.That(_wire.Attempts, Has.Count.EqualTo(12));
        for (int i = 13; i <= 72; i++)
            await AdvanceToAsync(Interval, () => _wire.Attempts.Count == i);
        await Task.WhenAll(quotes);
        Assert.That(_wire.Attempts[^1].At, Is.EqualTo(63 * Interval));
        Assert.That(_client.Budget!.Waiting, Is.Zero);
    }

    [Test]
    public async Task Every_way_to_stop_is_urgent_and_nothing_else_is()
    {
        Task[] waiting = [.. Enumerable.Range(0, 10).Select(_ => _client.GetQuoteAsync("A"))];
        Task[] urgent =
        [
            _client.EngageKillSwitchAsync(), _client.CancelAsync("graph_1"), _client.CancelGraphAsync("graph_1"), _client.CancelOrderAsync("o"), _client.CancelAllOnVenueAsync("v"),
        ];
        Task[] ordinary = [_client.ClearKillSwitchAsync(), _client.AmendAsync("o", 1m), _client.GetVenuesAsync(), _client.Buy("A-USD", 1m).SubmitAsync()];

        for (int i = 0; i < urgent.Length - 1; i++)
            await AdvanceToAsync(Interval, () => urgent[i].IsCompleted);
        await AdvanceToAsync(TimeSpan.Zero, () => urgent.All(task => task.IsCompleted));

        Assert.That(waiting.Concat(ordinary).Count(task => !task.IsCompleted), Is.EqualTo(1 + ordinary.Length));
        Assert.That(_client.Budget!.Waiting, Is.EqualTo(1 + ordinary.Length));
    }

    [Test]
    public async Task Both_calls_of_a_decrease_are_urgent()
    {
        using var wire = new ScriptedHandler(
            _time, [.. Enumerable.Repeat(Steps.Ok(Quote), 9), Steps.Ok(Trade.OrderJson.Page(Trade.OrderJson.Order())), Steps.Ok("""{"node_order_id": "graph:graph_ab12:order:2"}"""), Steps.Ok(Quote)]);
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { RateLimitQps = Qps, Timeout = Timeout.InfiniteTimeSpan });
        Task[] quotes = [.. Enumerable.Range(0, 20).Select(_ => client.GetQuoteAsync("A"))];

        Task<DecreaseResult> decrease = client.DecreaseAsync(Trade.OrderJson.Id, Qty.FromRaw(10));
        await AdvanceToAsync(Interval, () => decrease.IsCompleted);
        await decrease;

        Assert.That(wire.Attempts.Skip(9).Select(a => a.Request), Is.EqualTo(["GET /v1/orders", "PATCH /v1/orders/graph%3Agraph_ab12%3Aorder%3A1"]));
        Assert.That(quotes.Count(q => q.IsCompleted), Is.EqualTo(9));
    }

    [Test]
    public async Task A_limiter_of_the_caller_may_know_urgency()
    {
        using var limiter = new TwoDoors();
        using SequenceClient client = _wire.NewClient(new SequenceClientOptions { RateLimiter = limiter });

        await client.GetQuoteAsync("A");
        await client.EngageKillSwitchAsync();

        Assert.That((limiter.Ordinary, limiter.Urgent), Is.EqualTo((1, 1)));
        Assert.That(client.Budget, Is.EqualTo(new RateBudget { Available = 7, Waiting = 2 }));
    }

    [Test]
    public async Task A_limiter_of_the_caller_that_does_not_know_it_is_asked_like_for_any_call()
    {
        using var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 1 });
        using SequenceClient client = _wire.NewClient(new SequenceClientOptions { RateLimiter = limiter });

        await client.EngageKillSwitchAsync();

        Assert.That(limiter.GetStatistics()!.TotalSuccessfulLeases, Is.EqualTo(1));
    }

    [Test]
    public void Without_a_limit_there_is_no_budget()
    {
        using SequenceClient client = _wire.NewClient();

        Assert.That(client.Budget, Is.Null);
    }

    [TestCase(1, 1, 1)]
    [TestCase(5, 9, 1)]
    [TestCase(100, 180, 20)]
    public void A_tenth_of_the_bucket_is_reserved(int qps, int available, int reserved)
    {
        using SequenceClient client = _wire.NewClient(new SequenceClientOptions { RateLimitQps = qps });

        Assert.That(client.Budget, Is.EqualTo(new RateBudget { RequestsPerSecond = qps, Available = available, Reserved = reserved, Waiting = 0 }));
    }

    [Test]
    public async Task An_urgent_waiter_that_gives_up_leaves_nothing_behind()
    {
        using var bucket = new TokenBucket(Qps, _time, reserve: 1);
        while (bucket.AttemptAcquire().IsAcquired)
        {
        }

        (await bucket.AcquireUrgentAsync(1, default)).Dispose();
        using var cancel = new CancellationTokenSource();
        Task<RateLimitLease> urgent = bucket.AcquireUrgentAsync(1, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => urgent);

        Task<RateLimitLease> ordinary = bucket.AcquireAsync().AsTask();
        _time.Advance(2 * Interval);

        Assert.That((await ordinary).IsAcquired, Is.True);
        Assert.That(bucket.GetStatistics()!.CurrentQueuedCount, Is.Zero);
        Assert.Throws<ArgumentOutOfRangeException>(() => bucket.AttemptAcquire(10));
    }

    private string Sent(int attempt) => _wire.Attempts[attempt].Request;

    /// <summary>Moves the clock by one step, and waits until what that sets free has happened.</summary>
    private async Task AdvanceToAsync(TimeSpan step, Func<bool> isSo)
    {
        // The heads of both queues must wait on the clock before it moves.
        for (int i = 0; i < 20; i++)
            await Task.Delay(1, _patience.Token);
        _time.Advance(step);
        while (!isSo())
            await Task.Delay(1, _patience.Token);
    }

    /// <summary>Counts who came for an ordinary permit and who for an urgent one.</summary>
    private sealed class TwoDoors : RateLimiter, IUrgentRateLimiter
    {
        private static readonly RateLimitLease Granted = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 9 }).AttemptAcquire();

        public int Ordinary { get; private set; }

        public int Urgent { get; private set; }

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics GetStatistics() => new() { CurrentAvailablePermits = 7, CurrentQueuedCount = 2 };

        public ValueTask<RateLimitLease> AcquireUrgentAsync(int permitCount, CancellationToken cancellationToken)
        {
            Urgent++;
            return ValueTask.FromResult(Granted);
        }

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        {
            Ordinary++;
            return ValueTask.FromResult(Granted);
        }
    }
}
