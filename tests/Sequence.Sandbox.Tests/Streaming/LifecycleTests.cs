using System.Net;
using System.Net.WebSockets;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Streaming;

public sealed class LifecycleTests : ExchangeTest
{
    private const string NewMarkets = "/v1/ws/new_markets";
    private const string Resolved = "/v1/ws/market_resolved";

    [Test]
    public async Task A_new_market_is_a_row_with_the_time_it_was_seen()
    {
        using StreamClient stream = await StreamClient.ConnectAsync(Exchange, NewMarkets, Key);
        await ReadAsync(stream, 128 - 3);
        JObject market = await stream.ReadAsync();
        JToken row = (await GetAsync($"/v1/markets?slug={market["slug"]}"))["markets"]!.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)market["kind"], Is.EqualTo("new_market"));
            Assert.That((string?)market["slug"], Is.EqualTo("btc-updown-5m-1767614400"));
            Assert.That((string?)market["symbol"], Is.EqualTo((string?)market["yes_token_id"]));
            Assert.That(market["outcomes"]!.Values<string>(), Is.EqualTo(["Up", "Down"]));
            Assert.That(market["best_yes_bid"]!.Type, Is.EqualTo(JTokenType.Null));
            Assert.That((decimal?)market["volume_24h"], Is.Zero);
            Assert.That($"{market["start_date"]} {market["end_date"]}", Is.EqualTo("2026-01-05T12:00:00Z 2026-01-05T12:05:00Z"));
            Assert.That((long?)market["tick_1e9"], Is.EqualTo(10_000_000));
            Assert.That((long?)market["fee_schedule"]!["rate_1e8"], Is.EqualTo(7_200_000));
            Assert.That((long?)market["observed_at_ns"], Is.EqualTo(1_767_614_400_000_000_000));
            Assert.That((string?)row["yes_token_id"], Is.EqualTo((string?)market["yes_token_id"]));
        }
    }

    [Test]
    public async Task After_five_minutes_the_old_are_resolved_and_the_next_are_minted()
    {
        using StreamClient minted = await StreamClient.ConnectAsync(Exchange, NewMarkets, Key);
        using StreamClient resolved = await StreamClient.ConnectAsync(Exchange, Resolved, Key);
        JObject[] first = (await ReadAsync(minted, 128))[^3..];
        await ReadAsync(resolved, 128);
        Time.Advance(TimeSpan.FromMinutes(5));
        JObject[] next = await ReadAsync(minted, 3);
        JObject[] ended = await ReadAsync(resolved, 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(next.Select(market => (string?)market["slug"]), Is.EqualTo(["btc-updown-5m-1767614700", "eth-updown-5m-1767614700", "sol-updown-5m-1767614700"]));
            Assert.That(ended.Select(market => (string?)market["event_id"]), Is.EqualTo(first.Select(market => (string?)market["event_id"])));
            foreach ((JObject market, JObject end) in first.Zip(ended))
            {
                bool isUp = (string?)end["winning_outcome"] == "Up";
                Assert.That((string?)end["kind"], Is.EqualTo("market_resolved"));
                Assert.That((string?)end["winning_token_id"], Is.EqualTo((string?)market[isUp ? "yes_token_id" : "no_token_id"]));
                Assert.That((string?)end["losing_token_id"], Is.EqualTo((string?)market[isUp ? "no_token_id" : "yes_token_id"]));
                Assert.That((string?)end["condition_id"], Is.EqualTo((string?)market["condition_id"]));
                Assert.That((long?)end["observed_at_ns"], Is.EqualTo(1_767_614_700_000_000_000));
            }
        }
    }

    [Test]
    public async Task Who_comes_late_gets_the_latest_128_and_then_what_is_new()
    {
        Time.Advance(TimeSpan.FromMinutes(5 * 45));
        using StreamClient stream = await StreamClient.ConnectAsync(Exchange, NewMarkets, Key);
        JObject[] told = await ReadAsync(stream, 128);
        Time.Advance(TimeSpan.FromMinutes(5));
        JObject next = await stream.ReadAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Select(market => (string?)market["slug"]), Is.Unique);
            Assert.That((string?)told[^1]["slug"], Is.EqualTo($"sol-updown-5m-{1_767_614_400 + (45 * 300)}"));
            Assert.That((string?)next["slug"], Is.EqualTo($"btc-updown-5m-{1_767_614_400 + (46 * 300)}"));
        }
    }

    /// <summary>Both rings are full from the start, with what happened before the exchange opened.</summary>
    [Test]
    public async Task A_fresh_exchange_tells_of_the_hours_before_it_opened()
    {
        using StreamClient mintings = await StreamClient.ConnectAsync(Exchange, NewMarkets, Key);
        using StreamClient resolutions = await StreamClient.ConnectAsync(Exchange, Resolved, Key);
        JObject[] minted = await ReadAsync(mintings, 128);
        JObject[] ended = await ReadAsync(resolutions, 128);
        Time.Advance(TimeSpan.FromMinutes(5));
        JObject[] next = await ReadAsync(resolutions, 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(minted.Select(market => (string?)market["slug"]), Is.EqualTo(Slugs(1_767_614_400)));
            Assert.That(minted.Select(market => (long)market["observed_at_ns"]!), Is.EqualTo(minted.Select(market => (long)market["start_ts_s"]! * 1_000_000_000)));
            Assert.That(ended.Select(end => (long)end["observed_at_ns"]!), Is.Ordered);
            Assert.That((long)ended[0]["observed_at_ns"]!, Is.EqualTo((1_767_614_400L - (42 * 300)) * 1_000_000_000));
            Assert.That((long)ended[^1]["observed_at_ns"]!, Is.EqualTo(1_767_614_400_000_000_000));
            Assert.That(ended.Concat(next).Select(end => (string?)end["event_id"]), Is.Unique);
            Assert.That(ended[3..].Select(end => (string?)end["event_id"]), Is.EqualTo(minted[..125].Select(market => (string?)market["event_id"])));
            Assert.That(next.Select(end => (string?)end["event_id"]), Is.EqualTo(minted[125..].Select(market => (string?)market["event_id"])));
        }

        JToken settlement = await GetAsync($"/v1/settlement/{minted[0]["slug"]}");
        Assert.That((string?)settlement["resolved_outcome"], Is.EqualTo((string?)ended[3]["winning_outcome"]));
    }

    /// <summary>The sockets of an exchange do not depend on the time of day at which it opens.</summary>
    [TestCase("2026-01-05T00:00:00Z")]
    [TestCase("2026-01-05T12:02:41Z")]
    [TestCase("2024-02-29T23:59:59Z")]
    [TestCase("2000-01-01T00:00:00Z")]
    public async Task It_is_full_whenever_the_exchange_opens(string opened)
    {
        await using SandboxExchange other = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 3, TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.Parse(opened, System.Globalization.CultureInfo.InvariantCulture)) });
        using StreamClient resolutions = await StreamClient.ConnectAsync(other, Resolved, other.NewKey());
        JObject[] ended = await ReadAsync(resolutions, 128);
        Assert.That(ended.Select(end => (string?)end["event_id"]), Is.Unique);
        Assert.That(ended.Select(end => (long)end["observed_at_ns"]!), Is.Ordered);
    }

    [Test]
    public async Task What_a_client_sends_is_ignored()
    {
        using StreamClient stream = await StreamClient.ConnectAsync(Exchange, Resolved, Key);
        await ReadAsync(stream, 128);
        await stream.SendAsync("hello");
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.That((string?)(await stream.ReadAsync())["kind"], Is.EqualTo("market_resolved"));
    }

    [TestCase(NewMarkets)]
    [TestCase(Resolved)]
    public async Task It_needs_a_key_and_an_upgrade(string path)
    {
        Assert.That(() => StreamClient.ConnectAsync(Exchange, path, null), Throws.InstanceOf<WebSocketException>().With.Message.Contains("401"));
        await FailAsync(HttpMethod.Get, path, HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Shutdown_closes_it_with_1001()
    {
        using StreamClient stream = await StreamClient.ConnectAsync(Exchange, Resolved, Key);
        await ReadAsync(stream, 128);
        Task<JObject?> last = stream.ReadOrCloseAsync();
        ValueTask disposal = Exchange.DisposeAsync();
        Assert.That(await last, Is.Null);
        Assert.That(stream.CloseStatus, Is.EqualTo(WebSocketCloseStatus.EndpointUnavailable));
        await stream.CloseAsync();
        await disposal;
    }

    /// <summary>The 128 markets up to the three of a round.</summary>
    private static IEnumerable<string> Slugs(long lastRound) => Enumerable.Range(0, 43)
        .SelectMany(round => new[] { "btc", "eth", "sol" }.Select(coin => FormattableString.Invariant($"{coin}-updown-5m-{lastRound - (300 * (42 - round))}")))
        .Skip(1);

    private static async Task<JObject[]> ReadAsync(StreamClient stream, int count)
    {
        var frames = new JObject[count];
        for (int i = 0; i < count; i++)
            frames[i] = await stream.ReadAsync();
        return frames;
    }
}
