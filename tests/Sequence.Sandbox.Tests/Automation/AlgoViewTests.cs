using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Automation;

/// <summary>Algos by symbol and deployments are one world: what happens on one surface is seen on the other.</summary>
public sealed class AlgoViewTests : AutomationTest
{
    [Test]
    public async Task A_deployment_is_the_algo_of_each_of_its_symbols()
    {
        string id = await DeployAsync(start: true, "ETH-USD", "BTC-USD");
        Time.Advance(TimeSpan.FromMinutes(1));
        JToken algos = await GetAsync("/v1/algos?detail=edge");
        JToken deployment = await GetAsync($"/v1/deployments/{id}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(algos["algos"]!.Select(algo => $"{algo["symbol"]} {algo["status"]}"), Is.EqualTo(["ETH-USD running", "BTC-USD running"]));
            Assert.That(algos["edges"]!.Select(edge => (string?)edge["deploy_id"]), Has.Exactly(6).Items.And.All.EqualTo(id));
            Assert.That(algos["algos"]!.Select(algo => (int)algo["size_bytes"]!), Is.All.EqualTo((int)deployment["size_bytes"]!));
            foreach (JToken edge in deployment["edges"]!)
            {
                JToken[] parts = [.. algos["edges"]!.Where(part => (string?)part["edge_id"] == (string?)edge["edge_id"])];
                Assert.That(parts.Sum(part => (long)part["position_1e8"]!), Is.EqualTo((long)edge["position_1e8"]!));
                Assert.That(parts.Sum(part => (long)part["realized_pnl_1e9"]!), Is.EqualTo((long)edge["realized_pnl_1e9"]!));
                Assert.That(parts.Sum(part => (long)part["unrealized_pnl_1e9"]!), Is.EqualTo((long)edge["unrealized_pnl_1e9"]!));
                Assert.That(parts.Select(part => (long)part["callback_latency_ns"]!), Has.Member((long)edge["callback_latency_ns"]!));
            }
        }
    }

