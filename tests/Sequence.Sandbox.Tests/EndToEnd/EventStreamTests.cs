using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>The server-sent events and the topics of execution, through the SDK.</summary>
public sealed class EventStreamTests
{
    private Trading _trading = null!;
    private CancellationTokenSource _patience = null!;

    [SetUp]
    public async Task Open()
    {
        _trading = await Trading.StartAsync();
        _patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
    }

    [TearDown]
    public async Task Close()
    {
        _patience.Dispose();
        await _trading.DisposeAsync();
    }

    [Test]
    public async Task Costs_come_as_orders_finish()
    {
        Task<JToken> first = await FirstAsync(_trading.Client.StreamTcaAsync(_patience.Token), () => _trading.Exchange.ServerEvents.Costs.Clients);
        SubmitResult submit = await _trading.Client.Buy("ETH-USD", 1m).SubmitAsync();
        JToken report = await first;
        Assert.That((string?)report["node_order_id"], Is.EqualTo(submit.NodeOrderId("order")));
        Assert.That(JToken.DeepEquals(report, await _trading.Client.GetExecutionReviewAsync(submit.NodeOrderId("order"))));
    }

    [Test]
    public async Task Risk_comes_when_the_kill_switch_moves()
    {
        Task<JToken> first = await FirstAsync(_trading.Client.StreamRiskAsync(_patience.Token), () => _trading.Exchange.ServerEvents.Risk.Clients);
        await _trading.Client.EngageKillSwitchAsync("drill");
        JToken risk = await first;
        Assert.That(((bool?)risk["kill_switch"], (string?)risk["reason"]), Is.EqualTo(((bool?)true, "drill")));
    }

    [Test]
    public async Task Alerts_of_one_edge_come_when_its_venue_is_disconnected()
    {
        var filter = new EventFilter { EdgeId = "venue-edge-kraken" };
        Task<JToken> first = await FirstAsync(_trading.Client.StreamAlertsAsync(filter, _patience.Token), () => _trading.Exchange.ServerEvents.Alerts.Clients);
        await _trading.Client.DisconnectVenueAsync("coinbase");
        await _trading.Client.DisconnectVenueAsync("kraken");
        Assert.That((string?)(await first)["venue"], Is.EqualTo("kraken"));
    }

    [Test]
    public async Task A_routing_decision_arrives_on_the_stream()
    {
        await using MarketDataStream stream = await _trading.Client.Stream("ETH-USD").Routing().ConnectAsync(_patience.Token);
        SubmitResult submit = await _trading.Client.Buy("ETH-USD", 1m).SubmitAsync();
        StreamEvent.Routing? routing = null;
        await foreach (StreamEvent e in stream.WithCancellation(_patience.Token))
        {
            routing = e as StreamEvent.Routing;
            if (routing is not null)
                break;
        }

        Assert.That((string?)routing!.Data["node_order_id"], Is.EqualTo(submit.NodeOrderId("order")));
        Assert.That(routing.Data["legs"], Is.Not.Empty);
    }

    /// <summary>Starts to read, and returns once the exchange has the client, so that nothing is missed.</summary>
    private async Task<Task<JToken>> FirstAsync(IAsyncEnumerable<JToken> events, Func<int> clients)
    {
        Task<JToken> first = ReadAsync(events);
        await Eventually.TrueAsync(() => clients() > 0 || first.IsCompleted);
        return first;
    }

    private async Task<JToken> ReadAsync(IAsyncEnumerable<JToken> events)
    {
        await foreach (JToken payload in events.WithCancellation(_patience.Token))
            return payload;
        throw new AssertionException("The stream ended.");
    }
}
