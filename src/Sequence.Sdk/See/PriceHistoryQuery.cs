using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Prices of one symbol over time. Opened by <see cref="SequenceClient.PriceHistory"/>. Immutable: every method returns a new query.</summary>
public sealed class PriceHistoryQuery
{
    private readonly SequenceTransport _transport;
    private readonly string _symbol;
    private readonly Settings _settings;

    internal PriceHistoryQuery(SequenceTransport transport, string symbol) : this(transport, symbol, new Settings(HistoryRange.OneDay))
    {
    }

    private PriceHistoryQuery(SequenceTransport transport, string symbol, Settings settings)
    {
        _transport = transport;
        _symbol = symbol;
        _settings = settings;
    }

    /// <summary>How far back from now; <see cref="HistoryRange.OneDay"/> by default. The server ignores it in tick mode and between a start and an end.</summary>
    /// <param name="range">One of the spans; not empty. <see cref="HistoryRange.OneMonth"/> is <c>1m</c>.</param>
    /// <exception cref="SequenceValidationException">The range is empty.</exception>
    public PriceHistoryQuery Range(HistoryRange range)
    {
        Check.Text(range.Value, "range");
        return With(_settings with { Range = range });
    }

    /// <summary>Seconds between two points; 60 by default. 0 is tick mode: every print instead of points, with quantity, side and venue.</summary>
    /// <param name="seconds">0 or more.</param>
    /// <exception cref="SequenceValidationException">The number is negative.</exception>
    public PriceHistoryQuery FidelitySeconds(int seconds) =>
        With(_settings with { FidelitySeconds = Check.InRange(seconds, 0, int.MaxValue, "fidelitySeconds") });

    /// <summary>Polymarket only: walks back in windows of 7 days, past the 4,000 to 5,000 points that the venue gives at once.</summary>
    /// <param name="paginated">False, the default, reads once.</param>
    public PriceHistoryQuery Paginated(bool paginated = true) => With(_settings with { Paginate = paginated });

    /// <summary>The venue whose candles to read. Needed beyond 24 hours on a pair or a perp; ignored up to 24 hours and on prediction markets.</summary>
    /// <param name="venue">Venue name; not empty.</param>
    /// <exception cref="SequenceValidationException">The venue is empty.</exception>
    public PriceHistoryQuery Venue(string venue) => With(_settings with { Venue = Check.Text(venue, "venue") });

    /// <summary>The most prints in tick mode. Left out, the server gives 50,000 on prediction markets, its own most, and 100 of at most 500 elsewhere.</summary>
    /// <param name="prints">1 or more.</param>
    /// <exception cref="SequenceValidationException">The number is below 1.</exception>
    public PriceHistoryQuery Limit(int prints) => With(_settings with { Limit = Check.InRange(prints, 1, int.MaxValue, "limit") });

    /// <summary>Tick mode with at most so many prints: <see cref="FidelitySeconds"/> of 0 and <see cref="Limit"/>.</summary>
    /// <param name="prints">1 or more.</param>
    /// <exception cref="SequenceValidationException">The number is below 1.</exception>
    public PriceHistoryQuery Ticks(int prints) =>
        With(_settings with { FidelitySeconds = 0, Limit = Check.InRange(prints, 1, int.MaxValue, "ticks") });

    /// <summary>Start of the window, in place of the range. The server is documented for both ends together and may ignore one alone. The wire carries whole seconds, so it is rounded down.</summary>
    /// <param name="start">From 1970 on.</param>
    /// <exception cref="SequenceValidationException">The time is before 1970.</exception>
    public PriceHistoryQuery Start(DateTimeOffset start) => Start(start.ToUnixTimeSeconds());

    /// <inheritdoc cref="Start(DateTimeOffset)"/>
    public PriceHistoryQuery Start(UnixNanos start) => Start(start.ToUnixSeconds());

    /// <inheritdoc cref="Start(DateTimeOffset)"/>
    /// <param name="unixSeconds">Seconds since 1970, up to the year 9999: milliseconds are refused.</param>
    public PriceHistoryQuery Start(long unixSeconds) => With(_settings with { Start = Check.UnixSeconds(unixSeconds, "start") });

    /// <summary>End of the window, in place of the range. The server is documented for both ends together and may ignore one alone. Rounded up to a whole second.</summary>
    /// <param name="end">Later than the start.</param>
    /// <exception cref="SequenceValidationException">The time is before 1970.</exception>
    public PriceHistoryQuery End(DateTimeOffset end) => End(WholeSeconds.RoundedUp(end));

    /// <inheritdoc cref="End(DateTimeOffset)"/>
    public PriceHistoryQuery End(UnixNanos end) => End(WholeSeconds.RoundedUp(end));

    /// <inheritdoc cref="End(DateTimeOffset)"/>
    /// <param name="unixSeconds">Seconds since 1970, up to the year 9999: milliseconds are refused.</param>
    public PriceHistoryQuery End(long unixSeconds) => With(_settings with { End = Check.UnixSeconds(unixSeconds, "end") });

    /// <summary>With the Chainlink curve of a Polymarket crypto market.</summary>
    /// <param name="include">False, the default, leaves it out.</param>
    public PriceHistoryQuery WithUnderlying(bool include = true) => With(_settings with { Underlying = include });

    /// <summary>Reads the history. Operation: getPriceHistory.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The end is not later than the start.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<PriceHistory> FetchAsync(CancellationToken cancellationToken = default)
    {
        Settings s = _settings;
        Check.Later(s.Start, s.End, "start", "end");
        return _transport.CallAsync(
            (raw, token) => Requested.BySymbolAsync(raw.See.GetPriceHistoryAsync( _symbol, s.Range, s.FidelitySeconds, s.Paginate ? true : null, s.Start, s.End, s.Venue, s.Limit, s.Underlying ? true : null, token), "getPriceHistory", _symbol, history => history.Symbol), cancellationToken);
    }

    /// <summary>The query in a line.</summary>
    public override string ToString() => TextLine.Of(
        $"history of {_symbol}",
        ("range", _settings.Range), ("fidelity", _settings.FidelitySeconds), ("venue", _settings.Venue), ("limit", _settings.Limit), ("start", _settings.Start), ("end", _settings.End));

    private PriceHistoryQuery With(Settings settings) => new(_transport, _symbol, settings);

    private sealed record Settings(
        HistoryRange Range,
        int FidelitySeconds = 60,
        bool Paginate = false,
        string? Venue = null,
        int? Limit = null,
        long? Start = null,
        long? End = null,
        bool Underlying = false);
}