    [Test]
    public async Task Counters_of_both_surfaces_are_the_same()
    {
        string id = await DeployAsync(start: true, "ETH-USD", "BTC-USD");
        Time.Advance(TimeSpan.FromMinutes(1));
        JToken eth = await GetAsync("/v1/algos/ETH-USD/stats");
        JToken btc = await GetAsync("/v1/algos/BTC-USD/stats");
        JToken metrics = await GetAsync($"/v1/deployments/{id}/metrics");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)eth["deployment_id"], Is.EqualTo(id));
            Assert.That((long)eth["update_count"]!, Is.Positive.And.Not.EqualTo((long)btc["update_count"]!));
            Assert.That((long)eth["update_count"]! + (long)btc["update_count"]!, Is.EqualTo((long)metrics["callbacks"]!));
            Assert.That((long)eth["fill_count"]! + (long)btc["fill_count"]!, Is.EqualTo((long)metrics["fills"]!).And.Positive);
            Assert.That(JToken.DeepEquals(await GetAsync("/v1/algos/ETH-USD/logs"), await GetAsync($"/v1/deployments/{id}/logs")));
        }
    }

    [Test]
    public async Task Start_and_stop_are_seen_from_both_sides()
    {
        string id = await DeployAsync(symbols: "BTC-USD");
        string before = await BothAsync(id);
        await PostAsync("/v1/algos/BTC-USD/start");
        string started = await BothAsync(id);
        await PostAsync($"/v1/deployments/{id}/stop");
        string stopped = await BothAsync(id);
        await PostAsync($"/v1/deployments/{id}/start");
        string again = await BothAsync(id);
        await PostAsync("/v1/algos/BTC-USD/stop");

        Assert.That(new[] { before, started, stopped, again, await BothAsync(id) }, Is.EqualTo(
            ["stopped accepted", "running running", "stopped paused", "running running", "stopped paused"]));
        Assert.That((string?)(await GetAsync("/v1/algos?detail=edge"))["edges"]![0]!["pause_reason"], Is.EqualTo("stopped by the client"));
    }

    [Test]
    public async Task An_algo_that_is_deployed_by_symbol_is_a_deployment()
    {
        string id = (string)(await PostAsync("/v1/algos/deploy", new { symbol = "eth-usd", wasm_base64 = Wasm }))["deployment_id"]!;
        JToken deployment = (await GetAsync("/v1/deployments")).Single();

        Assert.That((string?)deployment["deployment_id"], Is.EqualTo(id));
        Assert.That((string?)deployment["name"], Is.EqualTo("ETH-USD"));
        Assert.That(deployment["symbols"]!.Values<string>(), Is.EqualTo(["ETH-USD"]));
        Assert.That((string?)deployment["status"], Is.EqualTo("stopped"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_deletion_is_seen_from_both_sides(bool bySymbol)
    {
        string id = await DeployAsync(start: true, "BTC-USD", "ETH-USD");
        await SendAsync(HttpMethod.Delete, bySymbol ? "/v1/algos/ETH-USD" : $"/v1/deployments/{id}");

        await FailAsync(HttpMethod.Get, "/v1/algos/BTC-USD", HttpStatusCode.NotFound);
        await FailAsync(HttpMethod.Get, "/v1/algos/ETH-USD", HttpStatusCode.NotFound);
        await FailAsync(HttpMethod.Get, $"/v1/deployments/{id}", HttpStatusCode.NotFound);
        Assert.That((await GetAsync("/v1/algos"))["algos"], Is.Empty);
    }

    [Test]
    public async Task A_new_module_by_symbol_replaces_deployments_of_that_symbol_alone_and_stops_the_others()
    {
        string alone = await DeployAsync(start: true, "BTC-USD");
        string both = await DeployAsync(start: true, "BTC-USD", "ETH-USD");
        string other = await DeployAsync(start: true, "SOL-USD");
        string id = (string)(await PostAsync("/v1/algos/deploy", new { symbol = "BTC-USD", wasm_base64 = Wasm }))["deployment_id"]!;
        JToken edges = (await GetAsync("/v1/algos?detail=edge"))["edges"]!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await GetAsync("/v1/deployments")).Select(row => $"{row["deployment_id"]} {row["status"]}"), Is.EqualTo([$"{both} stopped", $"{other} running", $"{id} stopped"]));
            Assert.That(edges.Select(edge => $"{edge["symbol"]} {edge["deploy_id"]} {edge["pause_reason"]}").Distinct(), Is.EquivalentTo(
                [$"BTC-USD {id} ", $"ETH-USD {both} replaced by {id}", $"SOL-USD {other} "]));
            await FailAsync(HttpMethod.Get, $"/v1/deployments/{alone}", HttpStatusCode.NotFound);
        }
    }

    [Test]
    public async Task One_module_runs_for_a_symbol_and_the_one_that_starts_stops_the_other()
    {
        string first = await DeployAsync(start: true, "BTC-USD");
        string second = await DeployAsync(symbols: "BTC-USD");
        string waiting = await LeaderAsync();
        await PostAsync($"/v1/deployments/{second}/start");
        string started = await LeaderAsync();
        JToken replaced = await GetAsync($"/v1/deployments/{first}");
        await PostAsync($"/v1/deployments/{first}/start");

        Assert.That(new[] { waiting, started, await LeaderAsync() }, Is.EqualTo([$"{first} running", $"{second} running", $"{first} running"]));
        Assert.That((string?)replaced["status"], Is.EqualTo("stopped"));
        Assert.That((string?)(await GetAsync($"/v1/deployments/{second}"))["status"], Is.EqualTo("stopped"));
        Assert.That((await GetAsync("/v1/algos"))["algos"]!.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task While_none_runs_the_one_that_came_or_started_last_is_the_algo()
    {
        string first = await DeployAsync(symbols: "BTC-USD");
        string second = await DeployAsync(symbols: "BTC-USD");
        string created = await LeaderAsync();
        await PostAsync($"/v1/deployments/{first}/start");
        await PostAsync($"/v1/deployments/{first}/stop");
        string started = await LeaderAsync();
        await SendAsync(HttpMethod.Delete, "/v1/algos/BTC-USD");

        Assert.That(new[] { created, started, await LeaderAsync() }, Is.EqualTo([$"{second} accepted", $"{first} paused", $"{second} accepted"]));
    }

    [Test]
    public async Task New_symbols_of_a_running_deployment_stop_what_ran_for_them()
    {
        string first = await DeployAsync(start: true, "ETH-USD");
        string second = await DeployAsync(start: true, "BTC-USD");
        await SendAsync(HttpMethod.Patch, $"/v1/deployments/{second}", """{"symbols": ["SOL-USD", "ETH-USD"]}""");

        Assert.That((await GetAsync("/v1/algos"))["algos"]!.Select(algo => $"{algo["symbol"]} {algo["status"]}"), Is.EqualTo(["ETH-USD running", "SOL-USD running"]));
        Assert.That((string?)(await GetAsync($"/v1/deployments/{first}"))["status"], Is.EqualTo("stopped"));
        await FailAsync(HttpMethod.Get, "/v1/algos/BTC-USD", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Two_accounts_may_run_the_same_symbol()
    {
        string own = await DeployAsync(start: true, "BTC-USD");
        await AsStrangerAsync(async () => await DeployAsync(start: true, "BTC-USD"));

        Assert.That((string?)(await GetAsync($"/v1/deployments/{own}"))["status"], Is.EqualTo("running"));
    }

    [Test]
    public async Task Steps_by_symbol_are_told_on_the_topic_of_the_deployment()
    {
        string id = await DeployAsync(symbols: "BTC-USD");
        List<string> steps = [];
        Exchange.Deployments.Changed += step => steps.Add($"{step.Deployment.Id == id} {step.Kind}");
        await PostAsync("/v1/algos/BTC-USD/start");
        await PostAsync("/v1/algos/BTC-USD/start");
        await PostAsync("/v1/algos/BTC-USD/stop");
        await SendAsync(HttpMethod.Delete, "/v1/algos/BTC-USD");

        Assert.That(steps, Is.EqualTo(["True started", "True stopped", "True deleted"]));
    }

    [Test]
    public async Task A_session_counts_from_its_start()
    {
        await DeployAsync(start: true, "BTC-USD");
        Time.Advance(TimeSpan.FromMinutes(10));
        JToken[] first = [.. (await GetAsync("/v1/algos?detail=edge"))["edges"]!];
        await PostAsync("/v1/algos/BTC-USD/stop");
        await PostAsync("/v1/algos/BTC-USD/start");
        JToken[] second = [.. (await GetAsync("/v1/algos?detail=edge"))["edges"]!];

        Assert.That(first.Select(edge => (long)edge["session_realized_pnl_1e9"]!), Has.Some.Not.Zero);
        Assert.That(first.Select(edge => (long)edge["session_realized_pnl_1e9"]!), Is.EqualTo(first.Select(edge => (long)edge["realized_pnl_1e9"]!)));
        Assert.That(second.Select(edge => (long)edge["realized_pnl_1e9"]!), Is.EqualTo(first.Select(edge => (long)edge["realized_pnl_1e9"]!)));
        Assert.That(second.Select(edge => (long)edge["session_realized_pnl_1e9"]!), Is.All.Zero);
        Assert.That(second.Select(edge => edge["pause_reason"]!.Type), Is.All.EqualTo(JTokenType.Null));
    }

    private async Task<string> BothAsync(string id) =>
        $"{(await GetAsync($"/v1/deployments/{id}"))["status"]} {(await GetAsync("/v1/algos/BTC-USD"))["status"]}";

    private async Task<string> LeaderAsync()
    {
        JToken edge = (await GetAsync("/v1/algos?detail=edge"))["edges"]![0]!;
        return $"{edge["deploy_id"]} {edge["status"]}";
    }
}
