using System.Diagnostics;
using System.Text;

namespace Sequence.Contract.Tests.Generation;

/// <summary>Runs <c>dotnet</c> as a process of its own that knows nothing of the build or the test host around it.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static BuildResult Run(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new(Host(), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Isolate(start.Environment);
        return Finish(start);
    }

    /// <summary>The host that runs the tests, so that the builds use the same SDK.</summary>
    private static string Host()
    {
        string?[] candidates = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"), Environment.ProcessPath];
        return candidates.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == "dotnet" && File.Exists(path)) ?? "dotnet";
    }

    private static void Isolate(IDictionary<string, string?> environment)
    {
        foreach (string name in environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            environment.Remove(name);
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
        // A build ends too soon to earn back what profiling costs.
        environment["DOTNET_TieredPGO"] = "0";
    }

    private static BuildResult Finish(ProcessStartInfo start)
    {
        StringBuilder output = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(Patience))
        {
            process.WaitForExit();
            return new BuildResult(process.ExitCode, output.ToString());
        }

        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"dotnet {string.Join(' ', start.ArgumentList)} took more than {Patience.TotalMinutes} minutes and wrote:\n{output}");
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
