using NUnit.Framework;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

/// <summary>What an engaged kill switch lets through: nothing that trades more, or at once.</summary>
public sealed class KillSwitchTests
{
    private Rig _rig = null!;

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        _rig.QuoteAround100();
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    private Graph Rest(string execution = "{}")
    {
        Graph graph = _rig.SubmitNode(Node("a", qty: "2", type: Limit("90"), venue: "\"binance\"", execution: execution));
        _rig.Trader.KillSwitch.Engage("drill");
        return graph;
    }

    private void Amend(Graph graph, Amendment change) => _rig.Do(() => _rig.Engine.Amend(graph, graph.Find("a")!, change));

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return new TestCaseData(new Amendment { Quantity = Qty("2.0001") }).SetArgDisplayNames("grows");
        yield return new TestCaseData(new Amendment { Limit = Px("101") }).SetArgDisplayNames("meets the ask");
        yield return new TestCaseData(new Amendment { Limit = Px("150"), Quantity = Qty("1") }).SetArgDisplayNames("shrinks and crosses");
        yield return new TestCaseData(new Amendment { MaxSlippageBps = 51 }).SetArgDisplayNames("pays more slippage");
    }

    [TestCaseSource(nameof(Refused))]
    public void An_amend_that_grows_or_crosses_is_refused(object amendment)
    {
        var change = (Amendment)amendment;
        Graph graph = Rest("""{"max_slippage_bps": 50}""");
        RefusedException refused = Assert.Throws<RefusedException>(() => Amend(graph, change))!;
        Assert.That(refused.Refusal.Kind, Is.EqualTo(RefusalKind.KillSwitch));
        Assert.That(refused.Message, Does.Contain("drill"));
        Assert.That((_rig.Order(graph, "a").IsTerminal, _rig.Engine.Fills(_rig.Trader).Count), Is.EqualTo((false, 0)));
        _rig.Trader.KillSwitch.Clear();
        Assert.DoesNotThrow(() => Amend(graph, change));
    }

    private static IEnumerable<TestCaseData> Taken()
    {
        yield return new TestCaseData(new Amendment { Quantity = Qty("1") }).SetArgDisplayNames("shrinks");
        yield return new TestCaseData(new Amendment { Limit = Px("80") }).SetArgDisplayNames("moves away");
        yield return new TestCaseData(new Amendment { Limit = Px("100.99") }).SetArgDisplayNames("rests below the ask");
    }

    [TestCaseSource(nameof(Taken))]
    public void An_amend_that_shrinks_or_rests_is_taken(object amendment)
    {
        var change = (Amendment)amendment;
        Graph graph = Rest();
        Amend(graph, change);
        Assert.That(_rig.Order(graph, "a", 2).IsTerminal, Is.False);
        Assert.That(_rig.Engine.Fills(_rig.Trader), Is.Empty);
    }

    [Test]
    public void A_node_that_waits_cannot_grow_either()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("root", type: Limit("50")), Node("a", qty: "2", root: false)], [Edge("root", "a", "\"on_full_fill\"")]));
        _rig.Trader.KillSwitch.Engage(null);
        Assert.Throws<RefusedException>(() => Amend(graph, new Amendment { Quantity = Qty("3") }));
        Amend(graph, new Amendment { Quantity = Qty("1") });
        Assert.That(graph.Find("a")!.Target, Is.EqualTo(Qty("1")));
    }

    [Test]
    public void Cancelling_stays_possible()
    {
        Graph graph = Rest();
        _rig.Do(() => _rig.Engine.Cancel(_rig.Order(graph, "a")));
        Assert.That(_rig.Market("binance").Book.BestBid, Is.EqualTo(Px("99")));
        Assert.That(graph.IsEnded, Is.True);
    }
}
