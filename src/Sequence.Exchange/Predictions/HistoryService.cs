using Sequence.Exchange.Wire;
using Sequence.Sandbox;
using PriceHistory = Sequence.Exchange.Wire.PriceHistory;
using PricePoint = Sequence.Exchange.Wire.PricePoint;
using Side = Sequence.Exchange.Wire.Side;

namespace Sequence.Exchange.Predictions;

/// <summary>
/// Price history as bars or single prints: from the exchange's own tape since it opened, and from the seed before that.
/// The caller holds the gate.
/// </summary>
internal sealed class HistoryService(Scheduler scheduler, MarketPlace markets, PredictionVenues predictions, TradeTape tape, PastPrices past, int seed)
{
    /// <summary>Points of one answer: those of a call to Polymarket, of a walk through its pages, and of any other source (more than a year of minutes).</summary>
    private const int PolymarketPoints = 5_000;
    private const int PaginatedPoints = 200_000;
    private const int MostPoints = 600_000;

    private const int UnknownVenueId = 9;
    private const long Day = 86_400;

    /// <summary>A symbol without a trade for so long follows the main pair of its coin.</summary>
    private static readonly TimeSpan RestAfter = TimeSpan.FromMinutes(1);

    private const string Binance = "binance";

    /// <summary>The numbers of the venues, as far as they are known.</summary>
    private static readonly Dictionary<string, int> VenueIds = new(StringComparer.Ordinal)
    {
        ["kraken"] = 0, ["coinbase"] = 1, [Binance] = 2, ["bitget"] = 3, ["cryptocom"] = 4, ["okx"] = 7, ["bybit"] = 8, ["dex_ethereum"] = 10,
    };

    private readonly PastPrints _pastPrints = new(seed);

    /// <exception cref="RefusedException">Not found: nothing is called so; Invalid request: a venue, fidelity, limit or window that cannot be.</exception>
    public PriceHistory Read(HistoryQuery query)
    {
        // What was traded of a question stays readable after its end.
        OutcomeToken? token = predictions.FindOutcome(query.Symbol);
        PriceTrack track = token is not null ? new OutcomeTrack(token) : Track(Listed(query.Symbol));
        if (track.PredictionVenue is not null)
            query = query with { Venue = null };
        if (query.Venue is { } venue && !track.Venues.Contains(venue, StringComparer.OrdinalIgnoreCase))
            throw RefusedException.InvalidParameter("venue", $"'{venue}' does not list {track.Symbol}.");
        if (query.FidelitySeconds < 0)
            throw RefusedException.InvalidParameter("fidelity_secs", "is 0 or more.");
        PriceHistory history = query.FidelitySeconds == 0 ? Ticks(query, track) : Bars(query, track);
        history.Underlying = query.WithUnderlying && token?.Market is UpDownMarket market ? new UnderlyingCurve(this, scheduler.Now).Of(market) : null;
        return history;
    }

    /// <summary>The coin's curve as a settlement shows it; null of a market that no coin decides in five minutes.</summary>
    public JObject? UnderlyingOf(PredictionMarket market) => market is UpDownMarket upDown ? new UnderlyingCurve(this, scheduler.Now).JsonOf(upDown) : null;

    /// <summary>A point for each interval that begins inside a window and inside the symbol's life, the latest when they are too many.</summary>
    public IEnumerable<PricePoint> Points(PriceTrack track, string? venue, (long From, long To) window, int fidelity, int most)
    {
        long now = scheduler.Now.ToUnixSeconds();
        long from = Math.Max(window.From, track.Life.First);
        long last = Math.Min(Math.Min(window.To, now), track.Life.Last - 1) / fidelity;
        long first = Math.Max((from + fidelity - 1) / fidelity, last - most + 1);
        using var own = new PriceCursor(tape.Prices(track.Symbol, venue));
        using var leader = new PriceCursor(track.Leader is { } coin ? tape.Prices(coin.Symbol, venue: null) : []);
        own.Advance(UnixNanos.FromUnixSeconds(first * fidelity));
        Px? price = own.Last?.Price;
        for (long bar = first; bar <= last; bar++)
        {
            (var start, var end) = (UnixNanos.FromUnixSeconds(bar * fidelity), UnixNanos.FromUnixSeconds((bar + 1) * fidelity));
            bool traded = own.Advance(end);
            leader.Advance(end);
            if (traded)
                price = own.Last!.Value.Price;
            else if (track.IsQuoted)
                price = track.At(Math.Min((bar + 1) * fidelity, now)) ?? Followed(track, own, leader, end) ?? price ?? track.At(past.Opened);
            if (price is { } close && (traded || track.IsQuoted))
                yield return new PricePoint { Ts = start, Price = close };
        }
    }

