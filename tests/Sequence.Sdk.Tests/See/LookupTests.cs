using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.See;

/// <summary>What was not asked for is not taken for it.</summary>
[TestFixture]
public sealed class LookupTests
{
    private static readonly string Token = new('7', 60);
    private static readonly string OtherToken = new('8', 60);

    [TestCase("KXBTC-T72299.99", "kalshi", "KXBTC-T72399.99;KXBTC-T72299.99", ExpectedResult = "KXBTC-T72299.99")]
    [TestCase("kxbtc-t72299.99:YES", "kalshi", "KXBTC-T72299.99", ExpectedResult = "KXBTC-T72299.99")]
    [TestCase("KXBTC-T72299.99", "kalshi", "KXBTC-T72399.99", ExpectedResult = null)]
    [TestCase("fed-cut", "polymarket", "fed-cut-2", ExpectedResult = null)]
    public async Task<string?> A_market_is_the_one_with_the_name(string asked, string venue, string came)
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", Page(came.Split(';').Select(slug => Market(venue, slug))));

        return (await wire.Client.GetMarketAsync(asked, venue))?.Slug;
    }

    [Test]
    public async Task A_market_is_the_one_with_the_token_and_of_the_venue()
    {
        using var wire = new WireRecorder();
        JObject found = Market("polymarket", "b");
        found["no_token_id"] = Token;
        JObject other = Market("polymarket", "a");
        other["outcome_token_ids"] = new JArray(OtherToken);
        wire.Answer("listMarkets", Page([other, found]), Page([other]), Page([Market("kalshi", "fed-cut")]));

        Assert.That((await wire.Client.GetMarketAsync(Token, "polymarket"))?.Slug, Is.EqualTo("b"));
        Assert.That(await wire.Client.GetMarketAsync(Token, "polymarket"), Is.Null);
        Assert.That(await wire.Client.GetMarketAsync("fed-cut", "polymarket"), Is.Null);
    }

    [Test]
    public async Task Rows_of_another_venue_are_left_out_of_pages_and_walks()
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", Page([Market("kalshi", "a"), Market("polymarket", "b")]));

        Assert.That((await wire.Client.Markets("Kalshi").FetchAsync()).Markets.Select(m => m.Slug), Is.EqualTo(["a"]));
        Assert.That((await wire.Client.Markets("kalshi").FetchAllAsync()).Select(m => m.Slug), Is.EqualTo(["a"]));
    }

    [Test]
    public async Task The_same_rows_under_ever_new_cursors_fail_the_walk()
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", [.. Enumerable.Range(1, 9).Select(i => Page([Market("kalshi", "a"), Market("kalshi", "b")], $"c{i}"))]);

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => wire.Client.Markets("kalshi").FetchAllAsync()))!;

        Assert.That(error.Message, Does.StartWith("listMarkets gave the same page again"));
        Assert.That(wire.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Empty_pages_without_end_fail_the_walk()
    {
        using var wire = new WireRecorder();
        wire.Answer("listMarkets", [.. Enumerable.Range(1, 99).Select(i => Page([], $"c{i}"))]);

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => wire.Client.Markets("kalshi").FetchAllAsync()))!;

        Assert.That(error.Message, Does.StartWith("listMarkets gave 11 pages in a row without a new row"));
    }

    [TestCase("BTC-USD", "BTC-USD", false)]
    [TestCase("btc-usd", "BTC/USD", false)]
    [TestCase("BTC-USD", "", false)]
    [TestCase("KXM-1:YES", "KXM-1", false)]
    [TestCase("https://polymarket.com/event/a", "anything", false)]
    [TestCase("fed-cut", "777777777777777777777777777777777777777777777777777777777777", false)]
    [TestCase("BTC-USD", "ETH-USD", true)]
    [TestCase("BTC-USD", "BTC-USD-PERP", true)]
    [TestCase("KXM-1:YES", "KXM-1:NO", true)]
    [TestCase("KXM-T1.5", "KXM-T15", true)]
    [TestCase("777777777777777777777777777777777777777777777777777777777777", "777777777777777777777777777777777777777777777777777777777778", true)]
    public async Task A_quote_of_another_symbol_is_not_found(string asked, string came, bool isOther)
    {
        using var wire = new WireRecorder();
        wire.Answer("getQuote", $$"""{"symbol": "{{came}}", "nbbo": {"bid": 1, "ask": 2, "mid": 1.5}, "venues": {} }""");

        if (isOther)
            Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetQuoteAsync(asked)))!.Status, Is.EqualTo(404));
        else
            Assert.That((await wire.Client.GetQuoteAsync(asked)).Symbol, Is.EqualTo(came));
    }

    [Test]
    public async Task A_list_of_quotes_holds_only_what_was_asked_for()
    {
        using var wire = new WireRecorder();
        wire.Answer("listQuotes", """
            {"quotes": [{"symbol": "ETH-USD", "nbbo": {}, "venues": {}}, {"symbol": "BTC-USD", "nbbo": {}, "venues": {}}], "count": 2}
            """);

        Assert.That((await wire.Client.GetQuotesAsync(["BTC-USD", "SOL-USD"])).Select(q => q.Symbol), Is.EqualTo(["BTC-USD"]));
    }

    [TestCase("binance", "ETH-USD-PERP", ExpectedResult = null)]
    [TestCase("okx", "BTC-USD-PERP", ExpectedResult = null)]
    [TestCase("binance", "BTCUSDT", ExpectedResult = "BTCUSDT")]
    public async Task<string?> A_funding_rate_is_of_the_venue_and_the_perp(string venue, string symbol)
    {
        using var wire = new WireRecorder();
        wire.Answer("getFundingRates", $$"""{"unit": "bps_per_hour", "rates": [{"symbol": "{{symbol}}", "venue": "{{venue}}", "rate_bps_per_hour": 1, "mark_price_1e9": 1, "open_interest_1e8": 1}]}""");

        return (await wire.Client.GetFundingRateAsync("binance", "BTC-USD-PERP"))?.Symbol;
    }

    [Test]
    public async Task Everything_else_that_is_read_by_its_name_is_not_found_either()
    {
        using var wire = new WireRecorder();
        foreach ((string operation, string member) in new[]
        {
            ("getSettlement", "slug"), ("getPriceHistory", "symbol"), ("getFundingHistory", "symbol"), ("getAlgo", "symbol"), ("getDeployment", "deployment_id"),
            ("getStrategy", "strategy_id"), ("getBacktest", "job_id"), ("getBacktestResults", "job_id"), ("getExecutionLive", "node_order_id"), ("getExecutionReview", "node_order_id"),
        })
        {
            JToken answer = JToken.Parse(ContractExamples.AnswerOf(operation));
            answer[member] = "another";
            wire.Answer(operation, answer.ToString());
        }

        Func<SequenceClient, Task>[] reads =
        [
            c => c.Settlement("mine").FetchAsync(), c => c.PriceHistory("mine").FetchAsync(), c => c.GetFundingHistoryAsync("mine", "bybit"), c => c.GetAlgoAsync("mine"),
            c => c.GetDeploymentAsync("mine"), c => c.GetStrategyAsync("mine"), c => c.Backtests.GetAsync("mine"), c => c.Backtests.GetResultsAsync("mine"),
            c => c.GetExecutionLiveAsync("mine"), c => c.GetExecutionReviewAsync("mine"),
        ];
        foreach (Func<SequenceClient, Task> read in reads)
            Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => read(wire.Client)))!.Status, Is.EqualTo(404));
    }

    private static JObject Market(string venue, string slug) => new() { ["venue"] = venue, ["slug"] = slug, ["question"] = "?" };

    private static string Page(IEnumerable<JObject> rows, string? cursor = null) => new JObject
    {
        ["markets"] = new JArray(rows),
        ["count"] = 1,
        ["venue"] = "kalshi",
        ["has_more"] = cursor is not null,
        ["next_cursor"] = cursor,
    }.ToString();
}
