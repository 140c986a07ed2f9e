using System.Globalization;

namespace Sequence.Sdk;

/// <summary>The formats that all numeric types share: <c>R</c> is the raw integer, <c>G</c> and none the human form.</summary>
internal static class RawOrHuman
{
    public static bool IsRaw(ReadOnlySpan<char> format) => format switch
    {
        "" or "G" or "g" => false,
        "R" or "r" => true,
        _ => throw new FormatException("Use the format R for the raw integer, or G for the human form."),
    };

    public static string Raw(long raw) => raw.ToString(CultureInfo.InvariantCulture);

    public static bool TryWriteRaw(long raw, Span<char> destination, out int charsWritten) =>
        raw.TryFormat(destination, out charsWritten, default, CultureInfo.InvariantCulture);
}
