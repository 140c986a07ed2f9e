using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.See;

[TestFixture]
public sealed class SeeValidationTests
{
    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Refusal("symbol", c => c.GetQuoteAsync(""), "quote of nothing");
        yield return Refusal("symbol", c => c.Quote("  ").SendAsync(), "quote of blanks");
        yield return Refusal("symbol", c => c.Quote(null!).SendAsync(), "quote of null");
        yield return Refusal("symbol", c => c.GetQuoteAsync("."), "quote of a dot");
        yield return Refusal("symbol", c => c.GetQuoteAsync(".."), "quote of two dots");
        yield return Refusal("symbols", c => c.QuotesBatch([]).SendAsync(), "batch of nothing");
        yield return Refusal("symbols", c => c.QuotesBatch(null!).SendAsync(), "batch of null");
        yield return Refusal("symbols[1]", c => c.QuotesBatch(["A", ""]).SendAsync(), "batch with an empty symbol");
        yield return Refusal("symbols", c => c.QuotesBatch(Enumerable.Repeat("A", 2001)).SendAsync(), "batch of 2001");
        yield return Refusal("instrumentType", c => c.QuotesBatch(["A"]).InstrumentType("").SendAsync(), "batch without a type");
        yield return Refusal("instrumentType", c => c.QuotesBatch(["A"]).InstrumentType(default(InstrumentType)).SendAsync(), "batch with the default type");
        yield return Refusal("symbols", c => c.GetQuotesAsync([]), "quotes of nothing");
        yield return Refusal("symbols", c => c.GetQuotesAsync(["A,B"]), "quotes with a comma");
        yield return Refusal("maxAge", c => c.GetQuotesAsync(["A"], TimeSpan.Zero), "age of nothing");
        yield return Refusal("maxAge", c => c.GetQuotesAsync(["A"], TimeSpan.FromSeconds(1.5)), "age with a fraction");
        yield return Refusal("maxAge", c => c.GetQuotesAsync(["A"], TimeSpan.MaxValue), "endless age");
        yield return Refusal("venue", c => c.Positions().Venue("a,b").FetchAsync(), "two venues in one");
        yield return Refusal("venues", c => c.Positions().Venues().FetchAsync(), "empty venue filter");
        yield return Refusal("venues[0]", c => c.Positions().Venues("").FetchAsync(), "empty venue");
        yield return Refusal("kind[0]", c => c.Positions().Kind(default).FetchAsync(), "default kind");
        yield return Refusal("symbol", c => c.GetPairVenuesAsync(""), "venues of no pair");
        yield return Refusal("symbol", c => c.PriceHistory("").FetchAsync(), "history of nothing");
        yield return Refusal("range", c => c.PriceHistory("A").Range(default).FetchAsync(), "history over the default range");
        yield return Refusal("fidelitySeconds", c => c.PriceHistory("A").FidelitySeconds(-1).FetchAsync(), "negative fidelity");
        yield return Refusal("limit", c => c.PriceHistory("A").Limit(0).FetchAsync(), "history of no rows");
        yield return Refusal("ticks", c => c.PriceHistory("A").Ticks(0).FetchAsync(), "history of no ticks");
        yield return Refusal("venue", c => c.PriceHistory("A").Venue("").FetchAsync(), "history of no venue");
        yield return Refusal("end", c => c.PriceHistory("A").Start(2).End(2).FetchAsync(), "an empty window");
        yield return Refusal("orderBy", c => c.Markets("v").OrderBy(MarketOrder.Volume).FetchAllAsync(), "walk with a sort");
        yield return Refusal("orderBy", c => Task.FromResult(c.Markets("v").OrderBy(MarketOrder.Volume).EnumerateAsync()), "rows with a sort");
        yield return Refusal("end", c => c.PriceHistory("A").Start(2).End(2).FetchAsync(), "end at the start");
        yield return Refusal("start", c => c.PriceHistory("A").Start(1_774_483_200_000).End(1_774_483_300_000).FetchAsync(), "milliseconds");
        yield return Refusal("start", c => c.PriceHistory("A").Start(DateTimeOffset.MinValue).FetchAsync(), "before 1970");
        yield return Refusal("venue", c => c.GetFundingRatesAsync(""), "rates of no venue");
        yield return Refusal("venue", c => c.GetFundingRateAsync("", "A"), "rate of no venue");
        yield return Refusal("symbol", c => c.GetFundingRateAsync("v", ""), "rate of no symbol");
        yield return Refusal("symbol", c => c.GetFundingHistoryAsync("", "v"), "funding of no symbol");
        yield return Refusal("venue", c => c.GetFundingHistoryAsync("A", ""), "funding of no venue");
        yield return Refusal("range", c => c.GetFundingHistoryAsync("A", "v", HistoryRange.OneHour), "funding of an hour");
        yield return Refusal("range", c => c.GetFundingHistoryAsync("A", "v", HistoryRange.SixHours), "funding of six hours");
        yield return Refusal("end", c => c.GetFundingHistoryAsync("A", "v", start: DateTimeOffset.UnixEpoch), "funding without end");
        yield return Refusal("slug", c => c.Settlement("").FetchAsync(), "settlement of nothing");
        yield return Refusal("venue", c => c.Markets("").FetchAsync(), "markets of no venue");
        yield return Refusal("slug", c => c.Markets("v").Slug("").FetchAsync(), "no slug");
        yield return Refusal("search", c => c.Markets("v").Search("").FetchAsync(), "no text");
        yield return Refusal("tag", c => c.Markets("v").Tag("").FetchAsync(), "no tag");
        yield return Refusal("tokenId", c => c.Markets("v").TokenId("").FetchAsync(), "no token");
        yield return Refusal("tagId", c => c.Markets("v").TagId(-1).FetchAsync(), "negative tag");
        yield return Refusal("excludeTagId", c => c.Markets("v").ExcludeTagId(-1).FetchAsync(), "negative excluded tag");
        yield return Refusal("relatedTags", c => c.Markets("v").RelatedTags().FetchAsync(), "related to nothing");
        yield return Refusal("offset", c => c.Markets("v").Offset(-1).FetchAsync(), "negative offset");
        yield return Refusal("offset", c => c.Markets("v").Offset(5).FetchAllAsync(), "walk with an offset");
        yield return Refusal("orderBy", c => c.Markets("v").OrderBy("").FetchAsync(), "no order");
        yield return Refusal("orderBy", c => c.Markets("v").OrderBy(default(MarketOrder)).FetchAsync(), "default order");
        yield return Refusal("cursor", c => c.Markets("v").Cursor("").FetchAsync(), "no cursor");
        yield return Refusal("expand[0]", c => c.Markets("v").Expand("").FetchAsync(), "expand nothing");
        yield return Refusal("identifier", c => c.GetMarketAsync("", "v"), "market of nothing");
        yield return Refusal("venue", c => c.GetMarketAsync("s", ""), "market of no venue");
        yield return Refusal("query", c => c.SearchMarketsAsync("", "v"), "search for nothing");
        yield return Refusal("ticker", c => c.Fees("").FetchAsync(), "fees of nothing");
        yield return Refusal("venues", c => c.Fees("A").Venues([]).FetchAsync(), "fees of no venue");
        yield return Refusal("tokenId", c => c.GetPolymarketRewardsAsync(""), "reward of nothing");
        yield return Refusal("symbol", c => c.PreviewAsync("", Side.Buy, 1m), "preview of nothing");
        yield return Refusal("side", c => c.PreviewAsync("A", default, 1m), "preview without a side");
        yield return Refusal("side", c => c.PreviewAsync("A", Side.Create("hold"), 1m), "preview of another side");
        yield return Refusal("qty", c => c.PreviewAsync("A", Side.Buy, 0m), "preview of no quantity");
        yield return Refusal("qty", c => c.PreviewAsync("A", Side.Buy, Qty.FromRaw(-1)), "preview of a negative quantity");
        yield return Refusal("venue", c => c.CancelAllOnVenueAsync(".."), "cancel all on dots");
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task What_cannot_be_sent_is_refused_by_name_before_any_call(string field, Func<SequenceClient, Task> act)
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(() => act(wire.Client)))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Field, Is.EqualTo(field));
            Assert.That(error.Message, Does.StartWith(field + ": "));
            Assert.That(error.Retryability, Is.EqualTo(Retryability.Never));
            Assert.That(wire.Requests, Is.Empty);
        }
    }

    [Test]
    public async Task A_half_built_query_can_be_kept_and_used_again()
    {
        using var wire = new WireRecorder();
        QuoteQuery quote = wire.Client.Quote("A");
        QuotesBatchQuery batch = wire.Client.QuotesBatch(["A"]);
        PositionsQuery positions = wire.Client.Positions();
        PriceHistoryQuery history = wire.Client.PriceHistory("A");
        SettlementQuery settlement = wire.Client.Settlement("a");
        MarketsQuery markets = wire.Client.Markets("v");
        FeesQuery fees = wire.Client.Fees("A");
        Func<Task>[] asTheyWere =
        [
            () => quote.SendAsync(), () => batch.SendAsync(), () => positions.FetchAsync(), () => history.FetchAsync(),
            () => settlement.FetchAsync(), () => markets.FetchAsync(), () => fees.FetchAsync(),
        ];

        IReadOnlyList<string> before = await SentAsync(wire, asTheyWere);
        _ = quote.Depth(1).NoWait();
        _ = batch.Depth(1).NoWait(false).Concurrency(1).InstrumentType("perp");
        _ = positions.Venue("v").Venues("w").Kind(InstrumentKind.Perp).CashOnly().EventsOnly().IncludeClosed();
        _ = history.Range(HistoryRange.Max).FidelitySeconds(1).Paginated().Venue("v").Limit(1).Ticks(2).Start(1).End(2).WithUnderlying();
        _ = settlement.WithUnderlying();
        _ = markets.Slug("s").Search("q").Tag("t").TokenId("1").TagId(1).RelatedTags().ExcludeTagId(2).ActiveOnly(false).IncludeClosed()
            .Limit(1).Offset(1).OrderBy("volume").Cursor("c").Expand();
        _ = fees.Venues("v");

        Assert.That(await SentAsync(wire, asTheyWere), Is.EqualTo(before));
    }

    private static async Task<IReadOnlyList<string>> SentAsync(WireRecorder wire, Func<Task>[] calls)
    {
        int first = wire.Requests.Count;
        foreach (Func<Task> call in calls)
            await call();
        return [.. wire.Requests.Skip(first).Select(r => $"{r.Method} {r.Path}?{r.Query} {r.Body?.ToString(Newtonsoft.Json.Formatting.None)}")];
    }

    private static TestCaseData Refusal(string field, Func<SequenceClient, Task> act, string name) => new TestCaseData(field, act).SetArgDisplayNames(name);
}
