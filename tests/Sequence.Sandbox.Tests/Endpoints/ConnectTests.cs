using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class ConnectTests : ExchangeTest
{
    private const string Credentials = """{"api_key": "id", "api_secret": "hush-hush"}""";

    [TestCase("POST")]
    [TestCase("PUT")]
    public async Task A_venue_is_connected_and_disconnected(string verb)
    {
        JToken connected = await SendAsync(new HttpMethod(verb), "/v1/credentials/kraken", Credentials);
        JToken venues = await GetAsync("/v1/credentials");
        JToken disconnected = await SendAsync(HttpMethod.Delete, "/v1/credentials/kraken");
        JToken after = await GetAsync("/v1/venues");

        Assert.That((bool)connected["connected"]!);
        Assert.That(Connected(venues), Is.EqualTo("kraken"));
        Assert.That((bool)disconnected["connected"]!, Is.False);
        Assert.That(Connected(after), Is.Empty);
    }

    [Test]
    public async Task Both_lists_name_every_venue()
    {
        List("own-venue");
        JToken venues = await GetAsync("/v1/credentials");

        Assert.That(venues.Select(item => (string)item["venue"]!), Is.SupersetOf(["binance", "hyperliquid", "kalshi", "own-venue", "polymarket", "solana"]).And.Unique);
        Assert.That(JToken.DeepEquals(await GetAsync("/v1/venues"), venues));
    }

    [Test]
    public async Task What_one_account_connects_another_does_not_see()
    {
        await SendAsync(HttpMethod.Post, "/v1/credentials/okx", Credentials);
        using HttpClient other = ClientFor(Exchange.NewKey());

        Assert.That(Connected(JArray.Parse(await other.GetStringAsync(new Uri("/v1/credentials", UriKind.Relative)))), Is.Empty);
    }

    [TestCase("POST")]
    [TestCase("DELETE")]
    public async Task An_unknown_venue_is_404(string verb)
    {
        JToken error = await FailAsync(new HttpMethod(verb), "/v1/credentials/nowhere", HttpStatusCode.NotFound, Credentials);

        Assert.That((string?)error["message"], Does.Contain("'nowhere'").And.Contains("kraken"));
    }

    [TestCase("okx", """{"api_secret": "hush-hush"}""", "api_key")]
    [TestCase("okx", """{"api_key": "id", "api_secret": ""}""", "api_secret")]
    [TestCase("polymarket", """{"api_key": "", "api_secret": "hush-hush"}""", "extra_json.signer_private_key")]
    public async Task Missing_credentials_are_422_and_name_the_field(string venue, string body, string field)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/credentials/" + venue, HttpStatusCode.UnprocessableEntity, body);

        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
        Assert.That(error.ToString(), Does.Not.Contain("hush-hush"));
    }

    [Test]
    public async Task Polymarket_needs_its_signer_alone()
    {
        const string Body = """{"api_key": "", "api_secret": "", "extra_json": {"signer_private_key": "0x1"}}""";

        Assert.That((bool)(await SendAsync(HttpMethod.Post, "/v1/credentials/polymarket", Body))["connected"]!);
    }

    private static string Connected(JToken venues) => string.Join(' ', venues.Where(item => (bool)item["connected"]!).Select(item => (string)item["venue"]!));
}
