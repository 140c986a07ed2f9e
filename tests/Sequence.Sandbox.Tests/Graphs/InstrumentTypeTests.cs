using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

/// <summary>The type of a node's instrument against what its symbol is.</summary>
public sealed class InstrumentTypeTests
{
    private Rig _rig = null!;

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        _rig.QuoteAround100();
        _rig.QuoteAround100("hyperliquid", "BTC-USD-PERP");
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    private static string Typed(string symbol, string type, string venue = "null") => GraphOf([
        Node("a", symbol: symbol, venue: venue).Replace("\"spot\"", $"\"{type}\"", StringComparison.Ordinal)]);

    [TestCase("BTC-USD", "perp", "BTC-USD-PERP")]
    [TestCase("BTC-USD-PERP", "perp", "BTC-USD-PERP")]
    [TestCase("btc-perp", "perp", "BTC-USD-PERP")]
    [TestCase("BTC-PERP", "spot", "BTC-USD-PERP")]
    [TestCase("BTC-USD", "spot", "BTC-USD")]
    [TestCase("KXT", "prediction", "KXT:YES")]
    [TestCase("KXT:NO", "spot", "KXT:NO")]
    public void A_type_names_the_instrument_of_that_type(string symbol, string type, string traded)
    {
        Graph graph = _rig.Submit(Typed(symbol, type));
        Assert.That(graph.Find("a")!.Spec.Symbol, Is.EqualTo(traded));
    }

    [TestCase("BTC-USD", "prediction")]
    [TestCase("BTC-USD-PERP", "prediction")]
    [TestCase("KXT:YES", "perp")]
    [TestCase("SOL-USD", "perp")]
    public void A_symbol_without_that_type_is_refused(string symbol, string type)
    {
        _rig.Markets.List("kraken", new Sequence.Exchange.Instruments.Instrument(
            "SOL-USD", Sequence.Exchange.Instruments.InstrumentKind.Spot, "SOL", "USD", Px("0.01"), Qty("0.01"), 0, 0));
        Assert.That(_rig.RefusedField(Typed(symbol, type)), Is.EqualTo("nodes[0].instrument.type"));
    }

    [Test]
    public void A_venue_that_has_only_the_coin_is_refused_for_its_perp() =>
        Assert.That(_rig.RefusedField(Typed("BTC-USD", "perp", "\"binance\"")), Is.EqualTo("nodes[0].instrument.venue"));

    [Test]
    public void The_perp_is_bought_and_not_the_coin()
    {
        _rig.Submit(Typed("BTC-USD", "perp"));
        Assert.That((_rig.Held("hyperliquid", "BTC-USD-PERP"), _rig.Held("binance")), Is.EqualTo((Qty("1"), Qty("0"))));
    }
}
