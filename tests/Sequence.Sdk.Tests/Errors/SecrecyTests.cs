using System.Net;
using NUnit.Framework;
using Sequence.Sdk.Tests.Transport;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Errors;

/// <summary>A server, a gateway or a handler that says a secret aloud does not get it into what this SDK shows.</summary>
[TestFixture]
public sealed class SecrecyTests
{
    private const string Pem = "-----BEGIN PRIVATE KEY-----\nQUJDREVG/+==\n-----END PRIVATE KEY-----\n";

    private static IEnumerable<TestCaseData> Echoes()
    {
        yield return Echo(HttpStatusCode.Unauthorized, $$$"""{"error": {"code": "{{{TestKeys.Live}}}", "message": "bad key {{{TestKeys.Live}}}", "details": [{"field": "{{{TestKeys.Live}}}", "message": "{{{TestKeys.Live}}}"}]}}""", "in the envelope");
        yield return Echo(HttpStatusCode.Unauthorized, $$"""{"error": "bad key {{TestKeys.Live}}"}""", "in the text");
        yield return Echo(HttpStatusCode.BadGateway, $"<pre>Authorization: Bearer {TestKeys.Live}</pre>", "in HTML");
        yield return Echo(HttpStatusCode.BadGateway, new string('-', 180) + TestKeys.Live, "across the cut");
        yield return Echo(HttpStatusCode.OK, $"<pre>Authorization: Bearer {TestKeys.Live}</pre>", "in HTML with 200");
        yield return Echo(HttpStatusCode.OK, $$$"""{"symbol": "A", "nbbo": {"bid": "{{{TestKeys.Live}}}"}, "venues": {}}""", "in a value that cannot be read");
        yield return Echo(HttpStatusCode.OK, $$$"""{"symbol": "A", "nbbo": {"{{{TestKeys.Live}}}": 1}, "venues": {"{{{TestKeys.Live}}}": 5}}""", "in a name");
        yield return Echo(HttpStatusCode.OK, new string(' ', 150) + "x" + TestKeys.Live, "across the cut with 200");
    }

    [TestCaseSource(nameof(Echoes))]
    public async Task The_key_is_masked(HttpStatusCode status, string body)
    {
        using var stub = new StubHandler(status, body);
        using SequenceClient client = stub.NewClient();

        SequenceException error = (await Assert.CatchAsync<SequenceException>(() => client.GetQuoteAsync("A")))!;

        AssertHides(error, TestKeys.Live["seq_live_".Length..]);
    }

    [Test]
    public async Task The_key_is_masked_when_a_handler_throws_it()
    {
        using var stub = new StubHandler(_ => throw new HttpRequestException("proxy saw Bearer " + TestKeys.Live));
        using SequenceClient client = stub.NewClient();

        SequenceException error = (await Assert.CatchAsync<SequenceException>(() => client.GetQuoteAsync("A")))!;

        AssertHides(error, TestKeys.Live["seq_live_".Length..]);
        Assert.That(error.Message, Does.Contain("proxy saw Bearer ***"));
        Assert.That(error.InnerException, Is.Null);
    }

    [Test]
    public async Task A_key_that_the_server_made_is_masked_too()
    {
        using var stub = new StubHandler(HttpStatusCode.OK, $$"""{"key_id": "k1", "api_key": "{{TestKeys.Test}}", """);
        using var transport = new SequenceTransport(TestKeys.Live, new SequenceClientOptions { HttpHandler = stub });

        SequenceException error = (await Assert.CatchAsync<SequenceException>(
            () => transport.CallAsync((raw, token) => raw.Account.CreateApiKeyAsync(new ApiKeyBody { Label = "l", Sandbox = true }, token), CancellationToken.None)))!;

        AssertHides(error, TestKeys.Test["seq_test_".Length..]);
    }

    [TestCase(HttpStatusCode.UnprocessableEntity)]
    [TestCase(HttpStatusCode.BadGateway)]
    public async Task Credentials_that_the_server_repeats_are_masked_raw_and_escaped(HttpStatusCode status)
    {
        string escaped = Newtonsoft.Json.JsonConvert.ToString(Pem);
        using var stub = new StubHandler(status, $$"""{"error": {"code": "X", "message": {{escaped}} }, "got": {{escaped}} }""");
        using SequenceClient client = stub.NewClient();

        SequenceException error = (await Assert.CatchAsync<SequenceException>(() => client.ConnectVenueAsync("kalshi", VenueCredentials.Kalshi("the-key-id", Pem))))!;

        AssertHides(error, "QUJDREVG");
    }

    [Test]
    public void A_short_text_is_not_taken_for_a_secret()
    {
        var redactor = new Redactor(["p", "abc"]);

        Assert.That(redactor.Clean("permission abc"), Is.EqualTo("permission abc"));
    }

    [Test]
    public void Of_two_secrets_the_longer_is_masked_first() =>
        Assert.That(new Redactor(["abcd", "abcdefgh"]).Clean("abcdefgh abcd"), Is.EqualTo("*** ***"));

    private static TestCaseData Echo(HttpStatusCode status, string body, string name) => new TestCaseData(status, body).SetArgDisplayNames(name);

    private static void AssertHides(SequenceException error, string secret)
    {
        // A cut may not leave the beginning of it either.
        string shown = error + " " + error.Message + string.Concat(error.GetType().GetProperties()
            .Where(p => p.DeclaringType != typeof(Exception))
            .Select(p => " " + (p.GetValue(error) is IEnumerable<object> many ? string.Join(" ", many) : p.GetValue(error))));
        Assert.That(shown, Does.Not.Contain(secret[..Math.Min(8, secret.Length)]));
    }
}
