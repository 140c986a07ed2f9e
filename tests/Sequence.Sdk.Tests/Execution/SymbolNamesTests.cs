namespace Sequence.Sdk.Tests.Execution;

/// <summary>Symbols are compared by what they name, and spelled types are recognised.</summary>
[TestFixture]
public sealed class SymbolNamesTests
{
    private static readonly string Token = new('1', 60);
    private static readonly string OtherToken = new('1', 61);

    private static IEnumerable<TestCaseData> Pairs() =>
    [
        Pair("BTC-USD", "BTC-USD", false), Pair("BTC-USD", "btc/usd", false), Pair("BTC-USD", "BTC_USD", false), Pair("BTC-USD", "BTC USD", false), Pair("BTC-USD", "BTCUSD", false),
        Pair("BTC-USD", "ETH-USD", true), Pair("BTC-USD", "BTC-USDT", true), Pair("BTC-USD", null, false), Pair("BTC-USD", "", false),
        Pair("KX:YES", "KX:NO", true), Pair("KX:YES", "KX:YES", false), Pair("KX:YES", "KX", false), Pair("KX", "KX:NO", false), Pair("KX:YES", "KY:YES", true), Pair(":YES", ":NO", true),
        Pair("kx:yes", "KX:NO", true), Pair(Token, Token, false), Pair(Token, OtherToken, true), Pair("BTC-USD", Token, false), Pair(Token, "BTC-USD", false),
        Pair(Token[..59], "BTC-USD", true), Pair(Token[..59], Token[..58], true), Pair(Token + "x", Token + "y", true),
        Pair("https://polymarket.com/a", "https://polymarket.com/b", false), Pair("https://polymarket.com/a", "BTC-USD", false), Pair("BTC-USD", "https://polymarket.com/a", false),
    ];

    [TestCaseSource(nameof(Pairs))]
    public void Only_a_sure_difference_counts(string asked, string? got, bool differ)
    {
        Assert.That(SymbolNames.Differ(asked, got), Is.EqualTo(differ));
        Assert.That(SymbolNames.DifferFromAll([asked, asked], got), Is.EqualTo(differ));
    }

    [Test]
    public void What_one_of_the_symbols_names_does_not_differ_from_all() => Assert.That(SymbolNames.DifferFromAll(["ETH-USD", "BTC-USD"], "BTC/USD"), Is.False);

    [TestCase("BTC-USD-PERP", "BTCUSDT", true)]
    [TestCase("BTC-USD-PERP", "BTC-USDC-SWAP", true)]
    [TestCase("BTC-USD-PERP", "btc-usd", true)]
    [TestCase("BTC-USD-PERP", "ETHUSDT", false)]
    [TestCase("BTC-USD-PERP", "BTC-EUR-PERP", false)]
    [TestCase("PERP", "SWAP", false)]
    [TestCase("USDT", "USDC", false)]
    [TestCase("USDT", "USD", false)]
    [TestCase("XUSDT", "XUSD", true)]
    public void Venues_write_perpetual_swaps_in_their_own_way(string asked, string got, bool isSame) => Assert.That(SymbolNames.IsSamePerp(asked, got), Is.EqualTo(isSame));

    [TestCase("BTC-USD-PERP", "perp")]
    [TestCase("btc-usd-perp", "perp")]
    [TestCase("BTC-USD", "spot")]
    [TestCase("btc/usdt", "spot")]
    [TestCase("KXBTC-26JAN", "prediction")]
    [TestCase("KXBTC-JAN", null)]
    [TestCase("will-it-rain", "prediction")]
    [TestCase("will-rain", null)]
    [TestCase("X:YES", "prediction")]
    [TestCase("X:no", "prediction")]
    [TestCase("https://Polymarket.com/event", "prediction")]
    [TestCase("111111111111111111111111111111111111111111111111111111111111", "prediction")]
    [TestCase("11111111111111111111111111111111111111111111111111111111111", null)]
    [TestCase("x11111111111111111111111111111111111111111111111111111111111111", null)]
    [TestCase("AAPL", null)]
    public void A_spelling_may_tell_the_type(string symbol, string? type) => Assert.That(SymbolSpelling.TypeOf(symbol)?.Value, Is.EqualTo(type));

    [TestCase("BTC-USD-PERP", "spot", "'BTC-USD-PERP' is spelled like a perpetual future (BTC-USD-PERP), but is sent as type spot.")]
    [TestCase("BTC-USD", "perp", "'BTC-USD' is spelled like a spot pair (BTC-USD), but is sent as type perp.")]
    [TestCase("X:YES", "perp", "'X:YES' is spelled like an outcome of a prediction market, but is sent as type perp.")]
    [TestCase("BTC-USD", "prediction", "'BTC-USD' is spelled like a spot pair (BTC-USD), but is sent as type prediction.")]
    [TestCase("X:YES", "spot", null)]
    [TestCase("BTC-USD", "spot", null)]
    [TestCase("AAPL", "perp", null)]
    public void A_spelling_that_contradicts_the_type_is_a_warning(string symbol, string type, string? warning)
    {
        var terms = new OrderTerms(Side.Buy, symbol, Qty.FromDecimal(1m)) { InstrumentType = InstrumentType.Create(type) };

        Assert.That(SymbolSpelling.Warnings(terms, "symbol", "node a: "), Is.EqualTo(warning is null ? [] : new[] { new GraphProblem("symbol", "node a: " + warning) }));
    }

    private static TestCaseData Pair(string asked, string? got, bool differ) => new(asked, got, differ);
}
