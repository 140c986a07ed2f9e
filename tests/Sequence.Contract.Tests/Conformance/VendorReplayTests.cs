using Newtonsoft.Json.Linq;
using Sequence.ContractProbe.Calls;
using Sequence.ContractProbe.Contract;

namespace Sequence.Contract.Tests.Conformance;

/// <summary>
/// What the vendor's Python client was recorded to send, sent to the sandbox after the state that it needs was made. The recording's
/// server was a stub, so its ids, a page and an archive are made up: those that exist are put in the place of the recorded ones.
/// </summary>
[NonParallelizable]
public sealed class VendorReplayTests
{
    private const string Recording = "tests/Sequence.Sdk.Tests/Wire/vendor-wire.jsonl";

    /// <summary>The five minutes of btc-updown-5m-1776537600, a market that the recording names.</summary>
    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(1776537600);

    /// <summary>Calls that are refused as they were recorded, and rightly so.</summary>
    private static readonly Dictionary<string, (int Status, string Why)> Refused = new(StringComparer.Ordinal)
    {
        ["quote('https://polymarket.com/event/a-b')"] = (404, "There is no page called a-b."),
        ["create_strategy('s','python','main.py','QUJD',placement={'mode':'auto'},env={'A':'1'},secrets={'K':'v'},start_immediately=True)"] =
            (422, "The recorded artifact is the text ABC, and the server validates the artifact."),
    };

    private CheckedExchange _exchange = null!;

    private static IEnumerable<TestCaseData> Calls => File.ReadLines(Repository.PathTo(Recording))
        .Where(line => line.Length > 0)
        .Select(JObject.Parse)
        .Select(call => new TestCaseData(call).SetArgDisplayNames((string)call["call"]!));

    [OneTimeSetUp]
    public async Task Open()
    {
        _exchange = await CheckedExchange.StartAsync(Then);
        VendorState.ListMarkets(_exchange.Exchange);
        _exchange.Time.Advance(TimeSpan.FromMinutes(1));
    }

    [OneTimeTearDown]
    public async Task Close() => await _exchange.DisposeAsync();

    [TestCaseSource(nameof(Calls))]
    public async Task A_recorded_call_is_answered_as_the_contract_says(JObject call)
    {
        _exchange.UseKey(_exchange.Exchange.NewKey());
        var state = new VendorState(_exchange);
        foreach (JToken request in call["requests"]!)
        {
            VendorCall real = await state.PrepareAsync(request);
            ContractOperation operation = _exchange.OperationOf(real.Verb, real.Target);
            Answer answer = await _exchange.SendAsync(real.Verb, real.Target, real.Body, isAnonymous: request["auth"] is { Type: JTokenType.Null });
            Assert.That(CheckedExchange.ProblemsOf(operation, answer), Is.Empty);
        }
    }

    [Test]
    public async Task What_only_a_stub_can_take_is_refused()
    {
        _exchange.UseKey(_exchange.Exchange.NewKey());
        foreach ((string name, (int status, string why)) in Refused)
        {
            JToken request = Calls.Select(call => (JObject)call.Arguments[0]!).Single(call => (string)call["call"]! == name)["requests"]!.Single();
            Answer answer = await _exchange.SendAsync((string)request["verb"]!, (string)request["path"]!, request["body"] is { Type: not JTokenType.Null } body ? body : null);
            Assert.That(answer.Status, Is.EqualTo(status), why);
        }
    }

    [Test]
    public void The_recording_has_97_calls() => Assert.That(Calls.Count(), Is.EqualTo(97));
}
