using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Endpoints;

/// <summary>Whatever is asked of an order, a node, a graph or a market that has ended is refused by a code of its own.</summary>
public sealed class TerminalStateTests : ExchangeTest
{
    private const string Order = "/v1/orders/graph%3Ag1%3Aorder%3A1";
    private const string Graph = "/v1/execution_graphs/g1";
    private const string Node = Graph + "/nodes/order";

    private VenueMarket _alpha = null!;

    [SetUp]
    public void OpenMarket()
    {
        _alpha = List("alpha");
        Ask(_alpha, 100m, 5m);
        Bid(_alpha, 90m, 5m);
    }

    [TestCase("DELETE", Order, null, "ORDER_TERMINAL")]
    [TestCase("PATCH", Order, """{"new_qty_1e8": 100000000}""", "ORDER_TERMINAL")]
    [TestCase("PATCH", Order, """{"new_constraints": {"max_price_1e9": 100000000000}}""", "ORDER_TERMINAL")]
    [TestCase("PUT", Node, """{"qty_1e8": 100000000}""", "ORDER_TERMINAL")]
    [TestCase("PUT", Node, """{"urgency": "high"}""", "ORDER_TERMINAL")]
    [TestCase("DELETE", Graph, null, "GRAPH_TERMINAL")]
    [TestCase("POST", Graph + "/resume", null, "GRAPH_TERMINAL")]
    public async Task After_a_fill(string verb, string path, string? body, string code)
    {
        await SubmitAsync("""{"graph_id": "g1", "symbol": "TEST-USD", "side": "buy", "qty": 1}""");
        Assert.That((await StatusAsync(Order), await StatusAsync(Graph)), Is.EqualTo(("COMPLETED", "completed")));
        Assert.That(await CodeAsync(verb, path, body), Is.EqualTo(code));
        Assert.That((await StatusAsync(Order), await StatusAsync(Graph)), Is.EqualTo(("COMPLETED", "completed")));
    }

    [TestCase("DELETE", Order, null, "ORDER_TERMINAL")]
    [TestCase("PATCH", Order, """{"new_qty_1e8": 100000000}""", "ORDER_TERMINAL")]
    [TestCase("PUT", Node, """{"urgency": "high"}""", "ORDER_TERMINAL")]
    [TestCase("POST", Graph + "/resume", null, "GRAPH_TERMINAL")]
    public async Task After_a_rejection(string verb, string path, string? body, string code)
    {
        await SubmitAsync("""{"graph_id": "g1", "symbol": "TEST-USD", "side": "sell", "qty": 1}""");
        Assert.That(await StatusAsync(Order), Is.EqualTo("FAILED"));
        Assert.That(await CodeAsync(verb, path, body), Is.EqualTo(code));
    }

