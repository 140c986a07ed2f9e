using Spectre.Console;

namespace Quickstart;

/// <summary>Headings, lines and tables; plain text without colours or lines when the output is redirected.</summary>
internal sealed class Screen
{
    private readonly bool _isPlain = Console.IsOutputRedirected;

    public void Heading(string text)
    {
        if (_isPlain)
            Console.WriteLine($"\n== {text} ==");
        else
            AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified());
    }

    public void Line(string text)
    {
        if (_isPlain)
            Console.WriteLine(text);
        else
            AnsiConsole.MarkupLine(Markup.Escape(text));
    }

    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        if (_isPlain)
            WritePlain([columns, .. rows]);
        else
            AnsiConsole.Write(Draw(columns, rows));
    }

    public static void Fail(string sentence)
    {
        string line = sentence.ReplaceLineEndings(" ");
        Console.Error.WriteLine(Console.IsErrorRedirected ? $"error: {line}" : $"\u001b[31merror:\u001b[0m {line}");
    }

    private static Table Draw(string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (string column in columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        foreach (string[] row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    private static void WritePlain(List<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length))];
        foreach (string[] row in rows)
            Console.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
