using System.Diagnostics;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Orchestrate;

/// <summary>What <c>Validate</c> warns of: it can be sent, and is probably not what was meant.</summary>
[TestFixture]
public sealed class GraphWarningTests
{
    private WireRecorder _wire = null!;

    [SetUp]
    public void Open() => _wire = new WireRecorder();

    [TearDown]
    public void Close() => _wire.Dispose();

    private static IEnumerable<TestCaseData> Overlapping()
    {
        yield return Exits("target and stop", g => g.Edge("entry", "a", Trigger.FullFill).Edge("entry", "b", Trigger.OnPrice("BTC-USD", PriceDirection.Below, -5m)));
        yield return Exits("both of the filled part", g => g.Edge("entry", "a", Trigger.OnFill, e => e.Sizing(Sizing.IncrementalFill)).Edge("entry", "b", Trigger.FullFill));
        yield return Exits("two hedges of two thirds", g => g
            .Edge("entry", "a", Trigger.OnFill, e => e.Sizing(Sizing.LinearHedge(0.7m))).Edge("entry", "b", Trigger.OnFill, e => e.Sizing(Sizing.LinearHedge(-0.7m))));
        yield return Exits("fixed sizes above the entry", g => g
            .Edge("entry", "a", Trigger.FullFill, e => e.Sizing(Sizing.Fixed(0.6m))).Edge("entry", "b", Trigger.FullFill, e => e.Sizing(Sizing.Fixed(0.5m))));
    }

    private static IEnumerable<TestCaseData> Apart()
    {
        yield return Exits("halves", g => g
            .Edge("entry", "a", Trigger.FullFill, e => e.Sizing(Sizing.LinearHedge(0.5m))).Edge("entry", "b", Trigger.FullFill, e => e.Sizing(Sizing.LinearHedge(0.5m))));
        yield return Exits("one when filled, one when cancelled", g => g.Edge("entry", "a", Trigger.FullFill).Edge("entry", "b", Trigger.OnCancel));
        yield return Exits("one after the other was cancelled", g => g.Edge("entry", "a", Trigger.FullFill).Edge("entry", "b", Trigger.FullFill).Edge("a", "b", Trigger.OnCancel));
        yield return Exits("one exit twice", g => g.Edge("entry", "a", Trigger.FullFill).Edge("entry", "a", Trigger.OnCancel).Edge("a", "b", Trigger.OnCancel));
    }

    [TestCaseSource(nameof(Overlapping))]
    public void Exits_that_may_sell_more_than_was_bought_are_warned_of(Func<GraphBuilder, GraphBuilder> connect)
    {
        GraphValidation validation = connect(Legs()).Validate();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(validation.IsValid, Is.True, "a warning does not keep the graph from being sent");
            Assert.That(validation.Warnings, Has.One.Property("Field").EqualTo("nodes[0]"));
            Assert.That(validation.ToString(), Does.StartWith("warning nodes[0]: the exits 'a', 'b' of 'entry'").And.Not.Contain("\n"));
        }
    }

    [TestCaseSource(nameof(Apart))]
    public void Exits_that_share_or_exclude_each_other_are_not(Func<GraphBuilder, GraphBuilder> connect) =>
        Assert.That(connect(Legs()).Validate().ToString(), Is.EqualTo("valid"));

    [Test]
    public void Reduce_only_exits_are_not_warned_of() => Assert.That(
        _wire.Client.Graph().Node("entry", Node.Buy("BTC-USD-PERP", 1m).Perp())
            .Node("a", Node.Sell("BTC-USD-PERP", 0m).Perp().Derived().ReduceOnly()).Node("b", Node.Sell("BTC-USD-PERP", 0m).Perp().Derived().ReduceOnly())
            .Edge("entry", "a", Trigger.FullFill).Edge("entry", "b", Trigger.FullFill).Validate().Warnings,
        Is.Empty);

    [TestCase("BTC-USD", true, false, 1)]
    [TestCase("BTC-USD", false, true, 1)]
    [TestCase("BTC-USD", false, false, 0)]
    [TestCase("BTC-USD-PERP", true, false, 0)]
    [TestCase("BTC-USD-PERP", false, false, 1)]
    [TestCase("ETH-PERP", false, true, 1)]
    [TestCase("KXBTCZ-26DEC31-T99000", true, false, 1)]
    [TestCase("KXBTCZ-26DEC31-T99000", false, true, 0)]
    [TestCase("KXBTCZ-26DEC31-T99000:YES", false, false, 0)]
    [TestCase("btc-updown-5m-1776537600", true, false, 1)]
    [TestCase("BTC", true, false, 0)]
    public void A_symbol_that_is_spelled_like_another_type_is_warned_of(string symbol, bool perp, bool prediction, int warnings)
    {
        Node node = Node.Buy(symbol, 1m);
        node = perp ? node.Perp() : prediction ? node.Prediction() : node;
        Assert.That(_wire.Client.Graph().Node("a", node).Validate().Warnings, Has.Count.EqualTo(warnings));
        if (prediction)
            return;
        OrderBuilder order = _wire.Client.Buy(symbol, 1m);
        Assert.That((perp ? order.Perp() : order).Validate().Warnings, Has.Count.EqualTo(warnings));
    }

    [Test]
    public void A_large_graph_is_checked_in_one_pass()
    {
        GraphBuilder graph = _wire.Client.Graph().Node("entry", Node.Buy("A", 1m));
        for (int i = 0; i < 3_000; i++)
            graph = graph.Node($"x{i}", Node.Sell("A", 0m).Derived()).Edge("entry", $"x{i}", Trigger.FullFill);
        long began = Stopwatch.GetTimestamp();
        Assert.That(graph.Validate().Warnings, Has.Count.EqualTo(1));
        Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    private GraphBuilder Legs() => _wire.Client.Graph()
        .Node("entry", Node.Buy("BTC-USD", 1m)).Node("a", Node.Sell("BTC-USD", 0m).Derived().LimitPrice(90_000m)).Node("b", Node.Sell("BTC-USD", 0m).Derived());

    private static TestCaseData Exits(string name, Func<GraphBuilder, GraphBuilder> connect) => new TestCaseData(connect).SetArgDisplayNames(name);
}
