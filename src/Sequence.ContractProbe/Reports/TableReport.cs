using Spectre.Console;

namespace Sequence.ContractProbe.Reports;

/// <summary>The table on the screen; plain aligned text when the output is redirected.</summary>
internal static class TableReport
{
    private static readonly string[] Columns = ["operation", "verdict", "x-fact", "findings"];

    public static async Task WriteAsync(ProbeReport report, Terminal terminal)
    {
        if (terminal.IsPlain)
            await terminal.Output.WriteAsync(Plain(report)).ConfigureAwait(false);
        else
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Output) }).Write(Draw(report));
        await terminal.Output.WriteLineAsync(report.Summary).ConfigureAwait(false);
        await terminal.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static Table Draw(ProbeReport report)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (string column in Columns)
            table.AddColumn(new TableColumn(column));
        foreach (Evidence evidence in report.Evidence)
        {
            table.AddRow(
                new Text(evidence.Name),
                new Text(ProbeReport.Word(evidence.Verdict), new Style(Colour(evidence.Verdict))),
                new Text(evidence.Fact),
                new Text(string.Join('\n', ProbeReport.Lines(evidence))));
        }

        return table;
    }

    private static Color Colour(Verdict verdict) => verdict switch
    {
        Verdict.Confirmed => Color.Green,
        Verdict.Differs => Color.Red,
        Verdict.NotReachable => Color.Yellow,
        _ => Color.Grey,
    };

    private static string Plain(ProbeReport report)
    {
        List<string[]> rows = [Columns];
        foreach (Evidence evidence in report.Evidence)
        {
            IReadOnlyList<string> lines = ProbeReport.Lines(evidence);
            rows.Add([evidence.Name, ProbeReport.Word(evidence.Verdict), evidence.Fact, lines.Count > 0 ? lines[0] : ""]);
            rows.AddRange(lines.Skip(1).Select(line => new[] { "", "", "", line }));
        }

        int[] widths = [.. Enumerable.Range(0, Columns.Length - 1).Select(i => rows.Max(row => row[i].Length))];
        return string.Concat(rows.Select(row =>
            string.Join("  ", row.Select((cell, i) => i < widths.Length ? cell.PadRight(widths[i]) : cell)).TrimEnd() + Environment.NewLine));
    }
}
