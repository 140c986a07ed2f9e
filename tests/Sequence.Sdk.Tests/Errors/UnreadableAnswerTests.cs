using System.Net;
using NUnit.Framework;
using Sequence.Sdk.Tests.Transport;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Errors;

[TestFixture]
public sealed class UnreadableAnswerTests
{
    [TestCase("<html>maintenance</html>", null)]
    [TestCase("", null)]
    [TestCase("   ", null)]
    [TestCase("null", null)]
    [TestCase("[]", null)]
    [TestCase("5", null)]
    [TestCase("\"BTC-USD\"", null)]
    [TestCase("{", null)]
    [TestCase("""{"symbol": "A", "nbbo": {"bid": 1}, "venues": {}} trailing""", null)]
    [TestCase("""{"symbol": "A", "nbbo": {"bid": 1}, "venues": {}}{}""", null)]
    [TestCase("{}", null)]
    [TestCase("""{"symbol": "A", "nbbo": {"bid": "much"}, "venues": {}}""", "nbbo.bid")]
    [TestCase("""{"symbol": "A", "nbbo": {"bid": NaN}, "venues": {}}""", "nbbo.bid")]
    [TestCase("""{"symbol": "A", "nbbo": {"bid": 1e400}, "venues": {}}""", "nbbo.bid")]
    [TestCase("""{"symbol": "A", "nbbo": [], "venues": {}}""", "nbbo")]
    [TestCase("""{"symbol": "A", "nbbo": {}, "venues": {"kraken": 7}}""", "venues.kraken")]
    [TestCase("""{"symbol": "A", "nbbo": {}, "venues": {}, "book": {"bids": [[1]], "asks": []}}""", "book.bids[0]")]
    [TestCase("""{"symbol": "A", "nbbo": {}, "venues": {}, "book": {"bids": [], "asks": [{"price": "x", "size": 1}]}}""", "book.asks[0].price")]
    [TestCase("""{"symbol": "A", "nbbo": {}, "venues": {}, "book": {"bids": [null], "asks": []}}""", "book.bids[0]")]
    [TestCase("""{"symbol": "A", "nbbo": {}, "venues": {}, "source": 5}""", "source")]
    [TestCase("""{"symbol": "A", "nbbo": {"bid":""", "nbbo.bid")]
    public async Task A_success_that_is_no_quote_is_refused(string body, string? path)
    {
        using var stub = new StubHandler(HttpStatusCode.OK, body);
        using SequenceClient client = stub.NewClient();

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.GetQuoteAsync("A")))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((error.Operation, error.Retryability), Is.EqualTo(("getQuote", Retryability.AfterBackoff)));
            Assert.That(error.Message, Does.StartWith("The answer of getQuote is not the documented Quote: "));
            Assert.That(error.BodySnippet, Is.EqualTo(body));
            Assert.That(error.InnerException, Is.Not.Null);
            if (path is not null)
                Assert.That(error.JsonPath, Is.EqualTo(path));
        }
    }

    [Test]
    public async Task The_path_leads_to_the_row()
    {
        const string Row = """{"ts_ns": 1, "price_1e9": 5}""";
        using var stub = new StubHandler(HttpStatusCode.OK, $$"""{"symbol": "A", "source": "tape", "points": [{{Row}}, {{Row}}, {"ts_ns": 1, "price_1e9": 1.5}]}""");
        using SequenceClient client = stub.NewClient();

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.PriceHistory("A").FetchAsync()))!;

        Assert.That(error.JsonPath, Is.EqualTo("points[2].price_1e9"));
    }

    [Test]
    public async Task A_body_nested_without_end_is_refused()
    {
        using var stub = new StubHandler(HttpStatusCode.OK, new string('[', 100_000));
        using SequenceClient client = stub.NewClient();

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.GetEdgesAsync()))!;

        Assert.That(error.Message, Does.StartWith("The answer of listEdges is not JSON: ").And.Length.LessThan(600));
        Assert.That(error.BodySnippet, Has.Length.EqualTo(200));
    }

    [Test]
    public async Task An_object_with_two_arrays_is_no_list()
    {
        using var stub = new StubHandler(HttpStatusCode.OK, """{"a": [], "b": []}""");
        using SequenceClient client = stub.NewClient();

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.GetSymbolsAsync()))!;

        Assert.That(error.Message, Does.Contain("a list of SymbolInfo").And.Contain("2 arrays"));
    }

    [Test]
    public async Task After_a_call_that_may_not_be_repeated_the_outcome_is_unknown()
    {
        using var stub = new StubHandler(HttpStatusCode.OK, "<html></html>");
        using SequenceClient client = stub.NewClient();

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.CancelAllOnVenueAsync("kalshi")))!;

        Assert.That(error.Retryability, Is.EqualTo(Retryability.OutcomeUnknown));
    }

    [TestCase("")]
    [TestCase("null")]
    public async Task Where_any_JSON_may_come_nothing_is_null(string body)
    {
        using var stub = new StubHandler(HttpStatusCode.NoContent, body);
        using SequenceClient client = stub.NewClient();

        Assert.That((await client.GetEdgesAsync()).Type, Is.EqualTo(Newtonsoft.Json.Linq.JTokenType.Null));
    }

    [Test]
    public async Task A_surrogate_pair_is_not_cut_in_half()
    {
        using var stub = new StubHandler(HttpStatusCode.OK, new string('x', 199) + "😀");
        using SequenceClient client = stub.NewClient();

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.GetEdgesAsync()))!;

        Assert.That(error.BodySnippet, Is.EqualTo(new string('x', 199)));
    }

    [Test]
    public async Task Decimals_keep_every_digit_and_dates_stay_texts()
    {
        using var stub = new StubHandler(HttpStatusCode.OK, """{"a": 0.1234567890123456789012345678, "b": "2026-01-02T03:04:05Z", "c": 9007199254740993}""");
        using SequenceClient client = stub.NewClient();

        Newtonsoft.Json.Linq.JToken answer = await client.GetAccountAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((decimal)answer["a"]!, Is.EqualTo(0.1234567890123456789012345678m));
            Assert.That(answer["b"]!.Type, Is.EqualTo(Newtonsoft.Json.Linq.JTokenType.String));
            Assert.That((long)answer["c"]!, Is.EqualTo(9007199254740993L));
        }
    }

    [Test]
    public async Task An_answer_whose_handler_forgot_the_request_still_names_its_operation()
    {
        using var stub = new StubHandler(_ => new HttpResponseMessage { Content = new StringContent("<html>"), RequestMessage = null });
        using var transport = new SequenceTransport(TestKeys.Live, new SequenceClientOptions { HttpHandler = stub });

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(
            () => transport.CallAsync((raw, token) => raw.See.ListSymbolsAsync(token), CancellationToken.None)))!;

        Assert.That(error.Operation, Is.EqualTo("listSymbols"));
    }
}
