namespace Sequence.Sdk.Tests.Wire;

internal static partial class VendorTwins
{
    private const string TokenId = "18812649149814341758733697580460697418474693998558159483117100240528657629879";

    public static TwinTable See => new()
    {
        { "quote('BTC-USD')", c => c.GetQuoteAsync("BTC-USD") },
        { "quote('KXBTCZ-26DEC31-T99000:YES', depth=20, nowait=True)", c => c.Quote("KXBTCZ-26DEC31-T99000:YES").Depth(20).NoWait().SendAsync() },
        { "quote('https://polymarket.com/event/a-b')", c => c.GetQuoteAsync("https://polymarket.com/event/a-b") },
        { "quotes(['BTC-USD','ETH-USD'])", c => c.GetQuotesAsync(["BTC-USD", "ETH-USD"]) },
        { "quotes_batch(['BTC-USD','KXNBA-26-TOR'])", c => c.QuotesBatch(["BTC-USD", "KXNBA-26-TOR"]).SendAsync() },
        {
            "quotes_batch(['BTC-USD'], depth=500, nowait=False, concurrency=999, instrument_type='perp')",
            c => c.QuotesBatch(["BTC-USD"]).Depth(500).NoWait(false).Concurrency(999).InstrumentType("perp").SendAsync()
        },
        { "positions_unified()", c => c.Positions().FetchAsync() },
        {
            "positions_unified(venues=['kalshi','polymarket'], kinds=['event_contract'], include_closed=True)",
            c => c.Positions().Venues("kalshi", "polymarket").EventsOnly().IncludeClosed().FetchAsync()
        },
        { "symbols()", c => c.GetSymbolsAsync() },
        { "edges()", c => c.GetEdgesAsync() },
        { "account()", c => c.GetAccountAsync() },
        { "risk_limits()", c => c.GetRiskLimitsAsync() },
        { "preview('ETH-USD','buy',10)", c => c.PreviewAsync("ETH-USD", Side.Buy, 10m) },
        { "kill_switch_engage()", c => c.EngageKillSwitchAsync() },
        { "kill_switch_engage('runaway')", c => c.EngageKillSwitchAsync("runaway") },
        { "kill_switch_clear()", c => c.ClearKillSwitchAsync() },
        { "cancel_all_on_venue('kalshi')", c => c.CancelAllOnVenueAsync("kalshi") },
    };

    public static TwinTable SeeOverTime => new()
    {
        { "price_history('BTC-USDT')", c => c.PriceHistory("BTC-USDT").FetchAsync() },
        {
            "price_history('BTC-USDT', range='1y', fidelity_secs=300, venue='binance')",
            c => c.PriceHistory("BTC-USDT").Range(HistoryRange.OneYear).FidelitySeconds(300).Venue("binance").FetchAsync()
        },
        {
            "price_history('btc-updown-5m-1776537600', fidelity_secs=0, limit=50000, underlying=True)",
            c => c.PriceHistory("btc-updown-5m-1776537600").Ticks(50_000).WithUnderlying().FetchAsync()
        },
        { "price_history('X', paginate=True, start_ts=1, end_ts=2)", c => c.PriceHistory("X").Paginated().Start(1).End(2).FetchAsync() },
        { "funding_history('BTC-USDT','binance','1m')", c => c.GetFundingHistoryAsync("BTC-USDT", "binance", HistoryRange.OneMonth) },
        {
            "funding_history('BTC-USDT','binance',start_ts=1774483200,end_ts=1775692800)",
            c => c.GetFundingHistoryAsync(
                "BTC-USDT", "binance", start: DateTimeOffset.FromUnixTimeSeconds(1774483200), end: DateTimeOffset.FromUnixTimeSeconds(1775692800))
        },
        { "funding_rates()", c => c.GetFundingRatesAsync() },
        { "funding_rates(venue='binance')", c => c.GetFundingRatesAsync("binance") },
        { "funding_rate('binance','BTC-USDT')", c => c.GetFundingRateAsync("binance", "BTC-USDT") },
        { "settlement('s')", c => c.Settlement("s").FetchAsync() },
        { "settlement('s', underlying=True)", c => c.Settlement("s").WithUnderlying().FetchAsync() },
    };

    public static TwinTable SeeMarkets => new()
    {
        { "markets('kalshi')", c => c.Markets("kalshi").FetchAsync() },
        {
            "markets('polymarket', q='fed cut', slug='s', clob_token_id='1', tag='t', tag_id=3, related_tags=True, exclude_tag_id=4, active=False, closed=True, limit=9999, cursor='c=/', expand='outcomes')",
            c => c.Markets("polymarket").Search("fed cut").Slug("s").TokenId("1").Tag("t").TagId(3).RelatedTags().ExcludeTagId(4)
                .ActiveOnly(false).IncludeClosed().Limit(9999).Cursor("c=/").Expand("outcomes").FetchAsync()
        },
        {
            "list(iter_markets('kalshi', active=True))",
            c => c.Markets("kalshi").ActiveOnly(true).FetchAllAsync(),
            ("listMarkets", """{"markets": [], "count": 0, "venue": "kalshi", "has_more": true, "next_cursor": "c2"}"""),
            ("listMarkets", """{"markets": [], "count": 0, "venue": "kalshi", "has_more": false, "next_cursor": null}""")
        },
        { "market('fed-decision-in-october')", c => c.GetMarketAsync("fed-decision-in-october", "polymarket") },
        { "market('KXNBAGAME-26MAY01LALHOU-LAL:YES', venue='kalshi')", c => c.GetMarketAsync("KXNBAGAME-26MAY01LALHOU-LAL:YES", "kalshi") },
        { $"market('{TokenId}')", c => c.GetMarketAsync(TokenId, "polymarket") },
        { "search_markets('bitcoin', limit=5)", c => c.SearchMarketsAsync("bitcoin", "polymarket", 5) },
        { "fees('KXM-1:YES', ['kalshi','polymarket'])", c => c.Fees("KXM-1:YES").Venues("kalshi", "polymarket").FetchAsync() },
        { "polymarket_rewards()", c => c.GetPolymarketRewardsAsync() },
        { "polymarket_rewards('123')", c => c.GetPolymarketRewardsAsync("123") },
    };
}
