using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Streaming;

public sealed class AccountTopicTests : ExchangeTest
{
    private const string Buy = """{"symbol": "TEST-USD", "side": "buy", "qty": 2, "price": 100, "venue": "alpha", "graph_id": "g1"}""";

    private VenueMarket _alpha = null!;

    [SetUp]
    public void OpenMarket()
    {
        _alpha = List("alpha");
        Ask(_alpha, 100m, 1m);
    }

    [Test]
    public async Task Orders_come_on_each_change_of_state_and_equal_the_read()
    {
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        await stream.SubscribeAsync("orders");
        await SendAsync(HttpMethod.Post, "/v1/orders", Buy);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        Ask(_alpha, 100m, 1m);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken read = await GetAsync("/v1/orders/graph%3Ag1%3Aorder%3A1");

        var seen = new List<JToken> { await stream.EventAsync("orders") };
        while ((string?)seen[^1]["status"] != "COMPLETED")
            seen.Add(await stream.EventAsync("orders"));

        Assert.That(seen.Select(order => (string)order["status"]!), Is.EqualTo<string>(["NEW", "PENDING", "ACCEPTED", "PARTIAL", "FILLED", "COMPLETED"]));
        Assert.That(JToken.DeepEquals(seen[^1], read), $"{seen[^1]} {read}");
        await stream.NothingMoreAsync();
    }

    [Test]
    public async Task Fills_come_one_by_one_and_equal_the_read()
    {
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        await stream.SubscribeAsync("fills");
        await SendAsync(HttpMethod.Post, "/v1/orders", Buy);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        Ask(_alpha, 100m, 1m);
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken read = (await GetAsync("/v1/fills"))["fills"]!;

        Assert.That(JToken.DeepEquals(await stream.EventAsync("fills"), read[1]));
        Assert.That(JToken.DeepEquals(await stream.EventAsync("fills"), read[0]));
        await stream.NothingMoreAsync();
    }

    [Test]
    public async Task Only_the_clients_of_the_account_hear_of_them()
    {
        using StreamClient own = await StreamClient.OpenAsync(Exchange, Key);
        using StreamClient second = await StreamClient.OpenAsync(Exchange, Key);
        using StreamClient other = await StreamClient.OpenAsync(Exchange, Exchange.NewKey());
        await own.SubscribeAsync("fills");
        await second.SubscribeAsync("fills");
        await other.SubscribeAsync("orders", "fills");
        await SendAsync(HttpMethod.Post, "/v1/orders", Buy);
        Time.Advance(TimeSpan.FromMilliseconds(10));

        Assert.That(JToken.DeepEquals(await own.EventAsync("fills"), await second.EventAsync("fills")));
        await other.NothingMoreAsync();
    }

    [Test]
    public async Task After_an_unsubscription_nothing_comes()
    {
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        await stream.SubscribeAsync("orders", "fills");
        await stream.SendAsync("""{"unsubscribe": ["orders", "fills"]}""");
        await stream.ReadAsync();
        await SendAsync(HttpMethod.Post, "/v1/orders", Buy);
        Time.Advance(TimeSpan.FromMilliseconds(10));

        await stream.NothingMoreAsync();
    }
}
