using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>
/// Each member whose name says usd, for a pair in rand (0.0685 USD) and one in USDT (1 USD): two coins at 1,000 in the quote asset,
/// with a fee of 10 basis points.
/// </summary>
[TestFixture("ZAR", 0.0685)]
[TestFixture("USDT", 1)]
public sealed class CurrencyTests(string currency, double usdPerUnit) : ExchangeTest
{
    private VenueMarket _market = null!;

    private string Symbol => $"COIN-{currency}";

    private decimal Rate => (decimal)usdPerUnit;

    [SetUp]
    public void Quote()
    {
        _market = Exchange.Scheduler.Enter(() => Exchange.Markets.List(
            "luno", new Instrument(Symbol, InstrumentKind.Spot, "COIN", currency, Px.FromDecimal(0.01m), Qty.FromDecimal(0.001m), 10, 5)));
        Place(_market, BookSide.Bid, 999m, 50m);
        Place(_market, BookSide.Ask, 1_000m, 50m);
    }

    [Test]
    public async Task Fills_and_positions()
    {
        decimal before = await NavAsync();
        await BuyAsync();
        JToken fill = (await GetAsync("/v1/fills"))["fills"]!.Single();
        Assert.That((long)fill["fee_usd_1e9"]!, Is.EqualTo(Raw(2m)));
        Assert.That((long)fill["price_1e9"]!, Is.EqualTo(1_000_000_000_000), "a price stays in the quote asset");
        JToken row = (await GetAsync("/v1/positions?venues=luno"))["positions"]!.Single(one => (string?)one["instrument"]!["symbol"] == "COIN");
        Assert.That((long)row["entry_price_usd_1e9"]!, Is.EqualTo(Raw(1_000m)));
        Assert.That((long)row["current_price_usd_1e9"]!, Is.EqualTo(Raw(999.5m)));
        Assert.That((long)row["current_value_usd_1e9"]!, Is.EqualTo(Raw(1_999m)));
        Assert.That((long)row["unrealized_pnl_usd_1e9"]!, Is.EqualTo(Raw(-1m)));
        Assert.That((long)row["fees_usd_1e9"]!, Is.EqualTo(Raw(2m)));
        Assert.That(await NavAsync() - before, Is.EqualTo(-3m * Rate), "half the spread and the fee");
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{Symbol}}", "side": "sell", "qty": 2}""");
        Time.Advance(TimeSpan.FromMilliseconds(1));
        row = (await GetAsync("/v1/positions?venues=luno&include_closed=true"))["positions"]!.Single(one => (string?)one["instrument"]!["symbol"] == "COIN");
        Assert.That((long)row["realized_pnl_usd_1e9"]!, Is.EqualTo(Raw(-2m)));
        JToken portfolio = await GetAsync("/v1/analytics/portfolio");
        Assert.That((long)portfolio["fees_usd_1e9"]!, Is.EqualTo(Raw(3.998m)));
        Assert.That((long)portfolio["realized_pnl_usd_1e9"]!, Is.EqualTo(Raw(-2m)));
    }

    [TestCase(1.0, true)]
    [TestCase(0.999, false)]
    public async Task Admission_limit_max_notional_usd(double share, bool isAccepted)
    {
        string limit = (2_000m * Rate * (decimal)share).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(
            HttpMethod.Post,
            "/v1/orders",
            $$"""{"symbol": "{{Symbol}}", "side": "buy", "qty": 2, "risk": {"admission": {"max_notional_usd": {{limit}} } } }""",
            isAccepted ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.UnprocessableEntity);
    }

    [TestCase(1.0, "COMPLETED")]
    [TestCase(0.999, "FAILED")]
    public async Task Pre_trade_limit_max_node_notional_usd(double share, string status)
    {
        string limit = (2_000m * Rate * (decimal)share).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await BuyAsync($$""", "risk": {"pre_trade": {"max_node_notional_usd": {{limit}} } }""");
        Assert.That((string?)(await GetAsync("/v1/orders"))["orders"]!.Single()["status"], Is.EqualTo(status));
    }

    [TestCase("max_loss_usd", 1.01, false)]
    [TestCase("max_loss_usd", 0.99, true)]
    [TestCase("max_drawdown_usd", 1.01, false)]
    [TestCase("max_drawdown_usd", 0.99, true)]
    public async Task Runtime_limits(string member, double share, bool isBroken)
    {
        // 50 of 60 coins are filled at once, for a fee of 50; the rest keeps the graph at work. They are marked at the last middle, 999.5.
        string limit = (75m * Rate * (decimal)share).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""
            {"graph_id": "g", "symbol": "{{Symbol}}", "side": "buy", "qty": 60, "price": 1000, "risk": {"runtime": {"{{member}}": {{limit}} } } }
            """);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((string?)(await GetAsync("/v1/execution_graphs/g"))["status"], Is.EqualTo(isBroken ? "aborted" : "partial_fill"));
    }

    [Test]
    public async Task Sizing_cap_usd()
    {
        string cap = (1_000m * Rate).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(HttpMethod.Post, "/v1/orders", $$$"""
            {"graph_id": "g", "nodes": [
              {"node_id": "a", "instrument": {"symbol": "{{{Symbol}}}", "type": "spot"}, "side": "buy", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 200000000} }, "execution": {}, "activation": "root"},
              {"node_id": "b", "instrument": {"symbol": "{{{Symbol}}}", "type": "spot"}, "side": "buy", "order_type": "market", "quantity": "derived", "execution": {}, "activation": "wait"}],
             "edges": [{"edge_id": "e", "from_node": "a", "to_node": "b", "trigger": "on_full_fill", "sizing": {"scaled_notional": {"multiplier": 1, "cap_usd": {{{cap}}} } } } ] }
            """);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((long)(await GetAsync("/v1/execution_graphs/g"))["nodes"]!["b"]!["filled_qty_1e8"]!, Is.EqualTo(100_000_000));
    }

    [Test]
    public async Task Scaled_notional_crosses_currencies()
    {
        VenueMarket other = List("alpha");
        Place(other, BookSide.Ask, 100m, 1_000m);
        await SendAsync(HttpMethod.Post, "/v1/orders", $$$"""
            {"graph_id": "g", "nodes": [
              {"node_id": "a", "instrument": {"symbol": "{{{Symbol}}}", "type": "spot"}, "side": "buy", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 200000000} }, "execution": {}, "activation": "root"},
              {"node_id": "b", "instrument": {"symbol": "TEST-USD", "type": "spot"}, "side": "buy", "order_type": "market", "quantity": "derived", "execution": {}, "activation": "wait"}],
             "edges": [{"edge_id": "e", "from_node": "a", "to_node": "b", "trigger": "on_full_fill", "sizing": {"scaled_notional": {"multiplier": 1} } } ] }
            """);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((long)(await GetAsync("/v1/execution_graphs/g"))["nodes"]!["b"]!["filled_qty_1e8"]!, Is.EqualTo((long)(20m * Rate * 100_000_000m)), "2,000 in the quote asset");
    }

    [Test]
    public async Task An_order_by_notional()
    {
        string notional = (3_000m * Rate).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{Symbol}}", "side": "buy", "notional": {{notional}} }""");
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((long)(await GetAsync("/v1/orders"))["orders"]!.Single()["qty_1e8"]!, Is.EqualTo(300_000_000));
    }

    [Test]
    public async Task Seeded_entry_price_usd()
    {
        await SendAsync(HttpMethod.Post, "/v1/sandbox/positions", """{"positions": [{"venue": "luno", "kind": "crypto", "symbol": "COIN", "qty": 4, "entry_price_usd": 34.25}]}""");
        JToken row = (await GetAsync("/v1/positions?venues=luno"))["positions"]!.Single(one => (string?)one["instrument"]!["symbol"] == "COIN");
        Assert.That((long)row["entry_price_usd_1e9"]!, Is.EqualTo(34_250_000_000));
        Assert.That((long)row["unrealized_pnl_usd_1e9"]!, Is.EqualTo(Raw(3_998m) - 137_000_000_000), "four coins at 999.5 in the quote asset, less what they cost");
    }

    [Test]
    public async Task Default_balance_usd()
    {
        await SendAsync(HttpMethod.Put, "/v1/sandbox/settings", """{"default_balance_usd": 685}""");
        await SendAsync(HttpMethod.Post, "/v1/sandbox/reset");
        JToken cash = (await GetAsync("/v1/positions?venues=luno"))["positions"]!.Single();
        Assert.That((long)cash["qty_1e8"]!, Is.EqualTo((long)(685m / Rate * 100_000_000m)));
        Assert.That((long)cash["current_value_usd_1e9"]!, Is.EqualTo(685_000_000_000));
    }

    [Test]
    public async Task Transaction_costs_and_summaries()
    {
        await BuyAsync();
        JToken order = (await GetAsync("/v1/orders"))["orders"]!.Single();
        Assert.That((long)order["tca"]!["notional_usd_1e9"]!, Is.EqualTo(Raw(2_000m)));
        Assert.That((long)order["tca"]!["fees_usd_1e9"]!, Is.EqualTo(Raw(2m)));
        Assert.That((long)order["tca"]!["venue_mix"]![0]!["fees_usd_1e9"]!, Is.EqualTo(Raw(2m)));
        JToken summary = await GetAsync("/v1/execution/summary");
        Assert.That((long)summary["notional_usd_1e9"]!, Is.EqualTo(Raw(2_000m)));
        Assert.That((long)summary["fees_usd_1e9"]!, Is.EqualTo(Raw(2m)));
    }

    [Test]
    public async Task What_markets_show()
    {
        JToken depth = await GetAsync($"/v1/intelligence/depth?symbol={Symbol}");
        Assert.That((decimal)depth["bid_depth_usd"]!, Is.EqualTo(49_950m * Rate));
        Assert.That((decimal)depth["ask_depth_usd"]!, Is.EqualTo(50_000m * Rate));
        JToken slippage = await GetAsync($"/v1/intelligence/slippage?symbol={Symbol}&side=buy&sizes=100");
        Assert.That((decimal)slippage["curve"]![0]!["qty"]!, Is.EqualTo(100m / (999.5m * Rate)).Within(0.00000001m));
        JToken simulated = await GetAsync($"/v1/execution/simulate?symbol={Symbol}&side=buy&qty=2");
        Assert.That((decimal)simulated["fees_usd"]!, Is.EqualTo(2m * Rate));
    }

    private async Task BuyAsync(string more = "")
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{Symbol}}", "side": "buy", "qty": 2{{more}} }""");
        Time.Advance(TimeSpan.FromMilliseconds(1));
    }

    private async Task<decimal> NavAsync() =>
        (await GetAsync("/v1/positions?venues=luno"))["positions"]!.Sum(row => (decimal)row["current_value_usd_1e9"]!) / 1_000_000_000m;

    private long Raw(decimal inQuote) => (long)(inQuote * Rate * 1_000_000_000m);
}
