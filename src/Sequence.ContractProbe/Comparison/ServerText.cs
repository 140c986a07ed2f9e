using System.Text;
using System.Text.RegularExpressions;

namespace Sequence.ContractProbe.Comparison;

/// <summary>Text that a server sent, made fit to be shown: no key, no control characters, and not too long.</summary>
internal static partial class ServerText
{
    private const int Longest = 120;

    public static string Show(string text)
    {
        string safe = HideKeys(text);
        var shown = new StringBuilder();
        foreach (char c in safe.Length > Longest ? safe[..Longest] : safe)
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) || c is '`' or '\u2028' or '\u2029' ? '?' : c);
        return safe.Length > Longest ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary>Replaces everything that looks like a key or a stream ticket.</summary>
    public static string HideKeys(string text) => Secret().Replace(text, "${kind}…");

    [GeneratedRegex("(?<kind>seq_(?:test|live)_|wst_)[0-9A-Za-z_-]+", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
