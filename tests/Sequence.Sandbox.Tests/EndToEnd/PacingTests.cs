using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>The pacing of the SDK against the bucket of the exchange, on one clock.</summary>
public sealed class PacingTests
{
    private const int Qps = 5;

    [Test]
    public async Task A_client_that_states_its_rate_is_never_refused()
    {
        var clock = new LeapingClock();
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(Options(clock));
        await using SequenceClient client = ClientOf(exchange, clock, Qps);

        DateTimeOffset start = clock.Time.GetUtcNow();
        for (int i = 0; i < 60; i++)
            await client.GetAccountAsync();

        // The burst of ten costs nothing; the other fifty flow in at five a second.
        Assert.That(clock.Time.GetUtcNow() - start, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(10)).And.LessThan(TimeSpan.FromSeconds(11)));
    }

    [Test]
    public async Task A_client_that_states_none_is_refused_after_the_burst()
    {
        var clock = new LeapingClock();
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(Options(clock));
        await using SequenceClient client = ClientOf(exchange, clock, null);

        for (int i = 0; i < 2 * Qps; i++)
            await client.GetAccountAsync();

        SequenceApiException? refusal = await Assert.ThrowsAsync<SequenceApiException>(async () => await client.GetAccountAsync());
        Assert.That((refusal!.Status, refusal.Code), Is.EqualTo((429, "RATE_LIMITED")));
    }

    private static SandboxOptions Options(LeapingClock clock) => new() { Seed = 7, TimeProvider = clock.Time, RateLimitQps = Qps };

    private static SequenceClient ClientOf(SandboxExchange exchange, TimeProvider time, int? qps) =>
        new(exchange.NewKey(), new SequenceClientOptions { BaseAddress = exchange.BaseAddress, TimeProvider = time, RateLimitQps = qps, MaxRetries = 0 });

    /// <summary>A clock that stands still while a call is on its way and leaps over the wait for a permit. Deadlines, which are longer, it leaves alone.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private static readonly TimeSpan LongestLeap = TimeSpan.FromSeconds(1);

        public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

        public override long TimestampFrequency => Time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Time.GetUtcNow();

        public override long GetTimestamp() => Time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = Time.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime <= LongestLeap)
                ThreadPool.QueueUserWorkItem(_ => Time.Advance(dueTime));
            return timer;
        }
    }
}
