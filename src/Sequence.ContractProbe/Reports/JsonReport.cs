using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Reports;

/// <summary>The report for a program.</summary>
internal static class JsonReport
{
    public static string Write(ProbeReport report) => new JObject
    {
        ["server"] = report.Server,
        ["contract_version"] = report.ContractVersion,
        ["tool_version"] = ToolVersion.Short,
        ["started_at"] = report.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["summary"] = new JObject(Enum.GetValues<Verdict>().Select(verdict => new JProperty(Key(verdict), report.Count(verdict)))),
        ["checks"] = new JArray(report.Evidence.Select(Check)),
    }.ToString(Formatting.Indented) + "\n";

    private static JObject Check(Evidence evidence) => new()
    {
        ["name"] = evidence.Name,
        ["title"] = evidence.Title,
        ["x_fact"] = evidence.Fact,
        ["verdict"] = Key(evidence.Verdict),
        ["reason"] = evidence.Reason,
        ["claims"] = new JObject
        {
            ["path_and_verb"] = ProbeReport.Word(evidence.Path),
            ["answers"] = new JArray(evidence.Answers),
            ["members_as_documented"] = Members(evidence.Census.Seen(MemberStanding.Declared)),
            ["members_never_sent"] = Members(evidence.Census.NeverSeen),
            ["members_unknown"] = Members(evidence.Census.Seen(MemberStanding.Unknown)),
            ["members_left_open"] = Members(evidence.Census.Seen(MemberStanding.Free)),
        },
        ["findings"] = new JArray(evidence.Differences.Concat(evidence.Notes).Select(Found)),
    };

    private static JArray Members(IEnumerable<MemberRecord> members) => new(members.Select(member => new JObject
    {
        ["path"] = member.Pattern,
        ["types"] = new JArray(member.Kinds),
        ["x_fact"] = member.Fact,
    }));

    private static JObject Found(Observation observation) => new()
    {
        ["severity"] = observation.First.Severity == Severity.Differs ? "differs" : "note",
        ["path"] = observation.First.At.Path,
        ["message"] = observation.First.Message,
        ["count"] = observation.Count,
    };

    private static string Key(Verdict verdict) => ProbeReport.Word(verdict).Replace(' ', '_');
}
