using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Sandbox.Tests.Graphs;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>The rules hold wherever an order, or a change of one, comes in; and nothing happens when one is broken.</summary>
public sealed class EntranceTests
{
    private const string Coin = "RULE-USD";
    private const string Exchange = "EXCHANGE_REJECT: ";

    private Rig _rig = null!;

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        var fine = new Instrument(Coin, InstrumentKind.Spot, "RULE", "USD", Px("0.01"), Qty("0.001"), 0, 0)
        {
            MinQuantity = Qty("0.005"),
            MinNotional = Usd("1"),
            CollarBps = 1_000,
        };
        _rig.Markets.List("alpha", fine);
        _rig.Markets.List("beta", fine with { Tick = Px("0.5"), Lot = Qty("0.1"), MinQuantity = Qty("0.1"), MinNotional = Usd("20") });
        _rig.Quote("alpha", BookSide.Bid, "99", "1000", Coin);
        _rig.Quote("alpha", BookSide.Ask, "101", "1000", Coin);
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    [TestCase("1", "100.001", "price", Exchange + "the tick size of RULE-USD is 0.01")]
    [TestCase("0.0001", "100", "qty", Exchange + "the lot size of RULE-USD is 0.001")]
    [TestCase("0.004", "100", "qty", Exchange + "the minimum quantity of RULE-USD is 0.005")]
    [TestCase("0.009", "100", "qty", Exchange + "the minimum notional of RULE-USD is 1 USD")]
    [TestCase("1", "1000", "price", "PRICE_DEVIATION: the price collar of RULE-USD is 1000 bps")]
    public void A_simple_order(string quantity, string price, string field, string problem)
    {
        Refusal refusal = Refused($$"""{"symbol": "{{Coin}}", "side": "buy", "qty": {{quantity}}, "price": {{price}} }""");
        Assert.That((refusal.Field, refusal.Problem), Is.EqualTo((field, refusal.Problem)));
        Assert.That(refusal.Problem, Does.StartWith(problem));
    }

    [Test]
    public void A_market_order() => Assert.That(Refused($$"""{"symbol": "{{Coin}}", "side": "buy", "qty": 0.0001}""").Field, Is.EqualTo("qty"));

    [Test]
    public void An_order_by_notional()
    {
        Refusal refusal = Refused($$"""{"symbol": "{{Coin}}", "side": "buy", "notional": 0.9}""");
        Assert.That((refusal.Field, refusal.Problem), Is.EqualTo(("notional", Exchange + "the minimum notional of RULE-USD is 1 USD, not 0.008 at 100; 0.01 is valid.")));
    }

    [Test]
    public void A_pinned_venue_has_its_own_rules()
    {
        Assert.That(Refused($$"""{"symbol": "{{Coin}}", "side": "buy", "qty": 1, "price": 100.25, "venue": "beta"}""").Problem, Does.StartWith(Exchange + "the tick size of RULE-USD is 0.5"));
        Assert.That(Refused($$"""{"symbol": "{{Coin}}", "side": "buy", "qty": 0.15, "venue": "beta"}""").Problem, Does.StartWith(Exchange + "the lot size of RULE-USD is 0.1"));
        _rig.Submit($$"""{"symbol": "{{Coin}}", "side": "buy", "qty": 0.15, "price": 100.25}""");
    }

    [TestCase("1", "100.001", "nodes[0].order_type.limit.price_1e9")]
    [TestCase("1", "1000", "nodes[0].order_type.limit.price_1e9")]
    [TestCase("0.0001", "100", "nodes[0].quantity.fixed.qty_1e8")]
    [TestCase("0.004", "100", "nodes[0].quantity.fixed.qty_1e8")]
    [TestCase("0.009", "100", "nodes[0].quantity.fixed.qty_1e8")]
    public void A_node(string quantity, string price, string field) =>
        Assert.That(_rig.RefusedField(GraphOf([Node("a", qty: quantity, type: Limit(price), symbol: Coin)])), Is.EqualTo(field));

    [Test]
    public void A_paced_node_is_cut_into_slices_that_are_orders()
    {
        string Twap(string quantity, int slices) => GraphOf(
            [Node("a", qty: quantity, symbol: Coin, execution: $$$$"""{"pacing": {"uniform": {"num_slices": {{{{slices}}}}, "interval_ms": 1000}}}""")]);
        Assert.That(_rig.RefusedField(Twap("0.03", 10)), Is.EqualTo("nodes[0].quantity.fixed.qty_1e8"), "0.003 is below the minimum quantity");
        Assert.That(_rig.RefusedField(Twap("0.09", 10)), Is.EqualTo("nodes[0].quantity.fixed.qty_1e8"), "0.009 is below the minimum notional");
        _rig.Submit(Twap("0.1", 10));
    }

