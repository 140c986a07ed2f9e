using Sequence.Exchange.Wire;
using Sequence.Sandbox.Generation;
using Sequence.Sandbox.Streaming;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Endpoints;

/// <summary>Level 1: what the market and the account look like.</summary>
internal sealed partial class SeeEndpoints(ExchangeCore exchange, ServerEvents events) : SeeOperations
{
    private const int LargestBatch = 2000;
    private const int MostConcurrency = 256;
    private const int DefaultMaxAgeSeconds = 300;
    private const int DefaultFidelitySeconds = 60;

    public override Task<Quote> GetQuoteAsync(ApiCall call, string symbol, int? depth, bool? nowait) =>
        Task.FromResult(exchange.Scheduler.Enter(() => exchange.Quotes.Full(symbol, Depth(depth), nowait ?? false)));

    public override Task<QuotesList> ListQuotesAsync(ApiCall call, IReadOnlyList<string>? symbols, string? symbol, int? max_age_s)
    {
        IReadOnlyList<string> asked = symbols ?? symbol?.Split(',', StringSplitOptions.RemoveEmptyEntries)
            ?? throw RefusedException.InvalidParameter("symbols", "is required.");
        var maxAge = TimeSpan.FromSeconds(max_age_s ?? DefaultMaxAgeSeconds);
        if (maxAge < TimeSpan.Zero)
            throw RefusedException.InvalidParameter("max_age_s", "is 0 or more.");
        return Task.FromResult(exchange.Scheduler.Enter(() => new QuotesList { Quotes = [.. exchange.Quotes.List(asked, maxAge)] }));
    }

    public override Task<QuotesBatchResult> GetQuotesBatchAsync(ApiCall call, QuotesBatchBody body)
    {
        IReadOnlyList<string> symbols = body.Symbols ?? throw RefusedException.Validation("symbols", "is required.");
        if (symbols.Count > LargestBatch)
            throw RefusedException.InvalidParameter("symbols", $"has {symbols.Count} entries; at most {LargestBatch} fit a batch.");
        if (body.Concurrency is < 0 or > MostConcurrency)
            throw RefusedException.InvalidParameter("concurrency", $"is from 1 to {MostConcurrency}.");
        int depth = Depth(body.Depth == 0 ? null : body.Depth);
        InstrumentKind? kind = Kind(body.InstrumentType);
        var start = exchange.Scheduler.Enter(() => exchange.Scheduler.Now);
        List<QuoteEntry> entries = exchange.Scheduler.Enter(() => symbols.Select(symbol => exchange.Quotes.Entry(symbol, depth, body.Nowait, kind)).ToList());
        long elapsed = (long)(exchange.Scheduler.Enter(() => exchange.Scheduler.Now) - start).TotalMilliseconds;
        return Task.FromResult(new QuotesBatchResult { Quotes = entries, Count = entries.Count, ElapsedMs = elapsed });
    }

    public override Task<PositionsResponse> GetPositionsAsync(ApiCall call, IReadOnlyList<string>? venues, IReadOnlyList<string>? kinds, bool? include_closed)
    {
        var filter = new PositionFilter(venues, kinds, include_closed ?? false);
        return Task.FromResult(exchange.Scheduler.Enter(() => filter.Apply(exchange.Engine.Positions(call.Account))));
    }

    public override Task<PositionsResponse> GetPositionsUnifiedAsync(
        ApiCall call, IReadOnlyList<string>? venues, IReadOnlyList<string>? kinds, bool? include_closed) => GetPositionsAsync(call, venues, kinds, include_closed);

    public override Task<IReadOnlyList<SymbolInfo>> ListSymbolsAsync(ApiCall call) => Task.FromResult<IReadOnlyList<SymbolInfo>>(exchange.Scheduler.Enter(() =>
        exchange.Markets.Standing.GroupBy(market => market.Instrument.Symbol).Select(Symbol).ToList()));

    public override Task<JToken> ListPairVenuesAsync(ApiCall call, string symbol) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() => new JObject(
        new JProperty("symbol", symbol),
        new JProperty("venues", new JArray(exchange.Quotes.Markets(symbol).Select(market => market.Venue))),
        new JProperty("rules", new JArray(exchange.Quotes.Markets(symbol).Select(Rules))))));

    public override Task<PriceHistory> GetPriceHistoryAsync(
        ApiCall call, string symbol, HistoryRange? range, int? fidelity_secs, bool? paginate, long? start_ts, long? end_ts, string? venue, int? limit, bool? underlying)
    {
        var query = new HistoryQuery(symbol, range, fidelity_secs ?? DefaultFidelitySeconds, start_ts, end_ts, venue, limit, paginate ?? false, underlying ?? false);
        return Task.FromResult(exchange.Scheduler.Enter(() => exchange.History.Read(query)));
    }

    public override Task<JToken> GetAccountAsync(ApiCall call) => Task.FromResult<JToken>(new JObject(
        new JProperty("client_id", call.Account.ClientId),
        new JProperty("is_sandbox", true),
        new JProperty("profile", new JObject(new JProperty("rate_limit_qps", call.Account.Client.Limit?.Qps)))));

    /// <summary>What a venue checks orders by: a member of ours, since the shape of the answer is not documented.</summary>
    private static JObject Rules(VenueMarket market) => new(
        new JProperty("venue", market.Venue),
        new JProperty("tick_size", market.Instrument.Tick.ToDecimal()),
        new JProperty("lot_size", market.Instrument.Lot.ToDecimal()),
        new JProperty("min_quantity", market.Instrument.MinQuantity.ToDecimal()),
        new JProperty("min_notional", market.Instrument.MinNotional.ToDecimal()),
        new JProperty("price_collar_bps", market.Instrument.CollarBps),
        new JProperty("taker_bps", market.Instrument.TakerFeeBps),
        new JProperty("maker_bps", market.Instrument.MakerFeeBps),
        new JProperty("fee_step", market.Instrument.FeeStep.ToDecimal()));

    private static int Depth(int? depth) => depth switch
    {
        null => QuoteService.DefaultDepth,
        >= 1 and <= QuoteService.DeepestBook => depth.Value,
        _ => throw RefusedException.InvalidParameter("depth", $"is from 1 to {QuoteService.DeepestBook}."),
    };

    private static InstrumentKind? Kind(InstrumentType? type)
    {
        if (type is not { } word)
            return null;
        return Enum.TryParse(word.Value, ignoreCase: true, out InstrumentKind kind) && word.IsKnown
            ? kind
            : throw RefusedException.Validation("instrument_type", $"'{word}' is none of spot, perp, prediction.");
    }

    private static SymbolInfo Symbol(IGrouping<string, VenueMarket> listings)
    {
        Instrument instrument = listings.First().Instrument;
        return new SymbolInfo
        {
            Symbol = instrument.Symbol,
            Base = instrument.Base,
            Quote = instrument.Quote,
            Venues = [.. listings.Select(market => market.Venue)],
            InstrumentType = InstrumentType.Create(instrument.Kind.ToString().ToLowerInvariant()),
        };
    }
}
