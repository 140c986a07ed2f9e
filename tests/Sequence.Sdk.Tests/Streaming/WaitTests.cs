using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Trade;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>Waits for orders and graphs over the shared stream of a client. The clock stands still unless a test moves it.</summary>
internal sealed class WaitTests : StreamFixture
{
    private const string Id = OrderJson.Id;
    private string _state = "NEW";
    private int _reads;

    [SetUp]
    public void AnswerReads()
    {
        _state = "NEW";
        _reads = 0;
        Server.Answers["/v1/orders"] = _ =>
        {
            Interlocked.Increment(ref _reads);
            return OrderJson.Page(OrderJson.Order(status: Volatile.Read(ref _state)));
        };
    }

    [TestCase("COMPLETED")]
    [TestCase("FILLED")]
    [TestCase("CANCELLED")]
    [TestCase("REJECTED")]
    [TestCase("FAILED")]
    public async Task A_wait_ends_with_every_terminal_status_that_the_stream_tells(string status)
    {
        Task<OrderResponse> wait = Client.WaitForOrderAsync(Id, cancellationToken: Patience);
        ServerSocket socket = await SubscribedAsync();
        await socket.SendAsync(Order("PARTIAL"));
        await socket.SendAsync(Order("FILLED", id: "graph:other:order:1"));
        await socket.SendAsync(Order(status));
        Assert.That((await wait).Status.Value, Is.EqualTo(status));
        Assert.That(_reads, Is.LessThanOrEqualTo(3));
    }

    [Test]
    public async Task A_wait_sees_every_change_that_the_stream_tells()
    {
        List<string> seen = [];
        Task<OrderResponse> wait = Client.WaitForOrderAsync(Id, o =>
        {
            seen.Add(o.Status.Value);
            return o.Status == OrderStatus.Partial;
        }, Patience);
        ServerSocket socket = await SubscribedAsync();
        await socket.SendAsync(Order("ACCEPTED"));
        await socket.SendAsync(Order("PARTIAL"));
        await socket.SendAsync(Order("FILLED"));
        Assert.That((await wait).Status, Is.EqualTo(OrderStatus.Partial));
        Assert.That(seen.TakeLast(2), Is.EqualTo(["ACCEPTED", "PARTIAL"]));
    }

