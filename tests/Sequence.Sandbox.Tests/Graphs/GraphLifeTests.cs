using Sequence.Exchange.Orders;
using NUnit.Framework;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Http;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

/// <summary>Cancelling, pausing, reactions and what the wire shows of it.</summary>
public class GraphLifeTests
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

    private static string Resting(string id, string price = "50", string execution = "{}") =>
        Node(id, qty: "2", type: Limit(price), venue: "\"coinbase\"", execution: execution);

    private Graph Pair(string trigger = "\"on_full_fill\"", string more = "", string execution = "{}") =>
        _rig.Submit(GraphOf([Resting("parent", execution: execution), Node("child", root: false)], [Edge("parent", "child", trigger, more)]));

    [Test]
    public void The_wire_shows_nodes_edges_and_averages()
    {
        Graph graph = Pair();
        _rig.Quote("coinbase", BookSide.Ask, "40", "0.5");
        Wire.GraphStatusResponse status = graph.ToWire();
        Wire.GraphNodeState parent = status.Nodes["parent"];
        Assert.That((status.GraphId, status.ClientId, status.Status.Value), Is.EqualTo((graph.Id, "client_1", "partial_fill")));
        Assert.That((parent.Status.Value, parent.NodeOrderId), Is.EqualTo(("partial_fill", $"graph:{graph.Id}:parent:1")));
        Assert.That((parent.TargetQty, parent.FilledQty, parent.AvgFillPrice, parent.FillCount), Is.EqualTo((Qty("2"), Qty("0.5"), Px("50"), 1L)));
        Assert.That((status.Nodes["child"].Status.Value, status.Nodes["child"].NodeOrderId), Is.EqualTo(("armed", (string?)null)));
        Assert.That((status.Edges["parent_child"].Status, status.Edges["parent_child"].Fired), Is.EqualTo(("armed", false)));
    }

    [Test]
    public void The_wire_shows_orders_and_fills_newest_first()
    {
        Graph first = _rig.SubmitNode(Resting("a"));
        Graph second = _rig.SubmitNode(Node("b", venue: "\"binance\""));
        _rig.Quote("coinbase", BookSide.Ask, "50", "1");
        Wire.OrderResponse[] orders = [.. _rig.Engine.Orders(_rig.Trader).Select(order => order.ToWire())];
        Assert.That(orders.Select(order => order.NodeOrderId), Is.EqualTo(new[] { $"graph:{second.Id}:b:1", $"graph:{first.Id}:a:1" }));
        Assert.That((orders[1].Side.Value, orders[1].Status.Value, orders[1].FilledQty), Is.EqualTo(("BUY", "PARTIAL", Qty("1"))));
        Assert.That((long)orders[1].Constraints!["max_price_1e9"]!, Is.EqualTo(50_000_000_000L));
        Wire.Fill fill = _rig.Engine.Fills(_rig.Trader)[0].ToWire();
        Assert.That((fill.NodeOrderId, fill.GraphId, fill.Venue, fill.Price), Is.EqualTo((orders[1].NodeOrderId, first.Id, "coinbase", Px("50"))));
        Assert.That(_rig.Engine.Fills(_rig.Trader).Select(one => one.Id), Is.Unique);
    }

    [Test]
    public void Cancelling_takes_everything_off_the_books_and_fires_nothing()
    {
        Graph graph = Pair("\"on_cancel\"");
        _rig.Do(() => _rig.Engine.Cancel(graph));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Aborted));
        Assert.That(graph.Nodes.Select(node => node.Status), Is.All.EqualTo(Wire.NodeStatus.Cancelled));
        Assert.That(_rig.Market("coinbase").Book.BestBid, Is.Null);
        Assert.That(_rig.Ledger.CashAt("coinbase", "USD").Locked, Is.EqualTo(Usd("0")));
        _rig.Advance(TimeSpan.FromHours(1));
        Assert.That(_rig.Engine.Orders(_rig.Trader), Has.Count.EqualTo(1));
        Assert.That(_rig.Changes[^1].Status, Is.EqualTo("CANCELLED"));
    }

    [Test]
    public void Cancelling_works_in_every_state()
    {
        Graph pending = null!;
        _rig.Do(() =>
        {
            pending = _rig.Engine.Submit(_rig.Trader, Body(GraphOf([Node("a")])));
            _rig.Engine.Cancel(pending);
        });
        Graph twap = _rig.SubmitNode(Node("a", execution: """{"pacing": {"uniform": {"num_slices": 3, "interval_ms": 1000}}}"""));
        Graph done = _rig.SubmitNode(Node("a"));
        Graph paused = _rig.SubmitNode(Resting("a"));
        _rig.Do(() => _rig.Engine.Pause(paused));
        foreach (Graph graph in new[] { pending, twap, done, paused })
            _rig.Do(() => _rig.Engine.Cancel(graph));
        _rig.Advance(TimeSpan.FromMinutes(1));
        Assert.That(_rig.Engine.FindOrder(_rig.Trader, $"graph:{pending.Id}:a:1"), Is.Null);
        Assert.That((pending.Status.Value, twap.Status.Value, paused.Status.Value), Is.EqualTo(("aborted", "aborted", "aborted")));
        Assert.That(done.Status, Is.EqualTo(Wire.GraphStatus.Completed));
        Assert.That(twap.Find("a")!.FillCount, Is.EqualTo(1));
        Assert.That(_rig.Order(twap, "a").Status, Is.EqualTo(Wire.OrderStatus.Cancelled));
    }

    [Test]
    public void A_paused_graph_trades_nothing_and_goes_on_where_it_was()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Resting("parent"), Node("child", root: false)], [Edge("parent", "child", """{"on_timeout": {"ms": 1000}}""")]));
        _rig.Do(() => _rig.Engine.Pause(graph));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Paused));
        Assert.That(_rig.Market("coinbase").Book.BestBid, Is.Null);
        BookOrder ask = _rig.Quote("coinbase", BookSide.Ask, "50", "1");
        _rig.Advance(TimeSpan.FromSeconds(2));
        Assert.That(_rig.Engine.Fills(_rig.Trader), Is.Empty);
        _rig.Remove(ask, "coinbase");
        _rig.Do(() => _rig.Engine.Resume(graph));
        _rig.Advance(TimeSpan.Zero);
        Assert.That(graph.Find("child")!.Status, Is.EqualTo(Wire.NodeStatus.Filled), "the timeout came due during the pause");
        Assert.That(_rig.Market("coinbase").Book.BestBid, Is.EqualTo(Px("50")));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.PartialFill));
    }

    [Test]
    public void Resuming_a_running_graph_changes_nothing_and_a_finished_one_conflicts()
    {
        Graph running = _rig.SubmitNode(Resting("a"));
        _rig.Do(() => _rig.Engine.Resume(running));
        Assert.That(running.Status, Is.EqualTo(Wire.GraphStatus.Active));
        Graph done = _rig.SubmitNode(Node("b"));
        RefusedException fault = Assert.Throws<RefusedException>(() => _rig.Do(() => _rig.Engine.Resume(done)))!;
        Assert.That(fault.Refusal.Kind, Is.EqualTo(RefusalKind.GraphTerminal));
    }

    [TestCase("cancel_all_open", "aborted", false)]
    [TestCase("pause_graph", "paused", true)]
    [TestCase("do_nothing", "active", true)]
    public void A_cancelled_parent_calls_the_reaction_of_its_edge(string reaction, string status, bool isOpen)
    {
        Graph graph = _rig.Submit(GraphOf(
            [Resting("parent", "50", """{"horizon_ms": 1000}"""), Resting("other", "40"), Node("child", root: false)],
            [Edge("parent", "child", "\"on_full_fill\"", $", \"on_parent_cancel\": \"{reaction}\"")]));
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.That(graph.Status.Value, Is.EqualTo(status));
        Assert.That(graph.Find("other")!.End is null, Is.EqualTo(isOpen));
    }

    [TestCase("cancel_all_open", "aborted")]
    [TestCase("pause_graph", "paused")]
    [TestCase("do_nothing", "active")]
    public void A_rejected_child_calls_the_reaction_of_its_edge(string reaction, string status)
    {
        Graph graph = _rig.Submit(GraphOf(
            [Resting("parent"), Node("child", side: "sell", root: false)],
            [Edge("parent", "child", "\"on_accepted\"", $", \"on_child_reject\": \"{reaction}\"")]));
        Assert.That(graph.Find("child")!.Status, Is.EqualTo(Wire.NodeStatus.Rejected));
        Assert.That(graph.Status.Value, Is.EqualTo(status));
    }

    [Test]
    public void A_spot_buy_is_hedged_on_the_perp()
    {
        _rig.QuoteAround100("hyperliquid", "BTC-USD-PERP");
        Graph graph = _rig.Submit(GraphOf(
            [Node("spot", qty: "4"), Node("hedge", side: "sell", qty: "derived", root: false, symbol: "BTC-USD-PERP", venue: "\"hyperliquid\"")],
            [Edge("spot", "hedge", "\"on_fill\"", """, "sizing": {"linear_hedge": {"multiplier": -1.0}}""")]));
        Assert.That((_rig.Held("binance"), _rig.Held("hyperliquid", "BTC-USD-PERP")), Is.EqualTo((Qty("4"), Qty("-4"))));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }
}
