using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Benchmarks.Measuring;
using Sequence.Sdk;
using Sequence.Sdk.Streaming;

namespace Sequence.Benchmarks.Decode;

/// <summary>The three ways to read a message, all from the bytes that the socket gives.</summary>
internal sealed class FrameReaders
{
    private readonly JsonSerializer _serializer = JsonSerializer.Create(ContractJson.Settings());
    private readonly FrameDecoder _decoder = new(new ChannelTable(new EventQueue(1), FrameCorpus.Channels), Redactor.KeysOnly);
    private readonly Func<JToken, object> _pick;
    private readonly Func<string, object> _reflect;

    public FrameReaders(FrameKind kind)
    {
        (_pick, _reflect) = kind switch
        {
            FrameKind.Price => ((Func<JToken, object>)FieldPicker.Price, (Func<string, object>)Deserialize<PriceUpdate>),
            FrameKind.Book => (FieldPicker.Book, Deserialize<BookUpdate>),
            FrameKind.Fill => (FieldPicker.Fill, Deserialize<Fill>),
            _ => (FieldPicker.Order, Deserialize<OrderResponse>),
        };
    }

    /// <summary>What the SDK does with every message.</summary>
    public StreamEvent Decode(byte[] frame) => _decoder.Decode(frame).ToEvent()!;

    /// <summary><c>JObject.Parse</c>, then each member by its name.</summary>
    public object Pick(byte[] frame)
    {
        JObject message = JObject.Parse(Encoding.UTF8.GetString(frame));
        return message["channel"] is null ? message : _pick(message["data"]!);
    }

    /// <summary>The ordinary deserializer into the type of the contract.</summary>
    public object Reflect(byte[] frame) => _reflect(Encoding.UTF8.GetString(frame));

    /// <summary>Reads every message in the three ways, and throws unless they find the same.</summary>
    public void Verify(FrameCorpus corpus)
    {
        foreach (byte[] frame in corpus.Frames)
        {
            string expected = SameResult.TextOf(Reflect(frame));
            SameResult.Require("JObject", expected, SameResult.TextOf(Pick(frame)));
            SameResult.Require("Our decoder", expected, SameResult.TextOf(Typed(Decode(frame))));
        }
    }

    private object Deserialize<T>(string text) where T : class
    {
        using var reader = new JsonTextReader(new StringReader(text));
        return _serializer.Deserialize<Envelope<T>>(reader)!.Data!;
    }

    private static object Typed(StreamEvent decoded) => decoded switch
    {
        StreamEvent.Price price => new PriceUpdate
        {
            Bid = price.Bid,
            Ask = price.Ask,
            Mid = price.Mid,
            SpreadBps = price.SpreadBps,
            BidSz = price.BidSize,
            AskSz = price.AskSize,
            Ts = price.Timestamp,
        },
        StreamEvent.Book book => new BookUpdate { Bids = book.Bids, Asks = book.Asks, Ts = book.Timestamp },
        StreamEvent.Fill fill => fill.Value,
        StreamEvent.Order order => order.Value,
        _ => throw new InvalidOperationException($"The decoder gave {decoded}."),
    };
}