    [Test]
    public async Task All_waits_of_a_client_share_one_stream()
    {
        Task<OrderResponse>[] waits = [.. Enumerable.Range(0, 20).Select(_ => Client.WaitForOrderAsync(Id, cancellationToken: Patience))];
        ServerSocket socket = await SubscribedAsync();
        await socket.SendAsync(Order("FILLED"));
        await Task.WhenAll(waits);
        Task<OrderResponse> late = Client.WaitForOrderAsync(Id, cancellationToken: Patience);
        await socket.SendAsync(Order("FILLED"));
        // The wait may begin after the change: the next one reaches it.
        await Eventually.TrueAsync(() => late.IsCompleted, () => socket.SendAsync(Order("FILLED")));

        Assert.That(Server.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task What_the_stream_lost_is_read_again_at_once()
    {
        Task<OrderResponse> wait = Client.WaitForOrderAsync(Id, cancellationToken: Patience);
        ServerSocket socket = await SubscribedAsync();
        Volatile.Write(ref _state, "CANCELLED");
        socket.Abort();
        Assert.That((await wait.WaitAsync(Patience)).Status, Is.EqualTo(OrderStatus.Cancelled));
    }

    [Test]
    public async Task What_happened_before_the_stream_was_there_is_read_with_its_subscription()
    {
        Task<OrderResponse> wait = Client.WaitForOrderAsync(Id, cancellationToken: Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        await socket.ReadSubscriptionAsync(Patience);
        Volatile.Write(ref _state, "FILLED");
        await socket.SendAsync("""{"subscribed":["orders"],"rejected":[]}""");
        Assert.That((await wait).Status, Is.EqualTo(OrderStatus.Filled));
    }

    [Test]
    public async Task Without_a_stream_a_wait_goes_on_by_reading()
    {
        Server.RefuseNext(401);
        Task<OrderResponse> wait = Client.WaitForOrderAsync(Id, cancellationToken: Patience);
        await Eventually.TrueAsync(() => wait.IsCompleted, () =>
        {
            if (Volatile.Read(ref _reads) >= 4)
                Volatile.Write(ref _state, "REJECTED");
            Time.Advance(TimeSpan.FromMilliseconds(250));
        });

        Assert.That((await wait).Status, Is.EqualTo(OrderStatus.Rejected));
        Assert.That(Server.Connections, Is.Zero);
    }

    [Test]
    public async Task An_order_that_has_ended_already_opens_no_stream()
    {
        _state = "COMPLETED";
        OrderResponse order = await Client.GetOrderAsync(Id, Patience);
        Assert.That(await order.WhenTerminalAsync(Patience), Is.SameAs(order));
        await Client.WaitForOrderAsync(Id, cancellationToken: Patience);
        Assert.That((Server.Connections, _reads), Is.EqualTo((0, 2)));
    }

    [Test]
    public async Task An_order_that_was_read_or_streamed_can_be_waited_for()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Orders());
        await socket.SendAsync(Order("ACCEPTED"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        OrderResponse streamed = (await NextAsync<StreamEvent.Order>(reader)).Value;
        OrderResponse read = await Client.GetOrderAsync(Id, Patience);
        OrderResponse listed = (await Client.Orders().FetchAsync(Patience)).Orders[0];

        Task<OrderResponse>[] waits = [streamed.WhenTerminalAsync(Patience), read.WhenTerminalAsync(Patience), listed.WhenTerminalAsync(Patience)];
        ServerSocket shared = await SubscribedAsync();
        await shared.SendAsync(Order("FILLED"));
        Assert.That((await Task.WhenAll(waits)).Select(o => o.Status), Is.All.EqualTo(OrderStatus.Filled));
        Assert.That(() => new OrderResponse { NodeOrderId = Id }.WhenTerminalAsync(Patience), Throws.InvalidOperationException.With.Message.Contains(Id));
    }

    [Test]
    public async Task A_wait_for_a_graph_reads_it_when_one_of_its_orders_changes()
    {
        string status = "active";
        Server.Answers["/v1/execution_graphs/graph_ab12"] = _ => new JObject
        {
            ["graph_id"] = "graph_ab12", ["client_id"] = "c", ["status"] = Volatile.Read(ref status), ["nodes"] = new JObject(), ["edges"] = new JObject(),
        }.ToString();
        Task<GraphStatusResponse> wait = Client.WaitForGraphAsync("graph_ab12", Patience);
        ServerSocket socket = await SubscribedAsync();
        Volatile.Write(ref status, "completed");
        // The read with the subscription may come before the change.
        await Eventually.TrueAsync(() => wait.IsCompleted, () => socket.SendAsync(Order("COMPLETED", id: "graph:graph_ab12:order:1")));

        Assert.That((await wait).Status, Is.EqualTo(GraphStatus.Completed));
    }

    [Test]
    public async Task Disposing_the_client_ends_its_waits_and_its_stream()
    {
        SequenceClient client = NewClient(Timeout.InfiniteTimeSpan);
        Task<OrderResponse> wait = client.WaitForOrderAsync(Id, cancellationToken: Patience);
        ServerSocket socket = await SubscribedAsync();
        await Eventually.TrueAsync(() => Volatile.Read(ref _reads) >= 2);
        Task disposing = client.DisposeAsync().AsTask();
        Assert.That(await socket.ReadCloseAsync(Patience), Is.EqualTo(1000));
        await socket.CloseAsync(1000, "");
        await disposing.WaitAsync(Patience);
        await Assert.ThatAsync(() => wait.WaitAsync(Patience), Throws.InstanceOf<ObjectDisposedException>().Or.InstanceOf<SequenceNetworkException>(), "it waited, or was reading");
    }

    [Test]
    public async Task Cancelling_a_wait_ends_it_and_leaves_the_others()
    {
        using var mine = new CancellationTokenSource();
        Task<OrderResponse> gone = Client.WaitForOrderAsync(Id, cancellationToken: mine.Token);
        Task<OrderResponse> kept = Client.WaitForOrderAsync(Id, cancellationToken: Patience);
        ServerSocket socket = await SubscribedAsync();
        await mine.CancelAsync();
        await Assert.ThatAsync(() => gone.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
        await socket.SendAsync(Order("FILLED"));
        Assert.That((await kept).Status, Is.EqualTo(OrderStatus.Filled));
    }

    /// <summary>The server's end of the shared stream, once it is subscribed.</summary>
    private async Task<ServerSocket> SubscribedAsync()
    {
        ServerSocket socket = await Server.AcceptAsync(Patience);
        Assert.That(await socket.TakeSubscriptionAsync(Patience), Is.EqualTo(["orders"]));
        await socket.SyncAsync(Patience);
        return socket;
    }

    private static string Order(string status, string id = Id) => Frame("orders", JObject.Parse(OrderJson.Order(status: status, id: id)));
}
