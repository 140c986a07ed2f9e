namespace Sequence.Sdk.Tests.Streaming;

internal sealed class StreamReadingTests : StreamFixture
{
    [Test]
    public async Task A_slow_reader_gets_the_latest_price_and_every_fill()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A", "B").Fills());
        for (int i = 1; i <= 100; i++)
        {
            await socket.SendAsync(Price("A", i));
            if (i % 25 == 0)
                await socket.SendAsync(Fill("f" + i));
            if (i == 50)
                await socket.SendAsync(Price("B", i));
        }

        await socket.SyncAsync(Patience);
        TopicStatistics prices = stream.Statistics.Topics.Single(t => t.Topic == "prices:A");
        Assert.That(prices, Is.EqualTo(new TopicStatistics("prices:A", Received: 100, Delivered: 0, Conflated: 99, Dropped: 0, Waiting: 1)));

        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Assert.That((await NextAsync<StreamEvent.Price>(reader)).Bid, Is.EqualTo(100));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("f25"));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("f50"));
        Assert.That((await NextAsync<StreamEvent.Price>(reader)).Symbol, Is.EqualTo("B"));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("f75"));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("f100"));
        Assert.That((stream.Statistics.Messages, stream.Statistics.Waiting), Is.EqualTo((106L, 0)));
    }

    [Test]
    public async Task Fills_beyond_the_bound_are_a_gap_in_their_place()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills().QueueCapacity(2));
        foreach (string id in (string[])["f1", "f2", "f3", "f4"])
            await socket.SendAsync(Fill(id));
        await socket.SyncAsync(Patience);

        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("f1"));
        await socket.SendAsync(Fill("f5"));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("f2"));
        StreamEvent.Gap gap = await NextAsync<StreamEvent.Gap>(reader);
        Assert.That((gap.Topic, gap.Reason, gap.Missed), Is.EqualTo(("fills", GapReason.Overflow, (long?)2)));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("f5"));
    }

    [Test]
    public async Task A_second_reader_at_the_same_time_is_refused_and_one_after_the_other_is_not()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills());
        IAsyncEnumerator<StreamEvent> first = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(first);
        await using (IAsyncEnumerator<StreamEvent> second = stream.GetAsyncEnumerator(Patience))
            await Assert.ThatAsync(() => second.MoveNextAsync().AsTask(), Throws.InvalidOperationException);

        await socket.SendAsync(Fill("f1"));
        Assert.That((await NextAsync<StreamEvent.Fill>(first)).Value.FillId, Is.EqualTo("f1"));
        await first.DisposeAsync();
        await socket.SendAsync(Fill("f2"));
        await using IAsyncEnumerator<StreamEvent> third = stream.GetAsyncEnumerator(Patience);
        Assert.That((await NextAsync<StreamEvent.Fill>(third)).Value.FillId, Is.EqualTo("f2"));
    }

    [Test]
    public async Task Cancelling_ends_the_enumeration_and_not_the_stream()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills());
        using var mine = new CancellationTokenSource();
        await using (IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(mine.Token))
        {
            await SkipStartAsync(reader);
            ValueTask<bool> waiting = reader.MoveNextAsync();
            await mine.CancelAsync();
            await Assert.ThatAsync(() => waiting.AsTask(), Throws.InstanceOf<OperationCanceledException>());
        }

        await socket.SendAsync(Fill("f1"));
        await using IAsyncEnumerator<StreamEvent> next = stream.GetAsyncEnumerator(Patience);
        Assert.That((await NextAsync<StreamEvent.Fill>(next)).Value.FillId, Is.EqualTo("f1"));
    }

    [Test]
    public async Task Disposing_ends_a_waiting_reader_and_says_goodbye()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills());
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        ValueTask<bool> waiting = reader.MoveNextAsync();
        ValueTask disposing = stream.DisposeAsync();
        Assert.That(await waiting, Is.False);
        Assert.That(await socket.ReadCloseAsync(Patience), Is.EqualTo(1000));
        await socket.CloseAsync(1000, "");
        await disposing.AsTask().WaitAsync(Patience);
        await stream.DisposeAsync();

        await using IAsyncEnumerator<StreamEvent> late = stream.GetAsyncEnumerator(Patience);
        Assert.That(await late.MoveNextAsync(), Is.False);
    }

    [Test]
    public async Task Disposing_does_not_wait_for_ever_for_the_servers_goodbye()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills());
        Task disposing = stream.DisposeAsync().AsTask();
        Assert.That(await socket.ReadCloseAsync(Patience), Is.EqualTo(1000));
        Assert.That(await Time.NextWaitAsync(Patience), Is.EqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(disposing.IsCompleted, Is.False);
        Time.Advance(TimeSpan.FromSeconds(2));
        await disposing.WaitAsync(Patience);
    }

    [Test]
    public async Task Disposing_inside_the_loop_ends_the_loop()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills());
        await socket.SendAsync(Fill("f1"));
        await socket.SendAsync(Fill("f2"));
        await socket.SyncAsync(Patience);
        int seen = 0;
        await foreach (StreamEvent e in stream.WithCancellation(Patience))
        {
            seen++;
            if (e is StreamEvent.Fill)
            {
                socket.Abort();
                await stream.DisposeAsync();
            }
        }

        Assert.That(seen, Is.EqualTo(3));
    }
}
