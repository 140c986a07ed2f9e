using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Sandbox.Http;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

public class SubmissionTests
{
    private readonly Rig _rig = new();

    [OneTimeTearDown]
    public void Close() => _rig.Dispose();

    private static readonly string Wait = Node("b", root: false);
    private static readonly string Derived = Node("b", qty: "derived", root: false);

    private static IEnumerable<TestCaseData> Refused()
    {
        TestCaseData Case(string name, string field, string json) => new TestCaseData(field, json).SetArgDisplayNames(name);
        string Execution(string style) => GraphOf([Node("a", execution: style)]);
        string Edged(string edge) => GraphOf([Node("a"), Wait], [edge]);
        yield return Case("empty body", "nodes", "{}");
        yield return Case("no nodes", "nodes", GraphOf([]));
        yield return Case("null node", "nodes[0]", GraphOf(["null"]));
        yield return Case("empty node id", "nodes[0].node_id", GraphOf([Node("")]));
        yield return Case("same node id", "nodes[1].node_id", GraphOf([Node("a"), Node("a")]));
        yield return Case("unknown symbol", "nodes[0].instrument.symbol", GraphOf([Node("a", symbol: "FOO-USD")]));
        yield return Case("unknown venue", "nodes[0].instrument.venue", GraphOf([Node("a", venue: "\"ftx\"")]));
        yield return Case("venue without the symbol", "nodes[0].instrument.venue", GraphOf([Node("a", venue: "\"kalshi\"")]));
        yield return Case("fallback without the symbol", "nodes[0].execution.venue_fallback", Execution("""{"venue_fallback": ["kalshi"]}"""));
        yield return Case("side", "nodes[0].side", GraphOf([Node("a", side: "BUY")]));
        yield return Case("zero quantity", "nodes[1].quantity", GraphOf([Node("a"), Node("b", qty: "0")]));
        yield return Case("negative quantity", "nodes[0].quantity", GraphOf([Node("a", qty: "-1")]));
        yield return Case("zero limit", "nodes[0].order_type.limit.price_1e9", GraphOf([Node("a", type: Limit("0"))]));
        yield return Case("text limit", "nodes[0].order_type.limit.price_1e9", GraphOf([Node("a", type: """{"limit": {"price_1e9": "1"}}""")]));
        yield return Case("limit without body", "nodes[0].order_type.limit", GraphOf([Node("a", type: "\"limit\"")]));
        yield return Case("unknown order type", "nodes[0].order_type", GraphOf([Node("a", type: "\"stop\"")]));
        yield return Case("activation word", "nodes[0].activation", GraphOf([Node("a").Replace("root", "later", StringComparison.Ordinal)]));
        yield return Case("wait without edge", "nodes[0].activation", GraphOf([Node("a", root: false)]));
        yield return Case("root with edge", "nodes[1].activation", GraphOf([Node("a"), Node("b")], [Edge("a", "b", "\"on_fill\"")]));
        yield return Case("derived without edge", "nodes[0].quantity", GraphOf([Node("a", qty: "derived")]));
        yield return Case("worth too much", "nodes[0].quantity", GraphOf([Node("a", qty: "90000000000", type: Limit("100"))]));
        yield return Case("policy", "nodes[0].execution.policy", Execution("""{"policy": "magic"}"""));
        yield return Case("urgency", "nodes[0].execution.urgency", Execution("""{"urgency": "extreme"}"""));
        yield return Case("tif", "nodes[0].execution.tif", Execution("""{"tif": "DAY"}"""));
        yield return Case("waiting IOC", "nodes[0].execution.tif", Execution("""{"tif": "IOC", "policy": "passive_limit"}"""));
        yield return Case("placement", "nodes[0].execution.placement", Execution("""{"placement": "mid"}"""));
        yield return Case("slippage", "nodes[0].execution.max_slippage_bps", Execution("""{"max_slippage_bps": 65536}"""));
        yield return Case("horizon", "nodes[0].execution.horizon_ms", Execution("""{"horizon_ms": 0}"""));
        yield return Case("escalation", "nodes[0].execution.escalate_after_ms", Execution("""{"escalate_after_ms": -1}"""));
        yield return Case("no pacing", "nodes[0].execution.pacing", Execution("""{"pacing": {}}"""));
        yield return Case("no slices", "nodes[0].execution.pacing.uniform.num_slices", Execution("""{"pacing": {"uniform": {"num_slices": 0, "interval_ms": 1}}}"""));
        yield return Case("slice interval", "nodes[0].execution.pacing.vwap.interval_ms", Execution("""{"pacing": {"vwap": {"num_slices": 1, "interval_ms": 0}}}"""));
        yield return Case("slices over a century", "nodes[0].execution.pacing.uniform.interval_ms", Execution("""{"pacing": {"uniform": {"num_slices": 900, "interval_ms": 300000000000}}}"""));
        yield return Case("more slices than units", "nodes[0].execution.pacing", GraphOf([Node("a", qty: "0.00000005", execution: """{"pacing": {"uniform": {"num_slices": 10, "interval_ms": 1}}}""")]));
        yield return Case("iceberg display", "nodes[0].execution.pacing.iceberg.display_qty_1e8", Execution("""{"pacing": {"iceberg": {"display_qty_1e8": 0}}}"""));
        yield return Case("market iceberg", "nodes[0].execution.pacing", Execution("""{"pacing": {"iceberg": {"display_qty_1e8": 1}}}"""));
        yield return Case("unknown source", "edges[0].from_node", Edged(Edge("x", "b", "\"on_fill\"")));
        yield return Case("unknown target", "edges[0].to_node", Edged(Edge("a", "x", "\"on_fill\"")));
        yield return Case("self edge", "edges[0].to_node", Edged(Edge("b", "b", "\"on_fill\"")));
        yield return Case("same edge id", "edges[1].edge_id", GraphOf([Node("a"), Wait], [Edge("a", "b", "\"on_fill\""), Edge("a", "b", "\"on_done\"")]));
        yield return Case("circle", "edges", GraphOf([Node("a", root: false), Wait], [Edge("a", "b", "\"on_fill\""), Edge("b", "a", "\"on_fill\"")]));
        yield return Case("trigger word", "edges[0].trigger", Edged(Edge("a", "b", "\"on_whim\"")));
        yield return Case("timeout", "edges[0].trigger.on_timeout.ms", Edged(Edge("a", "b", """{"on_timeout": {"ms": 0}}""")));
        yield return Case("timeout without body", "edges[0].trigger.on_timeout", Edged(Edge("a", "b", "\"on_timeout\"")));
        yield return Case("ratio missing", "edges[0].condition.fill_ratio_gte", Edged(Edge("a", "b", "\"on_fill_ratio\"")));
        yield return Case("ratio above 1", "edges[0].condition.fill_ratio_gte", Edged(Edge("a", "b", "\"on_fill_ratio\"", """, "condition": {"fill_ratio_gte": 1.01}""")));
        yield return Case("ratio 0", "edges[0].condition.fill_ratio_gte", Edged(Edge("a", "b", "\"on_fill_ratio\"", """, "condition": {"fill_ratio_gte": 0}""")));
        yield return Case("condition elsewhere", "edges[0].condition", Edged(Edge("a", "b", "\"on_done\"", """, "condition": {"fill_ratio_gte": 0.5}""")));
        yield return Case("price symbol", "edges[0].trigger.on_price.symbol", Edged(Edge("a", "b", """{"on_price": {"symbol": "FOO", "direction": "below", "offset_pct": -5}}""")));
        yield return Case("price direction", "edges[0].trigger.on_price.direction", Edged(Edge("a", "b", """{"on_price": {"symbol": "BTC-USD", "direction": "down", "offset_pct": -5}}""")));
        yield return Case("price offset", "edges[0].trigger.on_price.offset_pct", Edged(Edge("a", "b", """{"on_price": {"symbol": "BTC-USD", "direction": "below", "offset_pct": -100}}""")));
        yield return Case("sizing word", "edges[0].sizing", Edged(Edge("a", "b", "\"on_fill\"", """, "sizing": "half" """)));
        yield return Case("hedge of nothing", "edges[0].sizing.linear_hedge.multiplier", Edged(Edge("a", "b", "\"on_fill\"", """, "sizing": {"linear_hedge": {"multiplier": 0}}""")));
        yield return Case("hedge in words", "edges[0].sizing.linear_hedge.multiplier", Edged(Edge("a", "b", "\"on_fill\"", """, "sizing": {"linear_hedge": {"multiplier": "all"}}""")));
        yield return Case("cap", "edges[0].sizing.scaled_notional.cap_usd", Edged(Edge("a", "b", "\"on_fill\"", """, "sizing": {"scaled_notional": {"multiplier": 1, "cap_usd": -1}}""")));
        yield return Case("fixed sizing", "edges[0].sizing.fixed.qty_1e8", Edged(Edge("a", "b", "\"on_fill\"", """, "sizing": {"fixed": {"qty_1e8": 0}}""")));
        yield return Case("reaction", "edges[0].on_child_reject", Edged(Edge("a", "b", "\"on_fill\"", """, "on_child_reject": "panic" """)));
        yield return Case("name of a slice", "nodes[1].node_id", GraphOf([Node("a", execution: """{"pacing": {"uniform": {"num_slices": 1, "interval_ms": 1}}}"""), Node("a.slice1")]));
        yield return Case("negative loss limit", "risk.runtime.max_loss_usd", GraphOf([Node("a")], more: """, "risk": {"runtime": {"max_loss_usd": -1}}"""));
        yield return Case("breach reaction", "risk.failure.on_runtime_breach", GraphOf([Node("a")], more: """, "risk": {"failure": {"on_runtime_breach": "cry"}}"""));
        yield return Case("graph id", "graph_id", GraphOf([Node("a")], more: """, "graph_id": "a:b" """));
        yield return Case("both forms", "symbol", GraphOf([Node("a")], more: """, "symbol": "BTC-USD" """));
        yield return Case("simple: symbol", "symbol", """{"symbol": "FOO-USD", "side": "buy", "qty": 1}""");
        yield return Case("simple: side", "side", """{"symbol": "BTC-USD", "qty": 1}""");
        yield return Case("simple: no amount", "qty", """{"symbol": "BTC-USD", "side": "buy"}""");
        yield return Case("simple: two amounts", "notional", """{"symbol": "BTC-USD", "side": "buy", "qty": 1, "notional": 5}""");
        yield return Case("simple: zero", "qty", """{"symbol": "BTC-USD", "side": "buy", "qty": 0}""");
        yield return Case("simple: too fine", "qty", """{"symbol": "BTC-USD", "side": "buy", "qty": 0.000000001}""");
        yield return Case("simple: price", "price", """{"symbol": "BTC-USD", "side": "buy", "qty": 1, "price": 0}""");
        yield return Case("simple: venue", "venue", """{"symbol": "BTC-USD", "side": "buy", "qty": 1, "venue": "kalshi"}""");
        yield return Case("simple: nothing to divide by", "notional", """{"symbol": "BTC-USD-PERP", "side": "buy", "notional": 100}""");
        yield return Case("simple: edges", "edges", """{"symbol": "BTC-USD", "side": "buy", "qty": 1, "edges": [{"edge_id": "e"}]}""");
    }

