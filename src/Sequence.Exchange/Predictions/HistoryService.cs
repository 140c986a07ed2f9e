using Sequence.Exchange.Wire;
using Sequence.Sandbox;
using HistoryRange = Sequence.Exchange.Wire.HistoryRange;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;
using PriceHistory = Sequence.Exchange.Wire.PriceHistory;
using PricePoint = Sequence.Exchange.Wire.PricePoint;
using Side = Sequence.Exchange.Wire.Side;

namespace Sequence.Exchange.Predictions;

/// <summary>What a caller asks of the price history.</summary>
/// <param name="Symbol">As it was asked.</param>
/// <param name="Range">How far back; null is a day.</param>
/// <param name="FidelitySeconds">Seconds per point; 0 is tick mode.</param>
/// <param name="StartSeconds">Replaces the range, together with the end.</param>
/// <param name="EndSeconds">Replaces the range, together with the start.</param>
/// <param name="Venue">Only this venue.</param>
/// <param name="Limit">Most ticks.</param>
internal sealed record HistoryQuery(string Symbol, HistoryRange? Range, int FidelitySeconds, long? StartSeconds, long? EndSeconds, string? Venue, int? Limit);

/// <summary>Price history from the exchange's own tape: bars, or single prints. The caller holds the gate.</summary>
internal sealed class HistoryService(Scheduler scheduler, MarketPlace markets, PredictionVenues predictions, TradeTape tape)
{
    private const int UnknownVenueId = 9;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The numbers of the venues, as far as they are known.</summary>
    private static readonly Dictionary<string, int> VenueIds = new(StringComparer.Ordinal)
    {
        ["kraken"] = 0, ["coinbase"] = 1, ["binance"] = 2, ["bitget"] = 3, ["cryptocom"] = 4, ["okx"] = 7, ["bybit"] = 8, ["dex_ethereum"] = 10,
    };

    private static readonly Dictionary<HistoryRange, TimeSpan> Spans = new()
    {
        [HistoryRange.OneHour] = TimeSpan.FromHours(1),
        [HistoryRange.SixHours] = TimeSpan.FromHours(6),
        [HistoryRange.OneDay] = Day,
        [HistoryRange.OneWeek] = TimeSpan.FromDays(7),
        [HistoryRange.OneMonth] = TimeSpan.FromDays(30),
        [HistoryRange.ThreeMonths] = TimeSpan.FromDays(90),
        [HistoryRange.SixMonths] = TimeSpan.FromDays(180),
        [HistoryRange.OneYear] = TimeSpan.FromDays(365),
        [HistoryRange.TwoYears] = TimeSpan.FromDays(730),
        [HistoryRange.FiveYears] = TimeSpan.FromDays(1825),
        [HistoryRange.Max] = TimeSpan.FromDays(36_500),
    };

    /// <exception cref="RefusedException">Not found: nothing is called so; Invalid request: a venue, fidelity, limit or window that cannot be.</exception>
    public PriceHistory Read(HistoryQuery query)
    {
        // What was traded of a question stays readable after its end.
        OutcomeToken? token = predictions.FindOutcome(query.Symbol);
        string symbol = token?.Symbol ?? markets.Instrument(query.Symbol)?.Symbol ?? throw RefusedException.NotFound($"No market is called '{query.Symbol}'.");
        if (query.Venue is { } venue && !(token?.Market.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase) ?? markets.Find(venue, symbol) is not null))
            throw RefusedException.InvalidParameter("venue", $"'{venue}' does not list {symbol}.");
        if (query.FidelitySeconds < 0)
            throw RefusedException.InvalidParameter("fidelity_secs", "is 0 or more.");
        string? exchange = token?.Market.Venue ?? (markets.Instrument(symbol)?.Kind == InstrumentKind.Prediction ? Catalogue.Kalshi : null);
        return query.FidelitySeconds == 0 ? Ticks(query, symbol, isPrediction: exchange is not null) : Bars(query, symbol, exchange);
    }

    private PriceHistory Ticks(HistoryQuery query, string symbol, bool isPrediction)
    {
        (int usual, int most) = isPrediction ? (50_000, 50_000) : (100, 500);
        int limit = query.Limit ?? usual;
        if (limit < 1 || limit > most)
            throw RefusedException.InvalidParameter("limit", $"is from 1 to {most}.");
        return Answer(query, "venue_ticks", Prints(symbol, query.Venue).TakeLast(limit).Select(Tick));
    }

    private PriceHistory Bars(HistoryQuery query, string symbol, string? predictionVenue)
    {
        (UnixNanos from, UnixNanos to) = Window(query);
        bool isLong = to - from > Day && predictionVenue is null;
        if (isLong && query.Venue is null)
            throw RefusedException.InvalidParameter("venue", "is required for more than 24 hours.");
        string source = predictionVenue is not null ? $"{predictionVenue}_rest" : isLong ? "venue_proxy" : "tape";
        IEnumerable<PricePoint> points = Prints(symbol, isLong ? query.Venue : null)
            .Where(trade => trade.At >= from && trade.At <= to)
            .GroupBy(trade => trade.At.ToUnixSeconds() / query.FidelitySeconds)
            .Select(bar => new PricePoint { Ts = UnixNanos.FromUnixSeconds(bar.Key * query.FidelitySeconds), Price = bar.Last().Price });
        return Answer(query, source, points);
    }

    private (UnixNanos From, UnixNanos To) Window(HistoryQuery query)
    {
        if (query is { StartSeconds: { } start, EndSeconds: { } end })
        {
            if (start > end || end > UnixNanos.MaxValue.ToUnixSeconds() || start < 0)
                throw RefusedException.InvalidParameter("start_ts", "is a Unix second that is not after end_ts.");
            return (UnixNanos.FromUnixSeconds(start), UnixNanos.FromUnixSeconds(end));
        }

        HistoryRange range = query.Range ?? HistoryRange.OneDay;
        return Spans.TryGetValue(range, out TimeSpan span)
            ? (scheduler.Now - span, scheduler.Now)
            : throw RefusedException.InvalidParameter("range", $"'{range}' is none of {string.Join(", ", Spans.Keys)}.");
    }

    private IEnumerable<TapeTrade> Prints(string symbol, string? venue) => tape.Trades.Where(trade =>
        trade.Symbol == symbol && (venue is null || trade.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase)));

    private static PricePoint Tick(TapeTrade trade) => new()
    {
        Ts = trade.At,
        Price = trade.Price,
        Qty = trade.Qty,
        Side = trade.IsBuy ? Side.Buy : Side.Sell,
        VenueId = VenueIds.GetValueOrDefault(trade.Venue, UnknownVenueId),
    };

    private static PriceHistory Answer(HistoryQuery query, string source, IEnumerable<PricePoint> points) =>
        new() { Symbol = query.Symbol, Source = source, Points = [.. points] };
}
