using System.Net.Sockets;
using System.Net;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class StreamConnectTests : StreamFixture
{
    [Test]
    public async Task The_stream_starts_with_connected_and_subscribed_and_goes_on_in_order()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("BTC-USD").Orders().Fills());
        await socket.SendAsync(Price("BTC-USD", 74_000.25m));
        await socket.SendAsync(Fill("f1"));
        await socket.SendAsync("""{"channel":"orders","data":{"node_order_id":"graph:g:order:1","qty_1e8":1,"filled_qty_1e8":1,"status":"FILLED","mystery":7}}""");
        await socket.SendAsync("""{"channel":"weather:ZRH","data":{"rain":true}}""");

        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        Assert.That(await NextAsync<StreamEvent.Connected>(reader), Is.EqualTo(new StreamEvent.Connected(1)));
        Assert.That(string.Join(' ', (await NextAsync<StreamEvent.Subscribed>(reader)).Topics), Is.EqualTo("prices:BTC-USD orders fills"));
        StreamEvent.Price price = await NextAsync<StreamEvent.Price>(reader);
        Assert.That((price.Symbol, price.Bid, price.Ask, price.Mid), Is.EqualTo(("BTC-USD", 74_000.25m, 74_001.25m, 74_000.75m)));
        StreamEvent.Fill fill = await NextAsync<StreamEvent.Fill>(reader);
        Assert.That((fill.Value.FillId, fill.Value.Qty, fill.Value.Price), Is.EqualTo(("f1", Qty.FromDecimal(0.29m), Px.FromDecimal(75_000m))));
        StreamEvent.Order order = await NextAsync<StreamEvent.Order>(reader);
        Assert.That((order.Value.Status, (int)order.Data["mystery"]!), Is.EqualTo((OrderStatus.Filled, 7)));
        StreamEvent.Raw raw = await NextAsync<StreamEvent.Raw>(reader);
        Assert.That((raw.Channel, (bool)raw.Data["rain"]!), Is.EqualTo(("weather:ZRH", true)));
    }

    [Test]
    public async Task The_call_carries_the_bearer_a_request_id_and_the_name_of_the_sdk()
    {
        await ConnectAsync(Client.Stream("BTC-USD"));
        Server.Requests.TryDequeue(out Microsoft.AspNetCore.Http.IHeaderDictionary? headers);
        Assert.Multiple(() =>
        {
            Assert.That(headers!.Authorization.ToString(), Is.EqualTo("Bearer " + Key));
            Assert.That(Guid.TryParse(headers["X-Request-Id"], out Guid _), Is.True);
            Assert.That(headers.UserAgent.ToString(), Does.StartWith("Sequence.Sdk/"));
        });
    }

    [Test]
    public async Task A_rejected_topic_is_told_after_the_accepted_ones()
    {
        Task<MarketDataStream> connecting = Client.Stream("BTC-USD", "NO-SUCH").Topic("tca").ConnectAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        await socket.ReadSubscriptionAsync(Patience);
        await socket.SendAsync("""{"subscribed":["prices:BTC-USD"],"rejected":["prices:NO-SUCH",{"topic":"tca","reason":"not yours"}]}""");
        MarketDataStream stream = Keep(await connecting);
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Assert.That(await NextAsync<StreamEvent.Rejected>(reader), Is.EqualTo(new StreamEvent.Rejected("prices:NO-SUCH", null)));
        Assert.That(await NextAsync<StreamEvent.Rejected>(reader), Is.EqualTo(new StreamEvent.Rejected("tca", "not yours")));
    }

    [Test]
    public async Task A_topic_that_the_answer_leaves_out_counts_as_rejected()
    {
        Task<MarketDataStream> connecting = Client.Stream("BTC-USD").Fills().WithoutRecovery().ConnectAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        await socket.ReadSubscriptionAsync(Patience);
        await socket.SendAsync("""{"subscribed":["prices:BTC-USD"],"rejected":[]}""");
        MarketDataStream stream = Keep(await connecting);
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        StreamEvent.Rejected rejected = await NextAsync<StreamEvent.Rejected>(reader);
        Assert.That((rejected.Topic, rejected.Reason), Is.EqualTo(("fills", "The server's answer does not name it.")));
    }

    [TestCase(401, Retryability.Never)]
    [TestCase(403, Retryability.Never)]
    [TestCase(429, Retryability.AfterBackoff)]
    [TestCase(503, Retryability.AfterBackoff)]
    public async Task A_refused_first_connection_is_the_callers_failure(int status, Retryability retryability)
    {
        Server.RefuseNext(status);
        SequenceApiException? e = await Assert.ThrowsAsync<SequenceApiException>(() => Client.Stream("BTC-USD").ConnectAsync(Patience));
        Assert.Multiple(() =>
        {
            Assert.That(e!.Status, Is.EqualTo(status));
            Assert.That(e.Operation, Is.EqualTo("openStream"));
            Assert.That(e.RequestId, Is.EqualTo("request-of-the-server"));
            Assert.That(e.Retryability, Is.EqualTo(retryability));
            Assert.That(e.ToString(), Does.Not.Contain(Key));
            Assert.That(Server.Requests, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        await using StreamServer elsewhere = await StreamServer.StartAsync();
        Server.RefuseNext(302, new Uri(elsewhere.Address, "v1/stream"));
        await Assert.ThatAsync(() => Client.Stream("BTC-USD").ConnectAsync(Patience), Throws.TypeOf<SequenceApiException>().With.Property("Status").EqualTo(302));
        Assert.That(elsewhere.Requests, Is.Empty);
    }

    [Test]
    public async Task No_server_is_a_network_failure_without_the_key()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var client = new SequenceClient(Key, new SequenceClientOptions { BaseAddress = new Uri($"http://127.0.0.1:{port}") });
        SequenceNetworkException? e = await Assert.ThrowsAsync<SequenceNetworkException>(() => client.Stream("BTC-USD").ConnectAsync(Patience));
        Assert.That(e!.Message, Does.Contain($"127.0.0.1:{port}"));
        Assert.That(e.ToString(), Does.Not.Contain(Key));
        Assert.That(e.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    [Test]
    public async Task A_server_that_never_answers_the_subscription_meets_the_deadline()
    {
        await using SequenceClient client = NewClient(TimeSpan.FromSeconds(30));
        Task<MarketDataStream> connecting = client.Stream("BTC-USD").ConnectAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        await socket.ReadSubscriptionAsync(Patience);
        Time.Advance(TimeSpan.FromSeconds(30));
        SequenceNetworkException? e = await Assert.ThrowsAsync<SequenceNetworkException>(() => connecting);
        Assert.That(e!.Message, Does.Contain("30 s"));
    }

    [Test]
    public async Task A_connection_that_ends_before_the_answer_is_a_network_failure()
    {
        Task<MarketDataStream> connecting = Client.Stream("BTC-USD").ConnectAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        await socket.ReadSubscriptionAsync(Patience);
        await socket.CloseAsync(1008, "no entry");
        SequenceNetworkException? e = await Assert.ThrowsAsync<SequenceNetworkException>(() => connecting);
        Assert.That(e!.Message, Does.Contain("1008 (no entry)"));
    }

    [Test]
    public async Task Giving_up_on_connecting_is_a_cancellation()
    {
        using var mine = new CancellationTokenSource();
        Task<MarketDataStream> connecting = Client.Stream("BTC-USD").ConnectAsync(mine.Token);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        await socket.ReadSubscriptionAsync(Patience);
        await mine.CancelAsync();
        OperationCanceledException? e = await Assert.ThrowsAsync<TaskCanceledException>(() => connecting);
        Assert.That(e!.CancellationToken, Is.EqualTo(mine.Token));
    }

    [Test]
    public async Task A_disposed_client_opens_no_stream()
    {
        StreamBuilder builder = Client.Stream("BTC-USD");
        await Client.DisposeAsync();
        await Assert.ThatAsync(() => builder.ConnectAsync(Patience), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(Server.Requests, Is.Empty);
    }

    [TestCase("http://localhost:50052", "ws://localhost:50052/v1/stream")]
    [TestCase("https://api.sequencemkts.com", "wss://api.sequencemkts.com/v1/stream")]
    [TestCase("https://api.sequencemkts.com/edge/", "wss://api.sequencemkts.com/edge/v1/stream")]
    public void The_socket_goes_where_the_calls_go(string baseAddress, string expected)
    {
        using var transport = new SequenceTransport(Key, new SequenceClientOptions { BaseAddress = new Uri(baseAddress) });
        Assert.That(transport.Sockets.Address("v1/stream"), Is.EqualTo(new Uri(expected)));
    }

    [Test]
    public async Task The_key_is_in_no_text_of_the_stream()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("BTC-USD"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        await socket.SendAsync("who is " + Key + "?");
        await socket.CloseAsync(1011, "bye " + Key);
        StreamEvent.Malformed malformed = await NextAsync<StreamEvent.Malformed>(reader);
        StreamEvent.Gap gap = await NextAsync<StreamEvent.Gap>(reader);
        Assert.That(malformed.Snippet, Is.EqualTo("who is ***?"));
        Assert.That(gap.Detail, Is.EqualTo("the server closed with 1011 (bye ***)"));
        Assert.That(string.Join('\n', stream, malformed, gap, Client, stream.Statistics), Does.Not.Contain(Key));
    }
}
