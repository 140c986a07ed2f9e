using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Streaming;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>The hand-written decoders against the ordinary reader of the contract's types.</summary>
internal sealed class DecoderTests
{
    private const int Documents = 20_000;

    private static readonly (string, MemberKind)[] PriceMembers =
    [
        ("bid", MemberKind.Number), ("ask", MemberKind.Number), ("mid", MemberKind.Number), ("spread_bps", MemberKind.Number),
        ("bid_sz", MemberKind.Number), ("ask_sz", MemberKind.Number), ("ts_ns", MemberKind.Integer),
    ];

    private static readonly (string, MemberKind)[] BookMembers = [("bids", MemberKind.Levels), ("asks", MemberKind.Levels), ("ts_ns", MemberKind.Integer)];

    private static readonly (string, MemberKind)[] OrderMembers =
    [
        ("node_order_id", MemberKind.Text), ("client_id", MemberKind.Text), ("symbol", MemberKind.Text), ("client_order_id", MemberKind.Text),
        ("side", MemberKind.Text), ("qty_1e8", MemberKind.Integer), ("filled_qty_1e8", MemberKind.Integer), ("status", MemberKind.Text),
        ("failure_reason", MemberKind.Text), ("constraints", MemberKind.Anything), ("created_unix_ns", MemberKind.Integer),
        ("updated_unix_ns", MemberKind.Integer), ("tca", MemberKind.Costs),
    ];

    private static readonly (string, MemberKind)[] FillMembers =
    [
        ("fill_id", MemberKind.Text), ("node_order_id", MemberKind.Text), ("graph_id", MemberKind.Text), ("symbol", MemberKind.Text),
        ("venue", MemberKind.Text), ("side", MemberKind.Text), ("qty_1e8", MemberKind.Integer), ("price_1e9", MemberKind.Integer),
        ("fee_usd_1e9", MemberKind.Integer), ("ts_ns", MemberKind.Integer),
    ];

    [Test]
    public void A_price_is_read_as_the_ordinary_reader_reads_it_and_needs_its_four_members()
    {
        int read = Compare<PriceUpdate>(PriceMembers, "prices:KX:YES", (text, payload, expected, actual) =>
        {
            if (!HasAll(payload, "bid", "ask", "mid", "ts_ns"))
            {
                Assert.That(actual, Is.TypeOf<StreamEvent.Malformed>(), text);
                return false;
            }

            Assert.That(actual, Is.TypeOf<StreamEvent.Price>(), text);
            var price = (StreamEvent.Price)actual;
            Assert.That(
                (price.Symbol, price.Bid, price.Ask, price.Mid, price.Timestamp, price.SpreadBps, price.BidSize, price.AskSize),
                Is.EqualTo(("KX:YES", expected.Bid, expected.Ask, expected.Mid, expected.Ts, expected.SpreadBps, expected.BidSz, expected.AskSz)), text);
            return true;
        });
        Assert.That(read, Is.GreaterThan(Documents / 8));
    }

    [Test]
    public void A_book_is_read_as_the_ordinary_reader_reads_it_and_needs_its_three_members()
    {
        int read = Compare<BookUpdate>(BookMembers, "book:BTC-USD", (text, payload, expected, actual) =>
        {
            if (!HasAll(payload, "bids", "asks", "ts_ns"))
            {
                Assert.That(actual, Is.TypeOf<StreamEvent.Malformed>(), text);
                return false;
            }

            Assert.That(actual, Is.TypeOf<StreamEvent.Book>(), text);
            var book = (StreamEvent.Book)actual;
            Assert.That((book.Symbol, book.Timestamp), Is.EqualTo(("BTC-USD", expected.Ts)), text);
            Assert.That(book.Bids, Is.EqualTo(expected.Bids), text);
            Assert.That(book.Asks, Is.EqualTo(expected.Asks), text);
            return true;
        });
        Assert.That(read, Is.GreaterThan(Documents / 8));
    }

    [Test]
    public void An_order_is_read_as_the_ordinary_reader_reads_it()
    {
        int read = Compare<OrderResponse>(OrderMembers, "orders", (text, _, expected, actual) =>
            IsSame(text, expected, (actual as StreamEvent.Order)?.Value, o => o.AdditionalProperties));
        Assert.That(read, Is.GreaterThan(Documents / 2));
    }

