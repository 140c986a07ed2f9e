using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Execution;

/// <summary>A lookup that answers with something else counts as not found.</summary>
[TestFixture]
public sealed class RequestedTests
{
    [TestCase("key_1", "key_1")]
    [TestCase("graph:g:n:1", "graph:g:n:2")]
    public async Task What_was_asked_for_comes_back(string asked, string came) =>
        Assert.That(await Requested.ByIdAsync(Task.FromResult(came), "getKey", asked, id => id), Is.EqualTo(came));

    [Test]
    public async Task Another_id_is_not_found()
    {
        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => Requested.ByIdAsync(Task.FromResult("key_2"), "getKey", "key\n1", id => id)))!;

        Assert.That((error.Status, error.Code, error.Operation, error.Retryability), Is.EqualTo((404, "NOT_FOUND", "getKey", Retryability.Never)));
        Assert.That(error.Message, Does.StartWith("getKey was asked for 'key").And.EndsWith("and answered with 'key_2'; there is no such thing here.").And.Not.Contains("\n"));
    }

    [TestCase(null)]
    [TestCase("")]
    public async Task An_answer_without_an_id_is_unreadable(string? came)
    {
        SequenceDeserializationException error =
            (await Assert.ThrowsAsync<SequenceDeserializationException>(() => Requested.ByIdAsync(Task.FromResult(came), "getKey", "key_1", id => id)))!;

        Assert.That(error.BodySnippet, Is.Empty);
        Assert.That((error.Operation, error.Retryability), Is.EqualTo(("getKey", Retryability.AfterBackoff)));
        Assert.That(error.Message, Does.StartWith("The answer of getKey is not 'key_1': it names no id."));
    }

    [TestCase("BTC-USD", "BTC/USD")]
    [TestCase("BTC-USD", null)]
    public async Task A_symbol_may_have_another_spelling(string asked, string? came) =>
        Assert.That(await Requested.BySymbolAsync(Task.FromResult(came), "getPrice", asked, symbol => symbol), Is.EqualTo(came));

    [Test]
    public async Task Another_symbol_is_not_found() => Assert.That(
        (await Assert.ThrowsAsync<SequenceApiException>(() => Requested.BySymbolAsync(Task.FromResult("ETH-USD"), "getPrice", "BTC-USD", symbol => symbol)))!.Message,
        Is.EqualTo("getPrice was asked for 'BTC-USD' and answered with 'ETH-USD'; there is no such thing here."));

    [TestCase("""{"id": "a"}""")]
    [TestCase("""{"algo_id": "a", "id": "b"}""")]
    [TestCase("""{"algo_id": 5, "id": "b"}""")]
    [TestCase("""{"other": "b"}""")]
    [TestCase("""["b"]""")]
    public async Task Free_form_json_may_name_its_id(string answer) =>
        Assert.That(await ReadAsync(answer), Is.EqualTo(JToken.Parse(answer)).Using<JToken, JToken>(JToken.DeepEquals));

    [TestCase("""{"id": "b"}""")]
    [TestCase("""{"algo_id": "b", "id": "a"}""")]
    public async Task Free_form_json_of_another_thing_is_not_found(string answer) =>
        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => ReadAsync(answer)))!.Status, Is.EqualTo(404));

    private static Task<JToken> ReadAsync(string answer) => Requested.ByMemberAsync(Task.FromResult(JToken.Parse(answer)), "getAlgo", "a", "algo_id", "id");
}
