using System.Globalization;
using System.Text.Json;

namespace Sequence.Sdk;

/// <summary>
/// Numbers and texts at a reader's current token, exact or refused. A number may come as a text.
/// The reader runs over one contiguous message, so a token's bytes are its ValueSpan.
/// </summary>
internal static class JsonFields
{
    /// <summary>So many digits always fit 64 bits.</summary>
    private const int FastDigits = 18;

    public static bool TryDecimal(ref Utf8JsonReader reader, out decimal value)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return TryPlainDecimal(reader.ValueSpan, out value) || reader.TryGetDecimal(out value);
            case JsonTokenType.String when !reader.ValueIsEscaped:
                return decimal.TryParse(
                    reader.ValueSpan, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
            default:
                value = 0;
                return false;
        }
    }

    /// <summary>As <see cref="TryDecimal"/>; a JSON null is no value and no error.</summary>
    public static bool TryOptional(ref Utf8JsonReader reader, out decimal? value)
    {
        value = null;
        if (reader.TokenType == JsonTokenType.Null)
            return true;
        if (!TryDecimal(ref reader, out decimal number))
            return false;
        value = number;
        return true;
    }

    public static bool TryLong(ref Utf8JsonReader reader, out long value)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetInt64(out value);
            case JsonTokenType.String when !reader.ValueIsEscaped:
                return long.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
            default:
                value = 0;
                return false;
        }
    }

    /// <summary>Digits with at most one point, which is how prices come; anything else is left to the general parser.</summary>
    private static bool TryPlainDecimal(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        bool negative = text[0] == (byte)'-';
        ReadOnlySpan<byte> rest = negative ? text[1..] : text;
        if (rest.Length > FastDigits)
            return false;
        long digits = 0;
        int scale = 0;
        bool afterPoint = false;
        foreach (byte c in rest)
        {
            if (c == (byte)'.')
            {
                afterPoint = true;
                continue;
            }

            if (c is < (byte)'0' or > (byte)'9')
                return false;
            digits = (digits * 10) + (c - '0');
            scale += afterPoint ? 1 : 0;
        }

        value = new decimal((int)digits, (int)(digits >> 32), 0, negative, (byte)scale);
        return true;
    }
}
