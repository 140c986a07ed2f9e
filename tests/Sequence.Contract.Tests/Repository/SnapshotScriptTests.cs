using System.Diagnostics;
using System.Runtime.Versioning;

namespace Sequence.Contract.Tests;

/// <summary>.ci/snapshots runs the snapshot tests and accepts what they found; tried with a command that stands in for dotnet.</summary>
[TestFixture]
[UnsupportedOSPlatform("windows")]
[Platform("Linux,MacOsX", Reason = "The script needs bash.")]
public sealed class SnapshotScriptTests
{
    private const string Script = ".ci/snapshots";
    private const string Snapshots = "tests/Some.Tests/See/__snapshots__";

    private DirectoryInfo _folder = null!;

    [SetUp]
    public void MakeRepository()
    {
        _folder = Directory.CreateTempSubdirectory("ci-snapshots-");
        Write(Script, Repository.Read(Script));
        Write($"{Snapshots}/A.snap", "old\n");
        Write($"{Snapshots}/__mismatch__/A.snap", "of an earlier run\n");
        // A test run that finds another text for A and, when it may, writes the missing B. Once both fit, the other tests decide.
        Write("bin/dotnet", $"""
            #!/usr/bin/env bash
            echo "$*" >> calls
            [[ $1 == build ]] && exit "$BUILD"
            [[ -e {Snapshots}/__mismatch__/A.snap ]] && exit 1
            [[ $(< {Snapshots}/A.snap) == new && -e {Snapshots}/B.snap ]] && echo "the other tests" && exit "$OTHERS"
            mkdir -p {Snapshots}/__mismatch__ && echo new > {Snapshots}/__mismatch__/A.snap
            [[ $UPDATE_SNAPSHOTS == true ]] && echo written > {Snapshots}/B.snap
            exit 1

            """);
        File.SetUnixFileMode(PathTo("bin/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Run("git", build: 0, "init", "--quiet");
    }

    [TearDown]
    public void DeleteRepository() => _folder.Delete(recursive: true);

    [Test]
    public void The_script_is_executable() =>
        Assert.That(File.GetUnixFileMode(Repository.PathTo(Script)).HasFlag(UnixFileMode.UserExecute));

    [Test]
    public void What_was_found_replaces_the_snapshot_and_what_is_missing_is_written()
    {
        (int exitCode, string output) = Run("bash", build: 0, Script, "tests/Some.Tests", "SeeWireTests");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(File.ReadAllText(PathTo($"{Snapshots}/A.snap")), Is.EqualTo("new\n"));
        Assert.That(File.ReadAllText(PathTo($"{Snapshots}/B.snap")), Is.EqualTo("written\n"));
        Assert.That(File.Exists(PathTo($"{Snapshots}/__mismatch__/A.snap")), Is.False);
        Assert.That(File.ReadAllText(PathTo("calls")), Does.Contain("test tests/Some.Tests --no-build --filter FullyQualifiedName~SeeWireTests"));
    }

    [Test]
    public void A_test_that_fails_for_another_reason_is_shown_and_fails_the_script()
    {
        (int exitCode, string output) = Run("bash", build: 0, others: 1, Script, "tests/Some.Tests", "SeeWireTests");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("the other tests"));
        Assert.That(File.ReadAllText(PathTo($"{Snapshots}/A.snap")), Is.EqualTo("new\n"));
    }

    [Test]
    public void Nothing_is_accepted_when_the_build_fails()
    {
        (int exitCode, _) = Run("bash", build: 1, Script, "tests/Some.Tests", "SeeWireTests");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(File.ReadAllText(PathTo($"{Snapshots}/A.snap")), Is.EqualTo("old\n"));
    }

    [Test]
    public void Other_arguments_get_the_usage()
    {
        (int exitCode, string output) = Run("bash", build: 0, Script, "tests/Some.Tests");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.StartWith("Usage: .ci/snapshots").And.Contain("PROJECT FILTER"));
    }

    private string PathTo(string relative) => Path.Combine(_folder.FullName, relative);

    private void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(relative))!);
        File.WriteAllText(PathTo(relative), text.ReplaceLineEndings("\n"));
    }

    private (int ExitCode, string Output) Run(string command, int build, params string[] arguments) => Run(command, build, others: 0, arguments);

    private (int ExitCode, string Output) Run(string command, int build, int others, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{PathTo("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["BUILD"] = build.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["OTHERS"] = others.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
