using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Level 1: quotes, fees and previews.</summary>
internal static class QuoteFacts
{
    private const string Batch = """{"quotes":[{"symbol":"A","nbbo":{"bid":1},"venues":{},"source":"edge_nbbo"},{"symbol":"B","error":"unknown"}],"count":2,"elapsed_ms":1}""";

    public static IEnumerable<Fact> All =>
    [
        .. Methods<SequenceClient>(
            "",
            "quote(symbol: &str) -> Quote = GetQuoteAsync",
            "quotes_batch(symbols: &[&str]) -> QuotesBatchBuilder = QuotesBatch ! gives: The builders of reads are called queries here: QuotesBatchQuery.",
            "fees(ticker: &str) -> FeesQuery = Fees",
            "preview(symbol: &str, side: Side, qty: f64) -> OrderPreview = PreviewAsync"),
        .. Fields<Quote>(
            "Quote", "symbol: String", "nbbo: Nbbo", "venues: HashMap<String, VenueQuote>", "book: Option<QuoteBook>", "source: String"),
        .. Fields<Nbbo>("QuoteNbbo", "bid: Option<f64>", "ask: Option<f64>", "mid: Option<f64>", "spread_bps: Option<f64>"),
        .. Fields<VenueQuote>("QuoteVenue", "age_ms: Option<u64>", "bid: Option<f64>", "ask: Option<f64>"),
        .. Fields<QuoteBook>("QuoteBook", "bids: Vec<BookLevel>", "asks: Vec<BookLevel>"),
        .. Words<QuoteSource>(
            "source",
            "edge_nbbo = EdgeNbbo edge_nbbo",
            "edge_rpc_snapshot = EdgeRpcSnapshot edge_rpc_snapshot",
            "venue_public_api = VenuePublicApi venue_public_api",
            "unavailable = Unavailable unavailable"),
        Sends("quote waits by default", c => c.GetQuoteAsync("BTC-USD"), "GET /v1/quotes/BTC-USD?depth=10"),
        Sends("quote(symbol).nowait(true).send()", c => c.Quote("BTC-USD").NoWait(true).SendAsync(), "GET /v1/quotes/BTC-USD?depth=10&nowait=true"),
        Sends("quote(symbol).nowait(false)", c => c.Quote("BTC-USD").NoWait(true).NoWait(false).SendAsync(), "GET /v1/quotes/BTC-USD?depth=10"),

        Sends("quotes_batch posts to /v1/quotes_batch", c => c.QuotesBatch(["A", "B"]).SendAsync(), "POST /v1/quotes_batch", ("symbols", new[] { "A", "B" })),
        Sends("quotes_batch.depth is 10 by default", c => c.QuotesBatch(["A"]).SendAsync(), "POST /v1/quotes_batch", ("depth", 10)),
        Sends("quotes_batch.depth is 1 at least", c => c.QuotesBatch(["A"]).Depth(0).SendAsync(), "POST /v1/quotes_batch", ("depth", 1)),
        Sends("quotes_batch.depth is 100 at most", c => c.QuotesBatch(["A"]).Depth(101).SendAsync(), "POST /v1/quotes_batch", ("depth", 100)),
        Sends("quotes_batch.nowait is true by default", c => c.QuotesBatch(["A"]).SendAsync(), "POST /v1/quotes_batch", ("nowait", true)),
        Sends("quotes_batch.nowait(false)", c => c.QuotesBatch(["A"]).NoWait(false).SendAsync(), "POST /v1/quotes_batch", ("nowait", false)),
        Sends("quotes_batch.concurrency is 64 by default", c => c.QuotesBatch(["A"]).SendAsync(), "POST /v1/quotes_batch", ("concurrency", 64)),
        Sends("quotes_batch.concurrency is 256 at most", c => c.QuotesBatch(["A"]).Concurrency(257).SendAsync(), "POST /v1/quotes_batch", ("concurrency", 256)),
        Sends("quotes_batch.instrument_type is found out by the server by default", c => c.QuotesBatch(["A"]).SendAsync(), "POST /v1/quotes_batch", ("instrument_type", null)),
        Sends("quotes_batch.instrument_type(spot)", c => c.QuotesBatch(["A"]).InstrumentType("spot").SendAsync(), "POST /v1/quotes_batch", ("instrument_type", "spot")),
        Sends("quotes_batch.instrument_type(perp)", c => c.QuotesBatch(["A"]).InstrumentType("perp").SendAsync(), "POST /v1/quotes_batch", ("instrument_type", "perp")),
        Sends("quotes_batch.instrument_type(prediction)", c => c.QuotesBatch(["A"]).InstrumentType("prediction").SendAsync(), "POST /v1/quotes_batch", ("instrument_type", "prediction")),
        .. Methods<QuotesBatchQuery>(
            "quotes_batch.", "depth(u16) -> Self = Depth", "nowait(bool) -> Self = NoWait", "concurrency(u32) -> Self = Concurrency", "instrument_type(&str) -> Self = InstrumentType",
            "send() -> QuotesBatchResult = SendAsync"),
        .. Fields<QuotesBatchResult>("quotes_batch result", "quotes: Vec<QuoteEntry>"),
        Answers("BatchQuoteEntry::Ok(q)", Batch, async c => (await c.QuotesBatch(["A", "B"]).SendAsync()).Quotes[0] is QuoteEntry.Ok { Quote.Symbol: "A" }, true),
        Answers("BatchQuoteEntry::Err { symbol, error }", Batch, async c => (await c.QuotesBatch(["A", "B"]).SendAsync()).Quotes[1], new QuoteEntry.Failed("B", "unknown")),

        Sends("fees(ticker) without venues asks for all", c => c.Fees("KXM-1:YES").FetchAsync(), "GET /v1/fees?ticker=KXM-1%3AYES"),
        Sends("fees.venues(&[..])", c => c.Fees("A").Venues("kalshi", "polymarket").FetchAsync(), "GET /v1/fees?ticker=A&venues=kalshi,polymarket"),
        .. Methods<FeesQuery>("fees.", "venues(&[&str]) -> Self = Venues", "fetch() -> FeesResult = FetchAsync"),
        .. Fields<FeesResult>("fees result", "fees: Vec<FeeQuote>"),
        .. Fields<FeeQuote>(
            "fee row", "venue: String", "taker_bps: Option<f64>", "maker_bps: Option<f64>", "fee_model: Option<String>", "components: Option<FeeComponents>", "formula: Option<FeeFormula>"),
        .. Fields<FeeComponents>("fee components", "rate_bps: Option<f64>"),
        .. Fields<FeeFormula>("fee formula", "taker_fee_usd: Option<String>"),
        Reads<FeesResult>("a null taker fee is not free", """{"ticker":"A","fees":[{"venue":"kalshi","taker_bps":null,"maker_bps":null}]}""", f => f.Fees[0].TakerBps, null),
        Reads<FeesResult>("a null maker fee is not free", """{"ticker":"A","fees":[{"venue":"kalshi","taker_bps":7,"maker_bps":null}]}""", f => f.Fees[0].MakerBps, null),
        Is("fees are computed locally from the components", () => new FeeQuote { Venue = "kalshi", TakerBps = 350m }.TakerFeeUsd(0.5m, 100m), Usd.FromDecimal(1.75m)),

        Sends("preview posts to /v1/orders/preview", c => c.PreviewAsync("A", Side.Buy, 1.5m), "POST /v1/orders/preview", ("symbol", "A"), ("side", "buy"), ("qty", 1.5m)),
        .. Fields<OrderPreview>(
            "OrderPreview", "candidate_venues: Value ! Optional here, since an answer without it is still an estimate.",
            "best_venue: Option<String>", "estimated_fee_bps: Option<f64>", "worst_case_fee_bps: Option<f64>", "estimated_slippage_bps: Option<f64>",
            "estimated_total_cost_bps: Option<f64>", "historical_ttff: Option<Value>", "nbbo: PreviewNbbo", "source: String", "generated_at_ns: u64"),
        .. Fields<PreviewNbbo>(
            "NbboSnapshot", "bid_px_1e9: Option<i64>", "ask_px_1e9: Option<i64>", "mid_px_1e9: Option<i64>", "spread_bps: Option<f64>"),
        Reads<PreviewNbbo>("a one-sided book has no ask", """{"bid_px_1e9":5}""", n => n.AskPx, null),
    ];
}
