using System.Globalization;

namespace Sequence.ContractProbe.Reports;

/// <summary>The result of a run.</summary>
/// <param name="Server">The base address.</param>
/// <param name="ContractVersion">The version of the contract.</param>
/// <param name="StartedAt">When the run began.</param>
/// <param name="Evidence">What was learnt, in the order of the contract.</param>
internal sealed record ProbeReport(string Server, string ContractVersion, DateTimeOffset StartedAt, IReadOnlyList<Evidence> Evidence)
{
    private const int MostNames = 8;

    public bool Differs => Evidence.Any(evidence => evidence.Verdict == Verdict.Differs);

    public int Count(Verdict verdict) => Evidence.Count(evidence => evidence.Verdict == verdict);

    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Evidence.Count} checked: {Count(Verdict.Confirmed)} confirmed, {Count(Verdict.Differs)} differ, {Count(Verdict.NotReachable)} not reachable, {Count(Verdict.Skipped)} skipped.");

    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Confirmed => "confirmed",
        Verdict.Differs => "differs",
        Verdict.NotReachable => "not reachable",
        _ => "skipped",
    };

    public static string Word(Existence path) => path switch
    {
        Existence.Exists => "exists",
        Existence.Missing => "missing",
        _ => "not seen",
    };

    /// <summary>What the table shows of one row: the reason, all differences, and the notes in short.</summary>
    public static IReadOnlyList<string> Lines(Evidence evidence) =>
    [
        .. evidence.Reason.Length > 0 ? [evidence.Reason] : Array.Empty<string>(),
        .. evidence.Differences.Select(difference => difference.Text),
        .. OtherNotes(evidence),
        .. Names("unknown", evidence.Census.Seen(MemberStanding.Unknown)),
        .. Names("never sent", evidence.Census.NeverSeen),
    ];

    /// <summary>The notes that do not merely name an unknown member.</summary>
    public static IEnumerable<string> OtherNotes(Evidence evidence) =>
        evidence.Notes.Where(note => note.First.Message != SchemaComparer.UnknownMember).Select(note => note.Text);

    /// <summary>Pattern, JSON types, and the member's own x-fact where it has one.</summary>
    public static string Seen(MemberRecord member)
    {
        string kinds = string.Join(" or ", member.Kinds);
        return string.Join(", ", new[] { kinds, member.Fact }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static IEnumerable<string> Names(string title, IReadOnlyList<MemberRecord> members)
    {
        if (members.Count == 0)
            yield break;
        string names = string.Join(", ", members.Take(MostNames).Select(member => member.Pattern));
        yield return members.Count > MostNames ? $"{title}: {names} and {members.Count - MostNames} more" : $"{title}: {names}";
    }
}
