using Newtonsoft.Json.Linq;
using Sequence.Sdk.Streaming;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>What a stream does about orders and fills that it missed.</summary>
internal sealed class RecoveryTests : StreamFixture
{
    private const long Start = 1_705_406_400_000_000_000;

    private AccountList _fills = null!;
    private AccountList _orders = null!;

    [SetUp]
    public void OpenLists()
    {
        _fills = new AccountList("fills");
        _orders = new AccountList("orders");
        Server.Answers["/v1/fills"] = _fills.Answer;
        Server.Answers["/v1/orders"] = _orders.Answer;
    }

    [Test]
    public async Task Fills_missed_while_away_come_once_in_order_and_marked()
    {
        _fills.Add(FillRow("long ago", -60));
        (IAsyncEnumerator<StreamEvent> reader, ServerSocket first) = await OpenAsync();
        await TellAsync(first, FillRow("1", 1));
        await NextAsync<StreamEvent.Fill>(reader);
        first.Abort();
        _fills.Add(FillRow("2", 2));
        _fills.Add(FillRow("3", 3));

        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        Assert.That((await NextAsync<StreamEvent.Gap>(reader)).Reason, Is.EqualTo(GapReason.Disconnected));
        await SkipStartAsync(reader);
        Assert.That(await FillsUntilResyncedAsync(reader, recovered: 2), Is.EqualTo(new[] { "2 recovered", "3 recovered" }));
        await TellAsync(second, FillRow("4", 4));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).IsRecovered, Is.False);
    }

    [Test]
    public async Task What_comes_live_during_the_reading_stands_after_what_was_missed_and_comes_once()
    {
        (IAsyncEnumerator<StreamEvent> reader, ServerSocket first) = await OpenAsync();
        await TellAsync(first, FillRow("1", 1));
        await NextAsync<StreamEvent.Fill>(reader);
        first.Abort();
        _fills.Add(FillRow("2", 2));
        var second = new TaskCompletionSource<ServerSocket>();
        _fills.BeforePage = _ =>
        {
            // Both are on the wire before the list is answered; one of them is in it.
            TellAsync(second.Task.Result, FillRow("3", 3)).Wait(Patience);
            second.Task.Result.SendAsync(Frame("fills", FillRow("4", 4))).Wait(Patience);
            second.Task.Result.SyncAsync(Patience).Wait(Patience);
            _fills.BeforePage = _ => { };
        };
        ServerSocket socket = await Server.AcceptAsync(Patience);
        second.SetResult(socket);
        await socket.TakeSubscriptionAsync(Patience);

        await NextAsync<StreamEvent.Gap>(reader);
        await SkipStartAsync(reader);
        Assert.That(await FillsUntilResyncedAsync(reader, recovered: 2), Is.EqualTo(new[] { "2 recovered", "3 recovered", "4" }));
    }

    [Test]
    public async Task A_list_that_gives_the_same_page_for_ever_ends_the_recovery_as_incomplete()
    {
        _fills.IgnoresOffset = true;
        (IAsyncEnumerator<StreamEvent> reader, ServerSocket first) = await OpenAsync();
        await TellAsync(first, FillRow("1", 1));
        await NextAsync<StreamEvent.Fill>(reader);
        first.Abort();
        _fills.Add(FillRow("2", 2));

        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await NextAsync<StreamEvent.Gap>(reader);
        await SkipStartAsync(reader);
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).IsRecovered, Is.True);
        Assert.That((await NextAsync<StreamEvent.Resynced>(reader)).IsComplete, Is.False);
    }

    [Test]
    public async Task An_event_that_the_server_repeats_comes_once()
    {
        (IAsyncEnumerator<StreamEvent> reader, ServerSocket socket) = await OpenAsync();
        await TellAsync(socket, FillRow("1", 1));
        await socket.SendAsync(Frame("fills", FillRow("1", 1)));
        await TellAsync(socket, FillRow("2", 2));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("1"));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("2"));
    }

    [Test]
    public async Task A_list_that_fails_is_asked_for_again_and_the_topic_stays_recovering_meanwhile()
    {
        MarketDataStream stream = await OpenStreamAsync(Client.Stream().Fills());
        ServerSocket first = Socket;
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        await TellAsync(first, FillRow("1", 1));
        await NextAsync<StreamEvent.Fill>(reader);
        _fills.Add(FillRow("2", 2));
        Server.Answers["/v1/fills"] = _ => "no list";
        var states = new List<TopicState>();
        first.Abort();
        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await second.SyncAsync(Patience);
        states.Add(stream.TopicStates["fills"]);
        await Eventually.TrueAsync(() => Server.Reads("/v1/fills") >= 2);
        states.Add(stream.TopicStates["fills"]);
        Server.Answers["/v1/fills"] = _fills.Answer;
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => stream.TopicStates["fills"] == TopicState.Active);

        await NextAsync<StreamEvent.Gap>(reader);
        await SkipStartAsync(reader);
        Assert.That(await FillsUntilResyncedAsync(reader, recovered: 1), Is.EqualTo(new[] { "2 recovered" }));
        Assert.That(states, Is.All.EqualTo(TopicState.Recovering));
    }

    [Test]
    public async Task A_fill_that_the_server_never_sent_is_found_by_the_comparison_and_announced()
    {
        (IAsyncEnumerator<StreamEvent> reader, ServerSocket socket) = await OpenAsync();
        await TellAsync(socket, FillRow("1", 1));
        await NextAsync<StreamEvent.Fill>(reader);
        _fills.Add(FillRow("2", 2));
        Task<StreamEvent.Gap> gap = NextAsync<StreamEvent.Gap>(reader);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => gap.IsCompleted);
        Assert.That(((await gap).Reason, (await gap).Missed), Is.EqualTo((GapReason.Omitted, (long?)1)));
        Assert.That(await FillsUntilResyncedAsync(reader, recovered: 1), Is.EqualTo(new[] { "2 recovered" }));
    }

    [Test]
    public async Task A_fill_that_cannot_be_read_is_read_from_the_list()
    {
        (IAsyncEnumerator<StreamEvent> reader, ServerSocket socket) = await OpenAsync(audit: TimeSpan.FromHours(24));
        _fills.Add(FillRow("1", 1));
        await socket.SendAsync("""{"channel":"fills","data":{"fill_id":"1","qty_1e8":"much"}}""");
        await NextAsync<StreamEvent.Malformed>(reader);
        Task<StreamEvent.Gap> gap = NextAsync<StreamEvent.Gap>(reader);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => gap.IsCompleted);
        Assert.That(await FillsUntilResyncedAsync(reader, recovered: 1), Is.EqualTo(new[] { "1 recovered" }));
    }

    [Test]
    public async Task A_message_that_names_no_topic_may_have_been_a_fill()
    {
        (IAsyncEnumerator<StreamEvent> reader, ServerSocket socket) = await OpenAsync(audit: TimeSpan.FromHours(1));
        _fills.Add(FillRow("1", 1));
        await socket.SendAsync("}no JSON");
        await NextAsync<StreamEvent.Malformed>(reader);
        DateTimeOffset start = Time.GetUtcNow();
        Task<StreamEvent.Gap> gap = NextAsync<StreamEvent.Gap>(reader);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => gap.IsCompleted);
        Assert.That(await FillsUntilResyncedAsync(reader, recovered: 1), Is.EqualTo(new[] { "1 recovered" }));
        Assert.That(Time.GetUtcNow() - start, Is.LessThan(TimeSpan.FromHours(1)));
    }

    [Test]
    public async Task A_list_that_is_there_at_once_is_told_after_the_beginning_and_not_within()
    {
        using var transport = new SequenceTransport("seq_test_0123", new SequenceClientOptions { TimeProvider = Time });
        var queue = new TopicQueue("fills", QueuePolicy.NeverDrop);
        await using var recovery = new AccountRecovery("fills", new EmptyLog(), (_, _) => true, transport, new RecoveryPlan(10, TimeSpan.FromHours(1)));
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        recovery.Resynced += _ => told.SetResult(Environment.CurrentManagedThreadId);
        recovery.StartBackfill(queue);
        recovery.Lost();
        int here = Environment.CurrentManagedThreadId;
        Assert.That(recovery.StartBackfill(queue), Is.True);
        bool isWithin = told.Task.IsCompleted && told.Task.Result == here;
        await told.Task.WaitAsync(Patience);
        Assert.That(isWithin, Is.False);
    }

    [Test]
    public async Task Ten_thousand_missed_fills_come_over_many_pages_each_once()
    {
        MarketDataStream stream = await OpenStreamAsync(Client.Stream().Fills().QueueCapacity(20_000));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Socket.Abort();
        for (int i = 0; i < 10_000; i++)
            _fills.Add(FillRow($"{i}", i));
        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await NextAsync<StreamEvent.Gap>(reader);
        await SkipStartAsync(reader);
        Assert.That(await FillsUntilResyncedAsync(reader, recovered: 10_000), Is.EqualTo(Enumerable.Range(0, 10_000).Select(i => $"{i} recovered")));
    }

    [Test]
    public async Task What_found_no_room_for_a_slow_reader_comes_when_it_has_caught_up_and_handlers_hear_everything_once()
    {
        MarketDataStream stream = await OpenStreamAsync(Client.Stream().Fills().QueueCapacity(3));
        var heard = new List<string>();
        using var subscription = stream.On<StreamEvent.Fill>(fill =>
        {
            lock (heard)
                heard.Add(fill.Value.FillId);
        });
        for (int i = 0; i < 10; i++)
        {
            await TellAsync(Socket, FillRow($"{i}", i));
            await Eventually.TrueAsync(() => heard.Count == i + 1);
        }

        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        var told = new List<string>();
        int gaps = 0;
        while (await reader.MoveNextAsync().AsTask().WaitAsync(Patience) && reader.Current is not StreamEvent.Resynced)
        {
            if (reader.Current is StreamEvent.Fill fill)
                told.Add(fill.Value.FillId);
            else if (reader.Current is StreamEvent.Gap { Reason: GapReason.Overflow })
                gaps++;
        }

        await TellAsync(Socket, FillRow("10", 10));
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("10"));
        Assert.That(told, Is.EqualTo(Enumerable.Range(0, 10).Select(i => $"{i}")));
        Assert.That(gaps, Is.GreaterThan(0));
        await Eventually.TrueAsync(() => heard.Count == 11);
        Assert.That(heard, Is.EqualTo(Enumerable.Range(0, 11).Select(i => $"{i}")));
    }

    [Test]
    public async Task An_order_that_changed_meanwhile_comes_in_its_present_state_and_an_older_state_does_not()
    {
        _orders.Add(OrderRow("a", "ACCEPTED", filled: 0, updated: -5));
        MarketDataStream stream = await OpenStreamAsync(Client.Stream().Orders());
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Socket.Abort();
        var changed = new AccountList("orders");
        changed.Add(OrderRow("a", "FILLED", filled: 5, updated: 7));
        changed.Add(OrderRow("b", "ACCEPTED", filled: 0, updated: 6));
        Server.Answers["/v1/orders"] = changed.Answer;
        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await NextAsync<StreamEvent.Gap>(reader);
        await SkipStartAsync(reader);
        StreamEvent.Order b = await NextAsync<StreamEvent.Order>(reader);
        StreamEvent.Order a = await NextAsync<StreamEvent.Order>(reader);
        Assert.That((b.Value.NodeOrderId, b.IsRecovered, a.Value.NodeOrderId, a.Value.Status), Is.EqualTo(("b", true, "a", OrderStatus.Filled)));
        await NextAsync<StreamEvent.Resynced>(reader);

        await second.SendAsync(Frame("orders", OrderRow("a", "PARTIALLY_FILLED", filled: 3, updated: 6)));
        await second.SendAsync(Frame("orders", OrderRow("b", "CANCELLED", filled: 0, updated: 8)));
        Assert.That((await NextAsync<StreamEvent.Order>(reader)).Value.Status, Is.EqualTo(OrderStatus.Cancelled));
    }

    [Test]
    public async Task An_account_that_could_not_be_read_at_the_start_is_not_called_complete()
    {
        Server.Answers["/v1/fills"] = _ => "\"no list\"";
        (IAsyncEnumerator<StreamEvent> reader, ServerSocket first) = await OpenAsync();
        _fills.Add(FillRow("1", 1));
        Server.Answers["/v1/fills"] = _fills.Answer;
        first.Abort();
        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await NextAsync<StreamEvent.Gap>(reader);
        await SkipStartAsync(reader);
        Assert.That((await NextAsync<StreamEvent.Resynced>(reader)).IsComplete, Is.False);
    }

    [Test]
    public async Task Without_recovery_nothing_is_read_and_a_repetition_comes_again()
    {
        MarketDataStream stream = await OpenStreamAsync(Client.Stream().Fills().WithoutRecovery());
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        await TellAsync(Socket, FillRow("1", 1));
        await Socket.SendAsync(Frame("fills", FillRow("1", 1)));
        await NextAsync<StreamEvent.Fill>(reader);
        await NextAsync<StreamEvent.Fill>(reader);
        Assert.That(_fills.Reads, Is.Zero);
    }

    [Test]
    public async Task Disposing_ends_a_recovery_that_waits_for_its_list()
    {
        MarketDataStream stream = await OpenStreamAsync(Client.Stream().Fills());
        using var asked = new SemaphoreSlim(0);
        using var answer = new SemaphoreSlim(0);
        _fills.BeforePage = _ =>
        {
            asked.Release();
            answer.Wait(Patience);
        };
        Socket.Abort();
        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await asked.WaitAsync(Patience);
        Task closing = stream.DisposeAsync().AsTask();
        second.Abort();
        await closing.WaitAsync(Patience);
        answer.Release();
    }

    private ServerSocket Socket { get; set; } = null!;

    private async Task<MarketDataStream> OpenStreamAsync(StreamBuilder builder)
    {
        Task<MarketDataStream> connecting = builder.ConnectAsync(Patience);
        Socket = await Server.AcceptAsync(Patience);
        await Socket.TakeSubscriptionAsync(Patience);
        return Keep(await connecting);
    }

    private async Task<(IAsyncEnumerator<StreamEvent> Reader, ServerSocket Socket)> OpenAsync(TimeSpan? audit = null)
    {
        MarketDataStream stream = await OpenStreamAsync(Client.Stream().Fills().SilenceTimeout(TimeSpan.FromHours(1)).AuditInterval(audit ?? TimeSpan.FromMinutes(1)));
        IAsyncEnumerator<StreamEvent> reader = Keep(stream.GetAsyncEnumerator(Patience));
        await SkipStartAsync(reader);
        return (reader, Socket);
    }

    /// <summary>A fill happens: it is in the list, and the server sends it.</summary>
    private async Task TellAsync(ServerSocket socket, JObject row)
    {
        _fills.Add(row);
        await socket.SendAsync(Frame("fills", row));
    }

    private async Task<List<string>> FillsUntilResyncedAsync(IAsyncEnumerator<StreamEvent> reader, int recovered)
    {
        var fills = new List<string>();
        while (await reader.MoveNextAsync().AsTask().WaitAsync(Patience) && reader.Current is StreamEvent.Fill fill)
            fills.Add(fill.Value.FillId + (fill.IsRecovered ? " recovered" : string.Empty));
        Assert.That(reader.Current, Is.EqualTo(new StreamEvent.Resynced("fills") { Recovered = recovered }));
        return fills;
    }

    private static JObject FillRow(string id, int seconds) => new()
    {
        ["fill_id"] = id,
        ["node_order_id"] = "graph:graph_ab12:order:1",
        ["symbol"] = "BTC-USD",
        ["side"] = "BUY",
        ["qty_1e8"] = 29_000_000,
        ["price_1e9"] = 75_000_000_000_000,
        ["ts_ns"] = Start + (seconds * 1_000_000_000L),
    };

    private static JObject OrderRow(string id, string status, long filled, int updated) => new()
    {
        ["node_order_id"] = id,
        ["client_id"] = "c",
        ["symbol"] = "BTC-USD",
        ["side"] = "BUY",
        ["status"] = status,
        ["qty_1e8"] = 5,
        ["filled_qty_1e8"] = filled,
        ["created_unix_ns"] = Start - 5_000_000_000L,
        ["updated_unix_ns"] = Start + (updated * 1_000_000_000L),
    };

    /// <summary>A list that is never missing anything, and known without a wait.</summary>
    private sealed class EmptyLog : IAccountLog
    {
        public bool IsNew(StreamEvent e) => true;

        public void Note(StreamEvent e)
        {
        }

        public Task SeedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<MissedEvents> ReadMissedAsync(CancellationToken cancellationToken) => Task.FromResult(new MissedEvents([], IsComplete: true, Until: null));

        public void AdvanceWatermark(MissedEvents missed)
        {
        }

        public IAccountLog Clone() => new EmptyLog();
    }
}
