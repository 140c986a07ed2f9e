using System.Text;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class StreamFramingTests : StreamFixture
{
    [Test]
    public async Task A_message_in_fragments_is_one_message_with_pings_between_them()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Fills());
        byte[] whole = Encoding.UTF8.GetBytes(Fill("f1"));
        await socket.WriteAsync(ServerSocket.Text, fin: false, whole.AsMemory(0, 5));
        await socket.WriteAsync(ServerSocket.Ping, fin: true, "a"u8.ToArray());
        await socket.WriteAsync(ServerSocket.Continuation, fin: false, whole.AsMemory(5, 1));
        await socket.WriteAsync(ServerSocket.Continuation, fin: false, Array.Empty<byte>());
        await socket.WriteAsync(ServerSocket.Pong, fin: true, "unasked"u8.ToArray());
        await socket.WriteAsync(ServerSocket.Continuation, fin: true, whole.AsMemory(6));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Assert.That((await NextAsync<StreamEvent.Fill>(reader)).Value.FillId, Is.EqualTo("f1"));
        (int opcode, byte[] payload) = await socket.ReadAsync(Patience);
        Assert.That((opcode, Encoding.UTF8.GetString(payload)), Is.EqualTo((ServerSocket.Pong, "a")));
    }

    [Test]
    public async Task A_message_longer_than_the_first_buffer_is_read_whole()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream().Topic("weather"));
        string filler = new('x', 300_000);
        await socket.SendAsync($$"""{"channel":"weather","data":"{{filler}}"}""");
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Assert.That((string?)(await NextAsync<StreamEvent.Raw>(reader)).Data, Is.EqualTo(filler));
    }

    [TestCase(4096, true)]
    [TestCase(4097, false)]
    public async Task A_message_above_the_limit_is_refused_and_the_stream_goes_on(int length, bool taken)
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Topic("weather").MaxMessageBytes(4096));
        string head = """{"channel":"weather","data":" """;
        await socket.SendAsync(head + new string('x', length - head.Length - 2) + "\"}");
        await socket.SendAsync(Price("A", 1));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        if (taken)
        {
            await NextAsync<StreamEvent.Raw>(reader);
        }
        else
        {
            StreamEvent.Malformed refused = await NextAsync<StreamEvent.Malformed>(reader);
            Assert.That((refused.Channel, refused.Problem), Is.EqualTo(("weather", "Its 4097 bytes are above the limit.")));
            Assert.That(refused.Snippet, Does.StartWith(head).And.Length.EqualTo(200));
        }

        await NextAsync<StreamEvent.Price>(reader);
    }

    [TestCase(16, true)]
    [TestCase(4, false)]
    public async Task A_frame_of_10_MB_is_read_whole_or_refused_by_the_limit_alone(int limitMiB, bool taken)
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Topic("tca_live").MaxMessageBytes(limitMiB * 1024 * 1024));
        string filler = new('x', 10_000_000);
        await socket.SendAsync($$"""{"channel":"tca_live","data":"{{filler}}"}""");
        await socket.SendAsync(Price("A", 1));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        if (taken)
            Assert.That((string?)(await NextAsync<StreamEvent.Raw>(reader)).Data, Has.Length.EqualTo(filler.Length));
        else
            Assert.That((await NextAsync<StreamEvent.Malformed>(reader)).Problem, Is.EqualTo("Its 10000032 bytes are above the limit."));
        await NextAsync<StreamEvent.Price>(reader);
        Assert.That(stream.Statistics.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task A_refused_message_in_many_fragments_costs_no_memory()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").MaxMessageBytes(2048));
        byte[] part = new byte[1000];
        Array.Fill(part, (byte)'x');
        await socket.WriteAsync(ServerSocket.Text, fin: false, part);
        for (int i = 0; i < 500; i++)
            await socket.WriteAsync(ServerSocket.Continuation, fin: false, part);
        await socket.WriteAsync(ServerSocket.Continuation, fin: true, part);
        await socket.SendAsync(Price("A", 1));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        Assert.That((await NextAsync<StreamEvent.Malformed>(reader)).Problem, Is.EqualTo("Its 502000 bytes are above the limit."));
        await NextAsync<StreamEvent.Price>(reader);
    }

    [Test]
    public async Task Text_that_is_not_utf8_costs_the_connection_and_is_a_gap()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        await socket.WriteAsync(ServerSocket.Text, fin: true, new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' });
        ServerSocket second = await Server.AcceptAsync(Patience);
        await second.TakeSubscriptionAsync(Patience);
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await NextAsync<StreamEvent.Gap>(reader);
        await NextAsync<StreamEvent.Connected>(reader);
    }

    [Test]
    public async Task Binary_messages_are_read_like_text_and_bad_bytes_in_them_are_malformed()
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A"));
        await socket.WriteAsync(ServerSocket.Binary, fin: true, Encoding.UTF8.GetBytes(Price("A", 1)));
        await socket.WriteAsync(ServerSocket.Binary, fin: true, new byte[] { (byte)'{', 0xC3, 0x28 });
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        await NextAsync<StreamEvent.Price>(reader);
        await NextAsync<StreamEvent.Malformed>(reader);
    }

    [TestCase("hello", null)]
    [TestCase("", null)]
    [TestCase("[1,2]", null)]
    [TestCase("""{"error":{"code":"BAD","message":"no"}}""", null)]
    [TestCase("""{"channel":7,"data":{}}""", null)]
    [TestCase("""{"channel":"fills"}""", "fills")]
    [TestCase("""{"channel":"fills","data":{"fill_id":"x" """, "fills")]
    [TestCase("""{"channel":"fills","data":[]}""", "fills")]
    [TestCase("""{"channel":"fills","data":{"qty_1e8":1.5}}""", "fills")]
    [TestCase("""{"channel":"prices:A","data":{"ask":1,"mid":1,"ts_ns":1}}""", "prices:A")]
    [TestCase("""{"channel":"prices:A","data":null}""", "prices:A")]
    [TestCase("""{"channel":"prices:A","data":{"bid":1,"ask":1,"mid":1,"ts_ns":1}} trailing""", "prices:A")]
    [TestCase("""{"channel":"fills","channel":"orders","data":{}}""", "orders")]
    [TestCase("""{"channel":"fills","data":{},"data":{}}""", "fills")]
    public async Task What_cannot_be_read_is_told_and_the_stream_goes_on(string message, string? channel)
    {
        (MarketDataStream stream, ServerSocket socket) = await ConnectAsync(Client.Stream("A").Orders().Fills());
        await socket.SendAsync(message);
        await socket.SendAsync(Fill("next"));
        await using IAsyncEnumerator<StreamEvent> reader = stream.GetAsyncEnumerator(Patience);
        await SkipStartAsync(reader);
        StreamEvent.Malformed malformed = await NextAsync<StreamEvent.Malformed>(reader);
        Assert.Multiple(() =>
        {
            Assert.That(malformed.Channel, Is.EqualTo(channel));
            Assert.That(malformed.Snippet, Is.EqualTo(message));
            Assert.That(malformed.Problem, Is.Not.Empty);
        });
        await NextAsync<StreamEvent.Fill>(reader);
        Assert.That(stream.Statistics.Malformed, Is.EqualTo(1));
    }
}
