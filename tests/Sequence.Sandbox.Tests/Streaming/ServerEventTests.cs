using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Streaming;
using Sequence.Sandbox.Tests.Endpoints;

namespace Sequence.Sandbox.Tests.Streaming;

/// <summary>The three streams of server-sent events over real HTTP.</summary>
public sealed class ServerEventTests : MonitorTest
{
    private const string Costs = "/v1/tca/stream";
    private const string Risk = "/v1/risk/stream";
    private const string Alerts = "/v1/alerts/stream";

    [Test]
    public async Task Every_finished_order_is_reported_with_its_costs()
    {
        using EventClient events = await EventClient.OpenAsync(Http, Costs);
        await TradeAsync("g1", "buy", "3");
        await TradeAsync("g2", "buy", "1");
        (long id, string name, JToken data) = await events.EventAsync();
        (long nextId, _, JToken next) = await events.EventAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(events.MediaType, Is.EqualTo("text/event-stream"));
            Assert.That((id, name, nextId), Is.EqualTo((1L, "tca", 2L)));
            Assert.That(JToken.DeepEquals(data, await ReviewAsync("g1")), data.ToString());
            Assert.That((string?)next["node_order_id"], Is.EqualTo(Id("g2")));
        }
    }

    [Test]
    public async Task Risk_tells_of_the_kill_switch_and_of_broken_limits()
    {
        using EventClient events = await EventClient.OpenAsync(Http, Risk);
        await SendAsync(HttpMethod.Post, "/v1/kill_switch", """{"reason": "enough"}""");
        await SendAsync(HttpMethod.Post, "/v1/kill_switch/clear");
        await BreakAsync("pause_graph");
        JToken[] data = [(await events.EventAsync()).Data, (await events.EventAsync()).Data, (await events.EventAsync()).Data];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Select(payload => (string?)payload["kind"]), Is.EqualTo(["kill_switch", "kill_switch", "limit_breach"]));
            Assert.That(((bool?)data[0]["kill_switch"], (string?)data[0]["reason"], (bool?)data[1]["kill_switch"]), Is.EqualTo(((bool?)true, "enough", (bool?)false)));
            Assert.That($"{data[2]["graph_id"]} {data[2]["limit"]} {data[2]["reaction"]}", Is.EqualTo("hoard max_unhedged_qty_1e8 pause_graph"));
        }
    }

    [Test]
    public async Task Alerts_tell_of_rejections_paused_graphs_and_disconnected_venues()
    {
        using EventClient events = await EventClient.OpenAsync(Http, Alerts);
        await TradeAsync("g1", "sell", "1");
        await BreakAsync("pause_graph");
        await SendAsync(HttpMethod.Delete, "/v1/credentials/alpha");
        JToken[] data = [(await events.EventAsync()).Data, (await events.EventAsync()).Data, (await events.EventAsync()).Data];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Select(payload => (string?)payload["kind"]), Is.EqualTo(["order_rejected", "graph_paused", "venue_disconnected"]));
            Assert.That($"{data[0]["node_order_id"]} {data[0]["reason"]}", Does.StartWith($"{Id("g1")} INSUFFICIENT_BALANCE"));
            Assert.That((string?)data[1]["reason"], Does.Contain("max_unhedged_qty_1e8"));
            Assert.That((string?)data[2]["edge_id"], Is.EqualTo("venue-edge-alpha"));
        }
    }

    [Test]
    public async Task A_filter_keeps_the_events_of_one_order_or_one_edge()
    {
        using EventClient ofOrder = await EventClient.OpenAsync(Http, $"{Costs}?node_order_id={Id("g2")}");
        using EventClient ofEdge = await EventClient.OpenAsync(Http, $"{Costs}?edge_id=venue-edge-beta");
        await TradeAsync("g1", "buy", "1");
        await TradeAsync("g2", "buy", "1", """, "venue": "alpha" """);
        await TradeAsync("g3", "buy", "1", """, "venue": "beta" """);
        Assert.That((string?)(await ofOrder.EventAsync()).Data["node_order_id"], Is.EqualTo(Id("g2")));
        Assert.That((string?)(await ofEdge.EventAsync()).Data["node_order_id"], Is.EqualTo(Id("g3")));
    }

    [Test]
    public async Task A_client_that_comes_back_goes_on_after_the_last_event_it_saw()
    {
        await TradeAsync("g1", "buy", "1");
        await TradeAsync("g2", "buy", "1");
        using EventClient fresh = await EventClient.OpenAsync(Http, Costs);
        using EventClient back = await EventClient.OpenAsync(Http, Costs, lastEventId: "1");
        await TradeAsync("g3", "buy", "1");
        Assert.That((await fresh.EventAsync()).Id, Is.EqualTo(3), "without a last event only new ones come");
        Assert.That(((await back.EventAsync()).Id, (await back.EventAsync()).Id), Is.EqualTo((2L, 3L)));
    }

    [Test]
    public async Task Of_what_happened_meanwhile_the_latest_are_kept()
    {
        for (int i = 0; i < ServerEventFeed.Kept + 2; i++)
            await SendAsync(HttpMethod.Post, "/v1/kill_switch/clear");
        using EventClient back = await EventClient.OpenAsync(Http, Risk, lastEventId: "0");
        Assert.That((await back.EventAsync()).Id, Is.EqualTo(3));
    }

    [Test]
    public async Task No_account_hears_of_another()
    {
        using HttpClient other = ClientFor(Exchange.NewKey());
        using EventClient theirs = await EventClient.OpenAsync(other, Costs);
        await TradeAsync("g1", "buy", "1");
        Time.Advance(TimeSpan.FromSeconds(15));
        Assert.That(await theirs.BlockAsync(), Is.EqualTo(": heartbeat"));
    }

    [Test]
    public async Task A_quiet_stream_has_a_heartbeat_every_15_seconds_of_exchange_time()
    {
        using EventClient events = await EventClient.OpenAsync(Http, Alerts);
        Time.Advance(TimeSpan.FromSeconds(15));
        Assert.That(await events.BlockAsync(), Is.EqualTo(": heartbeat"));
        Time.Advance(TimeSpan.FromSeconds(15));
        Assert.That(await events.BlockAsync(), Is.EqualTo(": heartbeat"));
    }

    [TestCase(Costs)]
    [TestCase(Risk)]
    [TestCase(Alerts)]
    public async Task Without_a_key_it_stays_shut(string path)
    {
        using HttpClient nobody = ClientFor(null);
        Assert.That((await nobody.GetAsync(path)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Shutdown_ends_the_response()
    {
        using EventClient events = await EventClient.OpenAsync(Http, Costs);
        Task<string?> last = events.BlockAsync();
        await Exchange.DisposeAsync();
        Assert.That(await last, Is.Null);
    }

    [Test]
    public async Task A_client_that_leaves_is_forgotten()
    {
        EventClient events = await EventClient.OpenAsync(Http, Costs);
        Assert.That(Exchange.ServerEvents.Costs.Clients, Is.EqualTo(1));
        events.Dispose();
        await Assert.ThatAsync(() => Eventually.TrueAsync(() => Exchange.ServerEvents.Costs.Clients == 0), Throws.Nothing);
    }

    /// <summary>Gets one of two under a limit of half a unit without a hedge.</summary>
    private async Task BreakAsync(string reaction)
    {
        string body = """
            {"graph_id": "hoard", "nodes": [{"node_id": "order", "instrument": {"symbol": "TEST-USD", "type": "spot", "venue": "alpha"}, "side": "buy",
             "order_type": {"limit": {"price_1e9": 102000000000}}, "quantity": {"fixed": {"qty_1e8": 200000000}}, "execution": {}, "activation": "root"}], "edges": [],
             "risk": {"runtime": {"max_unhedged_qty_1e8": 50000000}, "failure": {"on_runtime_breach": "$reaction"}}}
            """;
        await SendAsync(HttpMethod.Post, "/v1/orders", body.Replace("$reaction", reaction, StringComparison.Ordinal));
        Time.Advance(TimeSpan.FromMilliseconds(10));
    }
}
