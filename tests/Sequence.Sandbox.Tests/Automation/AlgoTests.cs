using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Automation;

public sealed class AlgoTests : AutomationTest
{
    [Test]
    public async Task An_algo_is_accepted_then_running_then_paused()
    {
        JToken deployed = await PostAsync("/v1/algos/deploy", new { symbol = "BTC-USD", wasm_base64 = Wasm });
        JToken running = await PostAsync("/v1/algos/BTC-USD/start");
        JToken paused = await PostAsync("/v1/algos/btc-usd/stop");
        JToken algo = await GetAsync("/v1/algos/BTC-USD");

        Assert.That(new[] { deployed, running, paused, algo }.Select(answer => (string?)answer["status"]), Is.EqualTo(["accepted", "running", "paused", "paused"]));
        Assert.That((await GetAsync("/v1/algos/BTC-USD/logs"))["logs"]!.Select(line => (string?)line["message"]), Has.Exactly(1).EqualTo("started"));
    }

    [Test]
    public async Task The_edges_come_only_when_asked_for_and_count_on_while_the_algo_runs()
    {
        await PostAsync("/v1/algos/deploy", new { symbol = "ETH-USD", wasm_base64 = Wasm });
        await PostAsync("/v1/algos/ETH-USD/start");
        Time.Advance(TimeSpan.FromMinutes(1));
        JToken plain = await GetAsync("/v1/algos");
        JToken detailed = await GetAsync("/v1/algos?detail=edge");
        JToken stats = await GetAsync("/v1/algos/ETH-USD/stats");
        JToken error = await FailAsync(HttpMethod.Get, "/v1/algos?detail=venue", HttpStatusCode.BadRequest);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(plain["edges"], Is.Null);
            Assert.That(detailed["edges"]!.Select(edge => (long)edge["update_count"]!), Has.All.Positive);
            Assert.That(detailed["edges"]!.Select(edge => edge["pause_reason"]!.Type), Has.All.EqualTo(JTokenType.Null));
            Assert.That(detailed["edges"]!.Select(edge => (long)edge["last_heartbeat"]! - (long)edge["deployed_at"]!), Has.All.EqualTo(60));
            Assert.That((long)stats["update_count"]!, Is.EqualTo(detailed["edges"]!.Sum(edge => (long)edge["update_count"]!)));
            Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo("detail"));
        }
    }

    [Test]
    public async Task A_symbol_has_one_algo_and_a_new_module_takes_its_place_stopped()
    {
        await PostAsync("/v1/algos/deploy", new { symbol = "BTC-USD", wasm_base64 = Wasm });
        await PostAsync("/v1/algos/BTC-USD/start");
        Time.Advance(TimeSpan.FromMinutes(1));
        await PostAsync("/v1/algos/deploy", new { symbol = "BTC-USD", wasm_base64 = "AGFzbQEAAAAA" });
        JToken algo = (await GetAsync("/v1/algos"))["algos"]!.Single();
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.That((string?)algo["status"], Is.EqualTo("accepted"));
        Assert.That((int)algo["size_bytes"]!, Is.EqualTo(9));
        Assert.That((long)(await GetAsync("/v1/algos/BTC-USD/stats"))["update_count"]!, Is.Zero);
    }

    [Test]
    public async Task Algos_of_sandbox_and_live_keys_of_one_client_are_kept_apart()
    {
        await PostAsync("/v1/algos/deploy", new { symbol = "BTC-USD", wasm_base64 = Wasm });
        string live = (string)(await PostAsync("/v1/api_keys", new { label = "live", sandbox = false }))["api_key"]!;
        string test = (string)(await PostAsync("/v1/api_keys", new { label = "test", sandbox = true }))["api_key"]!;

        Assert.That(await CountAsync(live), Is.Zero);
        Assert.That(await CountAsync(test), Is.EqualTo(1));

        async Task<int> CountAsync(string key)
        {
            Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            return (await GetAsync("/v1/algos"))["algos"]!.Count();
        }
    }

    [Test]
    public async Task A_deleted_algo_an_unknown_symbol_and_the_algo_of_another_account_are_404()
    {
        await PostAsync("/v1/algos/deploy", new { symbol = "BTC-USD", wasm_base64 = Wasm });
        await AsStrangerAsync(() => FailAsync(HttpMethod.Get, "/v1/algos/BTC-USD", HttpStatusCode.NotFound));
        await SendAsync(HttpMethod.Delete, "/v1/algos/BTC-USD");

        await FailAsync(HttpMethod.Get, "/v1/algos/BTC-USD", HttpStatusCode.NotFound);
        await FailAsync(HttpMethod.Post, "/v1/algos/NOPE-USD/start", HttpStatusCode.NotFound);
    }

    [TestCase("""{"wasm_base64": "AGFzbQEAAAA="}""", "symbol")]
    [TestCase("""{"symbol": "NOPE-USD", "wasm_base64": "AGFzbQEAAAA="}""", "symbol")]
    [TestCase("""{"symbol": "BTC-USD", "wasm_base64": "QUJDRA=="}""", "wasm_base64")]
    [TestCase("""{"symbol": "BTC-USD", "wasm_base64": 7}""", "wasm_base64")]
    public async Task A_body_that_does_not_fit_is_422(string body, string field)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/algos/deploy", HttpStatusCode.UnprocessableEntity, body);

        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
    }
}
