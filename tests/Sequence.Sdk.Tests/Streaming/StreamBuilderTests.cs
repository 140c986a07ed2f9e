namespace Sequence.Sdk.Tests.Streaming;

internal sealed class StreamBuilderTests : StreamFixture
{
    [TestCase("")]
    [TestCase("  ")]
    [TestCase(null)]
    public void An_empty_symbol_is_refused_by_its_place(string? symbol)
    {
        SequenceValidationException? refusal = Assert.Throws<SequenceValidationException>(() => Client.Stream("BTC-USD", symbol!));
        Assert.That(refusal?.Field, Is.EqualTo("symbols[1]"));
        Assert.That(Server.Requests, Is.Empty);
    }

    [Test]
    public void An_empty_topic_is_refused() =>
        Assert.That(() => Client.Stream("BTC-USD").Topic(" "), Throws.TypeOf<SequenceValidationException>().With.Property("Field").EqualTo("topic"));

    [Test]
    public async Task A_stream_of_nothing_is_refused_before_any_network()
    {
        await Assert.ThatAsync(() => Client.Stream().Book().ConnectAsync(Patience), Throws.TypeOf<SequenceValidationException>());
        Assert.That(Server.Requests, Is.Empty);
    }

    [TestCase(1023)]
    [TestCase(0)]
    [TestCase(-1)]
    public void A_message_limit_out_of_range_is_refused(int bytes) =>
        Assert.That(() => Client.Stream("BTC-USD").MaxMessageBytes(bytes), Throws.TypeOf<SequenceValidationException>());

    [TestCase(0)]
    [TestCase(10_000_001)]
    public void A_queue_bound_out_of_range_is_refused(int events) =>
        Assert.That(() => Client.Stream("BTC-USD").QueueCapacity(events), Throws.TypeOf<SequenceValidationException>());

    [Test]
    public async Task Prices_come_always_and_the_rest_on_request()
    {
        Assert.That(await TopicsOfAsync(Client.Stream(["BTC-USD", "KXBTCZ-26DEC31-T99000:YES"])),
            Is.EqualTo("prices:BTC-USD prices:KXBTCZ-26DEC31-T99000:YES"));
        Assert.That(await TopicsOfAsync(Client.Stream("ETH-USD").Orders().Fills().Routing().Book().Topic("tca")),
            Is.EqualTo("prices:ETH-USD orders fills routing book:ETH-USD tca"));
        Assert.That(await TopicsOfAsync(Client.Stream().Fills()), Is.EqualTo("fills"));
    }

    [Test]
    public async Task What_is_asked_for_twice_is_subscribed_once() =>
        Assert.That(await TopicsOfAsync(Client.Stream("A", "A").Topic("prices:A").Orders().Orders()), Is.EqualTo("prices:A orders"));

    [Test]
    public async Task A_builder_stays_as_it_was()
    {
        StreamBuilder half = Client.Stream("BTC-USD");
        half.Orders();
        half.Book();
        Assert.That(await TopicsOfAsync(half), Is.EqualTo("prices:BTC-USD"));
    }

    private async Task<string> TopicsOfAsync(StreamBuilder builder)
    {
        Task<MarketDataStream> connecting = builder.ConnectAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        string[] topics = await socket.TakeSubscriptionAsync(Patience);
        MarketDataStream stream = await connecting;
        Assert.That(stream.Topics, Is.EqualTo(topics));

        // Hung up first, the stream might connect again, in the place of the next one.
        ValueTask closing = stream.DisposeAsync();
        socket.Abort();
        await closing;
        return string.Join(' ', topics);
    }
}
