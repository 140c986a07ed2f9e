namespace Sequence.Exchange.Predictions;

/// <summary>The day that a ticker names: its question ends with it.</summary>
internal static class TickerDay
{
    /// <summary>
    /// The last second of the day, in Unix seconds. An exchange that opens after it takes the same day of a later year: whoever
    /// follows the vendor's examples finds their markets open in any year.
    /// </summary>
    /// <param name="day">As the ticker names it.</param>
    /// <param name="opened">When the exchange opened, in Unix seconds.</param>
    public static long End(DateOnly day, long opened)
    {
        long end = LastSecond(day);
        for (int years = 1; end <= opened; years++)
            end = LastSecond(day.AddYears(years));
        return end;
    }

    private static long LastSecond(DateOnly day) =>
        UnixNanos.FromDateTimeOffset(new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)).ToUnixSeconds() - 1;
}
