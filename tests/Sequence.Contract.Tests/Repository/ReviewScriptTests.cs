using System.Diagnostics;
using System.Runtime.Versioning;

namespace Sequence.Contract.Tests;

/// <summary>.ci/review shows what changed for users since a commit, and fails on a snapshot that no longer fits; tried on a small repository.</summary>
[TestFixture]
[UnsupportedOSPlatform("windows")]
[Platform("Linux,MacOsX", Reason = "The script needs bash.")]
public sealed class ReviewScriptTests
{
    private const string Script = ".ci/review";
    private const string Snapshots = "tests/Sequence.Contract.Tests/Review/__snapshots__";

    private DirectoryInfo _folder = null!;

    [SetUp]
    public void MakeRepository()
    {
        _folder = Directory.CreateTempSubdirectory("ci-review-");
        Write(Script, Repository.Read(Script));
        Write($"{Snapshots}/Operations.snap", "getQuote: GET /v1/quotes\n");
        Write($"{Snapshots}/Sequence.Sdk.snap", "class Quote\n");
        Run("git", "init", "--quiet");
        Run("git", "add", "--all");
        Run("git", "-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "Start");
    }

    [TearDown]
    public void DeleteRepository() => _folder.Delete(recursive: true);

    [Test]
    public void The_script_is_executable() =>
        Assert.That(File.GetUnixFileMode(Repository.PathTo(Script)).HasFlag(UnixFileMode.UserExecute));

    [Test]
    public void Nothing_changed()
    {
        (int exitCode, string output) = Run("bash", Script, "HEAD");

        Assert.That(output, Is.EqualTo("## What changes for users\n\n### Operations\n\nNo change.\n\n### Sequence.Sdk\n\nNo change.\n\n"));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public void A_changed_operation_is_shown()
    {
        Write($"{Snapshots}/Operations.snap", "getQuote: POST /v1/quotes\n");

        (int exitCode, string output) = Run("bash", Script, "HEAD");

        Assert.That(output, Does.Contain("### Operations\n\n```diff\n@@ -1 +1 @@\n-getQuote: GET /v1/quotes\n+getQuote: POST /v1/quotes\n```\n"));
        Assert.That(output, Does.Contain("### Sequence.Sdk\n\nNo change.\n"));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public void A_snapshot_that_no_longer_fits_is_shown_and_fails()
    {
        Write($"{Snapshots}/__mismatch__/Sequence.Sdk.snap", "class Quotes\n");

        (int exitCode, string output) = Run("bash", Script, "HEAD");

        Assert.That(output, Does.Contain($"### Stale: {Snapshots}/Sequence.Sdk.snap\n\n```diff\n@@ -1 +1 @@\n-class Quote\n+class Quotes\n```\n"));
        Assert.That(exitCode, Is.EqualTo(1));
    }

    [Test]
    public void A_commit_that_is_not_there_is_said()
    {
        (int exitCode, string output) = Run("bash", Script, new string('0', 40));

        Assert.That(output, Does.Contain("is not here, so there is nothing to compare with."));
        Assert.That(exitCode, Is.Zero);
    }

    private void Write(string relative, string text)
    {
        string path = Path.Combine(_folder.FullName, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = _folder.FullName };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
