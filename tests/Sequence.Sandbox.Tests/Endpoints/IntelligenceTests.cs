using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Endpoints;

/// <summary>What the books and the tape tell, and what an order would cost, against numbers worked out by hand.</summary>
[SetCulture("")]
public sealed class IntelligenceTests : MonitorTest
{
    [Test]
    public async Task A_market_shows_best_prices_depth_and_imbalance()
    {
        JToken market = await GetAsync("/v1/analytics/market/TEST-USD");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Number(market, "bid"), Number(market, "ask"), Number(market, "mid"), Number(market, "spread_bps")), Is.EqualTo(((decimal?)98m, (decimal?)102m, (decimal?)100m, (decimal?)400m)));
            Assert.That(Number(market, "bid_depth_usd"), Is.EqualTo((5 * 98m) + (5 * 97m)));
            Assert.That(Number(market, "ask_depth_usd"), Is.EqualTo(102m + (9 * 104m) + (3 * 103m)));
            Assert.That(Number(market, "imbalance"), Is.EqualTo(Math.Round((10m - 13m) / 23m, 4)));
            Assert.That((Number(market["venues"]!["beta"]!, "ask"), Number(market["venues"]!["beta"]!, "ask_size")), Is.EqualTo(((decimal?)103m, (decimal?)3m)));
            Assert.That((string?)market["source"], Is.EqualTo("edge_nbbo"));
        }
    }

    [Test]
    public async Task Venue_intelligence_comes_from_the_tape()
    {
        Ask(Alpha, 98m, 1m);
        Print(100m, 3m);
        JToken intel = await GetAsync("/v1/intelligence/venues?symbol=TEST-USD");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(intel["venues"]!.Select(row => $"{row["venue"]} {row["share"]}"), Is.EqualTo(["alpha 0.25", "beta 0.75"]));
            Assert.That(Number(intel, "toxicity"), Is.EqualTo(0.5m), "1 was sold, 3 were bought");
            Assert.That((string?)intel["spread_regime"], Is.EqualTo("wide"));
            Assert.That(Number(intel["venues"]![0]!, "quote_to_trade_ratio"), Is.EqualTo(4m), "three quotes and the trade changed the book, one traded");
        }
    }

    [Test]
    public async Task Depth_counts_what_rests_within_each_band()
    {
        Ask(Alpha, 100.05m, 2m);
        Bid(Beta, 99.95m, 4m);
        JToken depth = await GetAsync("/v1/intelligence/depth?symbol=TEST-USD");
        Assert.That(depth["bands"]!.Select(band => $"{band["bps"]} {band["bid_qty"]:0.#} {band["ask_qty"]:0.#}"), Is.EqualTo(["5 4 2", "10 4 2", "25 4 2", "50 4 2", "100 4 2"]));
    }

    [Test]
    public async Task The_slippage_curve_walks_the_merged_book()
    {
        JToken curve = (await GetAsync("/v1/intelligence/slippage?symbol=TEST-USD&side=buy&sizes=100,300,1000000"))["curve"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(curve.Select(point => (long)point["size_usd"]!), Is.EqualTo([100, 300, 1_000_000]));
            Assert.That((Number(curve[0]!, "qty"), Number(curve[0]!, "slippage_bps"), Number(curve[0]!, "cost_bps")), Is.EqualTo(((decimal?)1m, (decimal?)200m, (decimal?)210m)));
            Assert.That(Number(curve[1]!, "slippage_bps"), Is.EqualTo(266.6667m));
            Assert.That(curve[2]!["cost_bps"]!.Type, Is.EqualTo(JTokenType.Null), "the books cannot fill it");
            Assert.That((await GetAsync("/v1/intelligence/slippage?symbol=TEST-USD&side=sell"))["curve"]!.Count(), Is.EqualTo(4));
        }
    }

    [Test]
    public async Task Routing_shows_the_legs_and_the_best_single_venue()
    {
        JToken routing = await GetAsync("/v1/intelligence/routing?symbol=TEST-USD&side=buy&qty=3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(routing["legs"]!.Select(leg => $"{leg["venue"]} {leg["qty"]:0.#} {leg["share"]} {leg["avg_price"]:0.#}"), Is.EqualTo(["alpha 1 0.3333 102", "beta 2 0.6667 103"]));
            Assert.That(Number(routing, "est_cost_bps"), Is.EqualTo(276.6667m));
            Assert.That(((string?)routing["single_venue"], Number(routing, "single_venue_cost_bps")), Is.EqualTo(("beta", (decimal?)310m)));
        }
    }

    [Test]
    public async Task A_forecast_ranks_venues_and_weighs_urgency()
    {
        Print(100m, 1m);
        Print(101m, 1m);
        JToken forecast = await GetAsync("/v1/execution/forecast?symbol=TEST-USD&side=buy&qty=3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Number(forecast, "median_cost_bps"), Is.EqualTo(276.6667m));
            Assert.That(Number(forecast, "p90_cost_bps"), Is.EqualTo(376.6667m), "the tape moved by 1 in 100");
            Assert.That(Number(forecast, "fill_confidence"), Is.EqualTo(1m));
            Assert.That(forecast["venues"]!.Select(row => $"{row["venue"]} {row["cost_bps"]:0.####}"), Is.EqualTo(["beta 310", "alpha 343.3333"]));
            Assert.That(forecast["urgency"]!.Select(row => $"{row["urgency"]} {row["cost_bps"]:0.####}"), Is.EqualTo(["low -195", "medium 24.1666", "high 276.6667"]));
            Assert.That(forecast["capacity"]!.Select(row => (decimal)row["qty"]!), Is.All.Zero, "nothing rests within 50 bps");
        }
    }

    [Test]
    public async Task A_simulation_takes_or_rests_as_urgency_says_and_places_nothing()
    {
        JToken high = await GetAsync("/v1/execution/simulate?symbol=TEST-USD&side=buy&qty=3");
        JToken low = await GetAsync("/v1/execution/simulate?symbol=TEST-USD&side=buy&qty=3&urgency=low");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((string?)high["urgency"], Number(high, "est_cost_bps"), Number(high, "fees_usd")), Is.EqualTo(("high", (decimal?)276.6667m, (decimal?)0.308m)));
            Assert.That(high["takes"]!.Count(), Is.EqualTo(2));
            Assert.That(low["rests"]!.Single().ToString(Newtonsoft.Json.Formatting.None), Does.Contain("\"alpha\"").And.Contain("98"));
            Assert.That(Number(low, "fill_confidence"), Is.Zero, "nobody sold in the last minute");
            Assert.That((int)(await GetAsync("/v1/orders"))["total"]!, Is.Zero);
        }
    }

    [Test]
    public async Task A_market_without_orders_is_unavailable_instead_of_free()
    {
        List("gamma", "EMPTY-USD");
        JToken forecast = await GetAsync("/v1/execution/forecast?symbol=EMPTY-USD&side=buy&qty=1");
        JToken routing = await GetAsync("/v1/intelligence/routing?symbol=EMPTY-USD&side=buy&qty=1");
        JToken depth = await GetAsync("/v1/intelligence/depth?symbol=EMPTY-USD");
        JToken curve = await GetAsync("/v1/intelligence/slippage?symbol=EMPTY-USD&side=buy");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { forecast, routing, depth, curve }.Select(answer => (string?)answer["source"]), Is.All.EqualTo("unavailable"));
            Assert.That((forecast["median_cost_bps"]!.Type, routing["est_cost_bps"]!.Type), Is.EqualTo((JTokenType.Null, JTokenType.Null)));
            Assert.That(Number(forecast, "fill_confidence"), Is.Zero);
            Assert.That(curve["curve"]!.Select(point => point["cost_bps"]!.Type), Is.All.EqualTo(JTokenType.Null));
        }
    }

    [TestCase("/v1/intelligence/venues?symbol=NO-SUCH", HttpStatusCode.NotFound)]
    [TestCase("/v1/intelligence/depth?symbol=NO-SUCH", HttpStatusCode.NotFound)]
    [TestCase("/v1/analytics/market/NO-SUCH", HttpStatusCode.NotFound)]
    [TestCase("/v1/intelligence/routing?symbol=TEST-USD&side=hold&qty=1", HttpStatusCode.BadRequest)]
    [TestCase("/v1/intelligence/routing?symbol=TEST-USD&side=buy&qty=0", HttpStatusCode.BadRequest)]
    [TestCase("/v1/intelligence/slippage?symbol=TEST-USD&side=buy&sizes=0", HttpStatusCode.BadRequest)]
    [TestCase("/v1/execution/forecast?symbol=TEST-USD&side=buy", HttpStatusCode.BadRequest)]
    [TestCase("/v1/execution/simulate?symbol=TEST-USD&side=buy&qty=1&urgency=asap", HttpStatusCode.BadRequest)]
    public async Task What_makes_no_sense_is_refused(string path, HttpStatusCode status) => await FailAsync(HttpMethod.Get, path, status);
}
