using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class SeeTests : ExchangeTest
{
    [Test]
    public async Task Symbols_name_their_venues_and_their_type()
    {
        List("alpha");
        List("beta");

        JToken own = (await GetAsync("/v1/symbols")).Single(item => (string?)item["symbol"] == "TEST-USD");

        Assert.That(own.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo(
            """{"symbol":"TEST-USD","base":"TEST","quote":"USD","venues":["alpha","beta"],"instrument_type":"spot"}"""));
    }

    [TestCase("BTC-USD", "spot")]
    [TestCase("ETH-USD-PERP", "perp")]
    [TestCase("KXBTCZ-26DEC31-T99000:NO", "prediction")]
    public async Task The_default_markets_are_listed_and_quoted(string symbol, string type)
    {
        JToken symbols = await GetAsync("/v1/symbols");
        JToken quote = await GetAsync("/v1/quotes/" + Uri.EscapeDataString(symbol));

        Assert.That((string?)symbols.Single(item => (string?)item["symbol"] == symbol)["instrument_type"], Is.EqualTo(type));
        Assert.That((decimal)quote["nbbo"]!["bid"]!, Is.GreaterThan(0).And.LessThan((decimal)quote["nbbo"]!["ask"]!));
    }

    [Test]
    public async Task A_pair_names_its_venues()
    {
        List("alpha");

        Assert.That((await GetAsync("/v1/pairs/TEST-USD/venues"))["venues"]!.Values<string>(), Is.EqualTo<string>(["alpha"]));
        await FailAsync(HttpMethod.Get, "/v1/pairs/NO-SUCH/venues", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_account_says_who_it_is()
    {
        JToken account = await GetAsync("/v1/account");

        Assert.That((string?)account["client_id"], Is.EqualTo("client_1"));
        Assert.That(account.ToString(), Does.Not.Contain(Key));
    }
}
