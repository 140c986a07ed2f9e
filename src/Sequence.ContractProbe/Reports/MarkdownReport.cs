using System.Globalization;
using System.Text;

namespace Sequence.ContractProbe.Reports;

/// <summary>The report as Markdown: the table, then claim by claim what each answer showed.</summary>
internal static class MarkdownReport
{
    public static string Write(ProbeReport report)
    {
        var page = new StringBuilder();
        page.AppendLine("# Contract against server").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"Server `{report.Server}`, contract {report.ContractVersion}, tool {ToolVersion.Short}, {report.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.").AppendLine();
        page.AppendLine(report.Summary).AppendLine();
        page.AppendLine("| operation | verdict | x-fact | findings |").AppendLine("|---|---|---|---|");
        foreach (Evidence evidence in report.Evidence)
            page.AppendLine(CultureInfo.InvariantCulture, $"| `{evidence.Name}` | {ProbeReport.Word(evidence.Verdict)} | {evidence.Fact} | {string.Join("<br>", ProbeReport.Lines(evidence).Select(Escape))} |");
        page.AppendLine().AppendLine("## Claims").AppendLine();
        page.AppendLine("An x-fact that is not `seed` becomes a verified fact where its claim is confirmed here.").AppendLine();
        foreach (Evidence evidence in report.Evidence.Where(evidence => evidence.Verdict is Verdict.Confirmed or Verdict.Differs))
            Claims(page, evidence);
        return page.ToString();
    }

    private static void Claims(StringBuilder page, Evidence evidence)
    {
        page.AppendLine(CultureInfo.InvariantCulture, $"### {evidence.Name}: {ProbeReport.Word(evidence.Verdict)} (x-fact {evidence.Fact})").AppendLine();
        page.AppendLine(evidence.Path == Existence.Unseen ? $"- `{evidence.Title}`" : $"- `{evidence.Title}`: {ProbeReport.Word(evidence.Path)}");
        if (evidence.Answers.Count > 0)
            page.AppendLine(CultureInfo.InvariantCulture, $"- answers: {Escape(string.Join(", ", evidence.Answers))}");
        foreach (Observation difference in evidence.Differences)
            page.AppendLine(CultureInfo.InvariantCulture, $"- differs: {Escape(difference.Text)}");
        foreach (string note in ProbeReport.OtherNotes(evidence))
            page.AppendLine(CultureInfo.InvariantCulture, $"- note: {Escape(note)}");
        Members(page, "members as documented", evidence.Census.Seen(MemberStanding.Declared));
        Members(page, "members never sent", evidence.Census.NeverSeen);
        Members(page, "members unknown to the contract", evidence.Census.Seen(MemberStanding.Unknown));
        Members(page, "seen where the contract leaves the answer open", evidence.Census.Seen(MemberStanding.Free));
        page.AppendLine();
    }

    private static void Members(StringBuilder page, string title, IReadOnlyList<MemberRecord> members)
    {
        if (members.Count == 0)
            return;
        IEnumerable<string> shown = members.Select(member => ProbeReport.Seen(member) is { Length: > 0 } seen ? $"`{member.Pattern}` ({Escape(seen)})" : $"`{member.Pattern}`");
        page.AppendLine(CultureInfo.InvariantCulture, $"- {title}: {string.Join(", ", shown)}");
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal);
}
