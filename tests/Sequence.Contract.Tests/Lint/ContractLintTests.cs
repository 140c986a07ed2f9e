using Sequence.Contract.Lint;

namespace Sequence.Contract.Tests.Lint;

/// <summary>Every rule catches what it is for, and only that.</summary>
[TestFixture]
public class ContractLintTests
{
    private static IEnumerable<TestCaseData> Broken => BrokenContract.All.Select((contract, index) =>
        new TestCaseData(contract.Rule, contract.Find, contract.Replace).SetArgDisplayNames($"{index + 1} {contract}"));

    [Test]
    public void The_minimal_contract_has_no_problems() => Assert.That(ContractLint.Check(MinimalContract.Text), Is.Empty);

    [TestCaseSource(nameof(Broken))]
    public void A_broken_contract_is_caught_by_its_rule_alone(string rule, string find, string replace)
    {
        IReadOnlyList<LintProblem> problems = ContractLint.Check(MinimalContract.With(find, replace));

        Assert.That(problems.Select(problem => problem.Rule).Distinct(), Is.EqualTo(new[] { rule }), string.Join('\n', problems.Select(problem => problem.In("broken.yaml"))));
    }

    [Test]
    public void Every_rule_has_a_broken_contract() =>
        Assert.That(BrokenContract.All.Select(contract => contract.Rule).Distinct(), Is.EquivalentTo(ContractLint.RuleNames));

    [Test]
    public void A_problem_names_the_line_of_the_mistake()
    {
        string broken = MinimalContract.With("live: { type: boolean,", "live: { type: bool,");
        int line = broken[..broken.IndexOf("type: bool,", StringComparison.Ordinal)].Count(character => character == '\n') + 1;

        LintProblem problem = ContractLint.Check(broken).Single();

        Assert.That(problem.In("sequence.yaml"), Does.StartWith($"sequence.yaml({line},23): type: 'bool' is no type.").And.EndsWith("[#/components/schemas/Price/properties/live/type]"));
    }

    [Test]
    public void A_syntax_error_names_its_line() =>
        Assert.That(ContractLint.Check("openapi: 3.0.3\ninfo: [\n").Single(), Has.Property("Line").GreaterThan(1));
}
