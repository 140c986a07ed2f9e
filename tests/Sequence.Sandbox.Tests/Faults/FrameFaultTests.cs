using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Markets;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.Faults;

/// <summary>What a client of the stream gets under the faults of topics and frames.</summary>
public sealed class FrameFaultTests : ExchangeTest
{
    private const string Book = "book:TEST-USD";

    private StreamClient _stream = null!;
    private VenueMarket _market = null!;

    [SetUp]
    public async Task Connect()
    {
        _market = List("alpha");
        _stream = await StreamClient.OpenAsync(Exchange, Key);
    }

    [TearDown]
    public void Disconnect() => _stream.Dispose();

    [Test]
    public async Task A_rejected_topic_is_rejected_as_often_as_it_was_asked_for()
    {
        Exchange.Faults.Add(Fault.RejectTopic(Book, times: 1));
        JObject first = await _stream.SubscribeAsync(Book, "orders");
        JObject second = await _stream.SubscribeAsync(Book);

        Assert.That(first["rejected"]!.Values<string>(), Is.EqualTo<string>([Book]));
        Assert.That(first["subscribed"]!.Values<string>(), Is.EqualTo<string>(["orders"]));
        Assert.That(second["subscribed"]!.Values<string>(), Is.EqualTo<string>([Book]));
    }

    [Test]
    public async Task A_frame_comes_twice()
    {
        await WatchAsync();
        Exchange.Faults.Add(Fault.DuplicateFrames(Book, times: 1));
        Move(1m);
        Move(2m);

        Assert.That(await BestBidsAsync(3), Is.EqualTo<decimal>([1m, 1m, 2m]));
        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task A_lost_frame_never_comes()
    {
        await WatchAsync();
        ActiveFault fault = Exchange.Faults.Add(Fault.LoseFrames("book:*").Skip(1).Times(1));
        Move(1m);
        Assert.That(await BestBidsAsync(1), Is.EqualTo<decimal>([1m]));
        Move(2m);
        Move(3m);

        Assert.That(await BestBidsAsync(1), Is.EqualTo<decimal>([3m]));
        await _stream.NothingMoreAsync();
        Assert.That(fault.Fired, Is.EqualTo(1));
    }

    [Test]
    public async Task A_frame_is_overtaken_by_the_next()
    {
        await WatchAsync();
        Exchange.Faults.Add(Fault.ReorderFrames(Book));
        foreach (decimal price in new[] { 1m, 2m, 3m, 4m })
            Move(price);

        Assert.That(await BestBidsAsync(4), Is.EqualTo<decimal>([2m, 1m, 4m, 3m]));
        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task A_stalled_book_comes_as_its_latest_when_the_fault_is_removed()
    {
        await WatchAsync();
        ActiveFault fault = Exchange.Faults.Add(Fault.StallTopic(Book));
        Move(1m);
        Move(2m);
        await _stream.NothingMoreAsync();
        fault.Remove();

        Assert.That(await BestBidsAsync(1), Is.EqualTo<decimal>([2m]));
        Move(3m);
        Assert.That(await BestBidsAsync(1), Is.EqualTo<decimal>([3m]));
    }

    [Test]
    public async Task Stalled_orders_all_come_in_order_when_the_window_has_passed()
    {
        await _stream.SubscribeAsync("orders");
        Exchange.Faults.Add(Fault.StallTopic("orders").For(TimeSpan.FromSeconds(5)));
        await SendAsync(HttpMethod.Post, "/v1/orders", """{"symbol": "BTC-USD", "side": "buy", "qty": 0.1}""");
        Time.Advance(TimeSpan.FromSeconds(4));
        await _stream.NothingMoreAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        string? status = null;
        int frames = 0;
        for (; status != "COMPLETED"; frames++)
            status = (string?)(await _stream.EventAsync("orders"))["status"];

        Assert.That(frames, Is.GreaterThan(1));
    }

    [Test]
    public async Task Without_the_topic_what_was_held_back_is_forgotten()
    {
        await WatchAsync();
        ActiveFault fault = Exchange.Faults.Add(Fault.StallTopic(Book));
        Move(1m);
        await _stream.SendAsync($$"""{"unsubscribe": ["{{Book}}"]}""");
        await _stream.ReadAsync();
        fault.Remove();

        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task A_late_frame_comes_after_its_delay_of_exchange_time()
    {
        await WatchAsync();
        Exchange.Faults.Add(Fault.Delay(Book, TimeSpan.FromSeconds(3), times: 1));
        Move(1m);
        Time.Advance(TimeSpan.FromSeconds(2.9));
        await _stream.NothingMoreAsync();
        Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.That(await BestBidsAsync(1), Is.EqualTo<decimal>([1m]));
    }

    [Test]
    public async Task A_frame_of_garbage_is_text_and_no_JSON()
    {
        await WatchAsync();
        Exchange.Faults.Add(Fault.Garbage(Book, times: 1));
        Move(1m);

        Assert.That(_stream.ReadAsync, Throws.InstanceOf<Newtonsoft.Json.JsonException>());
        await _stream.NothingMoreAsync();
    }

    [Test]
    public async Task Payloads_can_have_unknown_members_and_other_stamps()
    {
        await WatchAsync();
        Exchange.Faults.Add(Fault.UnknownMembers(Book));
        Exchange.Faults.Add(Fault.SkewClock(TimeSpan.FromHours(1), Book));
        Move(1m);
        JToken book = await _stream.EventAsync(Book);

        Assert.That(book["unheard_of"], Is.Not.Null);
        Assert.That((long)book["ts_ns"]!, Is.EqualTo((Time.GetUtcNow().ToUnixTimeMilliseconds() + 3_600_000) * 1_000_000));
    }

    [Test]
    public async Task Other_topics_and_other_clients_pass()
    {
        await WatchAsync();
        await _stream.SubscribeAsync("prices:TEST-USD");
        using StreamClient other = await StreamClient.OpenAsync(Exchange, Key);
        await other.SubscribeAsync(Book);
        await other.EventAsync(Book);
        Exchange.Faults.Add(Fault.LoseFrames(Book, times: 1));
        Ask(_market, 100m, 1m);
        Move(1m);

        Assert.That((decimal)(await _stream.EventAsync("prices:TEST-USD"))["bid"]!, Is.EqualTo(1m));
        Assert.That((await other.EventAsync(Book))["asks"]!.Count(), Is.EqualTo(1));
    }

    /// <summary>Subscribes to the book, and reads the present state.</summary>
    private async Task WatchAsync()
    {
        await _stream.SubscribeAsync(Book);
        await _stream.EventAsync(Book);
    }

    /// <summary>A better bid, and the time for its frame.</summary>
    private void Move(decimal price)
    {
        Bid(_market, price, 1m);
        Time.Advance(TimeSpan.FromMilliseconds(25));
    }

    private async Task<List<decimal>> BestBidsAsync(int frames)
    {
        var prices = new List<decimal>();
        for (int i = 0; i < frames; i++)
            prices.Add((decimal)(await _stream.EventAsync(Book))["bids"]![0]![0]!);
        return prices;
    }
}
