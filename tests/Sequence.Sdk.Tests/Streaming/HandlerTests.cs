using System.Collections.Concurrent;
using System.Reactive.Linq;
using Microsoft.Extensions.Logging;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>Handlers and observers on a stream.</summary>
internal sealed class HandlerTests : StreamFixture
{
    [Test]
    public async Task Handlers_get_prices_books_and_events_of_their_kind()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Book().Fills());
        var seen = new BlockingCollection<string>();
        stream.OnPrice((in PriceTick p) => seen.Add(FormattableString.Invariant($"{p.Symbol} {p.Bid} {p.Ask} {p.Mid}")));
        stream.OnBook((in BookView b) => seen.Add(FormattableString.Invariant($"{b.Symbol} {b.Bids[0].Price} {b.Asks.Length} {b.Timestamp.Raw}")));
        stream.On<StreamEvent.Fill>(f => seen.Add(f.Value.FillId));

        await socket.SendAsync(Price("A", 10));
        Assert.That(seen.Take(Patience), Is.EqualTo("A 10.0 11.0 10.5"));
        await socket.SendAsync("""{"channel":"book:A","data":{"bids":[[9.5,1]],"asks":[],"ts_ns":7}}""");
        Assert.That(seen.Take(Patience), Is.EqualTo("A 9.5 0 7"));
        await socket.SendAsync(Fill("f1"));
        Assert.That(seen.Take(Patience), Is.EqualTo("f1"));

        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        await NextAsync<StreamEvent.Price>(reader);
        await NextAsync<StreamEvent.Book>(reader);
        await NextAsync<StreamEvent.Fill>(reader);
    }

    [Test]
    public async Task A_handler_that_throws_is_told_and_detaches_nothing_and_nobody()
    {
        var log = new RecordingLogger();
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(NewClient(new SequenceClientOptions { Timeout = Timeout.InfiniteTimeSpan, LoggerFactory = log }).Stream("A").Fills());
        var good = new BlockingCollection<string>();
        var bad = new BlockingCollection<string>();
        StreamSubscription thrower = stream.On<StreamEvent.Fill>(f =>
        {
            bad.Add(f.Value.FillId);
            throw new InvalidOperationException("no " + f.Value.FillId);
        });
        stream.On<StreamEvent.Fill>(f => good.Add(f.Value.FillId));
        StreamSubscription prices = stream.OnPrice((in PriceTick _) => throw new InvalidOperationException("no price"));

        foreach (string id in (string[])["f1", "f2", "f3"])
        {
            await socket.SendAsync(Fill(id));
            Assert.That((bad.Take(Patience), good.Take(Patience)), Is.EqualTo((id, id)));
        }

        await socket.SendAsync(Price("A", 1));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        List<StreamEvent.HandlerFailed> told = [];
        while (!told.Exists(f => f.Error.Message == "no f3") || !told.Exists(f => f.Error.Message == "no price"))
        {
            if (await NextAsync<StreamEvent>(reader) is StreamEvent.HandlerFailed failed)
                told.Add(failed);
        }

        Assert.Multiple(() =>
        {
            Assert.That((thrower.Failures, thrower.LastFailure!.Message), Is.EqualTo((3L, "no f3")));
            Assert.That(prices.Failures, Is.EqualTo(1));
            Assert.That(told.Select(f => f.Handler).Distinct(), Is.EquivalentTo(["On<Fill>", "OnPrice"]));
            Assert.That(log.Failures, Has.Count.EqualTo(4));
        });
    }

    [Test]
    public async Task A_slow_consumer_of_prices_never_delays_fills()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Fills());
        using var free = new ManualResetEventSlim();
        using var isStuck = new ManualResetEventSlim();
        List<decimal> prices = [];
        var fills = new BlockingCollection<string>();
        var last = new TaskCompletionSource();
        StreamSubscription slow = stream.OnPrice((in PriceTick p) =>
        {
            prices.Add(p.Bid);
            isStuck.Set();
            free.Wait(Patience);
            if (p.Bid == 1000)
                last.TrySetResult();
        });
        stream.On<StreamEvent.Fill>(f => fills.Add(f.Value.FillId));

        await socket.SendAsync(Price("A", 1));
        isStuck.Wait(Patience);
        for (int i = 2; i <= 1000; i++)
            await socket.SendAsync(Price("A", i));
        await socket.SendAsync(Fill("f1"));

        Assert.That(fills.Take(Patience), Is.EqualTo("f1"), "the handler of fills");
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Assert.That((await NextAsync<StreamEvent.Price>(reader)).Bid, Is.EqualTo(1000), "the reader");
        await NextAsync<StreamEvent.Fill>(reader);
        Assert.That(slow.Topics.Single().Conflated, Is.EqualTo(998));

        free.Set();
        await last.Task.WaitAsync(Patience);
        Assert.That(prices, Is.EqualTo([1m, 1000m]));
    }

    [Test]
    public async Task An_observer_gets_every_event_and_the_end()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Fills());
        var seen = new BlockingCollection<string>();
        using IDisposable subscription = stream.AsObservable().Where(e => e is not StreamEvent.Price).Subscribe(e => seen.Add(e.GetType().Name), () => seen.Add("completed"));

        await socket.SendAsync(Price("A", 1));
        await socket.SendAsync(Fill("f1"));
        await socket.SendAsync("[]");
        Assert.That((seen.Take(Patience), seen.Take(Patience)), Is.EqualTo(("Fill", "Malformed")));
        socket.Abort();
        Assert.That((seen.Take(Patience), seen.Take(Patience)), Is.EqualTo(("Gap", "Gap")));
        ServerSocket again = await Server.AcceptAsync(Patience);
        await again.TakeSubscriptionAsync(Patience);
        Assert.That((seen.Take(Patience), seen.Take(Patience)), Is.EqualTo(("Connected", "Subscribed")));
        again.Abort();
        await stream.DisposeAsync();
        Assert.That(seen.GetConsumingEnumerable(Patience).First(e => e is not "Gap"), Is.EqualTo("completed"));
    }

    [Test]
    public async Task An_observer_that_throws_stays_subscribed()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills());
        var observer = new Thrower();
        stream.AsObservable().Subscribe(observer);
        await socket.SendAsync(Fill("f1"));
        await socket.SendAsync(Fill("f2"));
        Assert.That((observer.Seen.Take(Patience), observer.Seen.Take(Patience)), Is.EqualTo(("f1", "f2")));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        while (await NextAsync<StreamEvent>(reader) is not StreamEvent.HandlerFailed { Handler: "AsObservable" })
        {
        }
    }

    [Test]
    public async Task A_disposed_subscription_is_not_called_again()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills());
        var gone = new BlockingCollection<string>();
        var kept = new BlockingCollection<string>();
        StreamSubscription subscription = stream.On<StreamEvent.Fill>(f => gone.Add(f.Value.FillId));
        stream.On<StreamEvent.Fill>(f => kept.Add(f.Value.FillId));
        await socket.SendAsync(Fill("f1"));
        Assert.That((gone.Take(Patience), kept.Take(Patience)), Is.EqualTo(("f1", "f1")));
        subscription.Dispose();
        await socket.SendAsync(Fill("f2"));
        Assert.That(kept.Take(Patience), Is.EqualTo("f2"));
        Assert.That(gone, Is.Empty);
    }

    [Test]
    public async Task A_handler_beyond_its_bound_finds_a_gap_in_its_place()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills().QueueCapacity(2));
        using var free = new ManualResetEventSlim();
        using var isStuck = new ManualResetEventSlim();
        var seen = new BlockingCollection<string>();
        stream.On<StreamEvent>(e =>
        {
            isStuck.Set();
            free.Wait(Patience);
            seen.Add(e is StreamEvent.Gap gap ? "gap " + gap.Missed : ((StreamEvent.Fill)e).Value.FillId);
        });
        await socket.SendAsync(Fill("f1"));
        isStuck.Wait(Patience);
        foreach (string id in (string[])["f2", "f3", "f4", "f5"])
            await socket.SendAsync(Fill(id));
        await socket.SyncAsync(Patience);
        free.Set();
        Assert.That(seen.GetConsumingEnumerable(Patience).Take(4), Is.EqualTo(["f1", "f2", "f3", "gap 2"]));
    }

    private sealed class Thrower : IObserver<StreamEvent>
    {
        public BlockingCollection<string> Seen { get; } = [];

        public void OnNext(StreamEvent value)
        {
            Seen.Add(((StreamEvent.Fill)value).Value.FillId);
            throw new InvalidOperationException("no");
        }

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }

    private sealed class RecordingLogger : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<Exception> Failures { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null && eventId.Id == 20)
                Failures.Enqueue(exception);
        }

        public void Dispose()
        {
        }
    }
}