    [TestCaseSource(nameof(Refused))]
    public void A_body_that_makes_no_sense_is_refused_with_its_member(string field, string json)
    {
        Assert.That(_rig.RefusedField(json), Is.EqualTo(field));
        Assert.That(_rig.Engine.Orders(_rig.Trader), Is.Empty);
    }

    [Test]
    public void A_derived_node_with_an_edge_and_an_unmatched_type_hint_is_fine()
    {
        using var rig = new Rig();
        Graph graph = rig.Submit(GraphOf([Node("a"), Derived], [Edge("a", "b", "\"on_fill\"")]).Replace("\"spot\"", "\"perp\"", StringComparison.Ordinal));
        Assert.That(graph.Nodes, Has.Count.EqualTo(2));
    }

    [Test]
    public void The_same_id_and_body_give_the_same_graph_and_another_body_conflicts()
    {
        using var rig = new Rig();
        string json = GraphOf([Node("a")], more: """, "graph_id": "graph_mine" """);
        Graph first = rig.Submit(json);
        rig.QuoteAround100();
        Graph again = rig.Submit(json.Replace(",", " , ", StringComparison.Ordinal));
        RefusedException conflict = Assert.Throws<RefusedException>(() => rig.Submit(json.Replace("buy", "sell", StringComparison.Ordinal)))!;
        Assert.That(again, Is.SameAs(first));
        Assert.That(JToken.FromObject(again.ToSubmitResult()), Is.EqualTo(JToken.FromObject(first.ToSubmitResult())));
        Assert.That(conflict.Refusal.Kind, Is.EqualTo(RefusalKind.Conflict));
        Assert.That(rig.Engine.Orders(rig.Trader), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_refused_body_does_not_use_up_its_graph_id()
    {
        using var rig = new Rig();
        string more = """, "graph_id": "graph_mine" """;
        rig.RefusedField(GraphOf([Node("a", qty: "0")], more: more));
        Assert.That(rig.Submit(GraphOf([Node("a")], more: more)).Id, Is.EqualTo("graph_mine"));
    }

    [Test]
    public void Minted_ids_are_new_each_time_and_the_same_for_the_same_seed()
    {
        static string[] Ids()
        {
            using var rig = new Rig();
            return [rig.SubmitNode(Node("a")).Id, rig.SubmitNode(Node("a")).Id];
        }

        string[] ids = Ids();
        Assert.That(ids, Is.Unique);
        Assert.That(ids, Is.All.Match("^graph_[0-9a-f]{16}$"));
        Assert.That(Ids(), Is.EqualTo(ids));
    }

    [Test]
    public void The_answer_says_pending_and_the_orders_start_right_after_it()
    {
        using var rig = new Rig();
        Wire.SubmitResult? answer = null;
        int ordersAtAnswer = -1;
        rig.Do(() =>
        {
            Graph graph = rig.Engine.Submit(rig.Trader, Body(GraphOf([Node("a")])));
            answer = graph.ToSubmitResult();
            ordersAtAnswer = rig.Engine.Orders(rig.Trader).Count;
            Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Pending));
        });
        rig.Advance(TimeSpan.Zero);
        Assert.That(answer!.Status, Is.EqualTo(Wire.GraphStatus.Pending));
        Assert.That((answer.NodeCount, answer.EdgeCount, ordersAtAnswer), Is.EqualTo((1, 0, 0)));
        Assert.That(rig.Order(rig.Engine.Find(rig.Trader, answer.GraphId)!, "a").Status, Is.EqualTo(Wire.OrderStatus.Accepted));
    }

    [Test]
    public void Another_account_sees_nothing_of_it()
    {
        using var rig = new Rig();
        Graph graph = rig.SubmitNode(Node("a"));
        var other = new Sequence.Exchange.Accounts.Client("client_2", limit: null).Paper;
        Assert.That(rig.Engine.Find(other, graph.Id), Is.Null);
        Assert.That(rig.Engine.Orders(other), Is.Empty);
        Assert.That(rig.Engine.FindOrder(other, rig.Order(graph, "a").NodeOrderId), Is.Null);
    }
}
