using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Tests.Endpoints;

namespace Sequence.Sandbox.Tests.Streaming;

/// <summary>The topics <c>routing</c> and <c>tca</c>, and those of a deployment: each account has its own.</summary>
public sealed class ExecutionTopicTests : MonitorTest
{
    [Test]
    public async Task A_routing_decision_names_its_legs_its_cost_and_what_was_chosen()
    {
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        await stream.SubscribeAsync("routing");
        await TradeAsync("g1", "buy", "3");
        await TradeAsync("g2", "buy", "1", """, "price": 90, "venue": "alpha" """);
        JToken taken = await stream.EventAsync("routing");
        JToken rested = await stream.EventAsync("routing");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken["legs"]!.Select(leg => $"{leg["venue"]} {leg["qty_1e8"]} {leg["price_1e9"]}"), Is.EqualTo(["alpha 100000000 102000000000", "beta 200000000 103000000000"]));
            Assert.That(Number(taken, "est_cost_bps"), Is.EqualTo(276.6667m));
            Assert.That(taken["chosen"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""{"action":"take","venues":["alpha","beta"]}"""));
            Assert.That((string?)taken["node_order_id"], Is.EqualTo(Id("g1")));
            Assert.That(((string?)rested["chosen"]!["action"], (string?)rested["node_order_id"]), Is.EqualTo(("rest", Id("g2"))));
        }

        await stream.NothingMoreAsync();
    }

    [Test]
    public async Task Each_finished_order_is_one_report_that_equals_its_review()
    {
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        await stream.SubscribeAsync("tca");
        await TradeAsync("g1", "buy", "3");
        await TradeAsync("g2", "sell", "100");
        Assert.That(JToken.DeepEquals(await stream.EventAsync("tca"), await ReviewAsync("g1")));
        JToken rejected = await stream.EventAsync("tca");
        Assert.That(((string?)rejected["node_order_id"], rejected["achieved_vwap_1e9"]!.Type), Is.EqualTo((Id("g2"), JTokenType.Null)));
        await stream.NothingMoreAsync();
    }

    [Test]
    public async Task No_account_hears_of_the_decisions_and_costs_of_another()
    {
        using StreamClient other = await StreamClient.OpenAsync(Exchange, Exchange.NewKey());
        await other.SubscribeAsync("routing", "tca");
        await TradeAsync("g1", "buy", "3");
        await other.NothingMoreAsync();
    }

    [Test]
    public async Task A_deployment_tells_of_its_life_and_of_its_callbacks()
    {
        string id = await DeployAsync();
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        JObject ack = await stream.SubscribeAsync($"deployment:{id}", $"traces:{id}", "deployment:none", "traces:");
        await SendAsync(HttpMethod.Post, $"/v1/deployments/{id}/start");
        JToken started = await stream.EventAsync($"deployment:{id}");
        Bid(Alpha, 97.5m, 1m);
        JToken trace = await stream.EventAsync($"traces:{id}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ack["rejected"]!.Values<string>(), Is.EqualTo<string>(["deployment:none", "traces:"]));
            Assert.That($"{started["event_type"]} {started["status"]} {started["deployment_id"]}", Is.EqualTo($"started running {id}"));
            Assert.That(((string?)trace["venue"], (string?)trace["symbol"]), Is.EqualTo(("alpha", "TEST-USD")));
            Assert.That((long?)trace["timestamp_ns"], Is.GreaterThan(0));
        }
    }

    [Test]
    public async Task The_deployment_of_another_account_is_rejected()
    {
        string id = await DeployAsync();
        using StreamClient other = await StreamClient.OpenAsync(Exchange, Exchange.NewKey());
        JObject ack = await other.SubscribeAsync($"deployment:{id}", $"traces:{id}");
        Assert.That(ack["subscribed"], Is.Empty);
        Assert.That(ack["rejected"]!.Count(), Is.EqualTo(2));
    }

    private async Task<string> DeployAsync() => (string)(await SendAsync(
        HttpMethod.Post, "/v1/deployments", """{"name": "mm", "wasm_base64": "AGFzbQEAAAA=", "symbols": ["TEST-USD"], "start_immediately": false}"""))["deployment_id"]!;
}
