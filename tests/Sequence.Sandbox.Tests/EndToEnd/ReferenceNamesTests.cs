using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>
/// Every symbol, venue, range, source, slug and socket that the vendor's reference names, called through the SDK on a fresh exchange:
/// the name, the call, and what has to come.
/// </summary>
public sealed class ReferenceNamesTests
{
    private const string BatchToken = "4394372887385518214471608448209527405727552777602031099972143344338178308080";
    private const string LookupToken = "18812649149814341758733697580460697418474693998558159483117100240528657629879";
    private const string UpDown = "btc-updown-5m-1776537600";
    private const string HomeRun = "KXMLBHR-26APR292140KCATH-ATHLBUTLER4-1:YES";
    private const string Game = "KXNBAGAME-26MAY01LALHOU-LAL";
    private const long Opened = 1_777_334_400;

    private Trading _trading = null!;

    /// <summary>A day before the last of the named games, after the five minutes that the reference reads.</summary>
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(Opened));

    private static readonly TestCaseData[] Names =
    [
        // A market that opens on demand is cold until somebody asks.
        Row("a cold ticker", async c => Sources(await c.GetQuoteAsync("KXNBA-26-TOR"), await c.GetQuoteAsync("KXNBA-26-TOR")), "edge_rpc_snapshot edge_nbbo"),
        Row("a cold ticker, nowait", async c => Sources(await c.Quote("KXNBA-26-TOR").NoWait().SendAsync(), await c.Quote("KXNBA-26-TOR").NoWait().SendAsync()), "venue_public_api edge_nbbo"),
        Row("a cold token", async c => Sources(await c.GetQuoteAsync(BatchToken), await c.GetQuoteAsync(BatchToken)), "edge_rpc_snapshot edge_nbbo"),
        Row("a cold slug", async c => Sources(await c.GetQuoteAsync("fed-decision-in-october")), "edge_rpc_snapshot"),
        Row("a cold page", async c => Sources(await c.GetQuoteAsync("https://polymarket.com/event/fed-decision-in-october")), "edge_rpc_snapshot"),
        Row("a pair", async c => Sources(await c.GetQuoteAsync("BTC-USD"), await c.Quote("ETH-USD").NoWait().SendAsync()), "edge_nbbo edge_nbbo"),
        Row("an outcome beside the one that was asked", async c => Sources(await c.GetQuoteAsync($"{Game}:YES"), await c.GetQuoteAsync($"{Game}:NO")), "edge_rpc_snapshot edge_rpc_snapshot"),
        Row("a preview warms up", async c => $"{(await c.PreviewAsync(Game, Side.Buy, 10m)).Source} {(await c.PreviewAsync(Game, Side.Buy, 10m)).Source}", "edge_rpc_snapshot edge_nbbo"),
        Row("a preview of a cold ticker costs", async c => await c.PreviewAsync(Game, Side.Buy, 10m) is
            { EstimatedFeeBps: > 0, EstimatedSlippageBps: > 0, Nbbo.BidPx: not null, Nbbo.AskPx: not null }, true),
        Row("depth", async c => Word(await c.GetDepthAsync(Game), "source"), "edge_rpc_snapshot"),
        Row("slippage", async c => Word(await c.GetSlippageAsync(Game, Side.Buy), "source"), "edge_rpc_snapshot"),
        Row("routing", async c => Word(await c.GetRoutingAsync(Game, Side.Buy, 10m), "source"), "edge_rpc_snapshot"),
        Row("forecast", async c => Word(await c.GetForecastAsync(Game, Side.Buy, 10m), "source"), "edge_rpc_snapshot"),
        Row("an order warms up", async c =>
        {
            await c.Buy(Game, 1m).SubmitAsync();
            return Sources(await c.GetQuoteAsync(Game));
        }, "edge_nbbo"),
        Row("a batch", async c => string.Join(' ', (await c.QuotesBatch(["BTC-USD", BatchToken, "KXNBA-26-TOR"]).Depth(20).NoWait(true).Concurrency(64).SendAsync()).Quotes
            .Select(entry => entry is QuoteEntry.Ok ok ? ok.Quote.Source.Value : "failed")), "edge_nbbo venue_public_api venue_public_api"),
        Row("a batch that waits", async c => string.Join(' ', (await c.QuotesBatch([LookupToken, "KXNBA-26-TOR"]).NoWait(false).SendAsync()).Quotes
            .Select(entry => entry is QuoteEntry.Ok ok ? ok.Quote.Source.Value : "failed")), "edge_rpc_snapshot edge_rpc_snapshot"),

        Row("market(slug)", async c => (await c.GetMarketAsync("fed-decision-in-october", "polymarket"))?.Outcomes.Count, 4),
        Row("market(ticker:YES)", async c => (await c.GetMarketAsync($"{Game}:YES", "kalshi"))?.Slug, Game),
        Row("market(token)", async c => (await c.GetMarketAsync(LookupToken, "polymarket"))?.YesTokenId, LookupToken),
        Row("market(token of the batch)", async c => (await c.GetMarketAsync(BatchToken, "polymarket"))?.YesTokenId, BatchToken),
        Row("the ticker's date is the end", async c => await EndsAsync(c, Game, "KXBTCZ-26DEC31-T99000", "KXBTCZ-26DEC31-T100000", "KXMLBHR-26APR292140KCATH-ATHLBUTLER4-1"),
            "2026-05-01T23:59:59Z 2026-12-31T23:59:59Z 2026-12-31T23:59:59Z 2026-04-29T23:59:59Z"),
        Row("fees", async c => string.Join(' ', (await c.Fees(HomeRun).Venues("kalshi", "polymarket").FetchAsync()).Fees
            .Select(fee => $"{fee.Venue} {fee.TakerBps is not null} {fee.MakerBps is not null}")), "kalshi True True polymarket False False"),
        Row("ticks", async c => (await c.PriceHistory("BTC-USDC").Ticks(500).FetchAsync()).Points.Count(point => point is { Qty: not null, Side: not null }), 500),
        Row("funding rates of a venue", async c => (await c.GetFundingRatesAsync("binance")).Rates.Count > 0, true),
        Row("the funding rate of a perp", async c => (await c.GetFundingRateAsync("hyperliquid", "BTC-USD-PERP"))?.Venue, "hyperliquid"),
        Row("search", async c => (await c.SearchMarketsAsync("bitcoin", "kalshi", 5)).Markets.Count, 5),
        Row("settlement", async c => (await c.Settlement(UpDown).WithUnderlying().FetchAsync()).Status.Value, "resolved"),
        Row("a seeded position of the docs", async c => (await c.GetMarketAsync("KXMARKET-FOO:YES", "kalshi"))?.Slug, "KXMARKET-FOO"),

        Row("batch on kalshi", async c => string.Join(' ', (await c.Batch("kalshi").BuyLimit("KXBTCZ-26DEC31-T99000", 10m, 0.55m).BuyLimit("KXBTCZ-26DEC31-T100000", 10m, 0.50m)
            .Cancel("stale_order_id").EndAsync()).Results.Select(item => item.GetType().Name)), "Submitted Submitted Failed"),
        Row("batch on polymarket", async c => (await c.Batch("polymarket").Buy(BatchToken, 10m).EndAsync()).Results.Single().GetType().Name, "Submitted"),
    ];

    [SetUp]
    public async Task OpenAsync() => _trading = await Trading.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = _time });

    [TearDown]
    public async Task CloseAsync() => await _trading.DisposeAsync();

    [TestCaseSource(nameof(Names))]
    public async Task It_is_there_and_gives_what_the_text_says(Func<SequenceClient, Task<object?>> call, object expected) =>
        Assert.That(await call(_trading.Client), Is.EqualTo(expected));

    /// <summary>The longest wish of the whole reference, of each market that it reads history of.</summary>
    [TestCase("BTC-USD", "coinbase")]
    [TestCase("ETH-USD", "kraken")]
    [TestCase("BTC-USD-PERP", "hyperliquid")]
    [TestCase("BTC-USDT", "binance")]
    [TestCase("BTC-USDC", "coinbase")]
    public async Task A_year_has_a_point_each_five_minutes_from_a_year_ago_until_now(string symbol, string venue)
    {
        PriceHistory year = await _trading.Client.PriceHistory(symbol).Range(HistoryRange.OneYear).FidelitySeconds(300).Venue(venue).FetchAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(year.Source, Is.EqualTo("venue_proxy"));
            Assert.That(Seconds(year), Is.EqualTo(Enumerable.Range(0, (365 * 288) + 1).Select(i => Opened - (365 * 86_400L) + (300 * i))));
            Assert.That(year.Points.Select(point => point.Price.ToDecimal()).Distinct().Count(), Is.GreaterThan(40_000));
            Assert.That(year.Points.Min(point => point.Price.Raw), Is.Positive);
        }
    }

    [Test]
    public async Task Five_minutes_of_the_past_have_prints_and_the_curve_that_decided_them()
    {
        PriceHistory history = await _trading.Client.PriceHistory(UpDown).FidelitySeconds(0).Limit(50_000).WithUnderlying().FetchAsync();
        Settlement settlement = await _trading.Client.Settlement(UpDown).WithUnderlying().FetchAsync();
        bool isUp = history.Underlying!.Points![^1].Price >= history.Underlying.Points[0].Price;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(history.Source, Is.EqualTo("venue_ticks"));
            Assert.That(history.Points, Has.Count.EqualTo(300));
            Assert.That(Seconds(history), Is.EqualTo(Enumerable.Range(1_776_537_600, 300).Select(second => (long)second)));
            Assert.That(history.Points.Select(point => point.Price.ToDecimal()), Is.All.InRange(0.01m, 0.99m).And.Property("Scale").LessThanOrEqualTo(2));
            Assert.That(history.Points.Select(point => point.Qty), Has.None.Null);
            Assert.That(history.Points.Select(point => point.Side?.Value).Distinct(), Is.EquivalentTo(["buy", "sell"]));
            Assert.That(history.Underlying.AgreesWithSettlement, Is.True);
            Assert.That(history.Underlying.Points, Has.Count.EqualTo(301));
            Assert.That(settlement.ResolvedOutcome, Is.EqualTo(isUp ? "Up" : "Down"));
            Assert.That((long)settlement.Underlying!["start_price_1e9"]!, Is.EqualTo(history.Underlying.Points[0].Price.Raw));
            Assert.That((long)settlement.Underlying["end_price_1e9"]!, Is.EqualTo(history.Underlying.Points[^1].Price.Raw));
        }
    }

    [Test]
    public async Task A_new_market_can_be_bought_as_in_the_reference()
    {
        await using LifecycleStream minted = await _trading.Client.StreamNewMarketsAsync();
        string? token = null;
        await foreach (JToken market in minted)
        {
            if (!((string)market["slug"]!).Contains("btc-updown", StringComparison.Ordinal) || (long)market["end_ts_s"]! <= Opened)
                continue;
            token = (string)market["outcome_token_ids"]![0]!;
            break;
        }

        SubmitResult submit = await _trading.Client.Buy(token!, 5m).Venue("polymarket").SubmitAsync();
        OrderResponse order = await _trading.Client.GetOrderAsync(submit.OrderId);
        Assert.That((order.FilledQty.ToDecimal(), order.Status.Value), Is.EqualTo((5m, "COMPLETED")));
    }

    [Test]
    public async Task The_last_128_resolutions_are_told_at_once_and_each_names_a_winner()
    {
        await using LifecycleStream resolved = await _trading.Client.StreamResolvedMarketsAsync();
        List<JToken> events = [];
        await foreach (JToken told in resolved)
        {
            events.Add(told);
            if (events.Count == 128)
                break;
        }

        Assert.That(events.Select(told => (long)told["observed_at_ns"]!), Is.Ordered.And.All.LessThanOrEqualTo(Opened * 1_000_000_000));
        Assert.That(events.Select(told => (string?)told["event_id"]), Is.Unique);
        Assert.That(events.Select(told => (string?)told["winning_outcome"]), Is.All.EqualTo("Up").Or.EqualTo("Down"));
    }

    private static async Task<string> EndsAsync(SequenceClient client, params string[] tickers)
    {
        List<string?> ends = [];
        foreach (string ticker in tickers)
            ends.Add((await client.GetMarketAsync(ticker, "kalshi"))?.EndDate);
        return string.Join(' ', ends);
    }

    private static IEnumerable<long> Seconds(PriceHistory history) => history.Points.Select(point => point.Ts.ToUnixSeconds());

    private static string Sources(params Quote[] quotes) => string.Join(' ', quotes.Select(quote => quote.Source.Value));

    private static string? Word(JToken answer, string member) => (string?)answer[member];

    private static TestCaseData Row<T>(string name, Func<SequenceClient, Task<T>> call, object expected) =>
        new TestCaseData((Func<SequenceClient, Task<object?>>)(async client => await call(client)), expected).SetArgDisplayNames(name);
}
