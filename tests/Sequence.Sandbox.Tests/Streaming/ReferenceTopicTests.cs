using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Streaming;

/// <summary>The topics of fair prices and of funding.</summary>
public sealed class ReferenceTopicTests : ExchangeTest
{
    private StreamClient _stream = null!;

    [SetUp]
    public async Task Connect() => _stream = await StreamClient.OpenAsync(Exchange, Key);

    [TearDown]
    public void Disconnect() => _stream.Dispose();

    [Test]
    public async Task A_fair_price_comes_at_once_and_when_it_changed_at_most_four_times_a_second()
    {
        VenueMarket alpha = List("alpha");
        Bid(alpha, 99m, 1m);
        Ask(alpha, 101m, 1m);
        await _stream.SubscribeAsync("fair_price:TEST");
        JToken first = await _stream.EventAsync("fair_price:TEST");
        Ask(alpha, 103m, 2m);
        Time.Advance(TimeSpan.FromMilliseconds(249));
        await _stream.NothingMoreAsync();
        Time.Advance(TimeSpan.FromMilliseconds(1));
        JToken next = await _stream.EventAsync("fair_price:TEST");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first["prices"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""[{"symbol":"TEST-USD","underlying":"TEST","price":100.0}]"""));
            Assert.That((decimal?)next["prices"]![0]!["price"], Is.EqualTo((99m + 101m + (2 * 103m)) / 4m));
            Assert.That((long)next["ts_ns"]! - (long)first["ts_ns"]!, Is.EqualTo(250_000_000));
        }

        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task All_fair_prices_equal_the_read()
    {
        await _stream.SubscribeAsync("fair_price");
        JToken all = await _stream.EventAsync("fair_price");
        Assert.That(JToken.DeepEquals(all, await GetAsync("/v1/fair_price")));
    }

    [Test]
    public async Task Funding_comes_row_by_row_at_once_and_every_minute()
    {
        await _stream.SubscribeAsync("funding:hyperliquid");
        JToken rates = (await GetAsync("/v1/market/funding-rates?venue=hyperliquid"))["rates"]!;
        JToken[] rows = [await _stream.EventAsync("funding:hyperliquid"), await _stream.EventAsync("funding:hyperliquid")];
        await _stream.NothingMoreAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        JToken later = await _stream.EventAsync("funding:hyperliquid");
        Assert.That(JToken.DeepEquals(new JArray(rows), rates));
        Assert.That((string?)later["symbol"], Is.EqualTo((string?)rows[0]["symbol"]));
    }

    [Test]
    public async Task Funding_of_one_perp_follows_its_settlements()
    {
        await _stream.SubscribeAsync("funding:hyperliquid:BTC-USD-PERP");
        JToken first = await _stream.EventAsync("funding:hyperliquid:BTC-USD-PERP");
        Time.Advance(TimeSpan.FromHours(1));
        JToken last = first;
        while ((long)last["next_settlement_ns"]! == (long)first["next_settlement_ns"]!)
            last = await _stream.EventAsync("funding:hyperliquid:BTC-USD-PERP");
        Assert.That((decimal?)last["rate_bps_per_hour"], Is.EqualTo((decimal?)first["predicted_rate_bps_per_hour"]));
    }

    [Test]
    public async Task All_perps_are_in_the_topic_without_a_venue()
    {
        await _stream.SubscribeAsync("funding");
        int perps = (await GetAsync("/v1/market/funding-rates"))["rates"]!.Count();
        for (int i = 0; i < perps; i++)
            await _stream.EventAsync("funding");
        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task After_an_unsubscription_nothing_comes()
    {
        await _stream.SubscribeAsync("funding:hyperliquid:BTC-USD-PERP", "fair_price:BTC");
        await _stream.ReadAsync();
        await _stream.ReadAsync();
        await _stream.SendAsync("""{"unsubscribe": ["funding:hyperliquid:BTC-USD-PERP", "fair_price:BTC"]}""");
        await _stream.ReadAsync();
        Time.Advance(TimeSpan.FromMinutes(3));
        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task What_nobody_lists_is_rejected()
    {
        string[] unknown = ["funding:nowhere", "funding:coinbase", "funding:hyperliquid:NO-SUCH", "fair_price:NOBODY", "fair_price:", "funding:"];
        JObject ack = await _stream.SubscribeAsync(unknown);
        Assert.That(ack["rejected"]!.Values<string>(), Is.EqualTo(unknown));
    }
}
