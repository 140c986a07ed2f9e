using System.Globalization;

namespace Sequence.Exchange.Faults;

/// <summary>Which values of JSON are times, and the same times on another clock.</summary>
internal static class Stamps
{
    public static readonly TimeSpan MostSkew = TimeSpan.FromDays(3653);

    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss";
    private const long NanosPerTick = 100;

    // From 2001 to 2096; a count of units that lies outside is a duration, a size or an id.
    private const long FirstSecond = 1_000_000_000;
    private const long LastSecond = 4_000_000_000;

    private static readonly (string Suffix, long UnitsPerSecond)[] Units =
    [
        ("_ns", 1_000_000_000), ("_ms", 1_000), ("_s", 1), ("_at", 1), ("_ts", 1),
    ];

    /// <returns>The shifted value, null when it is no time.</returns>
    public static object? Shift(string name, JValue value, TimeSpan by) => value.Value switch
    {
        long number => Shift(name, number, by),
        string text when DateTimeOffset.TryParseExact(
            text, [Iso + "'Z'", Iso + ".FFFFFFF'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) => Text(text, time + by),
        _ => null,
    };

    private static object? Shift(string name, long value, TimeSpan by)
    {
        foreach ((string suffix, long units) in Units)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && value / units is >= FirstSecond and <= LastSecond)
                return value + (long)((Int128)by.Ticks * NanosPerTick * units / 1_000_000_000);
        }

        return null;
    }

    private static string Text(string before, DateTimeOffset time) =>
        time.UtcDateTime.ToString(before.Contains('.', StringComparison.Ordinal) ? Iso + ".fffffff'Z'" : Iso + "'Z'", CultureInfo.InvariantCulture);
}
