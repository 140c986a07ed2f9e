using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>
/// A quantity in whole units of 1e-8, signed: 1 BTC is raw 100000000 (the <c>_1e8</c> fields).
/// </summary>
/// <remarks>
/// <para>Everything is exact or says how it rounds, and every overflow throws <see cref="OverflowException"/>. The default value is zero.
/// There is no conversion from or to <see cref="double"/>. In JSON it is the raw integer.</para>
/// <para>Text is the human form (<c>0.29</c>), under the invariant culture unless a provider is given; the format <c>R</c> gives the raw integer, and every other format is that of <see cref="decimal"/> (<c>F2</c>, <c>N2</c>, <c>C</c>).</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq} (raw {Raw})")]
[JsonConverter(typeof(RawLongConverter<Qty>))]
public readonly struct Qty : IFixedPoint<Qty>, IEquatable<Qty>, IComparable<Qty>, IComparable, ISpanFormattable, ISpanParsable<Qty>
{
    /// <summary>Raw units in one human unit: 10^8.</summary>
    public const long Scale = 100_000_000;

    private Qty(long raw) => Raw = raw;

    static int IFixedPoint<Qty>.Digits => 8;

    /// <summary>Nothing: raw 0, the default.</summary>
    public static Qty Zero => default;

    /// <summary>The lowest value: -92233720368.54775808.</summary>
    public static Qty MinValue => new(long.MinValue);

    /// <summary>The highest value: 92233720368.54775807.</summary>
    public static Qty MaxValue => new(long.MaxValue);

    /// <summary>The integer on the wire, in units of 1e-8.</summary>
    public long Raw { get; }

    /// <summary>Takes the integer of the wire as it is.</summary>
    /// <param name="raw">Units of 1e-8; any value.</param>
    public static Qty FromRaw(long raw) => new(raw);

    /// <summary>Converts a human amount exactly.</summary>
    /// <param name="value">The amount, with at most 8 digits after the point (zeros beyond them are fine).</param>
    /// <exception cref="ArgumentException">A digit would be lost.</exception>
    /// <exception cref="OverflowException">The amount is beyond <see cref="MinValue"/> to <see cref="MaxValue"/>.</exception>
    public static Qty FromDecimal(decimal value) => FixedPoint.FromDecimal<Qty>(value);

    /// <summary>Converts a human amount, rounding digits finer than 1e-8.</summary>
    /// <param name="value">The amount.</param>
    /// <param name="rounding">Which neighbour an amount between two raw units takes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is needed and is not a defined value.</exception>
    /// <exception cref="OverflowException">The amount is beyond <see cref="MinValue"/> to <see cref="MaxValue"/>.</exception>
    public static Qty FromDecimal(decimal value, MidpointRounding rounding) => FixedPoint.FromDecimal<Qty>(value, rounding);

    /// <summary>Converts a human amount exactly, or answers false when a digit would be lost or the amount is out of range.</summary>
    /// <param name="value">The amount.</param>
    /// <param name="result">The converted amount; zero on false.</param>
    public static bool TryFromDecimal(decimal value, out Qty result) => FixedPoint.TryFromDecimal(value, out result);

    /// <summary>The human amount: exact, without trailing zeros.</summary>
    public decimal ToDecimal() => FixedPoint.ToDecimal(this);

    /// <summary>The amount without its sign. Throws <see cref="OverflowException"/> for <see cref="MinValue"/>.</summary>
    /// <param name="value">Any value but <see cref="MinValue"/>.</param>
    public static Qty Abs(Qty value) => value.Raw < 0 ? -value : value;

    /// <summary>The lower of two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static Qty Min(Qty left, Qty right) => left <= right ? left : right;

    /// <summary>The higher of two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static Qty Max(Qty left, Qty right) => left >= right ? left : right;

    /// <summary>Which part of a whole this is: 0.25 for a quarter. Exact, or 28 significant digits.</summary>
    /// <param name="part">For example what is filled.</param>
    /// <param name="whole">For example what was ordered; not zero.</param>
    /// <exception cref="DivideByZeroException"><paramref name="whole"/> is zero.</exception>
    public static decimal Ratio(Qty part, Qty whole) => (decimal)part.Raw / whole.Raw;

    /// <summary>Cuts to a multiple of the lot, towards zero.</summary>
    /// <param name="lot">The lot; above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lot"/> is zero or below.</exception>
    public Qty RoundToLot(Qty lot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lot, Zero);
        return new Qty(Raw - (Raw % lot.Raw));
    }

    /// <summary>The exact sum; throws <see cref="OverflowException"/>.</summary>
    public static Qty operator +(Qty left, Qty right) => new(checked(left.Raw + right.Raw));

    /// <summary>The exact difference; throws <see cref="OverflowException"/>.</summary>
    public static Qty operator -(Qty left, Qty right) => new(checked(left.Raw - right.Raw));

    /// <summary>The opposite; throws <see cref="OverflowException"/> for <see cref="MinValue"/>.</summary>
    public static Qty operator -(Qty value) => new(checked(-value.Raw));

    /// <summary>That many times the amount, exactly; throws <see cref="OverflowException"/>.</summary>
    public static Qty operator *(Qty value, long times) => new(checked(value.Raw * times));

    /// <summary>That many times the amount, exactly; throws <see cref="OverflowException"/>.</summary>
    public static Qty operator *(long times, Qty value) => value * times;

    /// <summary>Whether both are the same amount.</summary>
    public static bool operator ==(Qty left, Qty right) => left.Raw == right.Raw;

    /// <summary>Whether the amounts differ.</summary>
    public static bool operator !=(Qty left, Qty right) => left.Raw != right.Raw;

    /// <summary>Whether the left is lower.</summary>
    public static bool operator <(Qty left, Qty right) => left.Raw < right.Raw;

    /// <summary>Whether the left is higher.</summary>
    public static bool operator >(Qty left, Qty right) => left.Raw > right.Raw;

    /// <summary>Whether the left is lower or the same.</summary>
    public static bool operator <=(Qty left, Qty right) => left.Raw <= right.Raw;

    /// <summary>Whether the left is higher or the same.</summary>
    public static bool operator >=(Qty left, Qty right) => left.Raw >= right.Raw;

    /// <inheritdoc/>
    public bool Equals(Qty other) => Raw == other.Raw;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Qty other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Raw.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Qty other) => Raw.CompareTo(other.Raw);

    /// <summary>Orders against another <see cref="Qty"/>; null comes first. Throws <see cref="ArgumentException"/> for any other type.</summary>
    /// <param name="obj">A <see cref="Qty"/>, or null.</param>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Qty other => CompareTo(other),
        _ => throw new ArgumentException("A Qty compares only with a Qty.", nameof(obj)),
    };

    /// <summary>The human form, such as <c>0.29</c>, the same under every current culture.</summary>
    public override string ToString() => FixedPointText.Human(this, null);

    /// <summary>The human form, the raw integer, or any form of <see cref="decimal"/>.</summary>
    /// <param name="format">Null, empty or <c>G</c>: the human form. <c>R</c>: the raw integer. Anything else formats <see cref="ToDecimal"/>, such as <c>F2</c>, <c>N2</c>, <c>C</c> or <c>0.00</c>.</param>
    /// <param name="formatProvider">The culture; null means the invariant one, never the current one.</param>
    /// <exception cref="FormatException"><see cref="decimal"/> knows no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null) => FixedPointText.Format(this, format, formatProvider);

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        FixedPointText.TryFormat(this, destination, out charsWritten, format, provider);

    /// <summary>
    /// Reads the human form: a sign, ASCII digits and a fraction of at most 8 digits, with white space around it.
    /// Group separators and exponents are refused, because <c>1,5</c> must never be read as 15.
    /// </summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">The culture of the separator and the sign; null means the invariant one, never the current one.</param>
    /// <exception cref="FormatException">The text is no such number, or has digits finer than 1e-8.</exception>
    /// <exception cref="OverflowException">The number is out of range.</exception>
    public static Qty Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return FixedPointText.Parse<Qty>(s, provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider)"/>
    public static Qty Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => FixedPointText.Parse<Qty>(s, provider);

    /// <summary>Reads the human form of the invariant culture, or answers false.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The amount; zero on false.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, out Qty result) => TryParse(s, null, out result);

    /// <summary>Reads the human form as <see cref="Parse(string, IFormatProvider)"/> does, or answers false.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">The culture; null means the invariant one.</param>
    /// <param name="result">The amount; zero on false.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Qty result) =>
        FixedPointText.TryParse(s, provider, out result);

    /// <inheritdoc cref="TryParse(string, IFormatProvider, out Qty)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Qty result) =>
        FixedPointText.TryParse(s, provider, out result);
}
