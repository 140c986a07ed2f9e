using System.Globalization;

namespace Sequence.Sdk;

/// <summary>The exact arithmetic under <see cref="Qty"/>, <see cref="Px"/> and <see cref="Usd"/>: 128-bit intermediates, every narrowing checked.</summary>
internal static class FixedPoint
{
    public static T FromDecimal<T>(decimal value) where T : struct, IFixedPoint<T>
    {
        (Int128 units, Int128 divisor) = Units<T>(value);
        if (units % divisor != 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{value} has digits finer than 1e-{T.Digits}, which {typeof(T).Name} cannot hold. Round it first, or pass a MidpointRounding."),
                nameof(value));
        }
        return Narrow<T>(units / divisor, value);
    }

    public static T FromDecimal<T>(decimal value, MidpointRounding rounding) where T : struct, IFixedPoint<T>
    {
        (Int128 units, Int128 divisor) = Units<T>(value);
        return Narrow<T>(Divide(units, divisor, rounding), value);
    }

    public static bool TryFromDecimal<T>(decimal value, out T result) where T : struct, IFixedPoint<T>
    {
        (Int128 units, Int128 divisor) = Units<T>(value);
        (Int128 raw, Int128 rest) = Int128.DivRem(units, divisor);
        bool fits = rest == 0 && raw >= long.MinValue && raw <= long.MaxValue;
        result = fits ? T.FromRaw((long)raw) : default;
        return fits;
    }

    /// <summary>The same amount with no trailing zeros.</summary>
    public static decimal ToDecimal<T>(T value) where T : struct, IFixedPoint<T>
    {
        ulong magnitude = Magnitude(value.Raw);
        int digits = T.Digits;
        while (digits > 0 && magnitude % 10 == 0)
        {
            magnitude /= 10;
            digits--;
        }
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, value.Raw < 0, (byte)digits);
    }

    /// <summary><paramref name="left"/> x <paramref name="right"/> / <paramref name="divisor"/>, rounded once.</summary>
    public static long MultiplyDivide(long left, long right, long divisor, MidpointRounding rounding) =>
        checked((long)Divide((Int128)left * right, divisor, rounding));

    /// <summary>The multiple of <paramref name="step"/> that <paramref name="rounding"/> chooses.</summary>
    public static long RoundToMultiple(long raw, long step, MidpointRounding rounding) =>
        checked((long)(Divide(raw, step, rounding) * step));

    public static ulong Magnitude(long raw) => raw < 0 ? 0UL - (ulong)raw : (ulong)raw;

    public static Int128 Divide(Int128 numerator, Int128 denominator, MidpointRounding rounding)
    {
        (Int128 quotient, Int128 rest) = Int128.DivRem(numerator, denominator);
        int sign = Int128.Sign(numerator) * Int128.Sign(denominator);
        Int128 twice = Int128.Abs(rest) * 2;
        bool away = rest != 0 && IsAwayFromZero(rounding, sign, twice.CompareTo(Int128.Abs(denominator)), Int128.IsOddInteger(quotient));
        return away ? quotient + sign : quotient;
    }

    private static bool IsAwayFromZero(MidpointRounding rounding, int sign, int againstHalf, bool odd) => rounding switch
    {
        MidpointRounding.ToEven => againstHalf > 0 || (againstHalf == 0 && odd),
        MidpointRounding.AwayFromZero => againstHalf >= 0,
        MidpointRounding.ToZero => false,
        MidpointRounding.ToNegativeInfinity => sign < 0,
        MidpointRounding.ToPositiveInfinity => sign > 0,
        _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "Choose one of the MidpointRounding values."),
    };

    // 96 bits of a decimal times 10^9 still fit 127 bits, so nothing is lost before the one division.
    private static (Int128 Units, Int128 Divisor) Units<T>(decimal value) where T : struct, IFixedPoint<T>
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Int128 digits = new((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        if (decimal.IsNegative(value))
            digits = -digits;
        int shift = T.Digits - value.Scale;
        return shift >= 0 ? (digits * PowerOfTen(shift), 1) : (digits, PowerOfTen(-shift));
    }

    private static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }

    private static T Narrow<T>(Int128 raw, decimal value) where T : struct, IFixedPoint<T>
    {
        if (raw >= long.MinValue && raw <= long.MaxValue)
            return T.FromRaw((long)raw);
        string least = FixedPointText.Human(T.FromRaw(long.MinValue), null);
        string most = FixedPointText.Human(T.FromRaw(long.MaxValue), null);
        throw new OverflowException(string.Create(
            CultureInfo.InvariantCulture,
            $"The value {value} does not fit {typeof(T).Name}. Pass a value from {least} to {most}."));
    }
}
