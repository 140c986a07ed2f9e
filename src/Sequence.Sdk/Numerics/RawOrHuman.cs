using System.Globalization;

namespace Sequence.Sdk;

/// <summary>What a format string asks a numeric type for.</summary>
internal enum TextForm
{
    /// <summary>None or <c>G</c>: every digit, no group separators, no exponent.</summary>
    Human,

    /// <summary><c>R</c>: the integer of the wire.</summary>
    Raw,

    /// <summary>Any other format: what .NET makes of it.</summary>
    DotNet,
}

/// <summary>The formats that all numeric types share: <c>R</c> is the raw integer, <c>G</c> and none the human form, everything else is .NET's.</summary>
internal static class RawOrHuman
{
    public static TextForm FormOf(ReadOnlySpan<char> format) => format switch
    {
        "" or "G" or "g" => TextForm.Human,
        "R" or "r" => TextForm.Raw,
        _ => TextForm.DotNet,
    };

    public static string Raw(long raw) => raw.ToString(CultureInfo.InvariantCulture);

    public static bool TryWriteRaw(long raw, Span<char> destination, out int charsWritten) =>
        raw.TryFormat(destination, out charsWritten, default, CultureInfo.InvariantCulture);
}