    [Test]
    public void The_slices_of_a_paced_node_are_whole_lots_and_add_up()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("a", qty: "0.107", symbol: Coin, execution: """{"pacing": {"uniform": {"num_slices": 10, "interval_ms": 1000}}}""")]));
        _rig.Advance(TimeSpan.FromSeconds(10));
        List<Sdk.Qty> slices = [.. graph.Nodes.Where(node => node.Parent is not null).Select(node => node.Filled)];
        Assert.That(slices.Select(slice => slice.Raw % Qty("0.001").Raw), Is.All.Zero);
        Assert.That(slices, Is.All.EqualTo(Qty("0.01")).Or.EqualTo(Qty("0.011")));
        Assert.That(slices.Aggregate((sum, slice) => sum + slice), Is.EqualTo(Qty("0.107")));
    }

    [Test]
    public void The_rungs_of_a_ladder_are_whole_lots_and_add_up()
    {
        Graph graph = _rig.SubmitNode(Node("a", qty: "0.2", symbol: Coin, venue: "\"beta\"", type: Limit("100.5"), execution: """{"policy": "passive_ladder"}"""));
        List<Sdk.Qty> rungs = [.. _rig.Engine.Parts(_rig.Order(graph, "a")).Select(part => part.Remaining)];
        Assert.That(rungs, Is.EqualTo([Qty("0.1"), Qty("0.1")]), "two lots on three rungs");
    }

    [Test]
    public void The_drips_of_an_order_are_whole_lots_and_add_up()
    {
        _rig.Quote("beta", BookSide.Ask, "100", "5", Coin);
        _rig.SubmitNode(Node("a", qty: "0.5", symbol: Coin, venue: "\"beta\"", execution: """{"policy": "time_drip", "horizon_ms": 10000}"""));
        _rig.Advance(TimeSpan.FromSeconds(10));
        List<Sdk.Qty> fills = [.. _rig.Engine.Fills(_rig.Trader).Select(fill => fill.Quantity)];
        Assert.That(fills, Is.EqualTo(Enumerable.Repeat(Qty("0.1"), 5)), "five lots in ten drips");
    }

    [Test]
    public void The_shown_part_of_an_iceberg_is_in_whole_lots()
    {
        string node = Node("a", qty: "2", type: Limit("98"), symbol: Coin, execution: """{"pacing": {"iceberg": {"display_qty_1e8": 150000}}}""");
        Assert.That(_rig.RefusedField(GraphOf([node])), Is.EqualTo("nodes[0].execution.pacing.iceberg.display_qty_1e8"));
    }

    [Test]
    public void A_fixed_size_of_an_edge()
    {
        string graph = GraphOf(
            [Node("a", symbol: Coin), Node("b", qty: "derived", root: false, symbol: Coin)],
            [Edge("a", "b", "\"on_full_fill\"", """, "sizing": {"fixed": {"qty_1e8": 150050}}""")]);
        Assert.That(_rig.RefusedField(graph), Is.EqualTo("edges[0].sizing.fixed.qty_1e8"));
    }

    [Test]
    public void A_size_of_an_edge_is_rounded_down_to_lots()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("a", qty: "1", symbol: Coin), Node("b", qty: "derived", root: false, symbol: Coin)],
            [Edge("a", "b", "\"on_full_fill\"", """, "sizing": {"linear_hedge": {"multiplier": 0.3337}}""")]));
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.That(graph.Find("b")!.Filled, Is.EqualTo(Qty("0.333")));
    }

    [Test]
    public void Fills_below_a_lot_of_the_hedge_are_hedged_with_the_next_one()
    {
        _rig.Quote("coinbase", BookSide.Ask, "101", "0.0007");
        Graph graph = _rig.Submit(GraphOf(
            [Node("a", qty: "0.0021", type: Limit("101"), venue: "\"coinbase\""), Node("b", qty: "derived", root: false, symbol: Coin)],
            [Edge("a", "b", "\"on_fill\"", """, "sizing": "incremental_fill" """)]));
        _rig.Quote("coinbase", BookSide.Ask, "101", "0.0007");
        Assert.That(graph.Find("b")!.Filled, Is.EqualTo(Qty("0.001")), "0.0014");
        _rig.Quote("coinbase", BookSide.Ask, "101", "0.0007");
        Assert.That(graph.Find("b")!.Filled, Is.EqualTo(Qty("0.002")), "0.0021");
    }

    [Test]
    public void A_sized_order_below_the_minimum_is_rejected()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("a", qty: "1", symbol: Coin), Node("b", qty: "derived", root: false, symbol: Coin)],
            [Edge("a", "b", "\"on_full_fill\"", """, "sizing": {"linear_hedge": {"multiplier": 0.004}}""")]));
        _rig.Advance(TimeSpan.FromSeconds(1));
        OrderState order = _rig.Order(graph, "b");
        Assert.That((order.Status, order.FailureReason), Is.EqualTo(
            (Wire.OrderStatus.Failed, Exchange + "the minimum quantity of RULE-USD is 0.005, not 0.004; 0.005 is valid.")));
    }

    [Test]
    public void The_collar_of_a_node_that_waits_counts_when_it_starts()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("a", qty: "1", symbol: Coin), Node("b", qty: "1", type: Limit("150"), root: false, symbol: Coin)],
            [Edge("a", "b", "\"on_full_fill\"")]));
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_rig.Order(graph, "b").FailureReason, Does.StartWith("PRICE_DEVIATION: the price collar of RULE-USD is 1000 bps from the middle 100"));
    }

    [TestCase("100.001", null, "new_constraints.max_price_1e9")]
    [TestCase("500", null, "new_constraints.max_price_1e9")]
    [TestCase(null, "1.0005", "new_qty_1e8")]
    [TestCase(null, "0.004", "new_qty_1e8")]
    public void An_amend(string? price, string? quantity, string field)
    {
        Graph graph = _rig.SubmitNode(Node("a", qty: "1", type: Limit("98"), symbol: Coin));
        OrderState order = _rig.Order(graph, "a");
        var body = new Wire.AmendBody
        {
            NewQty = quantity is null ? null : Qty(quantity),
            NewConstraints = price is null ? null : new Wire.AmendConstraints { MaxPrice = Px(price) },
        };
        RefusedException fault = Assert.Throws<RefusedException>(() => _rig.Do(() => _rig.Engine.Amend(order, Amendment.Read(body))))!;
        Assert.That((fault.Refusal.Kind, fault.Refusal.Field), Is.EqualTo((RefusalKind.Validation, field)));
        Assert.That((order.IsTerminal, order.Limit, order.Quantity), Is.EqualTo((false, (Sdk.Px?)Px("98"), Qty("1"))), "nothing has changed");
    }

    [Test]
    public void A_refused_order_leaves_nothing_behind()
    {
        Sdk.Usd cash = _rig.Cash("alpha");
        Refused($$"""{"symbol": "{{Coin}}", "side": "buy", "qty": 0.0001, "graph_id": "g"}""");
        Assert.That((_rig.Engine.Orders(_rig.Trader).Count, _rig.Engine.Find(_rig.Trader, "g")), Is.EqualTo((0, (Graph?)null)));
        Assert.That(_rig.Cash("alpha"), Is.EqualTo(cash));
        _rig.Submit($$"""{"symbol": "{{Coin}}", "side": "buy", "qty": 0.1, "graph_id": "g"}""");
    }

    [Test]
    public void What_is_routed_to_a_venue_is_in_its_lots()
    {
        _rig.Quote("beta", BookSide.Ask, "100", "5", Coin);
        _rig.SubmitNode(Node("a", qty: "1.234", symbol: Coin));
        Assert.That((_rig.Held("beta", Coin), _rig.Held("alpha", Coin)), Is.EqualTo((Qty("1.2"), Qty("0.034"))));
    }

    [Test]
    public void What_rests_on_a_venue_is_in_its_lots_and_on_its_tick()
    {
        Graph graph = _rig.SubmitNode(Node("a", qty: "1.2", type: Limit("98.75"), symbol: Coin, venue: "\"beta\"", execution: """{"venue_fallback": ["alpha"]}"""));
        var part = _rig.Engine.Parts(_rig.Order(graph, "a")).Single();
        Assert.That((part.Market.Venue, part.Price, part.Remaining), Is.EqualTo(("beta", Px("98.5"), Qty("1.2"))));
    }

    [Test]
    public void A_position_that_is_no_multiple_of_a_lot_can_be_closed()
    {
        _rig.Markets.List("alpha", new Instrument("RULE-USD-PERP", InstrumentKind.Perp, "RULE", "USD", Px("0.01"), Qty("0.1"), 0, 0));
        _rig.Quote("alpha", BookSide.Bid, "99", "1000", "RULE-USD-PERP");
        _rig.Quote("alpha", BookSide.Ask, "101", "1000", "RULE-USD-PERP");
        _rig.Ledger.Open(_rig.Markets);
        _rig.Ledger.HoldingIn(_rig.Market("alpha", "RULE-USD-PERP")).Reset(Qty("0.25"), Px("100"));
        _rig.Do(() => _rig.Engine.Liquidate(_rig.Trader, [(_rig.Market("alpha", "RULE-USD-PERP"), Qty("0.25"))]));
        Assert.That(_rig.Held("alpha", "RULE-USD-PERP"), Is.EqualTo(Sdk.Qty.Zero));
    }

    private Refusal Refused(string json)
    {
        RefusedException fault = Assert.Throws<RefusedException>(() => _rig.Submit(json))!;
        Assert.That(fault.Refusal.Kind, Is.EqualTo(RefusalKind.Validation), fault.Message);
        return fault.Refusal;
    }
}
