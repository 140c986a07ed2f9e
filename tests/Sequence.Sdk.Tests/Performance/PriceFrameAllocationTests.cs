using Sequence.Sdk.Streaming;

namespace Sequence.Sdk.Tests.Performance;

/// <summary>Bytes, never times: the counter of the thread says the same on a busy machine.</summary>
[TestFixture]
public sealed class PriceFrameAllocationTests
{
    private const int Frames = 1000;

    /// <summary>Measured on 64 bits: 168 for the event with its 6 decimals, and 152 for the bytes of the payload below, which its Data is parsed from.</summary>
    private const long MeasuredBytes = 320;

    private static readonly byte[] Payload =
        """{"bid":73984.57,"ask":73984.59,"mid":73984.58,"spread_bps":0.003,"bid_sz":1.25,"ask_sz":0.75,"ts_ns":1705406400000000000}"""u8.ToArray();

    private static readonly byte[] Frame = [.. """{"channel":"prices:BTC-USD","data":"""u8, .. Payload, (byte)'}'];

    private static StreamEvent? s_last;

    [Test]
    public void Reading_a_price_frame_allocates_its_event_and_nothing_else()
    {
        var decoder = new FrameDecoder(new ChannelTable(new EventQueue(1), ["prices:BTC-USD"]), Redactor.KeysOnly);

        long decoded = BytesOfOne(() => s_last = decoder.Decode(Frame).ToEvent());
        var read = (StreamEvent.Price)s_last!;
        long alone = BytesOfOne(() => s_last = ByHand());

        Assert.That(read, Is.EqualTo(ByHand()));
        Assert.That(decoded, Is.EqualTo(alone).And.LessThanOrEqualTo(MeasuredBytes));
    }

    private static StreamEvent.Price ByHand() => new("BTC-USD", 73984.57m, 73984.59m, 73984.58m, UnixNanos.FromRaw(1_705_406_400_000_000_000))
    {
        SpreadBps = 0.003m,
        BidSize = 1.25m,
        AskSize = 0.75m,
        Payload = Payload.AsSpan().ToArray(),
    };

    private static long BytesOfOne(Action one)
    {
        for (int i = 0; i < Frames; i++)
            one();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Frames; i++)
            one();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(bytes % Frames, Is.Zero, "Each frame costs the same.");
        return bytes / Frames;
    }
}
