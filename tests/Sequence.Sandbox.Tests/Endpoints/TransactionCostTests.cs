using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Endpoints;

/// <summary>What finished orders cost, against numbers worked out by hand.</summary>
[SetCulture("")]
public sealed class TransactionCostTests : MonitorTest
{
    [Test]
    public async Task A_taking_order_pays_half_the_spread_then_impact_then_fees()
    {
        // 1 at 102 and 2 at 103 are 308 USD; beta alone would have been 3 at 103, 309 USD.
        await TradeAsync("g1", "buy", "3");
        JToken review = await ReviewAsync("g1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((long?)review["filled_qty_1e8"], Is.EqualTo(300_000_000));
            Assert.That((long?)review["notional_usd_1e9"], Is.EqualTo(308_000_000_000));
            Assert.That((long?)review["arrival_mid_1e9"], Is.EqualTo(100_000_000_000));
            Assert.That((long?)review["achieved_vwap_1e9"], Is.EqualTo(102_666_666_667));
            Assert.That((long?)review["benchmark_vwap_1e9"], Is.EqualTo(100_000_000_000));
            Assert.That((string?)review["benchmark_source"], Is.EqualTo("arrival_mid"));
            Assert.That(Number(review, "slippage_bps"), Is.EqualTo(266.6667m));
            Assert.That(Number(review, "spread_cost_bps"), Is.EqualTo(200m));
            Assert.That(Number(review, "market_impact_bps"), Is.EqualTo(66.6667m));
            Assert.That(Number(review, "fees_bps"), Is.EqualTo(10m));
            Assert.That(Number(review, "implementation_shortfall_bps"), Is.EqualTo(276.6667m));
            Assert.That((long?)review["fees_usd_1e9"], Is.EqualTo(308_000_000));
            Assert.That((string?)review["single_venue"], Is.EqualTo("beta"));
            Assert.That((long?)review["savings_usd_1e9"], Is.EqualTo(1_001_000_000));
            Assert.That(review["venue_mix"]!.Select(leg => $"{leg["venue"]} {leg["share"]} {leg["qty_1e8"]} {leg["vwap_1e9"]} {leg["fees_usd_1e9"]} {leg["fills"]}"), Is.EqualTo([
                "alpha 0.3333 100000000 102000000000 102000000 1",
                "beta 0.6667 200000000 103000000000 206000000 1",
            ]));
        }
    }

    [Test]
    public async Task A_resting_order_is_measured_against_what_the_others_traded_meanwhile()
    {
        await TradeAsync("g1", "buy", "2", """, "price": 99, "venue": "alpha" """);
        Print(101m, 1m);
        Print(100.5m, 3m);
        Ask(Alpha, 99m, 2m);
        Time.Advance(TimeSpan.FromSeconds(1));
        JToken review = await ReviewAsync("g1");
        using (Assert.EnterMultipleScope())
        {
            // (101 + 3 x 100.5) / 4; the own two at 99 do not count.
            Assert.That((long?)review["benchmark_vwap_1e9"], Is.EqualTo(100_625_000_000));
            Assert.That((string?)review["benchmark_source"], Is.EqualTo("tape_vwap"));
            Assert.That(Number(review, "savings_vs_benchmark_bps"), Is.EqualTo(161.4907m));
            Assert.That(Number(review, "slippage_bps"), Is.EqualTo(-100m));
            Assert.That(Number(review, "fees_bps"), Is.EqualTo(5m));
            Assert.That(Number(review, "implementation_shortfall_bps"), Is.EqualTo(-95m));
            Assert.That(Number(review, "market_impact_bps"), Is.EqualTo(-300m));
        }
    }

    [Test]
    public async Task A_sell_counts_what_it_brings_less_than_the_middle()
    {
        await SendAsync(HttpMethod.Post, "/v1/sandbox/positions", """{"positions": [{"venue": "alpha", "kind": "crypto", "symbol": "TEST", "qty": 5}]}""");
        await TradeAsync("g1", "sell", "2");
        JToken review = await ReviewAsync("g1");
        Assert.That((Number(review, "slippage_bps"), Number(review, "spread_cost_bps"), (long?)review["savings_usd_1e9"]), Is.EqualTo(((decimal?)200m, (decimal?)200m, (long?)0)));
    }

    [Test]
    public async Task The_finished_order_carries_its_costs()
    {
        await TradeAsync("g1", "buy", "1");
        JToken order = await GetAsync("/v1/orders/" + InPath("g1"));
        Assert.That(JToken.DeepEquals(order["tca"], await ReviewAsync("g1")));
    }

