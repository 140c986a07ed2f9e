using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

/// <summary>How much a started node trades, after its parent bought 3 of 4 at 50.</summary>
public class SizingTests
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

    private Graph Run(string sizing, string qty = "derived", string trigger = """{"on_timeout": {"ms": 1000}}""")
    {
        string parent = Node("parent", qty: "4", type: Limit("50"), venue: "\"coinbase\"");
        string child = Node("child", qty: qty, venue: "\"binance\"", root: false);
        string more = sizing.Length == 0 ? "" : $", \"sizing\": {sizing}";
        Graph graph = _rig.Submit(GraphOf([parent, child], [Edge("parent", "child", trigger, more)]));
        _rig.Quote("coinbase", BookSide.Ask, "50", "3");
        _rig.Advance(TimeSpan.FromSeconds(1));
        return graph;
    }

    [TestCase("", "derived", "3", TestName = "A derived node takes what the parent filled")]
    [TestCase("", "7", "7", TestName = "A fixed node keeps its quantity")]
    [TestCase("\"parent_filled_qty\"", "7", "3", TestName = "The sizing of the edge wins over the node's quantity")]
    [TestCase("\"residual\"", "derived", "1", TestName = "Residual is what the parent did not fill")]
    [TestCase("""{"linear_hedge": {"multiplier": -0.5}}""", "derived", "1.5", TestName = "A hedge is a multiple of the filled quantity, whatever its sign")]
    [TestCase("""{"scaled_notional": {"multiplier": 2}}""", "derived", "2.9702", TestName = "Scaled notional is divided by the node's own price, in lots")]
    [TestCase("""{"scaled_notional": {"multiplier": 2, "cap_usd": 101}}""", "derived", "1", TestName = "Scaled notional is capped")]
    [TestCase("""{"fixed": {"qty_1e8": 12340000}}""", "derived", "0.1234", TestName = "Fixed sizing")]
    [TestCase("\"incremental_fill\"", "derived", "3", TestName = "Without a fill an increment is all there is")]
    public void Sizes(string sizing, string qty, string expected)
    {
        Graph graph = Run(sizing, qty);
        Assert.That(graph.Find("child")!.Filled, Is.EqualTo(Qty(expected)));
    }

    [Test]
    public void A_residual_takes_the_rest_over_so_that_nothing_is_bought_twice()
    {
        Graph graph = Run("\"residual\"");
        OrderState parent = _rig.Order(graph, "parent");
        Assert.That((parent.Status, parent.Filled), Is.EqualTo((Wire.OrderStatus.Cancelled, Qty("3"))));
        Assert.That(parent.FailureReason, Does.StartWith("HANDED_ON"));
        Assert.That(_rig.Market("coinbase").Book.BestBid, Is.Null);
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void A_residual_of_nothing_starts_no_order()
    {
        string child = Node("child", qty: "derived", root: false);
        Graph graph = _rig.Submit(GraphOf(
            [Node("parent"), child], [Edge("parent", "child", """{"on_timeout": {"ms": 5}}""", """, "sizing": "residual" """)]));
        _rig.Advance(TimeSpan.FromMilliseconds(5));
        Assert.That((graph.Find("child")!.Status, graph.Find("child")!.Order), Is.EqualTo((Wire.NodeStatus.Cancelled, (OrderState?)null)));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void A_hedge_follows_every_fill()
    {
        Graph graph = Run("""{"linear_hedge": {"multiplier": 2}}""", trigger: "\"on_fill\"");
        Assert.That(graph.Find("child")!.Filled, Is.EqualTo(Qty("6")));
        _rig.Quote("coinbase", BookSide.Ask, "50", "1");
        Assert.That(graph.Find("child")!.Filled, Is.EqualTo(Qty("8")));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }
}
