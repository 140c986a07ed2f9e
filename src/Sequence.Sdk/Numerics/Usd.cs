using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>
/// An amount of US dollars in whole units of 1e-9, signed: $1 is raw 1000000000 (the <c>_usd_1e9</c> fields).
/// </summary>
/// <remarks>
/// <para>Everything is exact or says how it rounds, and every overflow throws <see cref="OverflowException"/>. The default value is zero.
/// There is no conversion from or to <see cref="double"/>. In JSON it is the raw integer.</para>
/// <para>Text is the human form (<c>1234.56</c>), under the invariant culture unless a provider is given; the format <c>R</c> gives the raw integer, and every other format is that of <see cref="decimal"/> (<c>F2</c>, <c>N2</c>, <c>C</c>).</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq} (raw {Raw})")]
[JsonConverter(typeof(RawLongConverter<Usd>))]
public readonly struct Usd : IFixedPoint<Usd>, IEquatable<Usd>, IComparable<Usd>, IComparable, ISpanFormattable, ISpanParsable<Usd>
{
    /// <summary>Raw units in one dollar: 10^9.</summary>
    public const long Scale = 1_000_000_000;

    private Usd(long raw) => Raw = raw;

    static int IFixedPoint<Usd>.Digits => 9;

    /// <summary>Nothing: raw 0, the default.</summary>
    public static Usd Zero => default;

    /// <summary>The lowest value: -9223372036.854775808.</summary>
    public static Usd MinValue => new(long.MinValue);

    /// <summary>The highest value: 9223372036.854775807.</summary>
    public static Usd MaxValue => new(long.MaxValue);

    /// <summary>The integer on the wire, in units of 1e-9.</summary>
    public long Raw { get; }

    /// <summary>Takes the integer of the wire as it is.</summary>
    /// <param name="raw">Units of 1e-9; any value.</param>
    public static Usd FromRaw(long raw) => new(raw);

    /// <summary>Converts a human amount exactly.</summary>
    /// <param name="value">The amount, with at most 9 digits after the point (zeros beyond them are fine).</param>
    /// <exception cref="ArgumentException">A digit would be lost.</exception>
    /// <exception cref="OverflowException">The amount is beyond <see cref="MinValue"/> to <see cref="MaxValue"/>.</exception>
    public static Usd FromDecimal(decimal value) => FixedPoint.FromDecimal<Usd>(value);

    /// <summary>Converts a human amount, rounding digits finer than 1e-9.</summary>
    /// <param name="value">The amount.</param>
    /// <param name="rounding">Which neighbour an amount between two raw units takes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is needed and is not a defined value.</exception>
    /// <exception cref="OverflowException">The amount is beyond <see cref="MinValue"/> to <see cref="MaxValue"/>.</exception>
    public static Usd FromDecimal(decimal value, MidpointRounding rounding) => FixedPoint.FromDecimal<Usd>(value, rounding);

    /// <summary>Converts a human amount exactly, or answers false when a digit would be lost or the amount is out of range.</summary>
    /// <param name="value">The amount.</param>
    /// <param name="result">The converted amount; zero on false.</param>
    public static bool TryFromDecimal(decimal value, out Usd result) => FixedPoint.TryFromDecimal(value, out result);

    /// <summary>The human amount: exact, without trailing zeros.</summary>
    public decimal ToDecimal() => FixedPoint.ToDecimal(this);

    /// <summary>The amount without its sign. Throws <see cref="OverflowException"/> for <see cref="MinValue"/>.</summary>
    /// <param name="value">Any value but <see cref="MinValue"/>.</param>
    public static Usd Abs(Usd value) => value.Raw < 0 ? -value : value;

    /// <summary>The lower of two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static Usd Min(Usd left, Usd right) => left <= right ? left : right;

    /// <summary>The higher of two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static Usd Max(Usd left, Usd right) => left >= right ? left : right;

    /// <summary>Price times quantity, with one rounding to 1e-9 USD.</summary>
    /// <param name="price">The price of one unit.</param>
    /// <param name="qty">The quantity.</param>
    /// <param name="rounding">Which neighbour a product between two raw units takes; half to even by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is needed and is not a defined value.</exception>
    /// <exception cref="OverflowException">The product is out of range.</exception>
    public static Usd Notional(Px price, Qty qty, MidpointRounding rounding = MidpointRounding.ToEven) =>
        new(FixedPoint.MultiplyDivide(price.Raw, qty.Raw, Qty.Scale, rounding));

    /// <summary>The exact sum; throws <see cref="OverflowException"/>.</summary>
    public static Usd operator +(Usd left, Usd right) => new(checked(left.Raw + right.Raw));

    /// <summary>The exact difference; throws <see cref="OverflowException"/>.</summary>
    public static Usd operator -(Usd left, Usd right) => new(checked(left.Raw - right.Raw));

    /// <summary>The opposite; throws <see cref="OverflowException"/> for <see cref="MinValue"/>.</summary>
    public static Usd operator -(Usd value) => new(checked(-value.Raw));

    /// <summary>That many times the amount, exactly; throws <see cref="OverflowException"/>.</summary>
    public static Usd operator *(Usd value, long times) => new(checked(value.Raw * times));

    /// <summary>That many times the amount, exactly; throws <see cref="OverflowException"/>.</summary>
    public static Usd operator *(long times, Usd value) => value * times;

    /// <summary>The average price of the quantity, rounded to 1e-9 half to even. Throws <see cref="DivideByZeroException"/> or <see cref="OverflowException"/>.</summary>
    public static Px operator /(Usd amount, Qty qty) =>
        Px.FromRaw(FixedPoint.MultiplyDivide(amount.Raw, Qty.Scale, qty.Raw, MidpointRounding.ToEven));

    /// <summary>The quantity that the amount buys at the price, rounded to 1e-8 half to even. Throws <see cref="DivideByZeroException"/> or <see cref="OverflowException"/>.</summary>
    public static Qty operator /(Usd amount, Px price) =>
        Qty.FromRaw(FixedPoint.MultiplyDivide(amount.Raw, Qty.Scale, price.Raw, MidpointRounding.ToEven));

    /// <summary>Whether both are the same amount.</summary>
    public static bool operator ==(Usd left, Usd right) => left.Raw == right.Raw;

    /// <summary>Whether the amounts differ.</summary>
    public static bool operator !=(Usd left, Usd right) => left.Raw != right.Raw;

    /// <summary>Whether the left is lower.</summary>
    public static bool operator <(Usd left, Usd right) => left.Raw < right.Raw;

    /// <summary>Whether the left is higher.</summary>
    public static bool operator >(Usd left, Usd right) => left.Raw > right.Raw;

    /// <summary>Whether the left is lower or the same.</summary>
    public static bool operator <=(Usd left, Usd right) => left.Raw <= right.Raw;

    /// <summary>Whether the left is higher or the same.</summary>
    public static bool operator >=(Usd left, Usd right) => left.Raw >= right.Raw;

    /// <inheritdoc/>
    public bool Equals(Usd other) => Raw == other.Raw;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Usd other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Raw.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Usd other) => Raw.CompareTo(other.Raw);

    /// <summary>Orders against another <see cref="Usd"/>; null comes first. Throws <see cref="ArgumentException"/> for any other type.</summary>
    /// <param name="obj">A <see cref="Usd"/>, or null.</param>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Usd other => CompareTo(other),
        _ => throw new ArgumentException("A Usd compares only with a Usd.", nameof(obj)),
    };

    /// <summary>The human form, such as <c>21460.05</c>, the same under every current culture.</summary>
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
    /// Reads the human form: a sign, ASCII digits and a fraction of at most 9 digits, with white space around it.
    /// Group separators and exponents are refused, because <c>1,5</c> must never be read as 15.
    /// </summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">The culture of the separator and the sign; null means the invariant one, never the current one.</param>
    /// <exception cref="FormatException">The text is no such number, or has digits finer than 1e-9.</exception>
    /// <exception cref="OverflowException">The number is out of range.</exception>
    public static Usd Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return FixedPointText.Parse<Usd>(s, provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider)"/>
    public static Usd Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => FixedPointText.Parse<Usd>(s, provider);

    /// <summary>Reads the human form of the invariant culture, or answers false.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The amount; zero on false.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, out Usd result) => TryParse(s, null, out result);

    /// <summary>Reads the human form as <see cref="Parse(string, IFormatProvider)"/> does, or answers false.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">The culture; null means the invariant one.</param>
    /// <param name="result">The amount; zero on false.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Usd result) =>
        FixedPointText.TryParse(s, provider, out result);

    /// <inheritdoc cref="TryParse(string, IFormatProvider, out Usd)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Usd result) =>
        FixedPointText.TryParse(s, provider, out result);
}
