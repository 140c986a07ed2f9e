using System.Text.Json;
using Sequence.Contract.Lint;

namespace Sequence.Contract.Tests.Lint;

/// <summary>The contract of this repository keeps the rules.</summary>
[TestFixture]
public class ContractTests
{
    private const string File = "openapi/sequence.yaml";

    [Test]
    public void The_contract_has_no_problems() => AssertNone(ContractLint.Check(Repository.Read(File)));

    [TestCase("src/Sequence.Sdk/Generation/nswag.json")]
    [TestCase("src/Sequence.Exchange/Generation/nswag.json")]
    [TestCase("src/Sequence.Sandbox/Generation/nswag.json")]
    public void Every_schema_with_branches_has_a_handwritten_type(string settings)
    {
        using JsonDocument json = JsonDocument.Parse(Repository.Read(settings));
        string[] handwritten = [.. json.RootElement.GetProperty("codeGenerators").EnumerateObject().Single().Value
            .GetProperty("excludedTypeNames").EnumerateArray().Select(name => name.GetString()!)];
        ContractDocument contract = ContractDocument.Parse(Repository.Read(File));
        string[] branched = [.. contract.Of(Grammar.Schema).Where(place => place.IsNamed && place.Node.Has("anyOf")).Select(place => place.Key)];

        Assert.That(branched, Is.Not.Empty.And.SubsetOf(handwritten), "The generator makes an empty class of such a schema.");
    }

    private static void AssertNone(IEnumerable<LintProblem> problems)
    {
        string list = string.Join('\n', problems.Select(problem => problem.In(File)));
        if (list.Length > 0)
            Assert.Fail(list);
    }
}
