namespace Sequence.Contract.Tests.Lint;

/// <summary>Every rule catches what it is for, and only that.</summary>
[TestFixture]
public class ContractLintTests
{
    private static IEnumerable<TestCaseData> Broken => BrokenContract.All.Select((contract, index) =>
        new TestCaseData(contract.Rule, contract.Find, contract.Replace).SetArgDisplayNames($"{index + 1} {contract}"));

    [Test]
    public void The_minimal_contract_has_no_problems() => Assert.That(ContractLint.Check(MinimalContract.Text, MinimalContract.Endpoints), Is.Empty);

    [TestCaseSource(nameof(Broken))]
    public void A_broken_contract_is_caught_by_its_rule_alone(string rule, string find, string replace)
    {
        IReadOnlyList<LintProblem> problems = ContractLint.Check(MinimalContract.With(find, replace), EndpointsAfter(rule));

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

    [TestCase("GET\t/v1/orders\tlistOrders\tTrade\torders\tdocs\t-", "GET /v1/orders (listOrders) is not in the contract")]
    [TestCase("POST\t/v1/orders\tsubmitOrder\tTrade\tsubmit\tdocs\t-", "is in the table twice")]
    [TestCase("GET\t/v1/orders", "has 2 cells instead of 7")]
    public void A_row_without_an_operation_is_caught(string row, string message)
    {
        LintProblem problem = ContractLint.Check(MinimalContract.Text, MinimalContract.Endpoints + row + "\n").Single();

        Assert.That(problem.Rule, Is.EqualTo("endpoints"));
        Assert.That(problem.Message, Does.Contain(message).And.Contain("line 6"));
    }

    [Test]
    public void An_operation_without_a_row_is_caught()
    {
        string table = string.Concat(MinimalContract.Endpoints.Split('\n').Where(row => !row.Contains("openStream")).Select(row => row + "\n"));

        LintProblem problem = ContractLint.Check(MinimalContract.Text, table).Single();

        Assert.That(problem.Message, Does.Contain("GET /v1/stream (openStream) has no row"));
    }

    // Another edit may also change what the table says; only its own rule is tried with the table.
    private static string? EndpointsAfter(string rule) => rule == "endpoints" ? MinimalContract.Endpoints : null;
}
