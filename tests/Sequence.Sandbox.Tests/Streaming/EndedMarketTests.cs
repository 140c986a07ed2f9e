using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Streaming;

/// <summary>The topics of a market that ends: an empty book, then the word that nothing more comes.</summary>
public sealed class EndedMarketTests : ExchangeTest
{
    private const string Slug = "btc-updown-5m-1767614400";

    [Test]
    public async Task The_book_empties_and_the_topics_end_and_others_go_on()
    {
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        string token = (string)(await GetAsync($"/v1/markets?slug={Slug}"))["markets"]![0]!["yes_token_id"]!;
        await stream.SubscribeAsync($"book:{token}", $"prices:{token}", $"book:{Slug}", "prices:BTC-USD");
        Time.Advance(TimeSpan.FromSeconds(299));
        Time.Advance(TimeSpan.FromSeconds(1));
        List<JObject> frames = await ReadUntilEndedAsync(stream, 3);
        JObject lastBook = frames.Last(frame => (string?)frame["channel"] == $"book:{token}");

        Assert.That((lastBook["data"]!["bids"]!.Count(), lastBook["data"]!["asks"]!.Count()), Is.EqualTo((0, 0)));
        Assert.That(frames.SelectMany(frame => frame["rejected"]?.Values<string>() ?? []), Is.EquivalentTo([$"book:{token}", $"prices:{token}", $"book:{Slug}"]));
        Assert.That(frames.FindIndex(frame => frame["rejected"]?.Values<string>().Contains($"book:{token}") ?? false), Is.GreaterThan(frames.IndexOf(lastBook)), "the empty book comes first");
        await stream.SendAsync($$"""{"subscribe": ["book:{{token}}", "orders"]}""");
        Assert.That((await ReadUntilEndedAsync(stream, 1))[^1]["subscribed"]!.Values<string>(), Is.EqualTo<string>(["orders"]));
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await stream.EventAsync("prices:BTC-USD"), Is.Not.Null);
    }

    [Test]
    public async Task Every_client_of_the_topic_hears_of_its_end_once()
    {
        using StreamClient one = await StreamClient.OpenAsync(Exchange, Key);
        using StreamClient two = await StreamClient.OpenAsync(Exchange, Exchange.NewKey());
        foreach (StreamClient client in new[] { one, two })
            await client.SubscribeAsync($"book:{Slug}");
        Time.Advance(TimeSpan.FromMinutes(5));
        foreach (StreamClient client in new[] { one, two })
        {
            await ReadUntilEndedAsync(client, 1);
            await client.NothingMoreAsync();
        }
    }

    /// <summary>The frames until so many topics have ended.</summary>
    private static async Task<List<JObject>> ReadUntilEndedAsync(StreamClient stream, int topics)
    {
        var frames = new List<JObject>();
        while (topics > 0)
        {
            JObject frame = await stream.ReadAsync();
            frames.Add(frame);
            topics -= frame["rejected"]?.Count() ?? 0;
        }

        return frames;
    }
}
