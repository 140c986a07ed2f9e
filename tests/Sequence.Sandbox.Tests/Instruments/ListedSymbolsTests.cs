using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>Every spot pair and perp that the vendor's reference, documentation or recorded calls name can be read and traded.</summary>
public sealed class ListedSymbolsTests : ExchangeTest
{
    private static readonly string[] Named =
    [
        "BTC-USD", "ETH-USD", "SOL-USD", "BTC-USDT", "BTC-USDC", "ETH-USDT", "ETH-USDC", "ETH-USDC-ARB", "SOL-USDT", "SOL-USDC",
        "BTC-USD-PERP", "ETH-USD-PERP", "SOL-USD-PERP", "BTC-PERP", "ETH-PERP", "SOL-PERP",
    ];

    private static readonly (string Venue, string Symbol)[] Pinned =
    [
        ("binance", "BTC-USDT"), ("bybit", "BTC-USDT"), ("okx", "BTC-USDT"), ("bitget", "BTC-USDT"), ("cryptocom", "BTC-USDT"), ("coinbase", "BTC-USDC"),
        ("binance", "BTC-USDC"), ("binance", "ETH-USDT"), ("bybit", "ETH-USDT"), ("dex_ethereum", "ETH-USDC-ARB"), ("solana", "SOL-USDC"),
        ("binance", "BTC-USD-PERP"), ("binance", "ETH-PERP"), ("okx", "BTC-PERP"), ("okx", "SOL-USD-PERP"), ("hyperliquid", "ETH-USD-PERP"), ("binance", "SOL-PERP"), ("kraken", "BTC-USD"),
    ];

    [TestCaseSource(nameof(Named))]
    public async Task A_named_symbol_works_in_every_read(string symbol)
    {
        JToken quote = await GetAsync($"/v1/quotes/{symbol}");
        Assert.That((decimal)quote["nbbo"]!["bid"]!, Is.LessThan((decimal)quote["nbbo"]!["ask"]!));
        Assert.That(quote["book"]!["bids"]!.Count(), Is.EqualTo(10));
        Assert.That((string?)quote["source"], Is.EqualTo("edge_nbbo"));
        Assert.That((await SendAsync(HttpMethod.Post, "/v1/quotes_batch", $$"""{"symbols": ["{{symbol}}"]}"""))["quotes"]![0]!["error"], Is.Null);
        Assert.That((await GetAsync($"/v1/price_history/{symbol}?range=1h"))["points"], Is.Not.Null);
        Assert.That((await GetAsync($"/v1/pairs/{symbol}/venues"))["venues"], Is.Not.Empty);
        Assert.That((await GetAsync($"/v1/fees?ticker={symbol}"))["fees"], Is.Not.Empty);
        foreach (string path in new[] { "venues", "depth", "routing?side=buy&qty=0.1", "slippage?side=buy&sizes=1000" })
        {
            string separator = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            Assert.That((string?)(await GetAsync($"/v1/intelligence/{path}{separator}symbol={symbol}"))["source"], Is.EqualTo("edge_nbbo"), path);
        }
    }

