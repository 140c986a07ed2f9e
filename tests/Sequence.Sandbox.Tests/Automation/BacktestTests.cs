using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Automation;

public sealed class BacktestTests : AutomationTest
{
    [Test]
    public async Task A_job_is_queued_then_running_then_completed_on_the_clock_of_the_exchange()
    {
        string id = await StartAsync("BTC-USD");
        string queued = await StatusAsync(id);
        Time.Advance(TimeSpan.FromSeconds(1));
        string running = await StatusAsync(id);
        JToken early = await FailAsync(HttpMethod.Get, $"/v1/backtest/{id}/results", HttpStatusCode.Conflict);
        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.That(new[] { queued, running, await StatusAsync(id) }, Is.EqualTo(["queued", "running", "completed"]));
        Assert.That((string?)early["message"], Does.Contain("running"));
    }

    [Test]
    public async Task The_results_are_those_of_the_tape()
    {
        VenueMarket market = List("kraken");
        foreach (decimal price in (decimal[])[10m, 14m, 9m, 12m])
        {
            Ask(market, price, 2m);
            Bid(market, price, 2m);
        }

        string id = await StartAsync("TEST-USD");
        Time.Advance(TimeSpan.FromSeconds(3));
        JToken results = await GetAsync($"/v1/backtest/{id}/results");
        JToken row = results["symbols"]!.Single();

        Assert.That(new[] { "open", "high", "low", "close", "vwap", "volume", "trades", "pnl_usd" }.Select(name => (decimal)row[name]!), Is.EqualTo([10m, 14m, 9m, 12m, 11.25m, 8m, 4m, 2m]));
        Assert.That(((decimal)results["pnl_usd"]!, (int)results["fills"]!), Is.EqualTo((2m, 2)));
    }

    [Test]
    public async Task A_job_of_another_account_and_an_unknown_one_are_404()
    {
        string id = await StartAsync("BTC-USD");

        await AsStrangerAsync(() => FailAsync(HttpMethod.Get, $"/v1/backtest/{id}", HttpStatusCode.NotFound));
        await FailAsync(HttpMethod.Get, "/v1/backtest/none/results", HttpStatusCode.NotFound);
    }

    [TestCase("{}", "symbols")]
    [TestCase("""{"symbols": []}""", "symbols")]
    [TestCase("""{"symbols": ["NOPE-USD"]}""", "symbols[0]")]
    [TestCase("""{"symbols": ["BTC-USD"], "strategy_id": "strat_abc"}""", "strategy_id")]
    public async Task A_body_that_does_not_fit_is_422(string body, string field)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/backtest", HttpStatusCode.UnprocessableEntity, body);

        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
    }

    private async Task<string> StartAsync(string symbol) => (string)(await PostAsync("/v1/backtest", new { symbols = new[] { symbol } }))["job_id"]!;

    private async Task<string> StatusAsync(string id) => (string)(await GetAsync($"/v1/backtest/{id}"))["status"]!;
}
