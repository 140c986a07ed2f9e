using Newtonsoft.Json.Linq;
using Sequence.ContractProbe;
using Sequence.ContractProbe.Reports;

namespace Sequence.Contract.Tests.Probe;

/// <summary>One run of the command line, with all that it wrote.</summary>
internal sealed class ProbeRun
{
    private readonly Dictionary<string, JToken> _checks;

    private ProbeRun(int exitCode, string output, string errors, string? json)
    {
        ExitCode = exitCode;
        Output = output;
        Errors = errors;
        Json = json ?? "";
        _checks = json is null ? [] : JObject.Parse(json)["checks"]!.ToDictionary(check => (string)check["name"]!);
    }

    public int ExitCode { get; }

    public string Output { get; }

    public string Errors { get; }

    /// <summary>The text of the JSON report.</summary>
    public string Json { get; }

    public IReadOnlyCollection<string> Names => _checks.Keys;

    public static async Task<ProbeRun> StartAsync(TimeProvider time, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int exitCode = await VerifyCommand.RunAsync(args, new Terminal(output, errors, IsPlain: true), time);
        return new ProbeRun(exitCode, output.ToString(), errors.ToString(), null);
    }

    /// <summary>Verifies a server and reads the JSON report.</summary>
    public static async Task<ProbeRun> VerifyAsync(Uri server, string key, TimeProvider time, params string[] more)
    {
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"probe-{TestContext.CurrentContext.Test.ID}.json");
        ProbeRun run = await StartAsync(time, ["verify", "--base-url", server.ToString(), "--key", key, "--report", file, .. more]);
        string json = await File.ReadAllTextAsync(file);
        File.Delete(file);
        return new ProbeRun(run.ExitCode, run.Output, run.Errors, json);
    }

    public string Verdict(string name) => (string)_checks[name]["verdict"]!;

    public string Reason(string name) => (string)_checks[name]["reason"]!;

    public JToken Claims(string name) => _checks[name]["claims"]!;

    /// <summary>Path and message of each finding.</summary>
    public IEnumerable<string> Findings(string name, string severity = "differs") =>
        _checks[name]["findings"]!.Where(finding => (string)finding["severity"]! == severity).Select(finding => $"{finding["path"]}: {finding["message"]}");

    public IEnumerable<string> With(string verdict) => _checks.Keys.Where(name => Verdict(name) == verdict);
}
