using Sequence.ContractProbe.Calls;
using Sequence.ContractProbe.Contract;

namespace Sequence.Contract.Tests.Conformance;

/// <summary>The sandbox keeps the contract that both sides are generated from: the generator checks types, and nothing but this the answers.</summary>
[NonParallelizable]
public sealed class EveryOperationTests
{
    private CheckedExchange _exchange = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        _exchange = await CheckedExchange.StartAsync(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        await new EveryOperation(_exchange).RunAsync();
    }

    [OneTimeTearDown]
    public async Task Close() => await _exchange.DisposeAsync();

    [Test]
    public void Every_answer_has_the_status_the_content_type_and_the_members_of_the_contract() => Assert.That(_exchange.Problems, Is.Empty);

    [Test]
    public void Every_operation_that_the_exchange_handles_was_called_and_answered() =>
        Assert.That(_exchange.Succeeded, Is.EquivalentTo(_exchange.Handled));

    [TestCase(201, "application/json", Whole, "status 201")]
    [TestCase(200, "text/plain", Whole, "content type text/plain")]
    [TestCase(200, "application/json", "{", "not JSON")]
    [TestCase(200, "application/json", """{"wallets": [{"wallet_id": "w"}]}""", "$.wallets[0].address: missing")]
    [TestCase(200, "application/json", """{"wallets": [], "total": 0}""", "$.total: unknown member")]
    [TestCase(200, "application/json", """{"wallets": 7}""", "$.wallets: integer")]
    public void A_wrong_answer_would_be_seen(int status, string type, string text, string problem)
    {
        ContractOperation operation = _exchange.OperationOf("GET", "/v1/wallets");

        IEnumerable<string> problems = CheckedExchange.ProblemsOf(operation, new Answer { Status = status, MediaType = type, Text = text });
        Assert.That(problems, Has.Some.StartsWith(problem));
    }

    [Test]
    public void A_right_answer_has_no_problem() =>
        Assert.That(CheckedExchange.ProblemsOf(_exchange.OperationOf("GET", "/v1/wallets"), new Answer { Status = 200, MediaType = "application/json", Text = Whole }), Is.Empty);

    private const string Whole = """{"wallets": []}""";
}
