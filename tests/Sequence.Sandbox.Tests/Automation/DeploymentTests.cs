using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Automation;
using Sequence.Exchange.Core;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Automation;

public sealed class DeploymentTests : AutomationTest
{
    [Test]
    public async Task A_deployment_starts_stopped_on_every_edge_that_lists_its_symbols()
    {
        string id = await DeployAsync(symbols: ["BTC-USD", "ETH-USD"]);
        JToken deployment = await GetAsync($"/v1/deployments/{id}");

        Assert.That((string?)deployment["status"], Is.EqualTo("stopped"));
        Assert.That((int)deployment["size_bytes"]!, Is.EqualTo(8));
        Assert.That(deployment["edges"]!.Select(edge => (string)edge["edge_id"]!), Is.EquivalentTo(["venue-edge-coinbase", "venue-edge-kraken", "venue-edge-binance"]));
        Assert.That((int)deployment["pushed_to"]!, Is.EqualTo(3).And.EqualTo((int)deployment["capable_edges"]!));
        Assert.That((await GetAsync("/v1/deployments")).Single()["deployment_id"], Is.EqualTo(deployment["deployment_id"]));
    }

    [Test]
    public async Task Counters_advance_with_the_updates_of_the_symbols_while_it_runs_and_at_no_other_time()
    {
        VenueMarket market = List("kraken");
        string id = await DeployAsync(symbols: "TEST-USD");
        Bid(market, 10m, 1m);
        long stopped = await CallbacksAsync(id);
        await PostAsync($"/v1/deployments/{id}/start");
        Bid(market, 10m, 1m);
        Bid(List("coinbase", "OTHER-USD"), 10m, 1m);
        Ask(market, 11m, 1m);
        long running = await CallbacksAsync(id);
        await PostAsync($"/v1/deployments/{id}/stop");
        Ask(market, 11m, 1m);

        Assert.That(stopped, Is.Zero);
        Assert.That(running, Is.EqualTo(2));
        Assert.That(await CallbacksAsync(id), Is.EqualTo(2));
    }

    [Test]
    public async Task A_market_that_closes_and_opens_again_is_heard_again()
    {
        VenueMarket market = List("kraken");
        string id = await DeployAsync(start: true, "TEST-USD");
        Bid(market, 10m, 1m);
        Exchange.Scheduler.Enter(() => Exchange.Markets.Close(market));
        long closed = await CallbacksAsync(id);
        Bid(List("kraken"), 10m, 1m);

        Assert.That(await CallbacksAsync(id) - closed, Is.EqualTo(1));
        await PostAsync($"/v1/deployments/{id}/stop");
    }

