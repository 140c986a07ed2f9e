using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

/// <summary>When edges fire: a parent that rests on coinbase at 100 and a child that takes on binance.</summary>
public class TriggerTests
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

    private static string Parent(string execution = "{}") => Node("parent", qty: "4", type: Limit("50"), venue: "\"coinbase\"", execution: execution);

    private static string Child(string qty = "1") => Node("child", qty: qty, venue: "\"binance\"", root: false);

    private Graph Start(string trigger, string more = "", string childQty = "1", string execution = "{}") =>
        _rig.Submit(GraphOf([Parent(execution), Child(childQty)], [Edge("parent", "child", trigger, more)]));

    private void FillParent(string qty) => _rig.Quote("coinbase", BookSide.Ask, "50", qty);

    private static void AssertWaiting(Graph graph)
    {
        Assert.That(graph.Find("child")!.Status, Is.EqualTo(Wire.NodeStatus.Armed));
        Assert.That((graph.Edges[0].HasFired, graph.Edges[0].Status), Is.EqualTo((false, "armed")));
    }

    private static void AssertFired(Graph graph, string filled = "1")
    {
        Assert.That(graph.Find("child")!.Filled, Is.EqualTo(Qty(filled)));
        Assert.That((graph.Edges[0].HasFired, graph.Edges[0].Status), Is.EqualTo((true, "fired")));
    }

    [Test]
    public void On_accepted_fires_when_the_order_stands() => AssertFired(Start("\"on_accepted\""));

    [Test]
    public void On_first_fill_fires_once()
    {
        Graph graph = Start("\"on_first_fill\"");
        AssertWaiting(graph);
        FillParent("1");
        AssertFired(graph);
        FillParent("1");
        AssertFired(graph);
    }

    [Test]
    public void On_fill_with_incremental_sizing_adds_every_fill()
    {
        Graph graph = Start("\"on_fill\"", """, "sizing": "incremental_fill" """, "derived");
        AssertWaiting(graph);
        FillParent("1");
        AssertFired(graph, "1");
        FillParent("0.5");
        AssertFired(graph, "1.5");
        FillParent("2.5");
        AssertFired(graph, "4");
        Assert.That(graph.Find("child")!.Orders, Is.EqualTo(3), "each fill found the child done, so each made a new order");
        Assert.That(_rig.Order(graph, "child", 2).Quantity, Is.EqualTo(Qty("0.5")));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void On_fill_adds_to_a_child_that_still_works()
    {
        string child = Node("child", qty: "derived", type: Limit("40"), venue: "\"kraken\"", root: false);
        Graph graph = _rig.Submit(GraphOf([Parent(), child], [Edge("parent", "child", "\"on_fill\"")]));
        FillParent("1");
        FillParent("2");
        Assert.That((graph.Find("child")!.Target, graph.Find("child")!.Orders), Is.EqualTo((Qty("3"), 1)));
        Assert.That(_rig.Market("kraken").Book.Depth(BookSide.Bid), Is.EqualTo(Qty("3")));
        Assert.That(_rig.Order(graph, "child").Quantity, Is.EqualTo(Qty("3")));
    }

    [Test]
    public void On_fill_starts_a_node_of_a_fixed_quantity_once()
    {
        Graph graph = Start("\"on_fill\"");
        FillParent("1");
        FillParent("1");
        AssertFired(graph, "1");
    }

    [Test]
    public void Several_fills_of_one_moment_all_count()
    {
        _rig.Quote("coinbase", BookSide.Ask, "48", "1");
        _rig.Quote("coinbase", BookSide.Ask, "49", "1");
        Graph graph = Start("\"on_fill\"", """, "sizing": "incremental_fill" """, "derived");
        Assert.That(graph.Find("parent")!.FillCount, Is.EqualTo(2));
        AssertFired(graph, "2");
    }

    [Test]
    public void On_full_fill_waits_for_the_last_unit()
    {
        Graph graph = Start("\"on_full_fill\"");
        FillParent("3.99999999");
        AssertWaiting(graph);
        FillParent("0.00000001");
        AssertFired(graph);
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [TestCase("\"on_fill_ratio\"")]
    [TestCase("\"on_fill\"", Description = "as older clients send it")]
    public void A_fill_ratio_fires_once_at_its_threshold(string trigger)
    {
        Graph graph = Start(trigger, """, "condition": {"fill_ratio_gte": 0.5}""");
        FillParent("1.99");
        AssertWaiting(graph);
        FillParent("0.01");
        AssertFired(graph);
        FillParent("2");
        AssertFired(graph);
    }

    [Test]
    public void On_timeout_counts_from_the_start_of_the_parent()
    {
        Graph graph = Start("""{"on_timeout": {"ms": 30000}}""");
        _rig.Advance(TimeSpan.FromMilliseconds(29_999));
        AssertWaiting(graph);
        _rig.Advance(TimeSpan.FromMilliseconds(1));
        AssertFired(graph);
    }

    [Test]
    public void On_cancel_fires_when_time_runs_out_but_not_when_the_parent_fills()
    {
        Graph expired = Start("\"on_cancel\"", execution: """{"horizon_ms": 1000}""");
        AssertWaiting(expired);
        _rig.Advance(TimeSpan.FromSeconds(1));
        AssertFired(expired);
        Assert.That(expired.Status, Is.EqualTo(Wire.GraphStatus.Completed), "the child took over");
        Graph filled = Start("\"on_cancel\"");
        FillParent("4");
        Assert.That((filled.Find("child")!.Status, filled.Edges[0].Status), Is.EqualTo((Wire.NodeStatus.Cancelled, "void")));
        Assert.That(filled.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [TestCase("buy", "filled")]
    [TestCase("sell", "rejected")]
    public void On_done_fires_on_any_end(string side, string end)
    {
        string parent = Node("parent", side: side, venue: "\"binance\"");
        Graph graph = _rig.Submit(GraphOf([parent, Child()], [Edge("parent", "child", "\"on_done\"")]));
        Assert.That(graph.Find("parent")!.Status.Value, Is.EqualTo(end));
        AssertFired(graph);
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    // The parent fills at 50, the perp stands at 100 then.
    [TestCase("below", "-5", "95.1", "95")]
    [TestCase("above", "10", "109.9", "110")]
    public void On_price_of_another_symbol_counts_from_its_own_price_at_the_first_fill(string direction, string offset, string far, string near)
    {
        string trigger = $$$"""{"on_price": {"symbol": "BTC-USD-PERP", "direction": "{{{direction}}}", "offset_pct": {{{offset}}}}}""";
        Graph graph = Start(trigger);
        var perp = new Quotes(_rig, "hyperliquid", "BTC-USD-PERP");
        perp.Move(near);
        AssertWaiting(graph);
        perp.Move("100");
        FillParent("1");
        AssertWaiting(graph);
        perp.Move(far);
        FillParent("1");
        AssertWaiting(graph);
        perp.Move(near);
        AssertFired(graph);
        perp.Move(far);
        perp.Move(near);
        AssertFired(graph);
    }

    [Test]
    public void On_price_of_a_symbol_without_a_price_counts_from_its_first_one()
    {
        Graph graph = Start("""{"on_price": {"symbol": "BTC-USD-PERP", "direction": "above", "offset_pct": 10}}""");
        FillParent("1");
        var perp = new Quotes(_rig, "hyperliquid", "BTC-USD-PERP");
        perp.Move("200");
        perp.Move("219.9");
        AssertWaiting(graph);
        perp.Move("220");
        AssertFired(graph);
    }

    // Bought 1 at 100, and 1 more at 80: the level is 5 percent from 100, then from 90.
    [TestCase("below", "-5", "95.01", "85.51", "85.5")]
    [TestCase("above", "10", "109.99", "98.99", "99")]
    public void On_price_of_its_own_symbol_counts_from_the_average_fill(string direction, string offset, string far, string farAfterBoth, string near)
    {
        using var rig = new Rig();
        var quotes = new Quotes(rig, "coinbase", "BTC-USD");
        string trigger = $$$"""{"on_price": {"symbol": "BTC-USD", "direction": "{{{direction}}}", "offset_pct": {{{offset}}}}}""";
        Graph graph = rig.Submit(GraphOf(
            [Node("parent", qty: "2", type: Limit("100"), venue: "\"kraken\""), Node("child", venue: "\"coinbase\"", root: false)], [Edge("parent", "child", trigger)]));
        rig.Quote("kraken", BookSide.Ask, "100", "1");
        // The order at 100 is a bid of the symbol too; the mid counts it.
        quotes.Between("100", far);
        Assert.That(graph.Edges[0].HasFired, Is.False);
        quotes.Clear();
        rig.Do(() => rig.Engine.Amend(graph, graph.Find("parent")!, new Amendment { Limit = Px("80") }));
        rig.Quote("kraken", BookSide.Ask, "80", "1");
        quotes.Move(farAfterBoth);
        Assert.That(graph.Edges[0].HasFired, Is.False);
        quotes.Move(near);
        Assert.That(graph.Edges[0].HasFired, Is.True);
    }

    [Test]
    public void A_price_that_is_there_already_fires_with_the_first_fill()
    {
        Graph graph = Start("""{"on_price": {"symbol": "BTC-USD", "direction": "above", "offset_pct": 5}}""");
        AssertWaiting(graph);
        FillParent("1");
        AssertFired(graph);
    }

    [Test]
    public void Any_one_of_several_edges_starts_a_node()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Parent(), Node("other", type: Limit("40"), venue: "\"kraken\""), Child()],
            [Edge("parent", "child", "\"on_full_fill\""), Edge("other", "child", "\"on_full_fill\"")]));
        FillParent("4");
        Assert.That(graph.Find("child")!.Filled, Is.EqualTo(Qty("1")));
        Assert.That(graph.Edges[1].Status, Is.EqualTo("armed"));
        _rig.Quote("kraken", BookSide.Ask, "40", "1");
        Assert.That(graph.Find("child")!.Filled, Is.EqualTo(Qty("1")));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void A_node_that_nothing_can_start_any_more_is_given_up_with_all_behind_it()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("parent", side: "sell"), Child(), Node("grandchild", root: false)],
            [Edge("parent", "child", "\"on_first_fill\""), Edge("child", "grandchild", """{"on_timeout": {"ms": 5}}""")]));
        Assert.That(graph.Find("grandchild")!.Status, Is.EqualTo(Wire.NodeStatus.Cancelled));
        Assert.That(graph.Edges.Select(edge => edge.Status), Is.All.EqualTo("void"));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Aborted));
    }

    /// <summary>One bid and one ask that move together.</summary>
    private sealed class Quotes(Rig rig, string venue, string symbol)
    {
        private readonly List<BookOrder> _orders = [];

        public void Move(string mid) => Stand(Px(mid) - Px("0.5"), Px(mid) + Px("0.5"));

        /// <summary>The ask alone, such that the middle to a bid that rests is the given one.</summary>
        public void Between(string bid, string mid) => Stand(null, Sdk.Px.FromRaw((2 * Px(mid).Raw) - Px(bid).Raw));

        public void Clear()
        {
            foreach (BookOrder order in _orders)
                rig.Remove(order, venue, symbol);
            _orders.Clear();
        }

        private void Stand(Px? bid, Px ask)
        {
            Clear();
            if (bid is { } price)
                _orders.Add(rig.Quote(venue, BookSide.Bid, price.ToString(), "1", symbol));
            _orders.Add(rig.Quote(venue, BookSide.Ask, ask.ToString(), "1", symbol));
        }
    }
}
