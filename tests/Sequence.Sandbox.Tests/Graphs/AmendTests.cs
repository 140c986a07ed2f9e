using NUnit.Framework;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Sandbox.Http;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Graphs;

public sealed class AmendTests
{
    private Rig _rig = null!;

    [SetUp]
    public void SetUp() => _rig = new Rig();

    [TearDown]
    public void TearDown() => _rig.Dispose();

    [Test]
    public void A_new_price_replaces_the_order_by_the_next_of_its_node()
    {
        Graph graph = Resting("2", "90");
        OrderState amended = Amend(graph, price: "91");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(amended.NodeOrderId, Is.EqualTo($"graph:{graph.Id}:a:2"));
            Assert.That(amended.Status, Is.EqualTo(Wire.OrderStatus.Accepted));
            Assert.That(amended.Limit, Is.EqualTo(Rig.Px("91")));
            Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Cancelled));
            Assert.That(_rig.Order(graph, "a").FailureReason, Does.StartWith("AMENDED"));
            Assert.That(_rig.Market("kraken").Book.BestBid, Is.EqualTo(Rig.Px("91")));
            Assert.That(_rig.Market("kraken").Book.Depth(BookSide.Bid), Is.EqualTo(Rig.Qty("2")));
            Assert.That(_rig.Ledger.CashAt("kraken", "USD").Locked, Is.EqualTo(Rig.Usd("182.364")));
            Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Active));
        }
    }

    [Test]
    public void A_new_quantity_is_the_total_and_what_was_filled_carries_on()
    {
        Graph graph = Resting("2", "90");
        _rig.Quote("kraken", BookSide.Ask, "90", "0.5");
        OrderState amended = Amend(graph, qty: "1.25");
        Assert.That((amended.Quantity, amended.Filled, amended.Status), Is.EqualTo((Rig.Qty("1.25"), Rig.Qty("0.5"), Wire.OrderStatus.Partial)));
        Assert.That(_rig.Market("kraken").Book.Depth(BookSide.Bid), Is.EqualTo(Rig.Qty("0.75")));
        _rig.Quote("kraken", BookSide.Ask, "90", "0.75");
        _rig.Advance(TimeSpan.FromSeconds(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(amended.Status, Is.EqualTo(Wire.OrderStatus.Completed));
            Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
            Assert.That(graph.Find("a")!.Filled, Is.EqualTo(Rig.Qty("1.25")));
            Assert.That(_rig.Held("kraken"), Is.EqualTo(Rig.Qty("1.25")));
        }
    }

    [Test]
    public void An_amended_order_stands_at_the_back_of_the_queue()
    {
        Graph graph = Resting("2", "90");
        BookOrder other = _rig.Quote("kraken", BookSide.Bid, "90", "1");
        Amend(graph, qty: "1.5");
        _rig.Quote("kraken", BookSide.Ask, "90", "1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.Remaining, Is.EqualTo(Qty.Zero));
            Assert.That(graph.Find("a")!.Filled, Is.EqualTo(Qty.Zero));
        }
    }

    [Test]
    public void A_price_that_crosses_trades_at_once()
    {
        Graph graph = Resting("2", "90");
        _rig.Quote("kraken", BookSide.Ask, "95", "2");
        OrderState amended = Amend(graph, price: "95");
        Assert.That((amended.Status, amended.Filled), Is.EqualTo((Wire.OrderStatus.Completed, Rig.Qty("2"))));
    }

    [TestCase("0.5")]
    [TestCase("0.4")]
    public void A_quantity_at_or_below_what_is_filled_is_refused_and_changes_nothing(string qty)
    {
        Graph graph = Resting("2", "90");
        _rig.Quote("kraken", BookSide.Ask, "90", "0.5");
        RefusedException fault = Assert.Throws<RefusedException>(() => Amend(graph, qty: qty))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((fault.Refusal.Kind, fault.Refusal.Field), Is.EqualTo((RefusalKind.Validation, "new_qty_1e8")));
            Assert.That(_rig.Market("kraken").Book.Depth(BookSide.Bid), Is.EqualTo(Rig.Qty("1.5")));
            Assert.That(graph.Find("a")!.Orders, Is.EqualTo(1));
        }
    }

    [Test]
    public void An_order_that_is_over_is_refused()
    {
        Graph graph = Resting("2", "90");
        _rig.Do(() => _rig.Engine.Cancel(graph));
        RefusedException fault = Assert.Throws<RefusedException>(() => Amend(graph, price: "91"))!;
        Assert.That((fault.Refusal.Kind, fault.Refusal.Field), Is.EqualTo((RefusalKind.OrderTerminal, "node_order_id")));
    }

    [Test]
    public void An_amend_that_the_account_cannot_pay_for_leaves_the_order_where_it_is()
    {
        Graph graph = Resting("2", "90");
        _rig.Quote("kraken", BookSide.Bid, "90", "3");
        Usd locked = _rig.Ledger.CashAt("kraken", "USD").Locked;
        RefusedException fault = Assert.Throws<RefusedException>(() => Amend(graph, qty: "50000000"))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((fault.Refusal.Kind, fault.Refusal.Field), Is.EqualTo((RefusalKind.Validation, "node_order_id")));
            Assert.That(fault.Message, Does.Contain("INSUFFICIENT_BALANCE"));
            Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Accepted));
            Assert.That(_rig.Market("kraken").Book.Orders(BookSide.Bid).First().Reference, Is.EqualTo(_rig.Order(graph, "a").NodeOrderId), "it keeps its place in the queue");
            Assert.That(_rig.Ledger.CashAt("kraken", "USD").Locked, Is.EqualTo(locked));
            Assert.That(graph.Find("a")!.Orders, Is.EqualTo(1));
        }
    }

    [Test]
    public void An_amend_may_spend_what_the_order_itself_holds()
    {
        _rig.Do(() => _rig.Ledger.Restart(Rig.Usd("200")));
        Graph graph = Resting("2", "90");
        Assert.That(Amend(graph, price: "95").Status, Is.EqualTo(Wire.OrderStatus.Accepted));
    }

    [Test]
    public void An_amend_that_the_graphs_own_risk_refuses_leaves_the_order_where_it_is()
    {
        Graph graph = _rig.SubmitNode(Node("a", "2", "90"), """, "risk": {"pre_trade": {"max_node_notional_usd": 300}}""");
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.Throws<RefusedException>(() => Amend(graph, qty: "5"));
        Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Accepted));
    }

    [Test]
    public void An_amend_fires_no_edge()
    {
        Graph graph = _rig.Submit(Rig.GraphOf(
            [Node("a", "2", "90"), Rig.Node("b", qty: "1", type: Rig.Limit("80"), root: false)],
            [Rig.Edge("a", "b", "\"on_cancel\"")]));
        _rig.Advance(TimeSpan.FromSeconds(1));
        Amend(graph, price: "91");
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.That(graph.Find("b")!.Status, Is.EqualTo(Wire.NodeStatus.Armed));
    }

    [Test]
    public void A_paused_order_stays_off_the_book_when_it_is_amended()
    {
        Graph graph = Resting("2", "90");
        _rig.Do(() => _rig.Engine.Pause(graph));
        Amend(graph, price: "91");
        Assert.That(_rig.Market("kraken").Book.BestBid, Is.Null);
        _rig.Do(() => _rig.Engine.Resume(graph));
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_rig.Market("kraken").Book.BestBid, Is.EqualTo(Rig.Px("91")));
    }

    [Test]
    public void A_node_gets_another_quantity_and_slippage_and_a_waiting_one_just_waits_for_it()
    {
        Graph graph = _rig.Submit(Rig.GraphOf(
            [Node("a", "2", "90"), Rig.Node("b", qty: "1", type: Rig.Limit("80"), root: false, venue: "\"kraken\"")],
            [Rig.Edge("a", "b", "\"on_full_fill\"")]));
        _rig.Advance(TimeSpan.FromSeconds(1));
        AmendNode(graph, "a", new Wire.NodeAmendments { Qty = Rig.Qty("3"), MaxSlippageBps = 50 });
        AmendNode(graph, "b", new Wire.NodeAmendments { Qty = Rig.Qty("4") });
        _rig.Quote("kraken", BookSide.Ask, "90", "3");
        _rig.Advance(TimeSpan.FromSeconds(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_rig.Order(graph, "a", 2).Filled, Is.EqualTo(Rig.Qty("3")));
            Assert.That(graph.Find("a")!.Spec.Style.MaxSlippageBps, Is.EqualTo(50));
            Assert.That(_rig.Order(graph, "b").Quantity, Is.EqualTo(Rig.Qty("4")));
        }
    }

    [Test]
    public void A_paced_node_and_its_slices_cannot_be_amended()
    {
        Graph graph = _rig.SubmitNode(Rig.Node("a", qty: "2", type: Rig.Limit("90"), execution: """{"pacing": {"uniform": {"num_slices": 2, "interval_ms": 1000}}}"""));
        _rig.Advance(TimeSpan.FromMilliseconds(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => AmendNode(graph, "a", new Wire.NodeAmendments { Qty = Rig.Qty("3") }), Throws.TypeOf<RefusedException>().With.Message.Contains("slices"));
            Assert.That(() => AmendNode(graph, "a.slice1", new Wire.NodeAmendments { Qty = Rig.Qty("3") }), Throws.TypeOf<RefusedException>().With.Message.Contains("slices"));
        }
    }

    [Test]
    public void An_amend_without_any_change_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Amendment.Read(new Wire.AmendBody()), Throws.TypeOf<RefusedException>());
            Assert.That(() => Amendment.Read(new Wire.NodeAmendments()), Throws.TypeOf<RefusedException>());
            Assert.That(() => Amendment.Read(new Wire.NodeAmendments { HorizonMs = 0 }), Throws.TypeOf<RefusedException>().With.Message.Contains("horizon_ms"));
            Assert.That(() => Amendment.Read(new Wire.AmendBody { NewQty = Qty.Zero }), Throws.TypeOf<RefusedException>().With.Message.Contains("new_qty_1e8"));
        }
    }

    private static string Node(string id, string qty, string price) => Rig.Node(id, qty: qty, type: Rig.Limit(price), venue: "\"kraken\"");

    private Graph Resting(string qty, string price)
    {
        Graph graph = _rig.SubmitNode(Node("a", qty, price));
        _rig.Advance(TimeSpan.FromMilliseconds(1));
        return graph;
    }

    private OrderState Amend(Graph graph, string? price = null, string? qty = null)
    {
        var change = Amendment.Read(new Wire.AmendBody
        {
            NewQty = qty is null ? null : Rig.Qty(qty),
            NewConstraints = price is null ? null : new Wire.AmendConstraints { MaxPrice = Rig.Px(price) },
        });
        OrderState? amended = null;
        _rig.Do(() => amended = _rig.Engine.Amend(graph.Find("a")!.Order!, change));
        return amended!;
    }

    private void AmendNode(Graph graph, string node, Wire.NodeAmendments body) =>
        _rig.Do(() => _rig.Engine.Amend(graph, graph.Find(node)!, Amendment.Read(body)));
}