    [Test]
    public async Task Simulated_fills_make_a_position_with_profit_and_loss_but_touch_no_ledger()
    {
        string id = await DeployAsync(start: true, "BTC-USD");
        Time.Advance(TimeSpan.FromMinutes(10));
        JToken edge = (await GetAsync($"/v1/deployments/{id}"))["edges"]!.First!;
        JToken logs = (await GetAsync($"/v1/deployments/{id}/logs"))["logs"]!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((long)edge["fill_count"]!, Is.GreaterThan(5));
            Assert.That((long)edge["realized_pnl_1e9"]!, Is.Not.Zero);
            Assert.That((long)edge["callback_latency_ns"]!, Is.InRange(20_000, 90_000));
            Assert.That(logs.Select(line => (string)line["message"]!), Has.Some.Match(@"^(bought|sold) [\d.]+ at [\d.]+ BTC-USD on venue-edge-\w+ \(simulated\)$"));
            Assert.That((await GetAsync("/v1/fills"))["fills"]!.Count(), Is.Zero);
            Assert.That((await GetAsync("/v1/orders"))["orders"]!.Count(), Is.Zero);
        }
    }

    [Test]
    public async Task The_same_seed_and_calls_give_the_same_counters()
    {
        string first = await RunAsync();
        await Close();
        await Open();

        Assert.That(await RunAsync(), Is.EqualTo(first));

        async Task<string> RunAsync()
        {
            string id = await DeployAsync(start: true, "ETH-USD");
            Time.Advance(TimeSpan.FromMinutes(2));
            return (await GetAsync($"/v1/deployments/{id}")).ToString();
        }
    }

    [Test]
    public async Task Stopping_leaves_resting_orders_and_starting_twice_changes_nothing()
    {
        string id = await DeployAsync(start: true, "BTC-USD");
        await PostAsync("/v1/orders", new { symbol = "BTC-USD", side = "buy", qty = 0.01m, price = 10m });
        JToken again = await PostAsync($"/v1/deployments/{id}/start");
        JToken stopped = await PostAsync($"/v1/deployments/{id}/stop");

        Assert.That((string?)again["status"], Is.EqualTo("running"));
        Assert.That((string?)stopped["status"], Is.EqualTo("stopped"));
        Assert.That((string?)(await GetAsync("/v1/orders"))["orders"]!.Single()["status"], Is.EqualTo("ACCEPTED"));
        Assert.That(((JArray)(await GetAsync($"/v1/deployments/{id}/logs"))["logs"]!).Count(line => (string?)line["message"] == "started"), Is.EqualTo(1));
    }

    [Test]
    public async Task Logs_give_the_newest_lines_up_to_the_limit()
    {
        string id = await DeployAsync(symbols: "BTC-USD");
        await PostAsync($"/v1/deployments/{id}/start");
        await PostAsync($"/v1/deployments/{id}/stop");
        JToken logs = (await GetAsync($"/v1/deployments/{id}/logs?limit=2"))["logs"]!;
        JToken error = await FailAsync(HttpMethod.Get, $"/v1/deployments/{id}/logs?limit=0", HttpStatusCode.BadRequest);

        Assert.That(logs.Select(line => (string?)line["message"]), Is.EqualTo(["started", "stopped; resting orders stay"]));
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo("limit"));
    }

    [Test]
    public async Task The_mesh_names_the_peers_of_each_edge()
    {
        string id = await DeployAsync(symbols: "BTC-USD");
        JToken edges = (await GetAsync($"/v1/deployments/{id}/mesh"))["edges"]!;

        Assert.That(edges.Select(edge => edge["peers"]!.Count()), Is.EqualTo([2, 2, 2]));
        Assert.That(edges.Select(edge => edge["peers"]!.Values<string>().Contains((string?)edge["edge_id"])), Has.None.True);
    }

    [Test]
    public async Task A_patch_changes_name_or_symbols_and_refuses_everything_else()
    {
        string id = await DeployAsync(start: true, "BTC-USD");
        await SendAsync(HttpMethod.Patch, $"/v1/deployments/{id}", """{"name": "mm-2"}""");
        await SendAsync(HttpMethod.Patch, $"/v1/deployments/{id}", """{"symbols": ["SOL-USD"]}""");
        JToken changed = await GetAsync($"/v1/deployments/{id}");
        JToken error = await FailAsync(HttpMethod.Patch, $"/v1/deployments/{id}", HttpStatusCode.UnprocessableEntity, """{"name": "mm-3", "color": "red"}""");

        Assert.That((string?)changed["name"], Is.EqualTo("mm-2"));
        Assert.That(changed["symbols"]!.Values<string>(), Is.EqualTo(["SOL-USD"]));
        Assert.That((string?)changed["status"], Is.EqualTo("running"));
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo("color"));
        Assert.That((string?)(await GetAsync($"/v1/deployments/{id}"))["name"], Is.EqualTo("mm-2"));
    }

    [TestCase("""{"wasm_base64": "AGFzbQEAAAA=", "symbols": ["BTC-USD"]}""", "name")]
    [TestCase("""{"name": "mm", "symbols": ["BTC-USD"]}""", "wasm_base64")]
    [TestCase("""{"name": "mm", "wasm_base64": "?", "symbols": ["BTC-USD"]}""", "wasm_base64")]
    [TestCase("""{"name": "mm", "wasm_base64": "QUJDRA==", "symbols": ["BTC-USD"]}""", "wasm_base64")]
    [TestCase("""{"name": "mm", "wasm_base64": "AGFzbQEAAAA=", "symbols": []}""", "symbols")]
    [TestCase("""{"name": "mm", "wasm_base64": "AGFzbQEAAAA=", "symbols": ["BTC-USD", "NOPE-USD"]}""", "symbols[1]")]
    public async Task A_body_that_does_not_fit_is_422_and_creates_nothing(string body, string field)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/deployments", HttpStatusCode.UnprocessableEntity, body);

        Assert.That((string?)error["code"], Is.EqualTo("VALIDATION_ERROR"));
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
        Assert.That(await GetAsync("/v1/deployments"), Is.Empty);
    }

    [Test]
    public async Task A_deleted_deployment_and_that_of_another_account_are_404()
    {
        string id = await DeployAsync(start: true, "BTC-USD");
        await AsStrangerAsync(() => FailAsync(HttpMethod.Get, $"/v1/deployments/{id}", HttpStatusCode.NotFound));
        await AsStrangerAsync(() => FailAsync(HttpMethod.Delete, $"/v1/deployments/{id}", HttpStatusCode.NotFound));
        Assert.That(await AsStrangerAsync(() => GetAsync("/v1/deployments")), Is.Empty);
        await SendAsync(HttpMethod.Delete, $"/v1/deployments/{id}");

        await FailAsync(HttpMethod.Get, $"/v1/deployments/{id}", HttpStatusCode.NotFound);
        await FailAsync(HttpMethod.Delete, $"/v1/deployments/{id}", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_exchange_tells_of_each_step_and_of_each_callback()
    {
        var steps = new List<string>();
        var callbacks = new List<AlgoCallback>();
        Exchange.Deployments.Changed += step => steps.Add($"{step.Kind} {step.Deployment.Status}");
        Exchange.Deployments.Called += (_, callback) => callbacks.Add(callback);
        VenueMarket market = List("kraken");
        string id = await DeployAsync(start: true, "TEST-USD");
        Bid(market, 10m, 1m);
        await SendAsync(HttpMethod.Patch, $"/v1/deployments/{id}", """{"name": "mm-2"}""");
        await SendAsync(HttpMethod.Delete, $"/v1/deployments/{id}");
        Bid(market, 10m, 1m);

        Assert.That(steps, Is.EqualTo(["created stopped", "started running", "updated running", "stopped stopped", "deleted stopped"]));
        Assert.That(callbacks.Select(callback => (callback.EdgeId, callback.Symbol, callback.Update)), Is.EqualTo([("venue-edge-kraken", "TEST-USD", 1L)]));
    }

    private async Task<long> CallbacksAsync(string id) => (long)(await GetAsync($"/v1/deployments/{id}/metrics"))["callbacks"]!;
}
