using System.Collections;
using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>What <c>ToString</c> of models, builders and results says: one bounded line for logs and the debugger.</summary>
internal static class TextLine
{
    /// <summary>The most items of a list that are named; the rest is counted.</summary>
    public const int MostItems = 5;

    private const int LongestValue = 80;

    private const int LongestLine = 400;

    /// <summary><c>head: name=value, name=value</c>, without what is null.</summary>
    public static string Of(string head, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var line = new StringBuilder(head);
        string separator = ": ";
        foreach ((string name, object? value) in members)
        {
            if (value is null)
                continue;
            line.Append(separator).Append(name).Append('=').Append(Text(value));
            separator = ", ";
        }

        for (int i = 0; i < line.Length; i++)
        {
            if (char.IsControl(line[i]))
                line[i] = ' ';
        }

        return SequenceException.Clip(line.ToString(), LongestLine);
    }

    /// <summary>The first items, and how many follow.</summary>
    public static string List(IReadOnlyList<string> items, string none) =>
        items.Count == 0 ? none
        : string.Join(", ", items.Take(MostItems).Select(Clean)) + (items.Count > MostItems ? FormattableString.Invariant($" and {items.Count - MostItems} more") : "");

    private static string Text(object value) => value switch
    {
        string text => Clean(text),
        bool flag => flag ? "true" : "false",
        // Free-form content may hold anything, secrets too.
        JToken free => free.Type == JTokenType.Null ? "null" : $"({free.Type})",
        ICollection many => FormattableString.Invariant($"{many.Count} items"),
        IFormattable amount => amount.ToString(null, CultureInfo.InvariantCulture),
        _ when value.GetType().IsClass => $"({value})",
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>Texts of a server may be long and hold line breaks.</summary>
    private static string Clean(string text)
    {
        string clipped = text.Length > LongestValue ? SequenceException.Clip(text, LongestValue) + "..." : text;
        return clipped.Any(char.IsControl) ? string.Concat(clipped.Select(c => char.IsControl(c) ? ' ' : c)) : clipped;
    }
}
