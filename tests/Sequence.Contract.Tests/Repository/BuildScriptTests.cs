namespace Sequence.Contract.Tests;

/// <summary>build.ps1 does what the README says, as far as can be seen without running it.</summary>
[TestFixture]
public class BuildScriptTests
{
    private const string Good = """
        $ErrorActionPreference = 'Stop'
        dotnet build Sequence.Generated.sln
        if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
        dotnet test Sequence.Generated.sln
        exit $LASTEXITCODE
        """;

    private static readonly string[] OneCommand = ["dotnet build"];
    private static readonly string[] Commands = ["dotnet build Sequence.Generated.sln", Readme.TestCommand];

    private string _file = string.Empty;

    [SetUp]
    public void MakeFile() => _file = Path.GetTempFileName();

    [TearDown]
    public void DeleteFile() => File.Delete(_file);

    [Test]
    public void The_build_script_runs_the_commands_of_the_readme() =>
        Assert.That(BuildScript.Problems(Repository.PathTo("build.ps1"), Commands), Is.Empty);

    [Test]
    public void The_readme_shows_the_commands_of_the_build_script() =>
        Assert.That(Commands, Is.SubsetOf(Readme.DotnetCommands(Repository.Read("README.md"))));

    [Test]
    public void A_good_script_has_no_problems() => Assert.That(ProblemsOf(Good), Is.Empty);

    [TestCase("{ exit $LASTEXITCODE }", "{ exit $LASTEXITCODE", "(3,26)")]
    [TestCase("dotnet test", "dotnet tests", "'dotnet tests Sequence.Generated.sln' is no command of the README.")]
    [TestCase("dotnet test Sequence.Generated.sln", "dotnet test Sequence.Generated.sln --no-build", "is no command of the README.")]
    [TestCase("dotnet test Sequence.Generated.sln", "dotnet test Sequence.Generated.sln | Out-Null", "'Out-Null' is no command of the README.")]
    [TestCase("exit $LASTEXITCODE }", "Remove-Item obj }", "'Remove-Item obj' is no command of the README.")]
    [TestCase("exit $LASTEXITCODE }", "[Environment]::Exit(0) }", "'[Environment]::Exit(0)' is no command of the README.")]
    [TestCase("if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }", "", "The script does not stop when 'dotnet build Sequence.Generated.sln' fails.")]
    [TestCase("dotnet build Sequence.Generated.sln", "", "The script runs dotnet build Sequence.Generated.sln, then dotnet test")]
    [TestCase("$ErrorActionPreference = 'Stop'", "", "The script starts with $ErrorActionPreference = 'Stop'.")]
    public void A_broken_script_is_caught(string find, string replace, string message)
    {
        string broken = Good.Replace(find, replace, StringComparison.Ordinal);

        Assert.That(broken, Is.Not.EqualTo(Good));
        Assert.That(ProblemsOf(broken), Has.Some.Contains(message));
    }

    [Test]
    public void Only_commands_in_code_blocks_count() =>
        Assert.That(Readme.DotnetCommands("dotnet run\n```sh\ndotnet build\n```\ndotnet pack\n"), Is.EqualTo(OneCommand));

    private IReadOnlyList<string> ProblemsOf(string script)
    {
        File.WriteAllText(_file, script);
        return BuildScript.Problems(_file, Commands);
    }
}
