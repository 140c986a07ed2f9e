using System.Reflection;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.See;

/// <summary>What each verb of See puts on the wire, kept as snapshots: once as it is, once with every option.</summary>
[TestFixture]
public sealed class SeeWireTests
{
    /// <summary>Aliases that the contract declares and the SDK never sends.</summary>
    private static readonly string[] NeverSent = ["getPositionsUnified", "putKillSwitch"];

    private static readonly Dictionary<string, Func<SequenceClient, Task>> Verbs = new()
    {
        ["quote"] = c => c.GetQuoteAsync("BTC-USD"),
        ["quote_with_options"] = c => c.Quote("KXBTCZ-26DEC31-T99000:YES").Depth(25).NoWait().SendAsync(),
        ["quote_of_a_url"] = c => c.GetQuoteAsync("https://polymarket.com/event/a-b?c=d#e"),
        ["quote_below_the_range"] = c => c.Quote("BTC-USD").Depth(0).NoWait(false).SendAsync(),
        ["quotes"] = c => c.GetQuotesAsync(["BTC-USD", "KXM-1:NO"], TimeSpan.FromMinutes(1)),
        ["quotes_batch"] = c => c.QuotesBatch(["BTC-USD", "NO-SUCH"]).SendAsync(),
        ["quotes_batch_with_options"] = c => c.QuotesBatch(["BTC-USD-PERP"]).Depth(20).NoWait(false).Concurrency(8).InstrumentType(InstrumentType.Perp).SendAsync(),
        ["quotes_batch_below_the_range"] = c => c.QuotesBatch(["BTC-USD"]).Depth(-5).Concurrency(0).SendAsync(),
        ["positions"] = c => c.Positions().FetchAsync(),
        ["positions_with_options"] = c => c.Positions().Venue("kraken").Venues(["okx"]).Kind(InstrumentKind.Perp).Kind(InstrumentKind.Fiat).IncludeClosed().FetchAsync(),
        ["positions_cash_only"] = c => c.Positions().EventsOnly().CashOnly().FetchAsync(),
        ["positions_events_only"] = c => c.Positions().CashOnly().EventsOnly().FetchAsync(),
        ["sync_positions"] = c => c.SyncPositionsAsync(),
        ["symbols"] = c => c.GetSymbolsAsync(),
        ["pair_venues"] = c => c.GetPairVenuesAsync("BTC/USD"),
        ["fair_price"] = c => c.GetFairPriceAsync(),
        ["price_history"] = c => c.PriceHistory("BTC-USD").FetchAsync(),
        ["price_history_with_options"] = c => c.PriceHistory("BTC-USD").Range(HistoryRange.OneYear).FidelitySeconds(300).Paginated().Venue("binance")
            .Limit(9).Start(DateTimeOffset.FromUnixTimeMilliseconds(1_774_483_200_900)).End(DateTimeOffset.FromUnixTimeMilliseconds(1_775_692_800_001)).WithUnderlying().FetchAsync(),
        ["price_history_in_ticks"] = c => c.PriceHistory("BTC-USD").Ticks(500).Start(UnixNanos.FromRaw(1_000_000_001)).End(UnixNanos.FromRaw(2_000_000_001)).FetchAsync(),
        ["funding_rates"] = c => c.GetFundingRatesAsync(),
        ["funding_rates_of_a_venue"] = c => c.GetFundingRatesAsync("hyperliquid"),
        ["funding_rate"] = c => c.GetFundingRateAsync("hyperliquid", "BTC-USD-PERP"),
        ["funding_history"] = c => c.GetFundingHistoryAsync("BTC-USD-PERP", "bybit"),
        ["funding_history_with_options"] = c => c.GetFundingHistoryAsync(
            "BTC-USD-PERP", "bybit", HistoryRange.Max, DateTimeOffset.FromUnixTimeSeconds(1_774_483_200), DateTimeOffset.FromUnixTimeMilliseconds(1_775_692_800_001)),
        ["settlement"] = c => c.Settlement("https://polymarket.com/event/a-b").FetchAsync(),
        ["settlement_with_underlying"] = c => c.Settlement("a-b").WithUnderlying().FetchAsync(),
        ["markets"] = c => c.Markets("kalshi").FetchAsync(),
        ["markets_with_options"] = c => c.Markets("polymarket").Slug("s").Search("fed cut & more").Tag("t").TokenId("1").TagId(3).RelatedTags().ExcludeTagId(4)
            .ActiveOnly(false).IncludeClosed().Limit(50).Offset(100).OrderBy(MarketOrder.VolumeWeek).Cursor("c=/+").Expand().FetchAsync(),
        ["markets_beyond_the_range"] = c => c.Markets("kalshi").Limit(5000).OrderBy("a_sort_to_come").FetchAsync(),
        ["market_by_slug"] = c => c.GetMarketAsync("fed-decision:no", "polymarket"),
        ["market_by_ticker"] = c => c.GetMarketAsync("KXM-1", "kalshi"),
        ["market_by_ticker_and_outcome"] = c => c.GetMarketAsync("KXM-1:no", "kalshi"),
        ["market_by_token"] = c => c.GetMarketAsync(new string('7', 60), "polymarket"),
        ["search_markets"] = c => c.SearchMarketsAsync("bitcoin", "kalshi", 5),
        ["fees"] = c => c.Fees("KXM-1:YES").FetchAsync(),
        ["fees_of_venues"] = c => c.Fees("KXM-1:YES").Venues("kalshi").Venues(["polymarket"]).FetchAsync(),
        ["rewards"] = c => c.GetPolymarketRewardsAsync(),
        ["reward_of_a_token"] = c => c.GetPolymarketRewardsAsync("123"),
        ["edges"] = c => c.GetEdgesAsync(),
        ["account"] = c => c.GetAccountAsync(),
        ["risk_limits"] = c => c.GetRiskLimitsAsync(),
        ["preview"] = c => c.PreviewAsync("ETH-USD", Side.Sell, 0.29m),
        ["preview_of_a_qty"] = c => c.PreviewAsync("ETH-USD", Side.Buy, Qty.FromDecimal(10m)),
        ["engage_kill_switch"] = c => c.EngageKillSwitchAsync(),
        ["engage_kill_switch_with_reason"] = c => c.EngageKillSwitchAsync("runaway"),
        ["clear_kill_switch"] = c => c.ClearKillSwitchAsync(),
        ["cancel_all_on_venue"] = c => c.CancelAllOnVenueAsync("kalshi"),
    };

    private static IEnumerable<string> Names => Verbs.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task Sends(string verb)
    {
        using var wire = new WireRecorder();
        await Verbs[verb](wire.Client);
        wire.MatchSnapshot();
    }

    [Test]
    public async Task Every_operation_of_the_level_is_sent_by_some_verb()
    {
        using var wire = new WireRecorder();
        foreach (Func<SequenceClient, Task> verb in Verbs.Values)
            await verb(wire.Client);

        IEnumerable<string> operations = typeof(RawSeeClient)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(m => char.ToLowerInvariant(m.Name[0]) + m.Name[1..^"Async".Length]);
        Assert.That(wire.Requests.Select(r => r.Operation).Distinct(), Is.EquivalentTo(operations.Except(NeverSent)));
    }
}
