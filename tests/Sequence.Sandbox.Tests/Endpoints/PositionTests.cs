using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class PositionTests : ExchangeTest
{
    [Test]
    public async Task A_purchase_shows_up_and_its_sale_closes_it()
    {
        var alpha = List("alpha");
        Ask(alpha, 100m, 5m);
        Bid(alpha, 90m, 5m);
        await TradeAsync("buy", 2m);
        JToken held = await GetAsync("/v1/positions?venues=alpha&kinds=crypto");
        await TradeAsync("sell", 2m);
        JToken sold = await GetAsync("/v1/positions?venues=alpha&kinds=crypto");
        JToken closed = await GetAsync("/v1/positions?venues=alpha&kinds=crypto&include_closed=true");

        Assert.That((long)held["positions"]!.Single()["qty_1e8"]!, Is.EqualTo(200_000_000));
        Assert.That((string?)held["positions"]!.Single()["lifecycle"]!["state"], Is.EqualTo("active"));
        Assert.That(sold["positions"], Is.Empty);
        Assert.That((string?)closed["positions"]!.Single()["lifecycle"]!["state"], Is.EqualTo("closed"));
    }

    [Test]
    public async Task The_alias_gives_the_same_answer() =>
        Assert.That(JToken.DeepEquals(await GetAsync("/v1/positions/unified?kinds=fiat"), await GetAsync("/v1/positions?kinds=fiat")));

    [Test]
    public async Task Venues_and_kinds_are_comma_lists()
    {
        JToken cash = await GetAsync("/v1/positions?venues=kraken,coinbase&kinds=fiat%2Ccrypto");

        Assert.That(cash["positions"]!.Select(row => (string)row["venue"]!).Distinct(), Is.EquivalentTo<string>(["kraken", "coinbase"]));
        Assert.That(cash["positions"]!.Select(row => (string)row["instrument"]!["kind"]!), Is.EqualTo(["fiat", "fiat", "crypto"]), "USDC on coinbase is shown as a coin");
        Assert.That((long)cash["totals"]!["nav_usd_1e9"]!, Is.GreaterThan(0));
        Assert.That((long)cash["as_of_ns"]!, Is.EqualTo(Time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000));
    }

    [Test]
    public async Task An_unknown_kind_is_400() =>
        Assert.That((string?)(await FailAsync(HttpMethod.Get, "/v1/positions?kinds=gold", HttpStatusCode.BadRequest))["details"]![0]!["field"], Is.EqualTo("kinds"));

    private async Task TradeAsync(string side, decimal qty)
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", new JObject(
            new JProperty("symbol", "TEST-USD"), new JProperty("side", side), new JProperty("qty", qty), new JProperty("venue", "alpha")).ToString());
        Time.Advance(TimeSpan.FromMilliseconds(10));
    }
}
