using System.Net.WebSockets;
using System.Text;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk.Tests.Performance;

/// <summary>Bytes from the socket to the handler, through the tap, the decoder, the live books, the stream's own line and the handler's.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class HandlerAllocationTests
{
    private const int Messages = 20_000;
    private const int Passes = 5;

    private static readonly byte[] Price =
        """{"channel":"prices:A","data":{"bid":73984.57,"ask":73984.59,"mid":73984.58,"spread_bps":0.003,"bid_sz":1.25,"ask_sz":0.75,"ts_ns":1705406400000000000}}"""u8.ToArray();

    private static readonly byte[] Book = Encoding.UTF8.GetBytes(
        $$$"""{"channel":"book:B","data":{"bids":[{{{Levels(-1)}}}],"asks":[{{{Levels(1)}}}],"ts_ns":1705406400000000000}}""");

    [Test]
    public async Task A_price_or_a_book_for_a_handler_allocates_nothing()
    {
        var events = new EventQueue(10);
        var books = new OrderBooks();
        events.Attach(books);
        var channels = new ChannelTable(events, ["prices:A", "book:B"]);
        decimal last = 0;
        int levels = 0;
        StreamSubscription[] handlers =
        [
            Subscribe(events, new PriceDelivery((in PriceTick p) => last = p.Bid)),
            Subscribe(events, new BookDelivery((in BookView b) => levels = b.Bids.Length + b.Asks.Length)),
        ];
        var sink = new Sink(events, new FrameDecoder(channels, Redactor.KeysOnly));
        await PassAsync(sink, handlers);

        // What else the process still does shows in one pass or the other, not in all.
        long here = long.MaxValue;
        long everywhere = long.MaxValue;
        for (int i = 0; i < Passes; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            here = Math.Min(here, await PassAsync(sink, handlers));
            everywhere = Math.Min(everywhere, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.That((last, levels, books["B"].State), Is.EqualTo((73_984.57m, 20, OrderBookState.Live)));
        Assert.That(events.Snapshot().Topics.Select(t => t.Received), Is.All.EqualTo((Passes + 1) * Messages / 2));
        Assert.That(here, Is.Zero, "on the receive loop");
        Assert.That(everywhere / Messages, Is.Zero, $"{everywhere} bytes on all threads for {Messages} messages");
    }

    private static StreamSubscription Subscribe(EventQueue events, Delivery delivery)
    {
        var subscription = new StreamSubscription(events, 10, delivery, (_, e) => Assert.Fail(e.ToString()));
        events.Attach(subscription);
        return subscription;
    }

    /// <summary>Sends all messages through a tap of its own; returns what its thread allocated. All handlers are done afterwards.</summary>
    private static async Task<long> PassAsync(Sink sink, StreamSubscription[] handlers)
    {
        long bytes = 0;
        using var socket = new SocketOfFrames(Messages, [Price, Book]);
        using var tap = new WebSocketTap(socket, sink, 1 << 20);
        await Task.Run(async () =>
        {
            ValueTask<ValueWebSocketReceiveResult> reading = tap.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            await reading;
        });
        bytes = socket.BytesOfReader;
        await Eventually.TrueAsync(() => handlers.All(h => h.IsIdle));
        return bytes;
    }

    private static string Levels(int step) =>
        string.Join(',', Enumerable.Range(1, 10).Select(i => FormattableString.Invariant($"[{73_984.5m + (i * step)},1.25]")));

    /// <summary>What a connection does with its messages, without its commands.</summary>
    private sealed class Sink(EventQueue events, FrameDecoder decoder) : IMessageSink
    {
        public void OnMessage(ReadOnlySpan<byte> message)
        {
            DecodedFrame frame = decoder.Decode(message);
            events.Post(frame.Route!.Queue, frame.Latest!);
        }

        public void OnOversized(ReadOnlySpan<byte> head, long length) => Assert.Fail("refused");
    }

    /// <summary>A socket with messages that are all there already, so that one thread reads them all.</summary>
    private sealed class SocketOfFrames(int count, byte[][] frames) : WebSocket
    {
        private int _sent;
        private long _start;

        public long BytesOfReader { get; private set; }

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            if (_sent == 0)
                _start = GC.GetAllocatedBytesForCurrentThread();
            if (_sent == count)
            {
                BytesOfReader = GC.GetAllocatedBytesForCurrentThread() - _start;
                return new ValueTask<ValueWebSocketReceiveResult>(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true));
            }

            byte[] frame = frames[_sent++ % frames.Length];
            frame.CopyTo(buffer);
            return new ValueTask<ValueWebSocketReceiveResult>(new ValueWebSocketReceiveResult(frame.Length, WebSocketMessageType.Text, true));
        }

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override void Abort()
        {
        }

        public override void Dispose()
        {
        }
    }
}
