using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Core;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.Streaming;

public sealed class MarketTopicTests : ExchangeTest
{
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(25);

    private StreamClient _stream = null!;
    private VenueMarket _alpha = null!;

    private string NowNs => (Time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);

    [SetUp]
    public async Task Connect()
    {
        _alpha = List("alpha");
        Bid(_alpha, 99.98m, 2.5m);
        Ask(_alpha, 100.02m, 1m);
        _stream = await StreamClient.OpenAsync(Exchange, Key);
    }

    [TearDown]
    public void Disconnect() => _stream.Dispose();

    [Test]
    public async Task Prices_send_all_seven_members_at_once()
    {
        await _stream.SubscribeAsync("prices:TEST-USD");
        JToken prices = await _stream.EventAsync("prices:TEST-USD");

        Assert.That(prices.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo(
            $$"""{"bid":99.98,"ask":100.02,"mid":100.0,"spread_bps":4.0,"bid_sz":2.5,"ask_sz":1.0,"ts_ns":{{NowNs}}}"""));
    }

    [Test]
    public async Task A_book_is_a_snapshot_of_ten_levels_of_all_venues()
    {
        VenueMarket beta = List("beta");
        Bid(beta, 99.98m, 0.25m);
        for (int i = 1; i <= 12; i++)
            Ask(beta, 100.02m + i, i);
        await _stream.SubscribeAsync("book:TEST-USD");
        JToken book = await _stream.EventAsync("book:TEST-USD");

        Assert.That(book["bids"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("[[99.98,2.75]]"));
        Assert.That(book["asks"]!.Count(), Is.EqualTo(10));
        Assert.That(book["asks"]![0]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("[100.02,1.0]"));
        Assert.That(book["asks"]![9]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("[109.02,9.0]"));
        Assert.That((string?)book["ts_ns"], Is.EqualTo(NowNs));
    }

    [TestCase("prices")]
    [TestCase("book")]
    public async Task A_market_that_is_quoted_on_demand_is_quoted_while_it_is_watched(string channel)
    {
        await _stream.SubscribeAsync($"{channel}:ETH-USDT");
        await _stream.EventAsync($"{channel}:ETH-USDT");
        for (int minute = 0; minute < 5; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await _stream.EventAsync($"{channel}:ETH-USDT");
        }
    }

    [TestCase("prices")]
    [TestCase("book")]
    public async Task Changes_within_25_ms_of_exchange_time_are_one_frame(string channel)
    {
        await _stream.SubscribeAsync(channel + ":TEST-USD");
        await _stream.EventAsync(channel + ":TEST-USD");
        Bid(_alpha, 99.99m, 1m);
        Bid(_alpha, 100m, 1m);
        Time.Advance(Distance - TimeSpan.FromMilliseconds(1));
        await _stream.NothingMoreAsync();
        Bid(_alpha, 100.01m, 1m);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        JToken frame = await _stream.EventAsync(channel + ":TEST-USD");

        Assert.That((decimal)(channel == "book" ? frame["bids"]![0]![0]! : frame["bid"]!), Is.EqualTo(100.01m));
        Assert.That((string?)frame["ts_ns"], Is.EqualTo(NowNs));
        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task A_change_after_a_quiet_time_is_sent_at_once()
    {
        await _stream.SubscribeAsync("prices:TEST-USD");
        await _stream.EventAsync("prices:TEST-USD");
        Time.Advance(TimeSpan.FromSeconds(3));
        Bid(_alpha, 100m, 1m);

        Assert.That((decimal)(await _stream.EventAsync("prices:TEST-USD"))["bid"]!, Is.EqualTo(100m));
    }

    [Test]
    public async Task What_does_not_change_the_content_is_not_sent()
    {
        await _stream.SubscribeAsync("prices:TEST-USD");
        await _stream.EventAsync("prices:TEST-USD");
        Bid(_alpha, 50m, 1m);
        Time.Advance(Distance);
        Exchange.Scheduler.Enter(() => _alpha.Book.Cancel(Bid(_alpha, 100m, 1m)));
        Time.Advance(Distance);

        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task A_crossed_book_has_no_middle_and_no_spread()
    {
        Bid(List("beta"), 101m, 1m);
        await _stream.SubscribeAsync("prices:TEST-USD");
        JToken prices = await _stream.EventAsync("prices:TEST-USD");

        Assert.That((decimal)prices["bid"]!, Is.EqualTo(101m));
        Assert.That((decimal)prices["mid"]!, Is.Zero);
        Assert.That((decimal)prices["spread_bps"]!, Is.Zero);
    }

    [Test]
    public async Task Prices_are_silent_while_a_side_is_empty_and_books_are_not()
    {
        VenueMarket half = List("alpha", "HALF-USD");
        await _stream.SubscribeAsync("prices:HALF-USD", "book:HALF-USD");
        JToken empty = await _stream.EventAsync("book:HALF-USD");
        Ask(half, 10m, 1m);
        Time.Advance(Distance);
        await _stream.EventAsync("book:HALF-USD");
        Bid(half, 9m, 1m);
        Time.Advance(Distance);
        string[] channels = [(string)(await _stream.ReadAsync())["channel"]!, (string)(await _stream.ReadAsync())["channel"]!];

        Assert.That(empty["bids"], Is.Empty);
        Assert.That(channels, Is.EquivalentTo<string>(["book:HALF-USD", "prices:HALF-USD"]));
    }

    [Test]
    public async Task A_symbol_may_hold_a_colon_and_keeps_the_name_it_was_asked_by()
    {
        VenueMarket yes = List("alpha", "EVENT-1:YES", InstrumentKind.Prediction);
        Bid(yes, 0.4m, 1m);
        Ask(yes, 0.42m, 1m);
        await _stream.SubscribeAsync("prices:EVENT-1:YES");
        JToken full = await _stream.EventAsync("prices:EVENT-1:YES");
        await _stream.SubscribeAsync("prices:EVENT-1");
        JToken bare = await _stream.EventAsync("prices:EVENT-1");

        Assert.That((decimal)full["mid"]!, Is.EqualTo(0.41m));
        Assert.That(JToken.DeepEquals(bare, full));
    }

    [Test]
    public async Task A_second_client_gets_the_last_frame_at_once_and_then_the_same_frames()
    {
        await _stream.SubscribeAsync("book:TEST-USD");
        JToken first = await _stream.EventAsync("book:TEST-USD");
        Time.Advance(TimeSpan.FromSeconds(1));
        using StreamClient second = await StreamClient.OpenAsync(Exchange, Exchange.NewKey());
        await second.SubscribeAsync("book:TEST-USD");
        JToken same = await second.EventAsync("book:TEST-USD");
        Bid(_alpha, 100m, 1m);
        Time.Advance(Distance);

        Assert.That(JToken.DeepEquals(same, first));
        Assert.That(JToken.DeepEquals(await second.EventAsync("book:TEST-USD"), await _stream.EventAsync("book:TEST-USD")));
    }

    [Test]
    public async Task The_default_markets_move_as_time_passes()
    {
        await _stream.SubscribeAsync("prices:BTC-USD");
        JToken first = await _stream.EventAsync("prices:BTC-USD");
        for (int i = 0; i < 100; i++)
            Time.Advance(Distance);
        JToken next = await _stream.EventAsync("prices:BTC-USD");

        Assert.That((long)next["ts_ns"]!, Is.GreaterThan((long)first["ts_ns"]!));
    }
}
