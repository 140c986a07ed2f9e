using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Level 1: price history, funding and settlement.</summary>
internal static class HistoryFacts
{
    private const string Rates = """{"unit":"bps_per_hour","rates":[{"symbol":"A-PERP","venue":"v","rate_bps_per_hour":0.1,"predicted_rate_bps_per_hour":0.2,"mark_price_1e9":1,"open_interest_1e8":2,"next_settlement_ns":3,"snapshot_age_ms":4}]}""";

    public static IEnumerable<Fact> All =>
    [
        .. Methods<SequenceClient>(
            "",
            "price_history(symbol: &str) -> PriceHistoryQuery = PriceHistory",
            "funding_rates() -> FundingRatesResult = GetFundingRatesAsync",
            "funding_rates_for_venue(venue: &str) -> FundingRatesResult = GetFundingRatesAsync",
            "funding_rate(venue: &str, symbol: &str) -> Option<FundingRate> = GetFundingRateAsync",
            "settlement(slug: &str) -> SettlementQuery = Settlement"),
        .. Methods<PriceHistoryQuery>(
            "price_history.", "range(HistoryRange) -> Self = Range", "fidelity_secs(u32) -> Self = FidelitySeconds", "venue(&str) -> Self = Venue", "limit(u32) -> Self = Limit",
            "ticks(u32) -> Self = Ticks", "start_ts(u64) -> Self = Start", "end_ts(u64) -> Self = End", "underlying() -> Self = WithUnderlying", "paginated() -> Self = Paginated",
            "fetch() -> PriceHistory = FetchAsync"),
        Sends("price_history: one day at 60 s by default", c => c.PriceHistory("A").FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=60"),
        Sends("price_history.fidelity_secs(300)", c => c.PriceHistory("A").FidelitySeconds(300).FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=300"),
        Sends("price_history.fidelity_secs(0) is tick mode", c => c.PriceHistory("A").FidelitySeconds(0).Limit(5).FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=0&limit=5"),
        Sends("price_history.ticks(n) is fidelity 0 and limit n", c => c.PriceHistory("A").Ticks(500).FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=0&limit=500"),
        Sends("price_history.paginated", c => c.PriceHistory("A").Paginated().FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=60&paginate=true"),
        Sends("price_history.venue", c => c.PriceHistory("A").Venue("binance").FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=60&venue=binance"),
        Sends("price_history.start_ts alone", c => c.PriceHistory("A").Start(5).FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=60&start_ts=5"),
        Sends("price_history.end_ts alone", c => c.PriceHistory("A").End(5).FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=60&end_ts=5"),
        Sends("price_history: a window in unix seconds", c => c.PriceHistory("A").Start(5).End(6).FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=60&start_ts=5&end_ts=6"),
        Sends("price_history.underlying", c => c.PriceHistory("A").WithUnderlying().FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=60&underlying=true"),
        Is("price_history.fidelity_secs is u64", () => typeof(PriceHistoryQuery).GetMethod("FidelitySeconds")!.GetParameters()[0].ParameterType, typeof(long))
            .Differs("An int of seconds is 68 years, and the wire has no more."),
        Sends("price_history.limit(0)", c => c.PriceHistory("A").Limit(0).FetchAsync(), "GET /v1/price_history/A?range=1d&fidelity_secs=60&limit=0")
            .Differs("Asking for no print is a mistake, and is refused before the call."),
        .. Words<HistoryRange>(
            "Range", "OneHour = OneHour 1h", "SixHours = SixHours 6h", "OneDay = OneDay 1d", "OneWeek = OneWeek 1w", "OneMonth = OneMonth 1m", "ThreeMonths = ThreeMonths 3m", "SixMonths = SixMonths 6m",
            "OneYear = OneYear 1y", "TwoYears = TwoYears 2y", "FiveYears = FiveYears 5y", "Max = Max max"),
        .. Fields<PriceHistory>(
            "PriceHistory", "symbol: String", "source: String", "points: Vec<PricePoint>", "window: Option<Value>", "underlying: Option<PriceUnderlying>"),
        .. new[] { "tape", "polymarket_rest", "kalshi_rest", "venue_proxy", "venue_ticks", "binance_aggtrades_historical" }.Select(source =>
            Reads<PriceHistory>($"source {source}", $$"""{"symbol":"A","source":"{{source}}","points":[]}""", h => h.Source, source)),
        .. Fields<PricePoint>("PricePoint", "ts_ns: u64", "price_1e9: u64", "qty_1e8: Option<u64>", "side: Option<String>", "venue_id: Option<u8>"),
        Reads<PricePoint>("side is buy in tick mode", """{"ts_ns":1,"price_1e9":2,"side":"buy"}""", p => p.Side, Side.Buy),
        Reads<PricePoint>("side is sell in tick mode", """{"ts_ns":1,"price_1e9":2,"side":"sell"}""", p => p.Side, Side.Sell),
        .. Fields<PriceUnderlying>("UnderlyingCurve", "agrees_with_settlement: Option<bool>"),

        Sends("funding_rates reads /v1/market/funding-rates", c => c.GetFundingRatesAsync(), "GET /v1/market/funding-rates"),
        Sends("funding_rates_for_venue filters", c => c.GetFundingRatesAsync("okx"), "GET /v1/market/funding-rates?venue=okx"),
        Sends("funding_rate filters by both", c => c.GetFundingRateAsync("okx", "A"), "GET /v1/market/funding-rates?venue=okx&symbol=A"),
        Answers("FundingRates has its unit", Rates, async c => (await c.GetFundingRatesAsync()).Unit, "bps_per_hour"),
        Answers("FundingRates has its rows", Rates, async c => (await c.GetFundingRatesAsync()).Rates.Count, 1),
        Answers("funding_rate is None when absent", """{"unit":"bps_per_hour","rates":[]}""", async c => await c.GetFundingRateAsync("okx", "A"), null),
        .. Fields<FundingRate>(
            "FundingRate", "symbol: String", "venue: String", "dex: String ! Optional on the wire; a missing one reads as the empty text that the reference documents for central exchanges.",
            "rate_bps_per_hour: f64", "predicted_rate_bps_per_hour: f64", "mark_price_1e9: i64", "open_interest_1e8: i64", "next_settlement_ns: u64", "snapshot_age_ms: u64"),
        Answers("dex is empty for a central exchange", Rates, async c => (await c.GetFundingRatesAsync()).Rates[0].Dex, ""),

        Sends("settlement", c => c.Settlement("s").FetchAsync(), "GET /v1/settlement/s?underlying=false"),
        Sends("settlement.with_underlying", c => c.Settlement("s").WithUnderlying().FetchAsync(), "GET /v1/settlement/s?underlying=true"),
        .. Methods<SettlementQuery>("settlement.", "with_underlying() -> Self = WithUnderlying", "fetch() -> Settlement = FetchAsync"),
        .. Fields<Settlement>(
            "Settlement", "slug: String", "question: String", "outcomes: Vec<String>", "outcome_token_ids: Vec<String>", "yes_token_id: String", "no_token_id: String", "condition_id: String", "neg_risk: bool",
            "status: String", "resolved_outcome: Option<String>", "outcome_source: String", "yes_price: Option<f64>", "no_price: Option<f64>", "event_start_s: u64", "event_end_s: u64",
            "resolution_source: String", "underlying: Option<Value>"),
        .. Words<SettlementStatus>("Settlement.status", "open = Open open", "resolving = Resolving resolving", "resolved = Resolved resolved"),
    ];
}
