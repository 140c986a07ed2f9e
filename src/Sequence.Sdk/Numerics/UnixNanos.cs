using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>
/// An instant in nanoseconds since the Unix epoch (the <c>_ns</c> fields), from 1677-09-21 to 2262-04-11.
/// </summary>
/// <remarks>
/// <para>Every overflow throws <see cref="OverflowException"/>. The default value is the epoch. In JSON it is the raw integer.</para>
/// <para><see cref="ToString()"/> is ISO 8601 in UTC with nine fraction digits (<c>2026-04-18T18:40:00.000000000Z</c>) under any culture.
/// The format <c>R</c> gives the raw integer, and every other format is that of <see cref="DateTimeOffset"/>.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq} (raw {Raw})")]
[JsonConverter(typeof(RawLongConverter<UnixNanos>))]
public readonly struct UnixNanos : IRawLong<UnixNanos>, IEquatable<UnixNanos>, IComparable<UnixNanos>, IComparable, ISpanFormattable, ISpanParsable<UnixNanos>
{
    private const long PerSecond = 1_000_000_000;
    private const long PerMillisecond = 1_000_000;
    private const long PerTick = TimeSpan.NanosecondsPerTick;

    private UnixNanos(long raw) => Raw = raw;

    /// <summary>1970-01-01T00:00:00Z: raw 0, the default.</summary>
    public static UnixNanos Epoch => default;

    /// <summary>The earliest instant: 1677-09-21T00:12:43.145224192Z.</summary>
    public static UnixNanos MinValue => new(long.MinValue);

    /// <summary>The latest instant: 2262-04-11T23:47:16.854775807Z.</summary>
    public static UnixNanos MaxValue => new(long.MaxValue);

    /// <summary>The integer on the wire: nanoseconds since the epoch, negative before it.</summary>
    public long Raw { get; }

    /// <summary>Takes the integer of the wire as it is.</summary>
    /// <param name="raw">Nanoseconds since the epoch; any value.</param>
    public static UnixNanos FromRaw(long raw) => new(raw);

    /// <summary>The same instant, exactly; the offset is not kept.</summary>
    /// <param name="value">An instant from <see cref="MinValue"/> to <see cref="MaxValue"/>.</param>
    /// <exception cref="OverflowException">The instant is out of range.</exception>
    public static UnixNanos FromDateTimeOffset(DateTimeOffset value) =>
        new(checked((value.UtcTicks - DateTime.UnixEpoch.Ticks) * PerTick));

    /// <summary>The start of a Unix second.</summary>
    /// <param name="seconds">Seconds since the epoch.</param>
    /// <exception cref="OverflowException">The instant is out of range.</exception>
    public static UnixNanos FromUnixSeconds(long seconds) => new(checked(seconds * PerSecond));

    /// <summary>The start of a Unix millisecond.</summary>
    /// <param name="milliseconds">Milliseconds since the epoch.</param>
    /// <exception cref="OverflowException">The instant is out of range.</exception>
    public static UnixNanos FromUnixMilliseconds(long milliseconds) => new(checked(milliseconds * PerMillisecond));

    /// <summary>The instant in UTC, cut to 100 ns: the latest representable time that is not later, before the epoch too.</summary>
    public DateTimeOffset ToDateTimeOffset() => new(DateTime.UnixEpoch.Ticks + Floor(PerTick), TimeSpan.Zero);

    /// <summary>The Unix second that the instant falls in; rounds down, before the epoch too.</summary>
    public long ToUnixSeconds() => Floor(PerSecond);

    /// <summary>The Unix millisecond that the instant falls in; rounds down, before the epoch too.</summary>
    public long ToUnixMilliseconds() => Floor(PerMillisecond);

    /// <summary>The exact distance, negative when this instant is earlier. Throws <see cref="OverflowException"/> beyond 292 years.</summary>
    /// <param name="earlier">The instant to count from.</param>
    public long NanosecondsSince(UnixNanos earlier) => checked(Raw - earlier.Raw);

    /// <summary>The instant so many nanoseconds later; throws <see cref="OverflowException"/>.</summary>
    /// <param name="nanoseconds">Nanoseconds; negative goes back.</param>
    public UnixNanos AddNanoseconds(long nanoseconds) => new(checked(Raw + nanoseconds));

    /// <summary>The earlier of two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static UnixNanos Min(UnixNanos left, UnixNanos right) => left <= right ? left : right;

    /// <summary>The later of two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static UnixNanos Max(UnixNanos left, UnixNanos right) => left >= right ? left : right;

    /// <summary>The distance, cut towards zero to 100 ns; <see cref="NanosecondsSince"/> is exact. Never overflows.</summary>
    public static TimeSpan operator -(UnixNanos left, UnixNanos right) =>
        new((long)(((Int128)left.Raw - right.Raw) / PerTick));

    /// <summary>The later instant, exactly; throws <see cref="OverflowException"/>.</summary>
    public static UnixNanos operator +(UnixNanos instant, TimeSpan span) =>
        new(checked((long)(instant.Raw + ((Int128)span.Ticks * PerTick))));

    /// <summary>The earlier instant, exactly; throws <see cref="OverflowException"/>.</summary>
    public static UnixNanos operator -(UnixNanos instant, TimeSpan span) =>
        new(checked((long)(instant.Raw - ((Int128)span.Ticks * PerTick))));

    /// <summary>Whether both are the same instant.</summary>
    public static bool operator ==(UnixNanos left, UnixNanos right) => left.Raw == right.Raw;

    /// <summary>Whether the instants differ.</summary>
    public static bool operator !=(UnixNanos left, UnixNanos right) => left.Raw != right.Raw;

    /// <summary>Whether the left is earlier.</summary>
    public static bool operator <(UnixNanos left, UnixNanos right) => left.Raw < right.Raw;

    /// <summary>Whether the left is later.</summary>
    public static bool operator >(UnixNanos left, UnixNanos right) => left.Raw > right.Raw;

    /// <summary>Whether the left is earlier or the same.</summary>
    public static bool operator <=(UnixNanos left, UnixNanos right) => left.Raw <= right.Raw;

    /// <summary>Whether the left is later or the same.</summary>
    public static bool operator >=(UnixNanos left, UnixNanos right) => left.Raw >= right.Raw;

    /// <inheritdoc/>
    public bool Equals(UnixNanos other) => Raw == other.Raw;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is UnixNanos other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Raw.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(UnixNanos other) => Raw.CompareTo(other.Raw);

    /// <summary>Orders against another <see cref="UnixNanos"/>; null comes first. Throws <see cref="ArgumentException"/> for any other type.</summary>
    /// <param name="obj">A <see cref="UnixNanos"/>, or null.</param>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        UnixNanos other => CompareTo(other),
        _ => throw new ArgumentException("A UnixNanos compares only with a UnixNanos.", nameof(obj)),
    };

    /// <summary>ISO 8601 in UTC with nine fraction digits, such as <c>2026-04-18T18:40:00.000000000Z</c>, under any culture.</summary>
    public override string ToString() => IsoInstant.Write(Raw);

    /// <summary>The ISO form, the raw integer, or any form of <see cref="DateTimeOffset"/>.</summary>
    /// <param name="format">Null, empty or <c>G</c>: the ISO form. <c>R</c>: the raw integer. Anything else formats <see cref="ToDateTimeOffset"/>, such as <c>HH:mm:ss.fff</c>.</param>
    /// <param name="formatProvider">The culture of a <see cref="DateTimeOffset"/> format; null means the invariant one. The other forms know no culture.</param>
    /// <exception cref="FormatException"><see cref="DateTimeOffset"/> knows no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null) =>
        RawOrHuman.FormOf(format) switch
        {
            TextForm.Human => IsoInstant.Write(Raw),
            TextForm.Raw => RawOrHuman.Raw(Raw),
            _ => ToDateTimeOffset().ToString(format, formatProvider ?? CultureInfo.InvariantCulture),
        };

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        RawOrHuman.FormOf(format) switch
        {
            TextForm.Human => IsoInstant.TryWrite(Raw, destination, out charsWritten),
            TextForm.Raw => RawOrHuman.TryWriteRaw(Raw, destination, out charsWritten),
            _ => ToDateTimeOffset().TryFormat(destination, out charsWritten, format, provider ?? CultureInfo.InvariantCulture),
        };

    /// <summary>Reads <c>yyyy-MM-ddTHH:mm:ssZ</c>, with or without a fraction of at most nine digits, and white space around it. Only UTC (<c>Z</c>) is read.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used: the form knows no culture.</param>
    /// <exception cref="FormatException">The text is no such instant, or has digits finer than a nanosecond.</exception>
    /// <exception cref="OverflowException">The instant is out of range.</exception>
    public static UnixNanos Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider)"/>
    public static UnixNanos Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => IsoInstant.Read(s, out long raw) switch
    {
        ParseOutcome.Read => new UnixNanos(raw),
        ParseOutcome.OutOfRange => throw new OverflowException($"The instant is out of range. Write one from {MinValue} to {MaxValue}."),
        ParseOutcome.TooFine => throw new FormatException("The instant has digits finer than a nanosecond. Write at most nine fraction digits."),
        _ => throw new FormatException("The text is no instant. Write ISO 8601 in UTC, such as 2026-04-18T18:40:00.000000000Z."),
    };

    /// <summary>Reads the ISO form, or answers false.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The instant; the epoch on false.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, out UnixNanos result) => TryParse(s.AsSpan(), null, out result);

    /// <summary>Reads the ISO form as <see cref="Parse(string, IFormatProvider)"/> does, or answers false.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used: the form knows no culture.</param>
    /// <param name="result">The instant; the epoch on false.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UnixNanos result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string, IFormatProvider, out UnixNanos)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out UnixNanos result)
    {
        bool read = IsoInstant.Read(s, out long raw) == ParseOutcome.Read;
        result = new UnixNanos(raw);
        return read;
    }

    private long Floor(long unit) => (long)FixedPoint.Divide(Raw, unit, MidpointRounding.ToNegativeInfinity);
}