    [Test]
    public void A_fill_is_read_as_the_ordinary_reader_reads_it()
    {
        int read = Compare<Fill>(FillMembers, "fills", (text, _, expected, actual) =>
            IsSame(text, expected, (actual as StreamEvent.Fill)?.Value, f => f.AdditionalProperties));
        Assert.That(read, Is.GreaterThan(Documents / 2));
    }

    [TestCase("0", "0")]
    [TestCase("-0.00", "0")]
    [TestCase("73984.57", "73984.57")]
    [TestCase("123456789012345678", "123456789012345678")]
    [TestCase("-12345678901234567.8", "-12345678901234567.8")]
    [TestCase("1234567890123456789.5", "1234567890123456789.5")]
    [TestCase("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [TestCase("79228162514264337593543950335", "79228162514264337593543950335")]
    [TestCase("79228162514264337593543950336", null)]
    [TestCase("1.7E-5", "0.000017")]
    [TestCase("\"-2.50\"", "-2.50")]
    [TestCase("\"1,5\"", null)]
    [TestCase("\" 1\"", null)]
    [TestCase("\"\"", null)]
    [TestCase("true", null)]
    public void A_number_is_exact_or_refused(string json, string? expected)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        bool read = JsonFields.TryDecimal(ref reader, out decimal value);
        Assert.That(read, Is.EqualTo(expected is not null));
        if (expected is not null)
            Assert.That(value, Is.EqualTo(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Test]
    public void Reading_a_price_allocates_nothing()
    {
        byte[] payload = """{"bid":73984.57,"ask":73984.59,"mid":73984.58,"spread_bps":0.003,"bid_sz":1.25,"ask_sz":null,"ts_ns":1705406400000000000}"""u8.ToArray();
        Assert.That(ReadMany(payload, 100), Is.EqualTo(73984.57m));
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadMany(payload, 1000);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static decimal ReadMany(byte[] payload, int times)
    {
        decimal last = 0;
        for (int i = 0; i < times; i++)
        {
            var reader = new Utf8JsonReader(payload);
            reader.Read();
            if (PriceDecoder.Read(ref reader, out PriceFields tick) is not null)
                throw new InvalidOperationException("not a price");
            last = tick.Bid;
        }

        return last;
    }

    private static int Compare<T>((string, MemberKind)[] members, string channel, Func<string, JObject, T, StreamEvent, bool> compare) where T : class
    {
        var payloads = new RandomPayload(20_261_124, members);
        var events = new EventQueue(1);
        var decoder = new FrameDecoder(new ChannelTable(events, [channel]), Redactor.KeysOnly);
        int read = 0;
        for (int i = 0; i < Documents; i++)
        {
            string payload = payloads.Next();
            string frame = i % 3 == 0
                ? $$"""{"data":{{payload}},"channel":"{{channel}}"}"""
                : $$""" {"channel" : "{{channel}}", "seq":[{}], "data" : {{payload}} } """;
            StreamEvent? decoded = decoder.Decode(Encoding.UTF8.GetBytes(frame)).ToEvent();
            Assert.That(decoded, Is.Not.Null, frame);
            T? expected = PayloadJson.TryRead<T>(Encoding.UTF8.GetBytes(payload), out _);
            if (expected is null)
            {
                Assert.That(decoded, Is.TypeOf<StreamEvent.Malformed>(), frame);
                continue;
            }

            var parsed = (JObject)PayloadJson.Parse(Encoding.UTF8.GetBytes(payload));
            if (compare(frame, parsed, expected, decoded!))
            {
                read++;
                Assert.That(JToken.DeepEquals(decoded!.Data, parsed), frame);
            }
        }

        return read;
    }

    private static bool IsSame<T>(string text, T expected, T? actual, Func<T, IDictionary<string, object>> unknown) where T : class
    {
        Assert.That(actual, Is.Not.Null, text);
        // Equal texts need no parsing.
        Assert.That(Json.WriteText(actual!) == Json.WriteText(expected) || JToken.DeepEquals(Json.Write(actual!), Json.Write(expected)), text);
        foreach ((string name, object value) in unknown(expected))
            Assert.That(unknown(actual!)[name]?.GetType(), Is.EqualTo(value?.GetType()), text);
        return true;
    }

    private static bool HasAll(JObject payload, params string[] names) =>
        names.All(n => payload[n] is { Type: not JTokenType.Null });
}
