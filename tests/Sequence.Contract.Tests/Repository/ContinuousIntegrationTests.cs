using System.Diagnostics;
using System.Runtime.Versioning;

namespace Sequence.Contract.Tests;

/// <summary>.ci/run runs the README's test command and adds up what it prints; tried with a dotnet that only prints.</summary>
[TestFixture]
[UnsupportedOSPlatform("windows")]
[Platform("Linux,MacOsX", Reason = "The script needs bash.")]
public class ContinuousIntegrationTests
{
    private const string Script = ".ci/run";
    private const string TenPassed = "Passed!  - Failed:     0, Passed:    10, Skipped:     1, Total:    11, Duration: 1 s - Sequence.Sdk.Tests.dll (net10.0)";
    private const string TwoFailed = "Failed!  - Failed:     2, Passed:   108, Skipped:     0, Total:   110, Duration: 2 m - Sequence.Sandbox.Tests.dll (net10.0)";

    private DirectoryInfo _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("ci-run-");

    [TearDown]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    [Test]
    public void The_script_runs_the_test_command_of_the_readme_and_no_other()
    {
        string[] commands = [.. Repository.Read(Script).Split('\n').Where(line => !line.TrimStart().StartsWith('#')).Where(line => line.Contains("dotnet ", StringComparison.Ordinal)).Select(line => line.Split('|')[0].Trim())];

        Assert.That(commands, Is.EqualTo(new[] { Readme.TestCommand }));
        Assert.That(Readme.DotnetCommands(Repository.Read("README.md")), Does.Contain(Readme.TestCommand));
        Assert.That(File.GetUnixFileMode(Repository.PathTo(Script)).HasFlag(UnixFileMode.UserExecute), "The script is executable.");
    }

    [Test]
    public async Task The_command_gets_no_other_arguments_strict_snapshots_and_all_rules()
    {
        (_, string output) = await RunAsync(exitCode: 0, "$* | $SNAPSHOOTER_STRICT_MODE | $CheckRules | $DOTNET_CLI_UI_LANGUAGE | $PWD", TenPassed);

        Assert.That(output.Split('\n')[0], Is.EqualTo($"test Sequence.Generated.sln | on | true | en | {Repository.Root.TrimEnd('/')}"));
    }

    [Test]
    public async Task The_last_line_adds_up_all_assemblies()
    {
        (int exitCode, string output) = await RunAsync(exitCode: 1, "Build started.", TenPassed, TwoFailed, "Build ended.");

        Assert.That(output, Does.EndWith("Build ended.\n118 passed, 2 failed\n"));
        Assert.That(exitCode, Is.EqualTo(1));
    }

    [TestCase(0, 0)]
    [TestCase(134, 134)]
    public async Task The_exit_code_is_that_of_the_command(int exitCode, int expected)
    {
        (int actual, string output) = await RunAsync(exitCode, TenPassed);

        Assert.That(output, Does.EndWith("\n10 passed, 0 failed\n"));
        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_run_without_tests_fails()
    {
        (int exitCode, string output) = await RunAsync(exitCode: 0, "  Passed: 10 tests were built.");

        Assert.That(output, Does.EndWith("\n0 passed, 0 failed\n"));
        Assert.That(exitCode, Is.EqualTo(1));
    }

    private async Task<(int ExitCode, string Output)> RunAsync(int exitCode, params string[] lines)
    {
        string stub = Path.Combine(_folder.FullName, "dotnet");
        string prints = string.Concat(lines.Select(line => $"echo \"{line.Replace("!", "\"'!'\"", StringComparison.Ordinal)}\"\n"));
        await File.WriteAllTextAsync(stub, $"#!/usr/bin/env bash\n{prints}exit {exitCode}\n");
        File.SetUnixFileMode(stub, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        ProcessStartInfo start = new("bash", [Repository.PathTo(Script)]) { RedirectStandardOutput = true, WorkingDirectory = _folder.FullName };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