    [TestCaseSource(nameof(Named))]
    public async Task A_named_symbol_works_in_every_way_to_trade(string symbol)
    {
        JToken preview = await SendAsync(HttpMethod.Post, "/v1/orders/preview", $$"""{"symbol": "{{symbol}}", "side": "buy", "order_type": "market", "qty": 1}""");
        Assert.That((decimal?)preview["estimated_fee_bps"], Is.GreaterThan(0));
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{symbol}}", "side": "buy", "qty": 1, "graph_id": "simple"}""");
        await SendAsync(HttpMethod.Post, "/v1/orders", $$$"""
            {"graph_id": "node", "nodes": [{"node_id": "a", "instrument": {"symbol": "{{{symbol}}}", "type": "spot"}, "side": "buy", "order_type": "market",
             "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "root"}], "edges": []}
            """);
        Time.Advance(TimeSpan.FromSeconds(5));
        JToken orders = await GetAsync($"/v1/orders?symbol={symbol}");
        Assert.That(orders["orders"]!.Select(order => (string?)order["status"]), Is.EqualTo(["COMPLETED", "COMPLETED"]));
        Assert.That((await GetAsync($"/v1/fills?symbol={symbol}"))["fills"], Is.Not.Empty);
    }

    [Test]
    public async Task A_named_venue_fills_an_order_that_names_it()
    {
        foreach ((string venue, string symbol) in Pinned)
            await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{symbol}}", "side": "buy", "qty": 0.1, "venue": "{{venue}}", "graph_id": "{{venue}}.{{symbol}}"}""");
        Time.Advance(TimeSpan.FromSeconds(5));
        foreach ((string venue, string symbol) in Pinned)
            Assert.That((string?)(await GetAsync($"/v1/orders/graph:{venue}.{symbol}:order:1"))["status"], Is.EqualTo("COMPLETED"), $"{symbol} on {venue}");
    }

    [TestCase("binance", 3)]
    [TestCase("bybit", 2)]
    [TestCase("okx", 3)]
    [TestCase("hyperliquid", 2)]
    public async Task Every_venue_of_perps_has_funding_rates(string venue, int perps)
    {
        JToken rates = await GetAsync($"/v1/market/funding-rates?venue={venue}");
        Assert.That(rates["rates"]!.Count(), Is.EqualTo(perps));
        Assert.That(rates["rates"]!.Select(row => (long)row["mark_price_1e9"]!), Is.All.GreaterThan(0));
    }

    [TestCase("BTC-USDT", "binance")]
    [TestCase("BTC-USD", "okx")]
    [TestCase("ETH-USDT", "bybit")]
    [TestCase("ETH-PERP", "hyperliquid")]
    [TestCase("SOL-PERP", "okx")]
    public async Task Funding_history_takes_the_pair_or_the_perp(string symbol, string venue) =>
        Assert.That((int)(await GetAsync($"/v1/funding_history/{symbol}?venue={venue}&range=1w"))["count"]!, Is.EqualTo(venue == "hyperliquid" ? 169 : 21), "both ends of the hours");

    [Test]
    public async Task A_coin_of_two_pairs_is_one_position()
    {
        foreach (string symbol in new[] { "BTC-USD", "BTC-USDT", "BTC-USDC" })
            await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{symbol}}", "side": "buy", "qty": 0.1, "venue": "binance"}""");
        Time.Advance(TimeSpan.FromSeconds(1));
        JToken coin = (await GetAsync("/v1/positions?venues=binance"))["positions"]!.Single(row => (string?)row["instrument"]!["symbol"] == "BTC");
        Assert.That((long)coin["qty_1e8"]!, Is.EqualTo(30_000_000));
    }

    [Test]
    public void A_market_that_nobody_asks_for_rests_and_is_fresh_when_it_is_asked_for()
    {
        VenueMarket market = Exchange.Markets.All.First(market => market.ToString() == "BTC-USDT on binance");
        long changes = market.Changes;
        Time.Advance(TimeSpan.FromMinutes(10));
        Assert.That(market.Changes, Is.EqualTo(changes));
        Exchange.Scheduler.Enter(() =>
        {
            decimal pair = Prices.Mid(Exchange.Markets.For("BTC-USDT"))!.Value.ToDecimal();
            decimal coin = Prices.Mid(Exchange.Markets.For("BTC-USD"))!.Value.ToDecimal();
            Assert.That(pair, Is.EqualTo(coin).Within(5m));
            Assert.That(Exchange.Markets.Nbbo("BTC-USDT").Bid, Is.LessThan(Exchange.Markets.Nbbo("BTC-USDT").Ask!.Value));
        });
        changes = market.Changes;
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.That(market.Changes, Is.GreaterThan(changes), "somebody looked");
    }
}
