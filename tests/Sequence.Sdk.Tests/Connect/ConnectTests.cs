using System.Net;
using NUnit.Framework;
using RichardSzalay.MockHttp;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Connect;

[TestFixture]
public sealed class ConnectTests
{
    private const string Secret = "n0t-for-anybody";

    [TestCase(HttpStatusCode.OK, "<html>up</html>", ExpectedResult = true)]
    [TestCase(HttpStatusCode.NoContent, "", ExpectedResult = true)]
    [TestCase(HttpStatusCode.Accepted, """{"status": "ok"}""", ExpectedResult = true)]
    [TestCase(HttpStatusCode.ServiceUnavailable, "", ExpectedResult = false)]
    [TestCase(HttpStatusCode.Unauthorized, "{}", ExpectedResult = false)]
    [TestCase(HttpStatusCode.Found, "", ExpectedResult = false)]
    public async Task<bool> Any_2xx_status_is_healthy_whatever_the_body(HttpStatusCode status, string body)
    {
        using var wire = new WireRecorder();
        wire.Mock.When("*").Respond(status, "text/plain", body);

        return await wire.Client.IsHealthyAsync();
    }

    [Test]
    public async Task Without_a_connection_the_server_is_not_healthy()
    {
        using var wire = new WireRecorder();
        wire.Mock.When("*").Throw(new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        Assert.That(await wire.Client.IsHealthyAsync(), Is.False);
    }

    [Test]
    public async Task A_server_that_hangs_is_not_healthy_after_5_seconds()
    {
        using var wire = new WireRecorder();
        using var hung = new HangingHandler();
        using var client = new SequenceClient(WireRecorder.Key, new SequenceClientOptions { HttpHandler = hung, TimeProvider = wire.Time });

        Task<bool> healthy = client.IsHealthyAsync();
        wire.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.That(healthy.IsCompleted, Is.False);
        wire.Time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.That(await healthy, Is.False);
    }

    [Test]
    public async Task A_cancelled_health_call_throws_instead_of_answering()
    {
        using var hung = new HangingHandler();
        using var client = new SequenceClient(WireRecorder.Key, new SequenceClientOptions { HttpHandler = hung });
        using var cancel = new CancellationTokenSource();

        Task<bool> healthy = client.IsHealthyAsync(cancel.Token);
        await cancel.CancelAsync();

        OperationCanceledException thrown = (await Assert.ThrowsAsync<TaskCanceledException>(() => healthy))!;
        Assert.That(thrown.CancellationToken, Is.EqualTo(cancel.Token));
    }

    [TestCase("\"stored, thank you\"")]
    [TestCase("")]
    [TestCase("[]")]
    public async Task The_answer_to_credentials_is_not_looked_at(string body)
    {
        using var wire = new WireRecorder();
        wire.Answer("connectVenue", body).Answer("disconnectVenue", body);

        await wire.Client.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("key", "secret"));
        await wire.Client.DisconnectVenueAsync("kraken");

        Assert.That(wire.Requests, Has.Count.EqualTo(2));
    }

    [TestCase("""[{"venue": "kraken", "connected": true}, {"venue": "okx", "connected": false}]""")]
    [TestCase("""{"credentials": [{"venue": "kraken", "connected": true}, {"venue": "okx", "connected": false}], "count": 2}""")]
    public async Task Venues_come_as_a_bare_array_or_as_the_one_array_of_an_object(string body)
    {
        using var wire = new WireRecorder();
        wire.Answer("listVenues", body);

        IReadOnlyList<ConnectedVenue> venues = await wire.Client.GetVenuesAsync();

        Assert.That(venues.Select(v => (v.Venue, v.Connected)), Is.EqualTo(new[] { ("kraken", true), ("okx", false) }));
    }

