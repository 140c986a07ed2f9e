using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>The live books of a stream.</summary>
internal sealed class OrderBookTests : StreamFixture
{
    [Test]
    public async Task A_book_is_live_whether_or_not_anybody_reads_the_stream()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("BTC-USD").Book());
        OrderBook book = stream.Books["BTC-USD"];
        Assert.That((book.State, book.Bids.Count, book.Asks.Count, book.Timestamp), Is.EqualTo((OrderBookState.Empty, 0, 0, (UnixNanos?)null)));

        await socket.SendAsync(Book("BTC-USD", bid: 100));
        await socket.SendAsync(Book("BTC-USD", bid: 101));
        await socket.SyncAsync(Patience);

        Assert.That(stream.Books["BTC-USD"], Is.SameAs(book));
        OrderBookSnapshot now = book.Snapshot();
        Assert.That((now.State, now.Bids[0], now.Asks[0]), Is.EqualTo((OrderBookState.Live, new BookLevel(101, 2), new BookLevel(102, 1.5m))));
        Assert.That(book.Bids, Is.EqualTo(now.Bids));
        Assert.That(book.ToString(), Does.Contain("BTC-USD").And.Contain("Live"));
    }

    [Test]
    public async Task A_book_is_stale_without_a_connection_and_live_with_the_next_snapshot()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A", "B").Book());
        OrderBook book = stream.Books["A"];
        await socket.SendAsync(Book("A", bid: 100));
        await socket.SyncAsync(Patience);
        Assert.That(book.Snapshot().State, Is.EqualTo(OrderBookState.Live));
        socket.Abort();

        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        while (await NextAsync<StreamEvent>(reader) is not StreamEvent.Gap { Topic: "book:A" })
        {
        }

        Assert.That((book.State, book.Bids[0].Price, stream.Books["B"].State), Is.EqualTo((OrderBookState.Stale, 100m, OrderBookState.Empty)));
        Assert.That(book.Snapshot().State, Is.EqualTo(OrderBookState.Stale), "a snapshot that was made before is made anew");

        ServerSocket again = await Server.AcceptAsync(Patience);
        await again.TakeSubscriptionAsync(Patience);
        while (await NextAsync<StreamEvent>(reader) is not StreamEvent.Subscribed)
        {
        }

        Assert.That((book.State, book.Bids[0].Price), Is.EqualTo((OrderBookState.Resyncing, 100m)));
        await again.SendAsync(Book("A", bid: 90));
        await again.SyncAsync(Patience);
        Assert.That((book.State, book.Bids[0].Price), Is.EqualTo((OrderBookState.Live, 90m)));
    }

    [Test]
    public async Task A_book_whose_topic_is_refused_on_the_way_back_stays_stale()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Book());
        await socket.SendAsync(Book("A", bid: 100));
        await socket.SyncAsync(Patience);
        socket.Abort();
        ServerSocket again = await Server.AcceptAsync(Patience);
        await again.ReadSubscriptionAsync(Patience);
        await again.SendAsync("""{"subscribed":["prices:A"],"rejected":["book:A"]}""");
        await again.SyncAsync(Patience);
        Assert.That(stream.Books["A"].State, Is.EqualTo(OrderBookState.Stale));
    }

    [Test]
    public async Task A_snapshot_that_cannot_be_read_makes_the_book_stale_until_the_next()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Book());
        await socket.SendAsync(Book("A", bid: 100));
        await socket.SendAsync("""{"channel":"book:A","data":{"bids":[[1,"x"]],"asks":[],"ts_ns":1}}""");
        await socket.SyncAsync(Patience);
        Assert.That((stream.Books["A"].State, stream.Books["A"].Bids[0].Price), Is.EqualTo((OrderBookState.Stale, 100m)));
        await socket.SendAsync(Book("A", bid: 101));
        await socket.SyncAsync(Patience);
        Assert.That(stream.Books["A"].State, Is.EqualTo(OrderBookState.Live));
    }

    [Test]
    public async Task A_book_that_is_unsubscribed_is_stale_and_no_longer_among_the_books()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Book());
        await socket.SendAsync(Book("A", bid: 100));
        await socket.SyncAsync(Patience);
        OrderBook book = stream.Books["A"];
        Task leaving = stream.UnsubscribeAsync("book:A", Patience);
        await socket.ReadAsync(Patience);
        await socket.SendAsync("""{"subscribed":["prices:A"],"rejected":[]}""");
        await leaving;
        Assert.That((book.State, stream.Books.TryGet("A", out _)), Is.EqualTo((OrderBookState.Stale, false)));
    }

    [Test]
    public async Task A_book_is_stale_when_its_stream_has_ended()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Book());
        await socket.SendAsync(Book("A", bid: 100));
        await socket.SyncAsync(Patience);
        socket.Abort();
        await stream.DisposeAsync();
        Assert.That((stream.Books["A"].State, stream.Books["A"].Bids[0].Price), Is.EqualTo((OrderBookState.Stale, 100m)));
    }

    [Test]
    public async Task A_book_that_was_not_asked_for_is_refused_with_what_to_do()
    {
        (MarketDataStream stream, ServerSocket _) = await ConnectAsync(Client.Stream("A"));
        Assert.That(() => stream.Books["A"], Throws.TypeOf<SequenceValidationException>().With.Message.Contains("Book()"));
        Assert.That((stream.Books.All.Count, stream.Books.TryGet("A", out OrderBook? none), none), Is.EqualTo((0, false, (OrderBook?)null)));
    }

    [Test]
    public async Task The_best_level_is_first_whatever_the_order_of_the_server()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Book());
        await socket.SendAsync(Frame("book:A", JObject.Parse("""{"bids":[[98,1],[100,2],[99,3]],"asks":[[103,1],[101,2]],"ts_ns":1}""")));
        await socket.SyncAsync(Patience);
        Assert.That(stream.Books["A"].Bids.Select(l => l.Price), Is.EqualTo([100m, 99m, 98m]));
        Assert.That(stream.Books["A"].Asks.Select(l => l.Price), Is.EqualTo([101m, 103m]));
    }

    [Test]
    public void The_average_price_walks_the_levels_exactly()
    {
        var book = new OrderBookSnapshot(
            "A", OrderBookState.Live, [new(99.9m, 1m), new(99m, 2m)], [new(100.1m, 0.1m), new(100.2m, 0.2m), new(101m, 5m)], null);
        Assert.Multiple(() =>
        {
            Assert.That(book.AveragePrice(Side.Buy, 0.1m), Is.EqualTo(100.1m));
            Assert.That(book.AveragePrice(Side.Buy, 0.4m), Is.EqualTo(((0.1m * 100.1m) + (0.2m * 100.2m) + (0.1m * 101m)) / 0.4m));
            Assert.That(book.AveragePrice(Side.Sell, Qty.FromDecimal(3m)), Is.EqualTo((99.9m + 198m) / 3m));
            Assert.That(book.AveragePrice(Side.Sell, 3.00000001m), Is.Null);
            Assert.That(() => book.AveragePrice(Side.Buy, 0m), Throws.TypeOf<SequenceValidationException>());
            Assert.That(() => book.AveragePrice(Side.Create("hold"), 1m), Throws.TypeOf<SequenceValidationException>());
        });
    }

    /// <summary>Every snapshot has the same price on all its levels, so a mix of two would show.</summary>
    [Test]
    public async Task A_reader_on_another_thread_never_sees_half_a_snapshot()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Book());
        OrderBook book = stream.Books["A"];
        long torn = 0;
        long seen = 0;
        using var done = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            decimal last = -1;
            while (!done.IsCancellationRequested)
            {
                OrderBookSnapshot now = book.Snapshot();
                if (now.State == OrderBookState.Empty)
                    continue;
                decimal price = now.Bids[0].Price;
                if (now.Bids.Any(l => l.Price != price) || now.Asks.Any(l => l.Price != price) || now.Timestamp!.Value.Raw != (long)price || price < last)
                    Interlocked.Increment(ref torn);
                if (price != last)
                    Interlocked.Increment(ref seen);
                last = price;
            }
        }))];
        for (int i = 1; i <= 2000; i++)
        {
            var side = new JArray(Enumerable.Range(0, (i % 7) + 1).Select(_ => new JArray(i, 1)));
            await socket.SendAsync(Frame("book:A", new JObject { ["bids"] = side, ["asks"] = side.DeepClone(), ["ts_ns"] = i }));
        }

        await socket.SyncAsync(Patience);
        await done.CancelAsync();
        await Task.WhenAll(readers).WaitAsync(Patience);
        Assert.That(Interlocked.Read(ref torn), Is.Zero);
        Assert.That(Interlocked.Read(ref seen), Is.Positive);
        Assert.That(book.Bids[0].Price, Is.EqualTo(2000m));
    }

    private static string Book(string symbol, decimal bid) => Frame("book:" + symbol, new JObject
    {
        ["bids"] = new JArray { new JArray(bid, 2), new JArray(bid - 1, 3) },
        ["asks"] = new JArray { new JArray(bid + 1, 1.5m) },
        ["ts_ns"] = 1_705_406_400_000_000_000,
    });
}
