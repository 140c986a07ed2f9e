using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;
using Range = Sequence.Exchange.Wire.HistoryRange;

namespace Sequence.Exchange.Markets;

/// <summary>
/// Funding of perps: the rate of each settlement follows from the seed. The current rate is what the next settlement pays, the
/// predicted one what the settlement after it pays; history shows what was paid.
/// The caller holds the gate.
/// </summary>
internal sealed class FundingService(Scheduler scheduler, MarketPlace markets, FundingRates rates, int seed)
{
    private const long Hour = 3_600;
    private const decimal BpsPerUnit = 10_000m;

    /// <summary>Unix seconds of 1 January 2023: nothing older is kept.</summary>
    private const long Oldest = 1_672_531_200;

    public Wire.FundingRatesResult Rates(string? venue, string? symbol) => new()
    {
        Unit = "bps_per_hour",
        Rates = [.. Perps()
            .Where(market => venue is null || market.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase))
            .Where(market => symbol is null || market.Instrument.Symbol.Equals(symbol, StringComparison.OrdinalIgnoreCase))
            .Select(Rate)],
    };

    /// <exception cref="RefusedException">Invalid request: the venue has no perps, or the range is none; Not found: it does not list this one.</exception>
    public Wire.FundingHistory History(string symbol, string venue, Range? range, long? startSeconds, long? endSeconds)
    {
        if (!Perps().Any(market => market.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase)))
            throw RefusedException.InvalidRequest($"venue: '{venue}' trades no perps here; {string.Join(", ", Perps().Select(market => market.Venue).Distinct())} do.");
        VenueMarket perp = new[] { symbol, symbol + "-PERP", PerpOf(symbol) }.Select(name => markets.Find(venue, name)).FirstOrDefault(market => market?.Instrument.Kind == InstrumentKind.Perp)
            ?? throw RefusedException.NotFound($"{venue} lists no perp called '{symbol}'.");
        (long from, long to) = Window(range, startSeconds, endSeconds);
        long interval = FundingRates.Interval(perp);
        long first = (from + interval - 1) / interval;
        List<Wire.FundingPoint> points = [];
        for (long settlement = first; settlement * interval <= to; settlement++)
            points.Add(new Wire.FundingPoint { Ts = UnixNanos.FromUnixSeconds(settlement * interval), Rate = rates.Of(perp, settlement) });
        return new Wire.FundingHistory { Symbol = symbol, Venue = perp.Venue, Count = points.Count, Points = points };
    }

    /// <summary>A pair in another currency, such as <c>BTC-USDT</c>, means the perp of its coin.</summary>
    private string PerpOf(string symbol) => markets.Instrument(symbol) is { Kind: InstrumentKind.Spot, Base: var coin } ? $"{coin}-PERP" : symbol;

    private static TimeSpan? Span(string range) => range switch
    {
        "1d" => TimeSpan.FromDays(1),
        "1w" => TimeSpan.FromDays(7),
        "1m" => TimeSpan.FromDays(30),
        "3m" => TimeSpan.FromDays(90),
        "6m" => TimeSpan.FromDays(180),
        "1y" => TimeSpan.FromDays(365),
        "2y" => TimeSpan.FromDays(730),
        "5y" => TimeSpan.FromDays(1_825),
        "max" => TimeSpan.FromDays(36_500),
        _ => null,
    };

    private IEnumerable<VenueMarket> Perps() => markets.All.Where(market => market.Instrument.Kind == InstrumentKind.Perp);

    private (long From, long To) Window(Range? range, long? startSeconds, long? endSeconds)
    {
        long now = scheduler.Now.ToUnixSeconds();
        if (startSeconds is { } start && endSeconds is { } end)
        {
            if (start > end)
                throw RefusedException.InvalidParameter("start_ts", "is not after end_ts.");
            return (Math.Max(start, Oldest), Math.Min(end, now));
        }

        string word = range?.Value ?? "1m";
        TimeSpan span = Span(word) ?? throw RefusedException.InvalidParameter("range", $"'{word}' is none of 1d, 1w, 1m, 3m, 6m, 1y, 2y, 5y, max.");
        return (Math.Max(now - (long)span.TotalSeconds, Oldest), now);
    }

    private Wire.FundingRate Rate(VenueMarket perp)
    {
        long interval = FundingRates.Interval(perp);
        long last = scheduler.Now.ToUnixSeconds() / interval;
        return new Wire.FundingRate
        {
            Symbol = perp.Instrument.Symbol,
            Venue = perp.Venue,
            Dex = "",
            RateBpsPerHour = PerHour(rates.Of(perp, last + 1), interval),
            PredictedRateBpsPerHour = PerHour(rates.Of(perp, last + 2), interval),
            MarkPrice = perp.Mark ?? Px.Zero,
            OpenInterest = Qty.Scale * Qty.FromRaw(RowChance.For(seed, $"open interest:{perp}", 0).Between(5_000, 50_000)),
            NextSettlement = UnixNanos.FromUnixSeconds((last + 1) * interval),
            SnapshotAgeMs = scheduler.Now.NanosecondsSince(perp.LastTick) / 1_000_000,
        };
    }

    private static decimal PerHour(Px rate, long interval) => Math.Round(rate.ToDecimal() * BpsPerUnit * Hour / interval, 6);
}
