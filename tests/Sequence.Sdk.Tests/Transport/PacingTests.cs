using System.Threading.RateLimiting;

namespace Sequence.Sdk.Tests.Transport;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PacingTests
{
    private readonly DirectTime _time = new();

    [Test]
    public async Task Calls_over_the_rate_wait_for_their_turn()
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok("[]"));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { RateLimitQps = 1 });

        Task[] calls = [.. Enumerable.Range(0, 4).Select(_ => client.GetSymbolsAsync())];
        Assert.That(wire.Attempts, Has.Count.EqualTo(1), "the bucket holds two, of which one is for urgent calls");
        foreach (Task call in calls.Skip(1))
        {
            await ArmedAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
            await call;
        }

        Assert.That(wire.WaitsMs, Is.EqualTo(new double[] { 1000, 1000, 1000 }));

        // Each call that waits has its deadline too.
        Task ArmedAsync() => Eventually.TrueAsync(() => _time.Armed != calls.Count(c => !c.IsCompleted));
    }

    [Test]
    public async Task Every_attempt_takes_a_permit()
    {
        using var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 1 });
        using var wire = new ScriptedHandler(_time, Steps.Refusal(503), Steps.Broken, Steps.Ok("[]"));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { RateLimiter = limiter });

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        await call;

        Assert.That(limiter.GetStatistics()!.TotalSuccessfulLeases, Is.EqualTo(3));
        Assert.That(limiter.GetStatistics()!.CurrentAvailablePermits, Is.EqualTo(1));
    }

    [Test]
    public async Task A_permit_is_held_until_the_body_is_there()
    {
        using var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 1 });
        var body = new StallingContent("[");
        using var stub = new StubHandler(_ => new HttpResponseMessage { Content = body });
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { HttpHandler = stub, TimeProvider = _time, RateLimiter = limiter });

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        await body.Stalled;
        Assert.That(limiter.GetStatistics()!.CurrentAvailablePermits, Is.Zero);
        _time.Advance(TimeSpan.FromSeconds(30));

        await Assert.CatchAsync<SequenceNetworkException>(() => call);
        Assert.That(limiter.GetStatistics()!.CurrentAvailablePermits, Is.EqualTo(1));
    }

    [Test]
    public async Task Clients_that_share_a_limiter_share_its_permits_and_leave_it_to_its_owner()
    {
        using var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 1 });
        using var wire = new ScriptedHandler(_time, Steps.Ok("[]"));
        using SequenceClient one = wire.NewClient(new SequenceClientOptions { RateLimiter = limiter });
        SequenceClient other = wire.NewClient(new SequenceClientOptions { RateLimiter = limiter });
        RateLimitLease taken = limiter.AttemptAcquire();

        Task<IReadOnlyList<SymbolInfo>> queued = one.GetSymbolsAsync();
        SequenceNetworkException refused = (await Assert.ThrowsAsync<SequenceNetworkException>(() => other.GetSymbolsAsync()))!;
        await other.DisposeAsync();
        taken.Dispose();

        Assert.That(await queued, Is.Empty);
        Assert.That(refused.Message, Is.EqualTo("listSymbols failed: the rate limiter refused a permit; nothing was sent."));
        Assert.That((refused.Retryability, refused.Operation, wire.Attempts.Count), Is.EqualTo((Retryability.AfterBackoff, "listSymbols", 1)));
    }

    [Test]
    public async Task A_permit_that_does_not_come_within_the_deadline_fails_the_call_without_doubt()
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok("[]"));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { RateLimitQps = 1, Timeout = TimeSpan.FromMilliseconds(500) });
        await client.GetSymbolsAsync();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        _time.Advance(TimeSpan.FromMilliseconds(500));

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => call))!;
        Assert.That(error.Message, Is.EqualTo("listSymbols failed: the rate limiter gave no permit within 0.5 s for script.test."));
        Assert.That((error.Retryability, wire.Attempts.Count), Is.EqualTo((Retryability.AfterBackoff, 1)));
    }

    [Test]
    public async Task The_callers_token_ends_the_wait_for_a_permit()
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok("[]"));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { RateLimitQps = 1 });
        await client.GetSymbolsAsync();
        using var cancel = new CancellationTokenSource();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync(cancel.Token);
        await cancel.CancelAsync();

        TaskCanceledException error = (await Assert.ThrowsAsync<TaskCanceledException>(() => call))!;
        Assert.That((error.CancellationToken, error.Message), Is.EqualTo((cancel.Token, "The call was cancelled before anything was sent.")));
    }

    [Test]
    public async Task A_refused_permit_for_a_repetition_keeps_the_doubt_about_the_attempt_before()
    {
        using var limiter = new SinglePermit();
        using var wire = new ScriptedHandler(_time, Steps.Broken);
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { RateLimiter = limiter });

        Task<SubmitResult> call = client.Buy("A-USD", 1m).SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await Assert.ThrowsAsync<SubmitUnknownException>(() => call))!.InnerException!.Message, Does.Contain("the server may have acted"));
    }

    [Test]
    public void A_rate_and_a_limiter_do_not_go_together()
    {
        using var limiter = new SinglePermit();

        Assert.That(FieldOf(new SequenceClientOptions { RateLimitQps = 5, RateLimiter = limiter }), Is.EqualTo("RateLimiter"));
        Assert.That(FieldOf(new SequenceClientOptions { RateLimitQps = 0 }), Is.EqualTo("RateLimitQps"));

        static string FieldOf(SequenceClientOptions options) =>
            Assert.Throws<SequenceValidationException>(() => _ = new SequenceClient(TestKeys.Live, options))!.Field;
    }

    /// <summary>Gives one permit, once.</summary>
    private sealed class SinglePermit : RateLimiter
    {
        private int _asked;

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Lease(_asked++ == 0);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            ValueTask.FromResult(AttemptAcquireCore(permitCount));

        private sealed class Lease(bool isAcquired) : RateLimitLease
        {
            public override bool IsAcquired => isAcquired;

            public override IEnumerable<string> MetadataNames => [];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = null;
                return false;
            }
        }
    }
}
