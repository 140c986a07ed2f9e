using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.Endpoints;

/// <summary>Fees, previews and funding. The test markets charge takers 10 and makers 5 basis points.</summary>
public sealed class CostTests : ExchangeTest
{
    [Test]
    public async Task Each_venue_has_its_fees_and_one_that_does_not_list_the_ticker_has_none()
    {
        JToken all = await GetAsync("/v1/fees?ticker=BTC-USD");
        JToken some = await GetAsync("/v1/fees?ticker=BTC-USD&venues=kraken,okx");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)all["ticker"], Is.EqualTo("BTC-USD"));
            Assert.That(all["fees"]!.Select(row => $"{row["venue"]} {row["taker_bps"]:0.#} {row["maker_bps"]:0.#}"), Is.EqualTo(["coinbase 60 40", "kraken 26 16", "binance 10 10"]));
            Assert.That((decimal?)all["fees"]![1]!["components"]!["rate_bps"], Is.EqualTo(26));
            Assert.That((string?)all["fees"]![1]!["formula"]!["taker_fee_usd"], Is.EqualTo("0.0026 * notional"));
            Assert.That(some["fees"]!.Select(row => (string?)row["venue"]), Is.EqualTo(["kraken", "okx"]));
            Assert.That((some["fees"]![1]!["taker_bps"]!.Type, some["fees"]![1]!["maker_bps"]!.Type), Is.EqualTo((JTokenType.Null, JTokenType.Null)));
            await FailAsync(HttpMethod.Get, "/v1/fees?ticker=NO-SUCH", HttpStatusCode.NotFound);
            await FailAsync(HttpMethod.Get, "/v1/fees", HttpStatusCode.BadRequest);
        }
    }

    [Test]
    public async Task A_prediction_reports_its_curve_at_one_half()
    {
        JToken kalshi = (await GetAsync("/v1/fees?ticker=KXBTCZ-26DEC31-T99000"))["fees"]!.Single();
        string token = (string)(await GetAsync("/v1/markets?limit=1"))["markets"]!.Single()["yes_token_id"]!;
        JToken polymarket = (await GetAsync("/v1/fees?ticker=" + token))["fees"]!.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{kalshi["venue"]} {kalshi["taker_bps"]:0.#} {kalshi["maker_bps"]:0.#} {kalshi["components"]!["rate_bps"]:0.#}", Is.EqualTo("kalshi 350 0 700"));
            Assert.That((string?)kalshi["formula"]!["taker_fee_usd"], Is.EqualTo("0.07 * contracts * p * (1 - p)"));
            Assert.That((string?)kalshi["fee_model"], Is.EqualTo("prediction_curve_up_to_0.01"));
            Assert.That((string?)polymarket["fee_model"], Is.EqualTo("prediction_curve"));
            Assert.That($"{polymarket["venue"]} {polymarket["taker_bps"]:0.#}", Is.EqualTo("polymarket 360"));
        }
    }

    [Test]
    public async Task A_preview_walks_the_merged_book_from_the_middle()
    {
        VenueMarket alpha = List("alpha");
        VenueMarket beta = List("beta");
        Bid(alpha, 98m, 5m);
        Ask(alpha, 102m, 1m);
        Ask(alpha, 110m, 9m);
        Ask(beta, 104m, 3m);
        JToken small = await PreviewAsync("buy", 1m);
        JToken large = await PreviewAsync("buy", 4m);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((decimal?)small["estimated_slippage_bps"], Is.EqualTo(200m));
            Assert.That((decimal?)small["estimated_fee_bps"], Is.EqualTo(10m));
            Assert.That((decimal?)small["estimated_total_cost_bps"], Is.EqualTo(210m));
            Assert.That((string?)small["best_venue"], Is.EqualTo("alpha"));
            Assert.That(small["candidate_venues"]!.Values<string>(), Is.EqualTo(["alpha", "beta"]));
            Assert.That((decimal?)large["estimated_slippage_bps"], Is.EqualTo(350m));
            Assert.That((long?)small["nbbo"]!["mid_px_1e9"], Is.EqualTo(100_000_000_000));
            Assert.That((string?)small["source"], Is.EqualTo("edge_nbbo"));
            Assert.That((long?)small["generated_at_ns"], Is.GreaterThan(0));
            Assert.That((int)(await GetAsync("/v1/orders"))["total"]!, Is.Zero);
        }
    }

    [Test]
    public async Task A_preview_of_a_sell_counts_what_comes_in()
    {
        VenueMarket alpha = List("alpha");
        VenueMarket beta = List("beta");
        Bid(alpha, 98m, 1m);
        Bid(beta, 99m, 1m);
        Ask(alpha, 101m, 1m);
        JToken preview = await PreviewAsync("sell", 1m);
        Assert.That(($"{preview["best_venue"]}", (decimal?)preview["estimated_slippage_bps"]), Is.EqualTo(("beta", (decimal?)100m)));
    }

    [Test]
    public async Task What_the_books_cannot_fill_has_no_slippage_instead_of_none()
    {
        VenueMarket alpha = List("alpha");
        Ask(alpha, 100m, 1m);
        JToken tooMuch = await PreviewAsync("buy", 2m);
        JToken nobody = await PreviewAsync("sell", 2m);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((tooMuch["estimated_slippage_bps"], tooMuch["estimated_total_cost_bps"]), Is.EqualTo(((JToken?)null, (JToken?)null)));
            Assert.That((decimal?)tooMuch["estimated_fee_bps"], Is.EqualTo(10m));
            Assert.That(nobody["candidate_venues"], Is.Empty);
            Assert.That(nobody["best_venue"], Is.Null);
            Assert.That(nobody["nbbo"]!["bid_px_1e9"], Is.Null);
        }
    }

    [TestCase("""{"symbol":"NO-SUCH","side":"buy","order_type":"market","qty":1}""", "symbol")]
    [TestCase("""{"symbol":"BTC-USD","side":"hold","order_type":"market","qty":1}""", "side")]
    [TestCase("""{"symbol":"BTC-USD","side":"buy","order_type":"market","qty":0}""", "qty")]
    [TestCase("""{"symbol":"BTC-USD","side":"buy","order_type":"stop","qty":1}""", "order_type")]
    public async Task A_preview_of_no_order_is_refused(string body, string field) =>
        Assert.That(
            (string?)(await FailAsync(HttpMethod.Post, "/v1/orders/preview", HttpStatusCode.UnprocessableEntity, body))["details"]![0]!["field"], Is.EqualTo(field));

    [Test]
    public async Task The_current_funding_rate_is_what_the_next_settlement_pays_and_the_predicted_one_follows_it()
    {
        JToken before = (await GetAsync("/v1/market/funding-rates?venue=hyperliquid&symbol=BTC-USD-PERP"))["rates"]!.Single();
        Time.Advance(TimeSpan.FromHours(1));
        JToken after = (await GetAsync("/v1/market/funding-rates?venue=hyperliquid&symbol=BTC-USD-PERP"))["rates"]!.Single();
        JToken history = await GetAsync("/v1/funding_history/BTC-USD-PERP?venue=hyperliquid&range=1d");
        JToken last = history["points"]!.Last!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((decimal?)after["rate_bps_per_hour"], Is.EqualTo((decimal?)before["predicted_rate_bps_per_hour"]));
            Assert.That((decimal)last["rate_1e9"]! / 100_000m, Is.EqualTo((decimal?)before["rate_bps_per_hour"]));
            Assert.That((long?)last["ts_ns"], Is.EqualTo((long?)before["next_settlement_ns"]));
            Assert.That((int?)history["count"], Is.EqualTo(history["points"]!.Count()).And.EqualTo(25));
            Assert.That((string?)before["dex"], Is.Empty);
            Assert.That((long?)before["mark_price_1e9"], Is.GreaterThan(70_000_000_000_000));
            Assert.That((long?)before["open_interest_1e8"], Is.GreaterThan(0));
        }
    }

    [Test]
    public async Task Every_perp_has_a_rate_in_basis_points_per_hour()
    {
        JToken all = await GetAsync("/v1/market/funding-rates");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)all["unit"], Is.EqualTo("bps_per_hour"));
            Assert.That(all["rates"]!.Select(row => $"{row["venue"]} {row["symbol"]}"), Is.EquivalentTo(
                [
                    "hyperliquid BTC-USD-PERP", "bybit BTC-USD-PERP", "binance BTC-USD-PERP", "okx BTC-USD-PERP",
                    "hyperliquid ETH-USD-PERP", "bybit ETH-USD-PERP", "binance ETH-USD-PERP", "okx ETH-USD-PERP",
                    "binance SOL-USD-PERP", "okx SOL-USD-PERP",
                ]));
            Assert.That(all["rates"]!.Select(row => (decimal)row["rate_bps_per_hour"]!), Is.All.InRange(-1m, 1m));
            Assert.That((await GetAsync("/v1/market/funding-rates?venue=kraken"))["rates"], Is.Empty);
        }
    }

    [Test]
    public async Task A_window_of_both_times_replaces_the_range()
    {
        long end = Time.GetUtcNow().ToUnixTimeSeconds() / 28_800 * 28_800;
        JToken history = await GetAsync($"/v1/funding_history/ETH-USD?venue=bybit&range=5y&start_ts={end - 28_800}&end_ts={end}");
        Assert.That(history["points"]!.Select(point => (long)point["ts_ns"]! / 1_000_000_000), Is.EqualTo([end - 28_800, end]));
    }

    [TestCase("BTC-USD-PERP?venue=coinbase", HttpStatusCode.BadRequest)]
    [TestCase("BTC-USD-PERP?venue=bybit&range=1h", HttpStatusCode.BadRequest)]
    [TestCase("BTC-USD-PERP?venue=bybit&start_ts=9&end_ts=8", HttpStatusCode.BadRequest)]
    [TestCase("BTC-USD-PERP", HttpStatusCode.BadRequest)]
    [TestCase("SOL-USD-PERP?venue=bybit", HttpStatusCode.NotFound)]
    public async Task Funding_history_that_cannot_be_is_refused(string path, HttpStatusCode status) =>
        Assert.That((string?)(await FailAsync(HttpMethod.Get, "/v1/funding_history/" + path, status))["message"], Is.Not.Empty);

    [Test]
    public async Task The_account_reads_its_limits_edges_fair_prices_and_syncs()
    {
        await SendAsync(HttpMethod.Post, "/v1/kill_switch", """{"reason":null}""");
        VenueMarket gamma = List("gamma", "TEST-USD", InstrumentKind.Spot);
        Bid(gamma, 90m, 1m);
        Ask(gamma, 110m, 3m);
        JToken fair = (await GetAsync("/v1/fair_price"))["prices"]!.Single(row => (string?)row["symbol"] == "TEST-USD");
        JToken edges = (await GetAsync("/v1/edges"))["edges"]!;
        JToken sync = await SendAsync(HttpMethod.Post, "/v1/positions/sync", "{}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((decimal?)fair["price"], Is.EqualTo(105m));
            Assert.That(edges.Select(edge => (string?)edge["venue"]), Is.Unique.And.Contains("kraken").And.Contains("gamma"));
            Assert.That((bool?)(await GetAsync("/v1/risk_limits"))["kill_switch"], Is.True);
            Assert.That((int?)sync["positions"], Is.EqualTo((await GetAsync("/v1/positions"))["positions"]!.Count()));
        }
    }

    private Task<JToken> PreviewAsync(string side, decimal qty) => SendAsync(HttpMethod.Post, "/v1/orders/preview", new JObject(
        new JProperty("symbol", "TEST-USD"),
        new JProperty("side", side),
        new JProperty("order_type", "market"),
        new JProperty("qty", qty)).ToString());
}
