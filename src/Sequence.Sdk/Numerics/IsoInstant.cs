using System.Globalization;

namespace Sequence.Sdk;

/// <summary>The ISO 8601 text of nanoseconds since the Unix epoch: always UTC, nine fraction digits, no culture.</summary>
internal static class IsoInstant
{
    private const long NanosPerSecond = 1_000_000_000;
    private const int SecondsLength = 19;
    private const string SecondsFormat = "yyyy-MM-dd'T'HH:mm:ss";

    public static bool TryWrite(long raw, Span<char> destination, out int charsWritten)
    {
        long seconds = (long)FixedPoint.Divide(raw, NanosPerSecond, MidpointRounding.ToNegativeInfinity);
        // The lowest second starts below the Int64 range, so the difference is taken in 128 bits.
        int nanos = (int)((Int128)raw - ((Int128)seconds * NanosPerSecond));
        DateTime second = DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);
        return destination.TryWrite(CultureInfo.InvariantCulture, $"{second:yyyy-MM-dd'T'HH:mm:ss}.{nanos:D9}Z", out charsWritten);
    }

    public static string Write(long raw)
    {
        Span<char> buffer = stackalloc char[32];
        TryWrite(raw, buffer, out int written);
        return new string(buffer[..written]);
    }

    /// <summary>Reads <c>yyyy-MM-ddTHH:mm:ssZ</c> with a fraction of any length whose digits after the ninth are zero.</summary>
    public static ParseOutcome Read(ReadOnlySpan<char> text, out long raw)
    {
        raw = 0;
        ReadOnlySpan<char> rest = text.Trim();
        if (rest.Length <= SecondsLength || rest[^1] != 'Z')
            return ParseOutcome.Malformed;
        if (!DateTime.TryParseExact(rest[..SecondsLength], SecondsFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime second))
            return ParseOutcome.Malformed;
        ParseOutcome fraction = ReadFraction(rest[SecondsLength..^1], out int nanos);
        if (fraction != ParseOutcome.Read)
            return fraction;
        long seconds = (second - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        Int128 wide = ((Int128)seconds * NanosPerSecond) + nanos;
        if (wide < long.MinValue || wide > long.MaxValue)
            return ParseOutcome.OutOfRange;
        raw = (long)wide;
        return ParseOutcome.Read;
    }

    private static ParseOutcome ReadFraction(ReadOnlySpan<char> text, out int nanos)
    {
        nanos = 0;
        if (text.IsEmpty)
            return ParseOutcome.Read;
        if (text[0] != '.' || text.Length == 1 || text[1..].ContainsAnyExceptInRange('0', '9'))
            return ParseOutcome.Malformed;
        ReadOnlySpan<char> digits = text[1..].TrimEnd('0');
        if (digits.Length > 9)
            return ParseOutcome.TooFine;
        for (int i = 0; i < 9; i++)
            nanos = (nanos * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return ParseOutcome.Read;
    }
}
