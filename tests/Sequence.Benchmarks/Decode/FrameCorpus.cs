using System.Globalization;
using System.Text;

namespace Sequence.Benchmarks.Decode;

/// <summary>Different messages of one kind, made from a seed, in the layout that the server writes.</summary>
internal sealed class FrameCorpus
{
    public const int Messages = 256;
    private const int Levels = 10;
    private const int Seed = 7;

    private static readonly string[] Symbols = ["BTC-USD", "ETH-USD", "SOL-USD", "KXHIGHNY-26NOV24-T50:YES"];

    private readonly Random _random = new(Seed);

    private FrameCorpus(FrameKind kind) => Frames = [.. Enumerable.Range(0, Messages).Select(_ => Encoding.UTF8.GetBytes(Next(kind)))];

    public IReadOnlyList<byte[]> Frames { get; }

    public static IReadOnlyList<string> Channels { get; } =
        [.. Symbols.Select(symbol => "prices:" + symbol), .. Symbols.Select(symbol => "book:" + symbol), "fills", "orders"];

    public static FrameCorpus Of(FrameKind kind) => new(kind);

    private string Next(FrameKind kind) => kind switch
    {
        FrameKind.Price => Price(),
        FrameKind.Book => Book(),
        FrameKind.Fill => Fill(),
        _ => Order(),
    };

    private string Price() =>
        $$$"""{"channel":"prices:{{{Symbol()}}}","data":{"bid":{{{Number(2)}}},"ask":{{{Number(2)}}},"mid":{{{Number(3)}}},"spread_bps":{{{Number(4)}}},"bid_sz":{{{Number(4)}}},"ask_sz":{{{Number(4)}}},"ts_ns":{{{Nanos()}}}}}""";

    private string Book() =>
        $$$"""{"channel":"book:{{{Symbol()}}}","data":{"bids":[{{{Side()}}}],"asks":[{{{Side()}}}],"ts_ns":{{{Nanos()}}}}}""";

    private string Side() => string.Join(',', Enumerable.Range(0, Levels).Select(_ => $"[{Number(2)},{Number(5)}]"));

    private string Fill() =>
        $$$"""{"channel":"fills","data":{"fill_id":"{{{Id()}}}","node_order_id":"{{{Id()}}}","graph_id":"{{{Id()}}}","symbol":"{{{Symbol()}}}","venue":"coinbase","side":"{{{WordOfSide()}}}","qty_1e8":{{{Raw()}}},"price_1e9":{{{Raw()}}},"fee_usd_1e9":{{{Raw()}}},"ts_ns":{{{Nanos()}}}}}""";

    private string Order() =>
        $$$"""{"channel":"orders","data":{"node_order_id":"{{{Id()}}}","client_id":"{{{Id()}}}","symbol":"{{{Symbol()}}}","client_order_id":"{{{Id()}}}","side":"{{{WordOfSide()}}}","qty_1e8":{{{Raw()}}},"filled_qty_1e8":{{{Raw()}}},"status":"partially_filled","failure_reason":null,"created_unix_ns":{{{Nanos()}}},"updated_unix_ns":{{{Nanos()}}}}}""";

    private string Symbol() => Symbols[_random.Next(Symbols.Length)];

    private string WordOfSide() => _random.Next(2) == 0 ? "buy" : "sell";

    private string Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private string Raw() => _random.NextInt64(1, 9_000_000_000_000).ToString(CultureInfo.InvariantCulture);

    private string Nanos() => (1_764_000_000_000_000_000 + _random.NextInt64(1, 1_000_000_000_000_000)).ToString(CultureInfo.InvariantCulture);

    /// <summary>A price that ends with a digit other than 0, so that a reader through <c>double</c> finds the same one.</summary>
    private string Number(int digits) =>
        string.Create(CultureInfo.InvariantCulture, $"{_random.Next(1, 99_999)}.{_random.Next(0, (int)Math.Pow(10, digits - 1)).ToString("D" + (digits - 1), CultureInfo.InvariantCulture)}{_random.Next(1, 10)}");
}
