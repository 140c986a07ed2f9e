using System.Globalization;

namespace Sequence.Sdk;

/// <summary>
/// The format rule that all numeric types share. <c>R</c> is the raw integer; <c>H</c> and <c>G</c> are the human form.
/// No format with the invariant culture is raw, because <see cref="Convert.ToString(object, IFormatProvider)"/> asks
/// that way and its text goes into URLs; no format otherwise (such as an interpolated string) is human.
/// </summary>
internal static class RawOrHuman
{
    public static bool IsRaw(ReadOnlySpan<char> format, IFormatProvider? provider) => format switch
    {
        "" => provider is CultureInfo { Name: "" },
        "R" or "r" => true,
        "H" or "h" or "G" or "g" => false,
        _ => throw new FormatException("Use the format R for the raw integer, or H (or G) for the human form."),
    };

    public static string Raw(long raw) => raw.ToString(CultureInfo.InvariantCulture);

    public static bool TryWriteRaw(long raw, Span<char> destination, out int charsWritten) =>
        raw.TryFormat(destination, out charsWritten, default, CultureInfo.InvariantCulture);
}
