using System.Globalization;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>How long it waits before it sends again.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RetryWaitTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly DirectTime _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Test]
    public void The_ceiling_doubles_from_250_ms_to_8_s() => Assert.That(
        Enumerable.Range(1, 9).Append(1000).Select(a => RetryDelay.Ceiling(a).TotalMilliseconds),
        Is.EqualTo(new double[] { 250, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000 }));

    [Test]
    public void Waits_fill_the_whole_range_from_0_to_the_ceiling()
    {
        var delay = new RetryDelay(seed: 11);
        foreach (int attempt in Enumerable.Range(1, 8))
        {
            double ceiling = RetryDelay.Ceiling(attempt).TotalMilliseconds;
            double[] waits = [.. Enumerable.Range(0, 20_000).Select(_ => delay.Next(attempt).TotalMilliseconds)];

            Assert.That(waits, Has.All.InRange(0, ceiling));
            Assert.That((waits.Min() / ceiling, waits.Max() / ceiling), Is.EqualTo((0.0, 1.0)).Within(0.01));
            Assert.That(waits.Average() / ceiling, Is.EqualTo(0.5).Within(0.02));
        }
    }

    [Test]
    public void Waits_are_repeatable_with_a_seed_and_differ_without()
    {
        RetryDelay one = new(7), same = new(7), free = new(null), alsoFree = new(null);

        Assert.That(First(same), Is.EqualTo(First(one)));
        Assert.That(First(alsoFree), Is.Not.EqualTo(First(free)));

        static TimeSpan[] First(RetryDelay delay) => [.. Enumerable.Range(1, 10).Select(delay.Next)];
    }

    [Test]
    public async Task The_next_attempt_comes_at_the_drawn_instant_and_not_before()
    {
        var delay = new RetryDelay(7);
        TimeSpan[] waits = [delay.Next(1), delay.Next(2), delay.Next(3)];
        using var wire = new ScriptedHandler(_time, Steps.Refusal(503));
        using SequenceClient client = wire.NewClient();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        foreach ((int i, TimeSpan wait) in waits.Index())
        {
            Assert.That(wait, Is.GreaterThan(TimeSpan.Zero));
            _time.Advance(wait - Tick);
            Assert.That(wire.Attempts, Has.Count.EqualTo(i + 1));
            _time.Advance(Tick);
        }

        await Assert.ThrowsAsync<SequenceApiException>(() => call);
        Assert.That(wire.WaitsMs, Is.EqualTo(waits.Select(w => w.TotalMilliseconds)));
    }

    [TestCase("3", 3000)]
    [TestCase("1.5", 1500)]
    [TestCase("0.0004", 1)]
    [TestCase("Fri, 02 Jan 2026 03:04:12 GMT", 7000)]
    public async Task The_server_may_ask_for_a_longer_wait(string retryAfter, int milliseconds)
    {
        bool isLonger = milliseconds > 250;
        TimeSpan wait = isLonger ? TimeSpan.FromMilliseconds(milliseconds) : new RetryDelay(7).Next(1);
        using var wire = new ScriptedHandler(_time, Steps.Answer(429, "slow down", retryAfter), Steps.Ok("[]"));
        using SequenceClient client = wire.NewClient();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        _time.Advance(wait - Tick);
        Assert.That(wire.Attempts, Has.Count.EqualTo(1));
        _time.Advance(Tick);

        Assert.That(await call, Is.Empty);
    }

    [TestCase("0")]
    [TestCase("-5")]
    [TestCase("soon")]
    [TestCase("Fri, 02 Jan 2026 03:04:04 GMT")]
    public async Task A_shorter_or_unreadable_wish_leaves_the_drawn_wait(string retryAfter)
    {
        using var wire = new ScriptedHandler(_time, Steps.Answer(503, "", retryAfter), Steps.Ok("[]"));
        using SequenceClient client = wire.NewClient();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        _time.Advance(new RetryDelay(7).Next(1) - Tick);
        Assert.That(wire.Attempts, Has.Count.EqualTo(1));
        _time.Advance(Tick);

        Assert.That(await call, Is.Empty);
    }

    [TestCase("30")]
    [TestCase("86400")]
    [TestCase("99999999999999999999")]
    [TestCase("Sat, 03 Jan 2026 03:04:05 GMT")]
    public async Task A_wait_that_the_deadline_does_not_leave_is_not_begun(string retryAfter)
    {
        using var wire = new ScriptedHandler(_time, Steps.Answer(429, "slow down", retryAfter));
        using SequenceClient client = wire.NewClient();

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!;

        Assert.That((error.Status, error.Retryability, wire.Attempts.Count), Is.EqualTo((429, Retryability.AfterBackoff, 1)));
    }

    [Test]
    public async Task Without_a_deadline_a_wait_that_no_timer_takes_is_not_begun()
    {
        using var wire = new ScriptedHandler(_time, Steps.Answer(429, "", "9000000"));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { Timeout = Timeout.InfiniteTimeSpan });

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!.Status, Is.EqualTo(429));
    }

    [Test]
    public async Task The_deadline_covers_all_attempts_and_waits()
    {
        using var wire = new ScriptedHandler(_time, Steps.Answer(503, "", "0.4"));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { Timeout = TimeSpan.FromSeconds(1), MaxRetries = 100 });

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        for (int i = 0; i < 1000 && !call.IsCompleted; i++)
            _time.Advance(TimeSpan.FromMilliseconds(1));

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => call))!;
        Assert.That(error.Message, Does.Contain(string.Create(CultureInfo.InvariantCulture, $" after {wire.Attempts.Count} attempts")));
        Assert.That(wire.Attempts, Has.Count.InRange(2, 3));
        Assert.That(wire.Attempts[^1].At, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task The_deadline_ends_an_attempt_that_hangs_after_others()
    {
        using var silent = new SilentHandler();
        int asked = 0;
        using var wire = new HandlerFork(() => asked++ == 0 ? new HttpResponseMessage(System.Net.HttpStatusCode.BadGateway) : null, silent);
        using var client = new SequenceClient(
            TestKeys.Live, new SequenceClientOptions { HttpHandler = wire, TimeProvider = _time, Seed = 7, BaseAddress = new Uri("https://script.test") });

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.That((call.IsCompleted, asked), Is.EqualTo((false, 2)));
        _time.Advance(TimeSpan.FromSeconds(1));

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => call))!;
        Assert.That(error.Message, Does.StartWith("listSymbols failed after 2 attempts: no complete answer within 30 s from script.test."));
    }

    [Test]
    public async Task The_callers_token_ends_a_wait_at_once()
    {
        using var wire = new ScriptedHandler(_time, Steps.Answer(429, "", "20"));
        using SequenceClient client = wire.NewClient();
        using var cancel = new CancellationTokenSource();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync(cancel.Token);
        Assert.That(call.IsCompleted, Is.False);
        await cancel.CancelAsync();

        TaskCanceledException error = (await Assert.ThrowsAsync<TaskCanceledException>(() => call))!;
        Assert.That(error.CancellationToken, Is.EqualTo(cancel.Token));
        Assert.That(error.Message, Does.Not.Contain("may have acted"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(wire.Attempts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Disposing_the_client_ends_a_wait_at_once()
    {
        using var wire = new ScriptedHandler(_time, Steps.Answer(429, "", "20"));
        SequenceClient client = wire.NewClient();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        await client.DisposeAsync();

        Assert.That((await Assert.ThrowsAsync<SequenceNetworkException>(() => call))!.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    /// <summary>Answers as the function says, and passes on what it has no answer for.</summary>
    private sealed class HandlerFork(Func<HttpResponseMessage?> answer, HttpMessageHandler rest) : DelegatingHandler(rest)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer() is { } response ? Task.FromResult(response) : base.SendAsync(request, cancellationToken);
    }
}
