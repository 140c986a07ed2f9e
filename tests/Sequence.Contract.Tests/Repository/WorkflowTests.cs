namespace Sequence.Contract.Tests;

/// <summary>The build server runs what the README says, through the scripts of this repository.</summary>
public sealed class WorkflowTests
{
    private const string Continuous = ".github/workflows/ci.yml";
    private const string Regenerate = ".github/workflows/regenerate.yml";
    private const string TestScript = ".ci/run";
    private const string BuildScriptName = "./build.ps1";
    private const string PackCommand = "dotnet pack Sequence.Generated.sln -c Release -o artifacts/packages";
    private const string Review = ".ci/review \"$BASE\" >> \"$GITHUB_STEP_SUMMARY\"";

    // Of the README's commands, those that build.ps1 runs.
    private static readonly string[] Commands = ["dotnet build Sequence.Generated.sln", Readme.TestCommand];

    private static readonly string[] Allowed = [.. Commands, TestScript, BuildScriptName, Review, PackCommand];

    // Whatever the generated code comes from: a change of it starts the workflow.
    private static readonly string[] Sources =
        ["openapi/**", "generator-templates/**", "src/Sequence.Contract/**", "**/nswag.json", "**/*.targets", "Directory.Packages.props"];

    [TestCase(Continuous)]
    [TestCase(Regenerate)]
    public void A_workflow_runs_nothing_but_the_commands_of_the_repository(string path) =>
        Assert.That(Workflow.Parse(Repository.Read(path)).Problems(Allowed), Is.Empty);

    [Test]
    public void Those_commands_are_of_the_readme() => Assert.That(Commands, Is.SubsetOf(Readme.DotnetCommands(Repository.Read("README.md"))));

    [Test]
    public void The_tests_run_through_both_scripts()
    {
        Workflow workflow = Workflow.Parse(Repository.Read(Continuous));
        Assert.That(workflow.Commands("tests"), Is.EqualTo(new[] { TestScript }));
        Assert.That(workflow.Commands("build-script"), Is.EqualTo(new[] { BuildScriptName }));
    }

    [Test]
    public void A_change_of_the_contract_or_a_template_is_built_tested_and_shown()
    {
        Workflow workflow = Workflow.Parse(Repository.Read(Regenerate));
        Assert.That(workflow.Commands("regenerate"), Is.EqualTo(Commands.Append(Review)));
        foreach (string trigger in new[] { "push", "pull_request" })
            Assert.That(workflow.Paths(trigger), Is.EqualTo(Sources));
    }

    [Test]
    public void The_packages_of_each_change_can_be_fetched() =>
        Assert.That(Workflow.Parse(Repository.Read(Continuous)).Commands("packages"), Is.EqualTo(new[] { PackCommand }));

    [Test]
    public void A_stale_snapshot_fails_there_as_it_does_here()
    {
        string strict = $"SNAPSHOOTER_STRICT_MODE={Workflow.Parse(Repository.Read(Regenerate)).Variable("SNAPSHOOTER_STRICT_MODE")}";
        Assert.That(Repository.Read(TestScript), Does.Contain($"export {strict}\n"));
    }

    [TestCase("- run: .ci/run", "- run: dotnet test", "'dotnet test' is no command of the repository.")]
    [TestCase("- run: .ci/run", "- run: .ci/run || true", "is no command of the repository.")]
    [TestCase("- run: .ci/run", "- run: .ci/run\n        continue-on-error: true", "A step that fails must end the job.")]
    [TestCase("actions/checkout@v4", "someone/checkout@main", "'someone/checkout@main' is not one of")]
    [TestCase("10.0.x", "9.0.x", "The SDK is 10.0.x.")]
    [TestCase("contents: read", "contents: write", "The workflow may read the repository and no more")]
    [TestCase("    timeout-minutes: 60\n", "", "tests has no timeout-minutes.")]
    public void A_broken_workflow_is_caught(string find, string replace, string message)
    {
        string good = Repository.Read(Continuous).ReplaceLineEndings("\n");
        string broken = good.Replace(find, replace, StringComparison.Ordinal);

        Assert.That(broken, Is.Not.EqualTo(good));
        Assert.That(Workflow.Parse(broken).Problems(Allowed), Has.Some.Contains(message));
    }
}
