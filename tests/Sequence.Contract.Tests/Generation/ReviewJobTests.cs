using System.Diagnostics;

namespace Sequence.Contract.Tests.Generation;

/// <summary>The review of a changed contract, with the commands of the workflow, on one change of each kind.</summary>
[TestFixture]
[Parallelizable]
[Platform("Linux,MacOsX", Reason = "The script needs bash.")]
public sealed class ReviewJobTests
{
    private const string Script = ".ci/review";

    private RepositoryCopy _copy = null!;

    [OneTimeSetUp]
    public void MakeRepository()
    {
        _copy = RepositoryCopy.Make();
        Directory.CreateDirectory(_copy.PathTo(".ci"));
        File.Copy(Repository.PathTo(Script), _copy.PathTo(Script));
        File.Copy(Repository.PathTo(".gitignore"), _copy.PathTo(".gitignore"));
        Run("git", "init", "--quiet");
        Run("git", "add", "--all");
        Run("git", "-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "Start");
    }

    [OneTimeTearDown]
    public void DeleteRepository() => _copy.Dispose();

    [TestCase("description: Direction in a request.", "description: Which way an order goes.", "The contract changes in **nothing** that a program could notice.\n")]
    [TestCase(
        "          description: Middle of bid and ask; 0 on a crossed book.\n",
        "          description: Middle of bid and ask; 0 on a crossed book.\n          nullable: true\n        last:\n          type: number\n          format: decimal\n          description: Last price.\n",
        "The contract change is **additive**: programs that exist go on as they are.\n\n```diff\n+ Nbbo last: Last: number decimal or null, optional\n```\n")]
    public void A_change_that_the_sdk_survives_is_told_by_its_meaning(string find, string replace, string meaning)
    {
        (int exitCode, string output) = Review(find, replace);
        Assert.That(output, Does.Contain(meaning).And.Not.Contain("No longer compiles"));
        Assert.That(exitCode, Is.Zero, output);
    }

    [Test]
    public void A_change_that_breaks_the_sdk_is_told_although_nothing_compiles()
    {
        (int exitCode, string output) = Review("api_secret", "api_password");
        Assert.That(output, Does.Contain("The contract changes in a **breaking** way"));
        Assert.That(output, Does.Contain("- VenueCredentialsBody api_secret: ApiSecret: string (x-secret true)  (breaking)\n"));
        Assert.That(output, Does.Match(@"### No longer compiles\n\n```\nsrc/Sequence\.Sdk/\S+\.cs\(\d+,\d+\): error CS\d+: .*'ApiSecret'"));
        Assert.That(exitCode, Is.EqualTo(1), output);
    }

    [Test]
    public void A_contract_that_breaks_a_rule_is_told_at_its_place()
    {
        (int exitCode, string output) = Review("    Side:\n      type: string\n", "    Side:\n      type: strings\n");
        Assert.That(output, Does.Match(@"(?s)### No longer compiles\n\n```\n.*openapi/sequence\.yaml\(\d+,\d+\): error contract: type: 'strings' is no type\."));
        Assert.That(exitCode, Is.EqualTo(1), output);
    }

    private (int ExitCode, string Output) Review(string find, string replace)
    {
        string contract = Repository.Read(RepositoryCopy.Contract);
        Assert.That(contract, Does.Contain(find));
        File.WriteAllText(_copy.PathTo(RepositoryCopy.Contract), contract.Replace(find, replace, StringComparison.Ordinal));
        return Run("bash", Script, "HEAD");
    }

    private (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = _copy.PathTo(".") };
        start.Environment["ContractTool"] = Path.Combine(AppContext.BaseDirectory, "Sequence.Contract.dll");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