    [TestCase("PATCH", Order, """{"new_qty_1e8": 100000000}""", "ORDER_TERMINAL")]
    [TestCase("PUT", Node, """{"urgency": "high"}""", "ORDER_TERMINAL")]
    [TestCase("POST", Graph + "/resume", null, "GRAPH_TERMINAL")]
    public async Task After_a_cancel(string verb, string path, string? body, string code)
    {
        await SubmitAsync("""{"graph_id": "g1", "symbol": "TEST-USD", "side": "buy", "qty": 1, "price": 91}""");
        await SendAsync(HttpMethod.Delete, Order);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CodeAsync(verb, path, body), Is.EqualTo(code));
    }

    [TestCase(Order, "CANCELLED")]
    [TestCase(Graph, "aborted")]
    public async Task A_second_cancel_gives_the_first_answer(string path, string status)
    {
        await SubmitAsync("""{"graph_id": "g1", "symbol": "TEST-USD", "side": "buy", "qty": 1, "price": 91}""");
        JToken first = await SendAsync(HttpMethod.Delete, path);
        JToken second = await SendAsync(HttpMethod.Delete, path);
        Assert.That((string?)first["status"], Is.EqualTo(status));
        Assert.That(JToken.DeepEquals(first, second));
    }

    [TestCase("PATCH", "/v1/orders/graph%3Anone%3Aorder%3A1", """{"new_qty_1e8": 1}""")]
    [TestCase("PUT", "/v1/execution_graphs/none/nodes/order", """{"urgency": "high"}""")]
    [TestCase("PUT", Graph + "/nodes/none", """{"urgency": "high"}""")]
    public async Task What_never_was_is_404(string verb, string path, string body)
    {
        await SubmitAsync("""{"graph_id": "g1", "symbol": "TEST-USD", "side": "buy", "qty": 1}""");
        Assert.That((string?)(await FailAsync(new HttpMethod(verb), path, HttpStatusCode.NotFound, body))["code"], Is.EqualTo("NOT_FOUND"));
    }

    [Test]
    public async Task A_node_that_ended_in_a_graph_that_goes_on()
    {
        await SubmitAsync("""
            {"graph_id": "g1", "nodes": [
              {"node_id": "order", "instrument": {"symbol": "TEST-USD", "type": "spot"}, "side": "buy", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "root"},
              {"node_id": "rest", "instrument": {"symbol": "TEST-USD", "type": "spot"}, "side": "buy", "order_type": {"limit": {"price_1e9": 91000000000}}, "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "root"}],
             "edges": []}
            """);
        Assert.That(await StatusAsync(Graph), Is.EqualTo("partial_fill"));
        Assert.That(await CodeAsync("PUT", Node, """{"urgency": "high"}"""), Is.EqualTo("ORDER_TERMINAL"));
        Assert.That((string?)(await SendAsync(HttpMethod.Put, Graph + "/nodes/rest", """{"qty_1e8": 50000000}"""))["status"], Is.EqualTo("executing"));
    }

    [Test]
    public async Task Clearing_a_kill_switch_that_is_not_engaged_changes_nothing()
    {
        JToken cleared = await SendAsync(HttpMethod.Post, "/v1/kill_switch/clear");
        Assert.That((bool)cleared["engaged"]!, Is.False);
    }

    [TestCase("""{"symbol": "SYMBOL", "side": "buy", "qty": 1}""", "symbol")]
    [TestCase("""{"nodes": [{"node_id": "a", "instrument": {"symbol": "SYMBOL", "type": "prediction"}, "side": "buy", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "root"}], "edges": []}""", "nodes[0].instrument.symbol")]
    [TestCase("""{"nodes": [{"node_id": "a", "instrument": {"symbol": "SYMBOL", "type": "spot", "venue": "polymarket"}, "side": "buy", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "root"}], "edges": []}""", "nodes[0].instrument.symbol")]
    [TestCase("""{"nodes": [{"node_id": "a", "instrument": {"symbol": "TEST-USD", "type": "spot"}, "side": "buy", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "root"}, {"node_id": "b", "instrument": {"symbol": "TEST-USD", "type": "spot"}, "side": "sell", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "wait"}], "edges": [{"edge_id": "e", "from_node": "a", "to_node": "b", "trigger": {"on_price": {"symbol": "SYMBOL", "direction": "above", "offset_pct": 1}}}]}""", "edges[0].trigger.on_price.symbol")]
    public async Task An_order_on_a_market_that_has_ended(string body, string field)
    {
        const string Slug = "btc-updown-5m-1767614400";
        JToken row = (await GetAsync($"/v1/markets?slug={Slug}"))["markets"]![0]!;
        Time.Advance(TimeSpan.FromMinutes(5));
        foreach (string symbol in new[] { (string)row["yes_token_id"]!, (string)row["no_token_id"]!, Slug, Slug + ":NO", "https://polymarket.com/event/" + Slug })
        {
            JToken error = await FailAsync(HttpMethod.Post, "/v1/orders", HttpStatusCode.Conflict, body.Replace("SYMBOL", symbol, StringComparison.Ordinal));
            Assert.That(((string?)error["code"], (string?)error["details"]![0]!["field"]), Is.EqualTo(("MARKET_CLOSED", field)), symbol);
        }

        JToken unknown = await FailAsync(HttpMethod.Post, "/v1/orders", HttpStatusCode.UnprocessableEntity, body.Replace("SYMBOL", "NO-SUCH", StringComparison.Ordinal));
        Assert.That((string?)unknown["code"], Is.EqualTo("VALIDATION_ERROR"));
    }

    [Test]
    public async Task Where_one_venue_has_ended_the_others_trade_on()
    {
        Ask(List("beta"), 101m, 5m);
        Exchange.Scheduler.Enter(() => Exchange.Markets.End(_alpha));
        await SubmitAsync("""{"graph_id": "g1", "symbol": "TEST-USD", "side": "buy", "qty": 1}""");
        JToken fill = (await GetAsync("/v1/fills"))["fills"]!.Single();
        Assert.That(((string?)fill["venue"], (long)fill["price_1e9"]!), Is.EqualTo(("beta", 101_000_000_000)));
        JToken simple = await FailAsync(HttpMethod.Post, "/v1/orders", HttpStatusCode.UnprocessableEntity, """{"symbol": "TEST-USD", "side": "buy", "qty": 1, "venue": "alpha"}""");
        JToken node = await FailAsync(HttpMethod.Post, "/v1/orders", HttpStatusCode.UnprocessableEntity, """
            {"nodes": [{"node_id": "a", "instrument": {"symbol": "TEST-USD", "type": "spot", "venue": "alpha"}, "side": "buy", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "root"}], "edges": []}
            """);
        Assert.That(new[] { simple, node }.Select(error => (string?)error["details"]![0]!["field"]), Is.EqualTo(["venue", "nodes[0].instrument.venue"]));
    }

    private async Task SubmitAsync(string body)
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", body);
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task<string?> StatusAsync(string path) => (string?)(await GetAsync(path))["status"];

    private async Task<string?> CodeAsync(string verb, string path, string? body) => (string?)(await FailAsync(new HttpMethod(verb), path, HttpStatusCode.Conflict, body))["code"];
}
