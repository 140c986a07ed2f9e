using System.Globalization;
using System.Text;

namespace Sequence.Sdk;

/// <summary>Texts of the server on their way into a message: one line, bounded, without characters that move a cursor or turn a line around.</summary>
internal static class ServerText
{
    /// <summary>The longest text of a server within one of our messages, in characters.</summary>
    public const int LongestInMessage = 1000;

    /// <summary>The longest text of a server that a property keeps as it came, in characters.</summary>
    public const int LongestKept = 4000;

    private const int LongestCause = 2000;

    /// <summary>The text on one line: control characters, line separators and invisible format characters are escaped as in a C# string.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="length">The most characters of the result.</param>
    public static string OneLine(string text, int length = LongestInMessage)
    {
        if (text.Length <= length && !text.Any(IsUnsafe))
            return text;
        var line = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            string part = isPair ? text.Substring(i++, 2) : IsUnsafe(text[i]) || char.IsSurrogate(text[i]) ? Escaped(text[i]) : text[i].ToString();
            if (line.Length + part.Length > length)
                break;
            line.Append(part);
        }

        return line.ToString();
    }

    /// <summary>The exception as a cause to show; null when its messages are long or hold control characters other than line breaks, since <c>ToString</c> would show them as they are.</summary>
    public static Exception? Cause(Exception? exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e.Message.Length > LongestCause || e.Message.Any(c => IsUnsafe(c) && c is not ('\r' or '\n')))
                return null;
        }

        return exception;
    }

    private static bool IsUnsafe(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Escaped(char c) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
