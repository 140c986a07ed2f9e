using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>A network that is pulled for a minute of the client's clock.</summary>
public sealed class PulledNetworkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>While answers travel, the client's clock must not run far ahead of the machine's; while none can, it may.</summary>
    private static readonly TimeSpan WithNetwork = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan WithoutNetwork = TimeSpan.FromMilliseconds(100);

    private FakeTimeProvider _time = null!;
    private TimeSpan _step = WithNetwork;

    [Test]
    public async Task A_network_pulled_for_a_minute_is_found_out_and_the_stream_goes_on_without_a_leak()
    {
        _time = new FakeTimeProvider();
        using var patience = new CancellationTokenSource(Patience);
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7 });
        await using var network = new TcpProxy(exchange.BaseAddress);
        await using var client = new SequenceClient(
            exchange.NewKey(), new SequenceClientOptions { BaseAddress = network.Address, TimeProvider = _time, Seed = 7, Timeout = TimeSpan.FromSeconds(20) });
        MarketDataStream stream = await client.Stream("BTC-USD").Fills().ConnectAsync(patience.Token);
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(patience.Token);
        await ReadUntilAsync<StreamEvent.Price>(reader);

        network.Pull();
        _step = WithoutNetwork;
        DateTimeOffset healing = _time.GetUtcNow() + TimeSpan.FromMinutes(1);
        StreamEvent.Stale stale = await ReadUntilAsync<StreamEvent.Stale>(reader);
        StreamEvent.Gap gap = await ReadUntilAsync<StreamEvent.Gap>(reader);
        while (_time.GetUtcNow() < healing)
            await StepAsync();
        int triedInVain = network.Accepted;
        network.Heal();
        _step = WithNetwork;
        StreamEvent.Connected connected = await ReadUntilAsync<StreamEvent.Connected>(reader);
        await ReadUntilAsync<StreamEvent.Subscribed>(reader);
        StreamEvent.Resynced resynced = await ReadUntilAsync<StreamEvent.Resynced>(reader);
        StreamEvent.Price price = await ReadUntilAsync<StreamEvent.Price>(reader);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stale.Silence, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(30)));
            Assert.That((gap.Topic, gap.Reason), Is.EqualTo((stale.Topic, GapReason.Disconnected)));
            Assert.That(triedInVain, Is.GreaterThan(1), "it tried while the network was pulled");
            Assert.That(connected.Connection, Is.EqualTo(2), "only one attempt came through");
            Assert.That(resynced, Is.EqualTo(new StreamEvent.Resynced("fills")));
            Assert.That(price.Symbol, Is.EqualTo("BTC-USD"));
            Assert.That(stream.Statistics.Gaps, Is.EqualTo(2));
        }

        await DriveAsync(stream.DisposeAsync().AsTask());
        await client.DisposeAsync();
        await Eventually.TrueAsync(() => network.Open == 0 && exchange.OpenStreams == 0);
    }

    private async Task<T> ReadUntilAsync<T>(IAsyncEnumerator<StreamEvent> reader) where T : StreamEvent
    {
        do
        {
            ValueTask<bool> next = reader.MoveNextAsync();
            Assert.That(await DriveAsync(next.AsTask()), Is.True, "the stream ended");
        }
        while (reader.Current is not T);
        return (T)reader.Current;
    }

    private async Task<TResult> DriveAsync<TResult>(Task<TResult> task)
    {
        await DriveAsync((Task)task);
        return await task;
    }

    /// <summary>Lets the client's clock run until a task has ended.</summary>
    private async Task DriveAsync(Task task)
    {
        while (!task.IsCompleted)
            await StepAsync();
        await task;
    }

    /// <summary>A step of the client's clock, and a moment of the machine's, so that what was sent can arrive.</summary>
    private async Task StepAsync()
    {
        _time.Advance(_step);
        await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
    }
}
