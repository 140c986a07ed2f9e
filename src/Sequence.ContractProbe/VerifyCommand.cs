using System.CommandLine;
using Sequence.ContractProbe.Plans;
using Sequence.ContractProbe.Reports;

namespace Sequence.ContractProbe;

/// <summary>The command line. Exit code 0: nothing differs; 1: something does; 2: the comparison could not be made.</summary>
internal static class VerifyCommand
{
    private const int Same = 0;
    private const int Different = 1;
    private const int Failed = 2;

    private const string KeyVariable = "SEQUENCE_API_KEY";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Option<string> BaseUrl = new("--base-url") { Description = "The server, such as https://api.sequencemkts.com.", Required = true, HelpName = "url" };

    private static readonly Option<string?> Key = new("--key") { Description = $"A key of the sandbox (seq_test_…); left out, {KeyVariable} is read.", HelpName = "key" };

    private static readonly Option<string?> Report = new("--report") { Description = "Where the claims go, one by one: a file that ends in .md or .json.", HelpName = "file" };

    private static readonly Option<bool> IncludeControl = new("--include-control")
    {
        Description = "Also make the calls that change the whole paper account: fill a small market order, make and revoke a key, cancel all, seed a position, write back the settings, reset.",
    };

    public static Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal) => RunAsync(args, terminal, TimeProvider.System);

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, TimeProvider time)
    {
        var verify = new Command("verify", "Calls every operation that is safe with a key of the sandbox, and compares the answers with the contract.")
        {
            BaseUrl, Key, Report, IncludeControl,
        };
        verify.SetAction((parsed, ended) => VerifyAsync(parsed, terminal, time, ended));
        var root = new RootCommand("Compares a Sequence server with the contract of the SDK.") { verify };
        ParseResult result = root.Parse(args);
        if (result.Errors is [var error, ..])
            return await FailAsync(terminal, error.Message).ConfigureAwait(false);
        var configuration = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Errors, EnableDefaultExceptionHandler = false };
        return await result.InvokeAsync(configuration).ConfigureAwait(false);
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, Terminal terminal, TimeProvider time, CancellationToken ended)
    {
        try
        {
            ReportFile? file = parsed.GetValue(Report) is { } path ? ReportFile.At(path) : null;
            ProbeTarget target = ProbeTarget.Parse(parsed.GetRequiredValue(BaseUrl), parsed.GetValue(Key) ?? Environment.GetEnvironmentVariable(KeyVariable));
            ProbeReport report = await CompareAsync(target, parsed.GetValue(IncludeControl), time, ended).ConfigureAwait(false);
            await TableReport.WriteAsync(report, terminal).ConfigureAwait(false);
            if (file is not null)
                await file.WriteAsync(report, ended).ConfigureAwait(false);
            return report.Differs ? Different : Same;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return await FailAsync(terminal, "Stopped before the end.").ConfigureAwait(false);
        }
        catch (Exception e) when (e is ProbeException or IOException or UnauthorizedAccessException)
        {
            return await FailAsync(terminal, e.Message).ConfigureAwait(false);
        }
    }

    private static async Task<ProbeReport> CompareAsync(ProbeTarget target, bool includeControl, TimeProvider time, CancellationToken ended)
    {
        ApiContract contract = ApiContract.Embedded();
        DateTimeOffset startedAt = time.GetUtcNow();
        using var prober = new Prober(contract, target, time, Patience, ended);
        await Plan.RunAsync(prober, includeControl).ConfigureAwait(false);
        return new ProbeReport(target.BaseUrl, contract.Version, startedAt, [.. prober.Evidence]);
    }

    private static async Task<int> FailAsync(Terminal terminal, string problem)
    {
        string sentence = ServerText.HideKeys(problem.ReplaceLineEndings(" ").TrimEnd());
        await terminal.Errors.WriteLineAsync(sentence.EndsWith('.') ? sentence : sentence + ".").ConfigureAwait(false);
        return Failed;
    }
}
