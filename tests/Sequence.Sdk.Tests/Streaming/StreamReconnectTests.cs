namespace Sequence.Sdk.Tests.Streaming;

internal sealed class StreamReconnectTests : StreamFixture
{
    [Test]
    public async Task A_lost_connection_is_a_gap_on_each_topic_then_a_new_connection_with_the_same_topics()
    {
        (MarketDataStream stream, ServerSocket first) = await ConnectAsync(Client.Stream("BTC-USD").Fills());
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        await first.SendAsync(Fill("before"));
        await NextAsync<StreamEvent.Fill>(reader);
        first.Abort();

        ServerSocket second = await Server.AcceptAsync(Patience);
        Assert.That(string.Join(' ', await second.TakeSubscriptionAsync(Patience)), Is.EqualTo("prices:BTC-USD fills"));
        await second.SendAsync(Fill("after"));
        StreamEvent.Gap prices = await NextAsync<StreamEvent.Gap>(reader);
        StreamEvent.Gap fills = await NextAsync<StreamEvent.Gap>(reader);
        Assert.That((prices.Topic, fills.Topic), Is.EqualTo(("prices:BTC-USD", "fills")));
        Assert.That((fills.Reason, fills.Missed), Is.EqualTo((GapReason.Disconnected, (long?)null)));
        Assert.That((await NextAsync<StreamEvent.Connected>(reader)).Connection, Is.EqualTo(2));
        await NextAsync<StreamEvent.Subscribed>(reader);
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("after"));
        Assert.That((stream.Statistics.Connections, stream.Statistics.Gaps), Is.EqualTo((2, 2L)));
    }

    [Test]
    public async Task A_close_by_the_server_says_its_code()
    {
        (MarketDataStream stream, ServerSocket first) = await ConnectAsync(Client.Stream("BTC-USD"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        await first.CloseAsync(1001, "moving");
        Assert.That((await NextAsync<StreamEvent.Gap>(reader)).Detail, Is.EqualTo("the server closed with 1001 (moving)"));
        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await NextAsync<StreamEvent.Connected>(reader);
    }

    [Test]
    public async Task A_rejected_topic_cannot_lose_anything()
    {
        Task<MarketDataStream> connecting = Client.Stream("BTC-USD").Topic("tca").ConnectAsync(Patience);
        ServerSocket first = await Server.AcceptAsync(Patience);
        await first.ReadSubscriptionAsync(Patience);
        await first.SendAsync("""{"subscribed":["prices:BTC-USD"],"rejected":["tca"]}""");
        MarketDataStream stream = Keep(await connecting);
        first.Abort();
        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await second.SyncAsync(Patience);
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        Assert.That((await NextAsync<StreamEvent.Gap>(reader)).Topic, Is.EqualTo("prices:BTC-USD"));
        await NextAsync<StreamEvent.Connected>(reader);
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task A_key_refused_on_reconnection_ends_the_stream_after_what_waited(int status)
    {
        (MarketDataStream stream, ServerSocket first) = await ConnectAsync(Client.Stream().Fills());
        Server.RefuseNext(status);
        await first.SendAsync(Fill("last"));
        await first.SyncAsync(Patience);
        first.Abort();

        await using (IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience))
        {
            await SkipStartAsync(reader);
            Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("last"));
            await NextAsync<StreamEvent.Gap>(reader);
            SequenceApiException? e = await Assert.ThrowsAsync<SequenceApiException>(() => reader.MoveNextAsync().AsTask());
            Assert.That(e!.Status, Is.EqualTo(status));
        }

        await using IAsyncEnumerator<StreamEvent> again = stream.GetAsyncEnumerator(Patience);
        await Assert.ThatAsync(() => again.MoveNextAsync().AsTask(), Throws.TypeOf<SequenceApiException>());
        Assert.That(Server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Reconnection_goes_on_with_waits_under_a_doubling_ceiling()
    {
        (MarketDataStream stream, ServerSocket first) = await ConnectAsync(Client.Stream("BTC-USD"));
        for (int i = 0; i < 10; i++)
            Server.RefuseNext(503);
        first.Abort();

        double[] ceilings = [0.25, 0.5, 1, 2, 4, 8, 8, 8, 8, 8];
        foreach (double ceiling in ceilings)
        {
            TimeSpan wait = await Time.NextWaitAsync(Patience);
            Assert.That(wait, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(ceiling)));
            Time.Advance(wait);
        }

        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await NextAsync<StreamEvent.Gap>(reader);
        Assert.That((await NextAsync<StreamEvent.Connected>(reader)).Connection, Is.EqualTo(2));
    }

    [Test]
    public async Task A_server_that_accepts_and_drops_is_not_hammered()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("BTC-USD"));
        socket.Abort();
        socket = await Server.AcceptAsync(Patience);
        await socket.TakeSubscriptionAsync(Patience);
        socket.Abort();
        TimeSpan wait = await Time.NextWaitAsync(Patience);
        Assert.That(wait, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(0.25)));
    }

    [Test]
    public async Task Attempts_without_an_answer_make_no_further_gaps()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("BTC-USD"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        socket.Abort();
        await NextAsync<StreamEvent.Gap>(reader);
        socket = await Server.AcceptAsync(Patience);
        await socket.ReadSubscriptionAsync(Patience);
        await NextAsync<StreamEvent.Connected>(reader);
        socket.Abort();
        Time.Advance(await Time.NextWaitAsync(Patience));
        socket = await Server.AcceptAsync(Patience);
        await socket.TakeSubscriptionAsync(Patience);
        Assert.That((await NextAsync<StreamEvent.Connected>(reader)).Connection, Is.EqualTo(3));
        await NextAsync<StreamEvent.Subscribed>(reader);
        Assert.That(stream.Statistics.Gaps, Is.EqualTo(1));
    }

    [Test]
    public async Task Disposing_ends_the_wait_before_a_reconnection()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("BTC-USD"));
        Server.RefuseNext(503);
        socket.Abort();
        await Time.NextWaitAsync(Patience);
        await stream.DisposeAsync().AsTask().WaitAsync(Patience);
        Assert.That(Server.Requests, Has.Count.EqualTo(2));
    }
}
