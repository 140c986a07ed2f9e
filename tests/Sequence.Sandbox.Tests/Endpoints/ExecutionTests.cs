using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Endpoints;

/// <summary>How orders go and went: traces, live and review, and the sums of an account.</summary>
[SetCulture("")]
public sealed class ExecutionTests : MonitorTest
{
    [Test]
    public async Task A_trace_tells_every_step_with_its_venue()
    {
        await TradeAsync("g1", "buy", "3");
        JToken trace = await GetAsync("/v1/traces?node_order_id=" + Id("g1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace.Select(step => $"{step["event_type"]} {step["venue"]}".Trim()), Is.EqualTo([
                "admitted", "routed", "edge_submitted alpha", "venue_acked alpha", "first_fill alpha",
                "edge_submitted beta", "venue_acked beta", "fill beta", "completed",
            ]));
            Assert.That((decimal?)Detail(trace[1]!)["est_cost_bps"], Is.EqualTo(276.6667m));
            Assert.That((string?)Detail(trace[2]!)["edge_id"], Is.EqualTo("venue-edge-alpha"));
            Assert.That((long?)Detail(trace[4]!)["price_1e9"], Is.EqualTo(102_000_000_000));
            Assert.That(trace.Select(step => (long)step["timestamp_ns"]!), Is.Ordered.And.All.GreaterThan(0));
            Assert.That((await GetAsync($"/v1/traces?node_order_id={Id("g1")}&limit=2")).Select(step => (string?)step["event_type"]), Is.EqualTo(["fill", "completed"]));
        }
    }

    [Test]
    public async Task A_trace_ends_with_how_the_order_ended()
    {
        await TradeAsync("g1", "buy", "1", """, "price": 90 """);
        await SendAsync(HttpMethod.Delete, "/v1/execution_graphs/g1");
        await TradeAsync("g2", "sell", "1");
        JToken cancelled = await GetAsync("/v1/traces?node_order_id=" + Id("g1"));
        JToken rejected = await GetAsync("/v1/traces?node_order_id=" + Id("g2"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cancelled.Select(step => (string?)step["event_type"]), Is.EqualTo(["admitted", "routed", "edge_submitted", "venue_acked", "cancelled"]));
            Assert.That((string?)Detail(cancelled[1]!)["chosen"]!["action"], Is.EqualTo("rest"));
            Assert.That(rejected.Select(step => (string?)step["event_type"]), Is.EqualTo(["rejected", "failed"]));
            Assert.That((string?)Detail(rejected[0]!)["reason"], Does.StartWith("INSUFFICIENT_BALANCE"));
        }
    }

    [Test]
    public async Task A_working_order_shows_what_rests_and_has_no_review_yet()
    {
        await TradeAsync("g1", "buy", "2", """, "price": 102, "venue": "alpha" """);
        Time.Advance(TimeSpan.FromSeconds(3));
        JToken live = await GetAsync("/v1/execution/live/" + InPath("g1"));
        JToken error = await FailAsync(HttpMethod.Get, "/v1/execution/review/" + InPath("g1"), HttpStatusCode.NotFound);
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{live["status"]} {live["qty_1e8"]} {live["filled_qty_1e8"]} {live["avg_fill_price_1e9"]}", Is.EqualTo("PARTIAL 200000000 100000000 102000000000"));
            Assert.That(live["resting"]!.Single().ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""{"venue":"alpha","price_1e9":102000000000,"qty_1e8":100000000}"""));
            Assert.That((decimal?)live["elapsed_ms"], Is.EqualTo(3_010m).Within(10m));
            Assert.That(Number(live, "slippage_bps"), Is.EqualTo(200m));
            Assert.That((string?)error["message"], Does.Contain("PARTIAL"));
        }
    }

    [Test]
    public async Task The_sums_count_orders_fills_and_money()
    {
        await TradeAsync("g1", "buy", "3");
        await TradeAsync("g2", "buy", "1", """, "price": 90 """);
        await TradeAsync("g3", "sell", "100");
        JToken summary = await GetAsync("/v1/execution/summary");
        JToken analytics = await GetAsync("/v1/analytics/execution");
        JToken venues = (await GetAsync("/v1/analytics/venues"))["venues"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{summary["orders"]} {summary["open"]} {summary["filled"]} {summary["cancelled"]} {summary["rejected"]}", Is.EqualTo("3 1 1 0 1"));
            Assert.That(((long?)summary["notional_usd_1e9"], (long?)summary["fees_usd_1e9"]), Is.EqualTo(((long?)308_000_000_000, (long?)308_000_000)));
            Assert.That(Number(summary, "fill_rate"), Is.EqualTo(0.5m));
            Assert.That($"{analytics["fills"]!["total"]} {analytics["fills"]!["maker"]} {analytics["fills"]!["taker"]}", Is.EqualTo("2 0 2"));
            Assert.That(Number(analytics["latency"]!, "first_fill_p95_ms"), Is.Zero, "a taker does not wait here");
            Assert.That(Number(analytics["execution_quality"]!, "implementation_shortfall_bps"), Is.EqualTo(276.6667m));
            Assert.That(venues.Select(row => $"{row["venue"]} {row["orders"]} {row["fills"]} {row["fill_rate"]:0.#} {row["size_buckets"]!["below_1k"]}"), Is.EqualTo(["alpha 1 1 1 1", "beta 2 1 0.5 1"]));
        }
    }

    [Test]
    public async Task The_portfolio_adds_the_positions_up()
    {
        await TradeAsync("g1", "buy", "3");
        JToken portfolio = await GetAsync("/v1/analytics/portfolio");
        JToken positions = await GetAsync("/v1/positions");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((long?)portfolio["value_usd_1e9"], Is.EqualTo((long?)positions["totals"]!["nav_usd_1e9"]));
            Assert.That((long?)portfolio["fees_usd_1e9"], Is.EqualTo(308_000_000));
            Assert.That(portfolio["positions"]!.Select(row => $"{row["venue"]} {row["symbol"]} {row["qty_1e8"]} {row["share"]}"), Is.EqualTo(["alpha TEST 100000000 0.3355", "beta TEST 200000000 0.6645"]));
            Assert.That(Number(portfolio, "concentration"), Is.EqualTo(0.6645m));
        }
    }

    [Test]
    public async Task No_account_sees_the_orders_of_another()
    {
        await TradeAsync("g1", "buy", "3");
        using HttpClient other = ClientFor(Exchange.NewKey());
        using (Assert.EnterMultipleScope())
        {
            foreach (string path in new[] { "/v1/execution/live/" + InPath("g1"), "/v1/execution/review/" + InPath("g1"), "/v1/traces?node_order_id=" + Id("g1") })
                Assert.That((await other.GetAsync(path)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), path);
            foreach (string path in new[] { "/v1/analytics/tca", "/v1/analytics/tca/report", "/v1/analytics/tca/quality", "/v1/execution/summary" })
                Assert.That((int?)Parse(await other.GetStringAsync(path))["orders"], Is.Zero, path);
            Assert.That(Parse(await other.GetStringAsync("/v1/analytics/venues"))["venues"], Is.Empty);
            Assert.That(Parse(await other.GetStringAsync("/v1/analytics/portfolio"))["positions"], Is.Empty);
        }
    }

    [TestCase("/v1/execution/live/none")]
    [TestCase("/v1/execution/review/none")]
    [TestCase("/v1/traces?node_order_id=none")]
    public async Task An_unknown_order_is_404(string path) => await FailAsync(HttpMethod.Get, path, HttpStatusCode.NotFound);

    /// <summary>The detail of a step is a text, which holds JSON here.</summary>
    private static JToken Detail(JToken step) => JToken.Parse((string)step["detail"]!);
}