    [Test]
    public async Task Totals_are_weighted_by_notional_and_narrowed_by_every_filter()
    {
        await TradeAsync("g1", "buy", "1");
        Time.Advance(TimeSpan.FromMinutes(2));
        await TradeAsync("g2", "buy", "3", """, "venue": "beta" """);
        JToken all = await GetAsync("/v1/analytics/tca");
        using (Assert.EnterMultipleScope())
        {
            // 102 USD at 210 bps and 309 USD at 310 bps against the first middle of 100, which is 100.5 once 102 has gone.
            JToken second = await ReviewAsync("g2");
            decimal shortfall = Number(second, "implementation_shortfall_bps")!.Value;
            Assert.That((int?)all["orders"], Is.EqualTo(2));
            Assert.That((long?)all["notional_usd_1e9"], Is.EqualTo(411_000_000_000));
            Assert.That((long?)all["fees_usd_1e9"], Is.EqualTo(411_000_000));
            Assert.That(Number(all, "implementation_shortfall_bps"), Is.EqualTo(Math.Round(((102m * 210m) + (309m * shortfall)) / 411m, 4)));
            Assert.That((Number(all["percentiles"]!, "p50"), Number(all["percentiles"]!, "p99")), Is.EqualTo(((decimal?)210m, (decimal?)shortfall)));
            Assert.That(Number(all, "win_rate"), Is.Zero);
            Assert.That(all["provenance"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""{"arrival_mid":2}"""));
            Assert.That(JToken.DeepEquals(all, await GetAsync("/v1/tca")));
            Assert.That(await OrdersAsync("symbol=TEST-USD"), Is.EqualTo(2));
            Assert.That(await OrdersAsync("symbol=BTC-USD"), Is.Zero);
            Assert.That(await OrdersAsync("venue=beta"), Is.EqualTo(1));
            Assert.That(await OrdersAsync("since=2026-01-05T12:01:00Z"), Is.EqualTo(1));
            Assert.That(await OrdersAsync("until=2026-01-05T12:01:00Z"), Is.EqualTo(1));
            Assert.That(await OrdersAsync("routing_version=3"), Is.EqualTo(2));
            Assert.That(await OrdersAsync("routing_version=2"), Is.Zero);
        }
    }

    [TestCase("since=yesterday", "since")]
    [TestCase("until=never", "until")]
    [TestCase("since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z", "since")]
    [TestCase("routing_version=4", "routing_version")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query, string field)
    {
        JToken error = await FailAsync(HttpMethod.Get, "/v1/analytics/tca?" + query, HttpStatusCode.BadRequest);
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
    }

    [Test]
    public async Task Without_orders_there_are_no_numbers_instead_of_zeros()
    {
        JToken all = await GetAsync("/v1/analytics/tca");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)all["orders"], Is.Zero);
            Assert.That(all["implementation_shortfall_bps"]!.Type, Is.EqualTo(JTokenType.Null));
            Assert.That(all["win_rate"]!.Type, Is.EqualTo(JTokenType.Null));
            Assert.That((await GetAsync("/v1/analytics/tca/timeseries"))["points"], Is.Empty);
            Assert.That((await GetAsync("/v1/analytics/tca/venues"))["venues"], Is.Empty);
            Assert.That((await GetAsync("/v1/analytics/ab_report"))["versions"], Is.Empty);
        }
    }

    [Test]
    public async Task The_views_by_symbol_time_venue_and_version_add_up()
    {
        await TradeAsync("g1", "buy", "3");
        Time.Advance(TimeSpan.FromMinutes(5));
        await TradeAsync("g2", "buy", "1");
        JToken report = await GetAsync("/v1/analytics/tca/report");
        JToken points = (await GetAsync("/v1/analytics/tca/timeseries"))["points"]!;
        JToken venues = (await GetAsync("/v1/analytics/tca/venues"))["venues"]!;
        JToken quality = await GetAsync("/v1/analytics/tca/quality");
        JToken version = (await GetAsync("/v1/analytics/ab_report"))["versions"]!.Single();
        long notional = (long)report["notional_usd_1e9"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report["symbols"]!.Select(row => (string?)row["symbol"]), Is.EqualTo(["TEST-USD"]));
            Assert.That(points.Select(point => (int)point["orders"]!), Is.EqualTo([1, 1]));
            Assert.That(points.Sum(point => (long)point["notional_usd_1e9"]!), Is.EqualTo(notional));
            Assert.That((long)points[1]!["ts_ns"]! - (long)points[0]!["ts_ns"]!, Is.EqualTo(300_000_000_000));
            Assert.That(venues.Select(row => (string?)row["venue"]), Is.EqualTo(["alpha", "beta"]));
            Assert.That(venues.Sum(row => (long)row["notional_usd_1e9"]!), Is.EqualTo(notional));
            Assert.That(venues.Sum(row => (decimal)row["share"]!), Is.EqualTo(1m).Within(0.0001m));
            Assert.That($"{quality["orders"]} {quality["with_fills"]} {quality["with_arrival"]} {quality["with_benchmark"]}", Is.EqualTo("2 2 2 2"));
            Assert.That(((int?)version["routing_version"], (int?)version["orders"]), Is.EqualTo(((int?)3, (int?)2)));
        }
    }

    [Test]
    public async Task A_paced_order_counts_once_and_is_measured_from_its_own_start()
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", """
            {"graph_id": "g1", "nodes": [{"node_id": "order", "instrument": {"symbol": "TEST-USD", "type": "spot", "venue": "alpha"}, "side": "buy",
             "order_type": "market", "quantity": {"fixed": {"qty_1e8": 200000000}}, "activation": "root",
             "execution": {"pacing": {"uniform": {"num_slices": 2, "interval_ms": 1000}}}}], "edges": []}
            """);
        Time.Advance(TimeSpan.FromMilliseconds(500));
        Time.Advance(TimeSpan.FromSeconds(5));
        JToken review = await ReviewAsync("g1");
        JToken all = await GetAsync("/v1/analytics/tca");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((long?)review["achieved_vwap_1e9"], Is.EqualTo(103_000_000_000), "1 at 102, 1 at 104");
            Assert.That(Number(review, "slippage_bps"), Is.EqualTo(300m));
            Assert.That(((int?)all["orders"], (long?)all["fills"]), Is.EqualTo(((int?)1, (long?)2)));
            Assert.That((long?)all["notional_usd_1e9"], Is.EqualTo(206_000_000_000));
        }
    }

    private async Task<int> OrdersAsync(string query) => (int)(await GetAsync("/v1/analytics/tca?" + query))["orders"]!;
}
