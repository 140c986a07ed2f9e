using System.Text;

namespace Sequence.ContractProbe.Calls;

/// <summary>The text of server-sent events.</summary>
internal static class EventText
{
    public const string MediaType = "text/event-stream";

    private const int Longest = 1024 * 1024;

    /// <summary>Reads up to the blank line that ends the first event or comment; empty when the text ends, or gets too long, without one.</summary>
    public static async Task<string> FirstAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        while (text.Length < Longest && await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            string soFar = text.Append(buffer, 0, count).ToString().ReplaceLineEndings("\n").TrimStart('\n');
            if (soFar.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end)
                return soFar[..end];
        }

        return "";
    }

    /// <summary>Whether it is an event; a comment only keeps the connection open.</summary>
    public static bool IsEvent(string text) => text.Split('\n').Any(line => line.StartsWith("data", StringComparison.Ordinal));
}