    /// <summary>What the coin's main pair says of a symbol that rests while nobody looks at it; null while it trades itself.</summary>
    private static Px? Followed(PriceTrack track, PriceCursor own, PriceCursor leader, UnixNanos end) =>
        leader.Last is { } led && (own.Last is not { } traded || end - traded.At > RestAfter) ? track.Follow(led.Price) : null;

    /// <summary>The track of a coin; null when nobody trades it against USD.</summary>
    public PriceTrack? Coin(string coin) => markets.For(MainPair(coin)) is { Count: > 0 } venues ? new ListedTrack(venues, past) : null;

    private static string MainPair(string coin) => coin + "-USD";

    private ListedTrack Track(IReadOnlyList<VenueMarket> venues)
    {
        Instrument instrument = venues[0].Instrument;
        bool isMain = instrument.Symbol == MainPair(instrument.Base) || instrument.Kind == Sequence.Exchange.Instruments.InstrumentKind.Prediction;
        return new ListedTrack(venues, past, isMain ? null : Coin(instrument.Base));
    }

    private IReadOnlyList<VenueMarket> Listed(string symbol) =>
        markets.For(symbol) is { Count: > 0 } venues ? venues : throw RefusedException.NotFound($"No market is called '{symbol}'.");

    private PriceHistory Ticks(HistoryQuery query, PriceTrack track)
    {
        (int usual, int most) = track.PredictionVenue is not null ? (50_000, 50_000) : (100, 500);
        int limit = query.Limit ?? usual;
        if (limit < 1 || limit > most)
            throw RefusedException.InvalidParameter("limit", $"is from 1 to {most}.");
        (long from, long to) = query.HasWindow ? query.Window(scheduler.Now) : (track.Life.First, long.MaxValue);
        List<PricePoint> prints = [.. tape.Of(track.Symbol, query.Venue)
            .Where(trade => trade.At.ToUnixSeconds() >= from && trade.At.ToUnixSeconds() <= to)
            .TakeLast(limit)
            .Select(trade => Tick(trade.At, trade.Price, trade.Qty, trade.IsBuy, trade.Venue))];
        if (track.IsQuoted)
        {
            long end = Math.Min(Math.Min(past.Opened, track.Life.Last), to == long.MaxValue ? to : to + 1);
            prints.InsertRange(0, _pastPrints.Latest(track, query.Venue, Math.Max(from, track.Life.First), end, limit - prints.Count)
                .Select(print => Tick(print.At, print.Price, print.Qty, print.IsBuy, print.Venue)));
        }

        bool isArchived = query.HasWindow && from < past.Opened && Binance.Equals(query.Venue, StringComparison.OrdinalIgnoreCase);
        return Answer(query, isArchived ? "binance_aggtrades_historical" : "venue_ticks", query.HasWindow ? (from, to) : null, prints);
    }

    private PriceHistory Bars(HistoryQuery query, PriceTrack track)
    {
        (long From, long To) window = query.Window(scheduler.Now);
        bool isLong = window.To - window.From > Day && track.PredictionVenue is null;
        if (isLong && query.Venue is null)
            throw RefusedException.InvalidParameter("venue", "is required for more than 24 hours.");
        string source = track.PredictionVenue is { } exchange ? $"{exchange}_rest" : isLong ? "venue_proxy" : "tape";
        int most = track.PredictionVenue == Catalogue.Polymarket ? query.Paginates ? PaginatedPoints : PolymarketPoints : MostPoints;
        return Answer(query, source, window, Points(track, isLong ? query.Venue : null, window, query.FidelitySeconds, most));
    }

    private static PricePoint Tick(UnixNanos at, Px price, Qty quantity, bool isBuy, string venue) => new()
    {
        Ts = at,
        Price = price,
        Qty = quantity,
        Side = isBuy ? Side.Buy : Side.Sell,
        VenueId = VenueIds.GetValueOrDefault(venue, UnknownVenueId),
    };

    private static PriceHistory Answer(HistoryQuery query, string source, (long From, long To)? window, IEnumerable<PricePoint> points) => new()
    {
        Symbol = query.Symbol,
        Source = source,
        Window = window is { } read
            ? new JObject(new JProperty("start_ts", read.From), new JProperty("end_ts", read.To), new JProperty("fidelity_secs", query.FidelitySeconds))
            : null,
        Points = [.. points],
    };
}
