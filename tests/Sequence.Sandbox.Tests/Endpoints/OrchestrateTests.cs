using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Core;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class OrchestrateTests : ExchangeTest
{
    private VenueMarket _alpha = null!;

    [SetUp]
    public void OpenMarket()
    {
        _alpha = List("alpha");
        Ask(_alpha, 100m, 5m);
        Bid(_alpha, 90m, 5m);
    }

    [Test]
    public async Task A_graph_shows_its_nodes_and_edges()
    {
        await SubmitAsync();
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken before = await GetAsync("/v1/execution_graphs/g1");
        Ask(_alpha, 95m, 1m);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken after = await GetAsync("/v1/execution_graphs/g1");

        Assert.That((string?)before["status"], Is.EqualTo("active"));
        Assert.That((string?)before["client_id"], Is.EqualTo("client_1"));
        Assert.That((string?)before["nodes"]!["entry"]!["status"], Is.EqualTo("executing"));
        Assert.That((string?)before["nodes"]!["exit"]!["status"], Is.EqualTo("armed"));
        Assert.That((bool)before["edges"]!["e0"]!["fired"]!, Is.False);
        Assert.That((string?)after["nodes"]!["entry"]!["status"], Is.EqualTo("filled"));
        Assert.That((long)after["nodes"]!["entry"]!["avg_fill_price_1e9"]!, Is.EqualTo(95_000_000_000));
        Assert.That((bool)after["edges"]!["e0"]!["fired"]!);
        Assert.That((string?)after["nodes"]!["exit"]!["node_order_id"], Is.EqualTo("graph:g1:exit:1"));
    }

    [Test]
    public async Task A_cancelled_graph_is_aborted_and_off_the_book()
    {
        await SubmitAsync();
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken cancelled = await SendAsync(HttpMethod.Delete, "/v1/execution_graphs/g1");

        Assert.That(cancelled.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""{"graph_id":"g1","status":"aborted"}"""));
        Assert.That(Exchange.Scheduler.Enter(() => _alpha.Book.BestBid?.ToDecimal()), Is.EqualTo(90m));
    }

    [Test]
    public async Task A_paused_graph_is_resumed_and_a_dead_one_is_409()
    {
        await SubmitAsync();
        Time.Advance(TimeSpan.FromMilliseconds(10));
        Exchange.Scheduler.Enter(() => Exchange.Engine.Pause(Exchange.Engine.Find(Exchange.AccountOf(Key), "g1")!));
        string paused = (string)(await GetAsync("/v1/execution_graphs/g1"))["status"]!;
        JToken resumed = await SendAsync(HttpMethod.Post, "/v1/execution_graphs/g1/resume");
        await SendAsync(HttpMethod.Delete, "/v1/execution_graphs/g1");
        JToken error = await FailAsync(HttpMethod.Post, "/v1/execution_graphs/g1/resume", HttpStatusCode.Conflict);

        Assert.That(paused, Is.EqualTo("paused"));
        Assert.That((string?)resumed["status"], Is.EqualTo("active"));
        Assert.That((string?)error["code"], Is.EqualTo("GRAPH_TERMINAL"));
    }

    [Test]
    public async Task Cancelling_one_order_leaves_the_rest_of_the_graph_to_its_edges()
    {
        await SubmitAsync("on_cancel");
        Time.Advance(TimeSpan.FromMilliseconds(10));
        await SendAsync(HttpMethod.Delete, "/v1/orders/graph%3Ag1%3Aentry%3A1");
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken graph = await GetAsync("/v1/execution_graphs/g1");

        Assert.That((string?)graph["nodes"]!["entry"]!["status"], Is.EqualTo("cancelled"));
        Assert.That((bool)graph["edges"]!["e0"]!["fired"]!);
        Assert.That((string?)graph["nodes"]!["exit"]!["status"], Is.EqualTo("filled"));
    }

    [TestCase("GET", "/v1/execution_graphs/none")]
    [TestCase("DELETE", "/v1/execution_graphs/none")]
    [TestCase("POST", "/v1/execution_graphs/none/resume")]
    public async Task An_unknown_graph_is_404(string verb, string path) =>
        Assert.That((string?)(await FailAsync(new HttpMethod(verb), path, HttpStatusCode.NotFound))["code"], Is.EqualTo("NOT_FOUND"));

    private Task<JToken> SubmitAsync(string trigger = "on_full_fill") => SendAsync(HttpMethod.Post, "/v1/orders", $$$"""
        {"graph_id": "g1", "is_sandbox": true,
         "nodes": [
           {"node_id": "entry", "instrument": {"symbol": "TEST-USD", "type": "spot", "venue": "alpha"}, "side": "buy",
            "order_type": {"limit": {"price_1e9": 95000000000}}, "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {"tif": "GTC"}, "activation": "root"},
           {"node_id": "exit", "instrument": {"symbol": "TEST-USD", "type": "spot", "venue": "alpha"}, "side": "buy",
            "order_type": "market", "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "wait"}],
         "edges": [{"edge_id": "e0", "from_node": "entry", "to_node": "exit", "trigger": "{{{trigger}}}", "sizing": {"fixed": {"qty_1e8": 100000000} } }]}
        """);
}
