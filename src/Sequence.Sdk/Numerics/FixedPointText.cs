using System.Globalization;

namespace Sequence.Sdk;

/// <summary>The human text of a fixed-point amount: ASCII digits, no group separators, no exponent, no trailing zeros.</summary>
internal static class FixedPointText
{
    public static string Format<T>(T value, string? format, IFormatProvider? provider) where T : struct, IFixedPoint<T> =>
        RawOrHuman.FormOf(format) switch
        {
            TextForm.Human => Human(value, provider),
            TextForm.Raw => RawOrHuman.Raw(value.Raw),
            // Null means the invariant culture here too; decimal would take the current one.
            _ => FixedPoint.ToDecimal(value).ToString(format, provider ?? CultureInfo.InvariantCulture),
        };

    public static bool TryFormat<T>(T value, Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        where T : struct, IFixedPoint<T> =>
        RawOrHuman.FormOf(format) switch
        {
            TextForm.Human => TryWriteHuman(value, Symbols(provider), destination, out charsWritten),
            TextForm.Raw => RawOrHuman.TryWriteRaw(value.Raw, destination, out charsWritten),
            _ => FixedPoint.ToDecimal(value).TryFormat(destination, out charsWritten, format, provider ?? CultureInfo.InvariantCulture),
        };

    /// <summary>The human form; a null provider means the invariant culture, never the current one.</summary>
    public static string Human<T>(T value, IFormatProvider? provider) where T : struct, IFixedPoint<T>
    {
        NumberFormatInfo symbols = Symbols(provider);
        // 19 digits and a leading zero are the longest number; a culture may have signs of any length.
        int longest = 20 + symbols.NegativeSign.Length + symbols.NumberDecimalSeparator.Length;
        Span<char> buffer = longest <= 64 ? stackalloc char[64] : new char[longest];
        TryWriteHuman(value, symbols, buffer, out int written);
        return new string(buffer[..written]);
    }

    public static T Parse<T>(ReadOnlySpan<char> text, IFormatProvider? provider) where T : struct, IFixedPoint<T> =>
        Read(text, Symbols(provider), T.Digits, out long raw) switch
        {
            ParseOutcome.Read => T.FromRaw(raw),
            ParseOutcome.OutOfRange => throw new OverflowException(
                $"The text is beyond the range of {typeof(T).Name}: {Human(T.FromRaw(long.MinValue), null)} to {Human(T.FromRaw(long.MaxValue), null)}."),
            ParseOutcome.TooFine => throw new FormatException(
                $"The text has digits finer than 1e-{T.Digits}, which {typeof(T).Name} cannot hold. Round it first."),
            _ => throw new FormatException(
                $"The text is no {typeof(T).Name}. Write digits, with '{Symbols(provider).NumberDecimalSeparator}' before the fraction and without group separators or an exponent."),
        };

    public static bool TryParse<T>(ReadOnlySpan<char> text, IFormatProvider? provider, out T result) where T : struct, IFixedPoint<T>
    {
        bool read = Read(text, Symbols(provider), T.Digits, out long raw) == ParseOutcome.Read;
        result = read ? T.FromRaw(raw) : default;
        return read;
    }

    // Not NumberFormatInfo.GetInstance: that falls back to the current culture.
    private static NumberFormatInfo Symbols(IFormatProvider? provider) =>
        provider?.GetFormat(typeof(NumberFormatInfo)) as NumberFormatInfo ?? NumberFormatInfo.InvariantInfo;

    private static bool TryWriteHuman<T>(T value, NumberFormatInfo symbols, Span<char> destination, out int charsWritten)
        where T : struct, IFixedPoint<T>
    {
        ulong rest = FixedPoint.Magnitude(value.Raw);
        Span<char> digits = stackalloc char[T.Digits];
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = (char)('0' + (rest % 10));
            rest /= 10;
        }
        ReadOnlySpan<char> fraction = digits.TrimEnd('0');
        ReadOnlySpan<char> sign = value.Raw < 0 ? symbols.NegativeSign : default;
        ReadOnlySpan<char> separator = fraction.IsEmpty ? default : symbols.NumberDecimalSeparator;
        return destination.TryWrite(CultureInfo.InvariantCulture, $"{sign}{rest}{separator}{fraction}", out charsWritten);
    }

    private static ParseOutcome Read(ReadOnlySpan<char> text, NumberFormatInfo symbols, int scaleDigits, out long raw)
    {
        raw = 0;
        ReadOnlySpan<char> rest = text.Trim();
        bool negative = TakeSign(ref rest, symbols);
        ReadOnlySpan<char> whole = rest;
        ReadOnlySpan<char> fraction = default;
        int separator = rest.IndexOf(symbols.NumberDecimalSeparator, StringComparison.Ordinal);
        if (separator >= 0)
        {
            whole = rest[..separator];
            fraction = rest[(separator + symbols.NumberDecimalSeparator.Length)..].TrimEnd('0');
            // The zeros that were cut stand for a digit: "0." and ".0" are numbers, "." is none.
            if (whole.IsEmpty && rest.Length == symbols.NumberDecimalSeparator.Length)
                return ParseOutcome.Malformed;
        }
        else if (rest.IsEmpty)
        {
            return ParseOutcome.Malformed;
        }
        if (!AreDigits(whole) || !AreDigits(fraction))
            return ParseOutcome.Malformed;
        if (fraction.Length > scaleDigits)
            return ParseOutcome.TooFine;
        return TryScale(whole, fraction, scaleDigits, out ulong magnitude) && TrySign(magnitude, negative, out raw)
            ? ParseOutcome.Read
            : ParseOutcome.OutOfRange;
    }

    // The culture's own signs, and the ASCII ones that any keyboard types.
    private static bool TakeSign(ref ReadOnlySpan<char> text, NumberFormatInfo symbols)
    {
        if (Take(ref text, symbols.NegativeSign) || Take(ref text, "-"))
            return true;
        _ = Take(ref text, symbols.PositiveSign) || Take(ref text, "+");
        return false;
    }

    private static bool Take(ref ReadOnlySpan<char> text, string sign)
    {
        if (sign.Length == 0 || !text.StartsWith(sign, StringComparison.Ordinal))
            return false;
        text = text[sign.Length..];
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static bool TryScale(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, int scaleDigits, out ulong magnitude)
    {
        magnitude = 0;
        foreach (char digit in whole)
        {
            if (!TryAppend(ref magnitude, digit))
                return false;
        }
        for (int i = 0; i < scaleDigits; i++)
        {
            if (!TryAppend(ref magnitude, i < fraction.Length ? fraction[i] : '0'))
                return false;
        }
        return true;
    }

    private static bool TryAppend(ref ulong magnitude, char digit)
    {
        UInt128 longer = ((UInt128)magnitude * 10) + (ulong)(digit - '0');
        magnitude = (ulong)longer;
        return longer <= ulong.MaxValue;
    }

    private static bool TrySign(ulong magnitude, bool negative, out long raw)
    {
        raw = unchecked(negative ? (long)(0UL - magnitude) : (long)magnitude);
        return magnitude <= (negative ? 1UL << 63 : long.MaxValue);
    }
}
