using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.ApiMap;

/// <summary>One promise of the page: a row of a table, with the code of its .NET cells, or a line of text.</summary>
/// <param name="Line">Line number in the page.</param>
/// <param name="Owner">The type or property that the names belong to, when the first cell is nothing but that; otherwise empty.</param>
/// <param name="Code">The code in back-ticks, in order; a list in braces after it is part of it.</param>
internal sealed record MapRow(int Line, string Owner, IReadOnlyList<string> Code);

/// <summary>Reads the tables of the map.</summary>
internal static partial class MapPage
{
    private const string Fence = "```";

    // A cell that says what is not there.
    private const string Absent = "not offered";

    public static IReadOnlyList<MapRow> Read(string markdown)
    {
        List<MapRow> rows = [];
        string[] lines = markdown.ReplaceLineEndings("\n").Split('\n');
        int lastFence = Array.FindLastIndex(lines, line => line.StartsWith(Fence, StringComparison.Ordinal));
        string[] header = [];
        for (int index = 0; index < lines.Length; index++)
        {
            string[] cells = Cells(lines[index]);
            if (cells.Length == 0)
                header = [];
            else if (header.Length == 0)
                header = cells;
            else if (!cells[0].StartsWith("--", StringComparison.Ordinal))
                rows.Add(Row(index + 1, header, cells));

            // What stands after the program of the page speaks of the sandbox exchange.
            if (index > lastFence && lastFence >= 0 && cells.Length == 0 && lines[index].Contains('`', StringComparison.Ordinal))
                rows.Add(new MapRow(index + 1, "SandboxExchange", CodeOf(lines[index])));
        }

        return rows;
    }

    private static MapRow Row(int line, string[] header, string[] cells)
    {
        int net = Array.IndexOf(header, ".NET");
        string first = cells[0].Trim('`').Trim();
        string owner = net > 0 && OwnerName().IsMatch(first) ? first : string.Empty;
        IEnumerable<string> promising = cells.Skip(net).Where(cell => !cell.StartsWith(Absent, StringComparison.Ordinal));
        return new MapRow(line, owner, [.. promising.SelectMany(CodeOf)]);
    }

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())] : [];

    private static List<string> CodeOf(string text) =>
        [.. Span().Matches(text).Select(match => match.Groups["code"].Value + match.Groups["members"].Value.Replace("`", "", StringComparison.Ordinal))];

    // A suffix of a ticker, such as `:YES`, is no code.
    [GeneratedRegex(@"`(?<code>[^`:][^`]*)`(?<members> \{[^}]*\})?")]
    private static partial Regex Span();

    [GeneratedRegex(@"^(client\.)?[A-Z]\w*$")]
    private static partial Regex OwnerName();
}