    private static IEnumerable<VenueCredentials> EveryKind =>
    [
        VenueCredentials.ApiKey(Secret, Secret, Secret),
        VenueCredentials.Kalshi(Secret, Secret),
        VenueCredentials.Polymarket(Secret, Secret, Secret),
        VenueCredentials.Hyperliquid(Secret, Secret, Secret),
    ];

    [TestCaseSource(nameof(EveryKind))]
    public void Credentials_do_not_show_their_secrets(VenueCredentials credentials)
    {
        Assert.That(credentials.ToString(), Does.Not.Contain(Secret).And.StartsWith("VenueCredentials."));
        Assert.That(typeof(VenueCredentials).GetProperties(), Is.Empty, "no public property gives a secret back");
    }

    [TestCaseSource(nameof(EveryKind))]
    public async Task A_server_that_echoes_the_credentials_does_not_get_them_into_the_error(VenueCredentials credentials)
    {
        using var wire = new WireRecorder();
        wire.Fail("connectVenue", HttpStatusCode.UnprocessableEntity, "VALIDATION_ERROR", $"the secret {Secret} was refused for {WireRecorder.Key}");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(
            () => wire.Client.ConnectVenueAsync(credentials.OnlyVenue ?? "kraken", credentials)))!;

        Assert.That(error.ToString() + error.BodySnippet, Does.Not.Contain(Secret).And.Not.Contain(WireRecorder.Key));
        Assert.That(error.Message, Does.Contain("the secret *** was refused"));
    }

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return new TestCaseData("venue", (Action<SequenceClient>)(c => c.ConnectVenueAsync(" ", VenueCredentials.ApiKey("k", "s")))).SetArgDisplayNames("no venue");
        yield return new TestCaseData("venue", (Action<SequenceClient>)(c => c.ConnectVenueAsync("..", VenueCredentials.ApiKey("k", "s")))).SetArgDisplayNames("dots as venue");
        yield return new TestCaseData("venue", (Action<SequenceClient>)(c => c.DisconnectVenueAsync(""))).SetArgDisplayNames("disconnect no venue");
        yield return new TestCaseData("credentials", (Action<SequenceClient>)(c => c.ConnectVenueAsync("kraken", null!))).SetArgDisplayNames("no credentials");
        yield return new TestCaseData("credentials", (Action<SequenceClient>)(c => c.ConnectVenueAsync("kraken", VenueCredentials.Kalshi("id", "pem")))).SetArgDisplayNames("of another venue");
        yield return new TestCaseData("key", (Action<SequenceClient>)(_ => VenueCredentials.ApiKey("", "s"))).SetArgDisplayNames("no key");
        yield return new TestCaseData("secret", (Action<SequenceClient>)(_ => VenueCredentials.ApiKey("k", ""))).SetArgDisplayNames("no secret");
        yield return new TestCaseData("passphrase", (Action<SequenceClient>)(_ => VenueCredentials.ApiKey("k", "s", ""))).SetArgDisplayNames("empty passphrase");
        yield return new TestCaseData("privateKeyPem", (Action<SequenceClient>)(_ => VenueCredentials.Kalshi("id", "/home/me/kalshi.pem"))).SetArgDisplayNames("path instead of PEM");
        yield return new TestCaseData("signerPrivateKey", (Action<SequenceClient>)(_ => VenueCredentials.Polymarket(""))).SetArgDisplayNames("no signer");
        yield return new TestCaseData("apiWalletAddress", (Action<SequenceClient>)(_ => VenueCredentials.Hyperliquid("", "b2"))).SetArgDisplayNames("no wallet");
    }

    [TestCaseSource(nameof(Refusals))]
    public void What_cannot_be_sent_is_refused_by_name_before_any_call(string field, Action<SequenceClient> act)
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = Assert.Throws<SequenceValidationException>(() => act(wire.Client))!;

        Assert.That(error.Field, Is.EqualTo(field));
        Assert.That(wire.Requests, Is.Empty);
    }

    private sealed class HangingHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var never = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            return await never.Task.WaitAsync(cancellationToken);
        }
    }
}
