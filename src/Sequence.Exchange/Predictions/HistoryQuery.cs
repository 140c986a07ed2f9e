using HistoryRange = Sequence.Exchange.Wire.HistoryRange;

namespace Sequence.Exchange.Predictions;

/// <summary>What a caller asks of the price history.</summary>
/// <param name="Symbol">As it was asked.</param>
/// <param name="Range">How far back; null is a day.</param>
/// <param name="FidelitySeconds">Seconds per point; 0 is tick mode.</param>
/// <param name="StartSeconds">Replaces the range, together with the end.</param>
/// <param name="EndSeconds">Replaces the range, together with the start.</param>
/// <param name="Venue">Only this venue; predictions ignore it.</param>
/// <param name="Limit">Most ticks.</param>
/// <param name="Paginates">Of Polymarket: more points than one call of the venue gives.</param>
/// <param name="WithUnderlying">Whether the coin's curve comes along, on a market that a coin decides.</param>
internal sealed record HistoryQuery(
    string Symbol, HistoryRange? Range, int FidelitySeconds, long? StartSeconds, long? EndSeconds, string? Venue, int? Limit, bool Paginates, bool WithUnderlying)
{
    private static readonly Dictionary<HistoryRange, int> Days = new()
    {
        [HistoryRange.OneDay] = 1,
        [HistoryRange.OneWeek] = 7,
        [HistoryRange.OneMonth] = 30,
        [HistoryRange.ThreeMonths] = 90,
        [HistoryRange.SixMonths] = 180,
        [HistoryRange.OneYear] = 365,
        [HistoryRange.TwoYears] = 730,
        [HistoryRange.FiveYears] = 1_825,
        [HistoryRange.Max] = 36_500,
    };

    /// <summary>Whether it names a start and an end, which replace the range.</summary>
    public bool HasWindow => StartSeconds is not null && EndSeconds is not null;

    /// <summary>The moments between which it looks, both included, in Unix seconds.</summary>
    /// <exception cref="RefusedException">Invalid request: a range that is none, or a start after the end.</exception>
    public (long From, long To) Window(UnixNanos now)
    {
        if (this is { StartSeconds: { } start, EndSeconds: { } end })
        {
            if (start > end || end > UnixNanos.MaxValue.ToUnixSeconds() || start < 0)
                throw RefusedException.InvalidParameter("start_ts", "is a Unix second that is not after end_ts.");
            return (start, end);
        }

        long seconds = now.ToUnixSeconds();
        return (seconds - (long)Span(Range ?? HistoryRange.OneDay).TotalSeconds, seconds);
    }

    private static TimeSpan Span(HistoryRange range)
    {
        if (range == HistoryRange.OneHour)
            return TimeSpan.FromHours(1);
        if (range == HistoryRange.SixHours)
            return TimeSpan.FromHours(6);
        return Days.TryGetValue(range, out int days)
            ? TimeSpan.FromDays(days)
            : throw RefusedException.InvalidParameter("range", $"'{range}' is none of 1h, 6h, {string.Join(", ", Days.Keys)}.");
    }
}
