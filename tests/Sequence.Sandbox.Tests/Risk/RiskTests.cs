using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Risk;

public class RiskTests
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

    private static string Risk(string limits) => $", \"risk\": {limits}";

    [TestCase("risk.admission.max_notional_usd", """{"admission": {"max_notional_usd": 100.99}}""", """{"admission": {"max_notional_usd": 101}}""")]
    [TestCase("risk.admission.max_leverage", """{"admission": {"max_leverage": 0.00000001}}""", """{"admission": {"max_leverage": 1}}""")]
    [TestCase("risk.admission.required_venues[1]", """{"admission": {"required_venues": ["kraken", "ftx"]}}""", """{"admission": {"required_venues": ["Kraken", "kalshi"]}}""")]
    [TestCase("risk.admission.max_concurrent_graphs", """{"admission": {"max_concurrent_graphs": 1}}""", """{"admission": {"max_concurrent_graphs": 2}}""")]
    public void Admission_limits_refuse_the_graph_and_name_themselves(string field, string tooTight, string wideEnough)
    {
        Graph active = _rig.SubmitNode(Node("resting", type: Limit("50")));
        Assert.That(_rig.RefusedField(GraphOf([Node("a")], more: Risk(tooTight))), Is.EqualTo(field));
        Assert.That(_rig.SubmitNode(Node("a"), Risk(wideEnough)).Status, Is.EqualTo(Wire.GraphStatus.Completed));
        Assert.That(active.IsEnded, Is.False);
    }

    [Test]
    public void The_admission_notional_counts_nodes_that_edges_will_size()
    {
        string graph = GraphOf(
            [Node("a", qty: "2"), Node("b", qty: "derived", root: false)],
            [Edge("a", "b", "\"on_full_fill\"", """, "sizing": {"linear_hedge": {"multiplier": 3}}""")],
            Risk("""{"admission": {"max_notional_usd": 807}}"""));
        Assert.That(_rig.RefusedField(graph), Is.EqualTo("risk.admission.max_notional_usd"), "2 + 6 at 101 are 808");
        Assert.That(_rig.Submit(graph.Replace("807", "808", StringComparison.Ordinal)).Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    // The ask is 101 and the bid 99, on the coin and on the perp.
    [TestCase("sell", "BTC-USD-PERP", "4", "404", TestName = "A hedge does not count beside what it hedges")]
    [TestCase("sell", "BTC-USD-PERP", "5", "495", TestName = "A hedge that is larger counts in its place")]
    [TestCase("buy", "BTC-USD-PERP", "4", "808", TestName = "Two buys of one asset add up")]
    [TestCase("sell", "KXT:YES", "4", "404.8", TestName = "Another asset adds up, whatever its side")]
    public void The_admission_notional_is_the_larger_side_of_each_asset(string side, string symbol, string qty, string worth)
    {
        _rig.QuoteAround100("hyperliquid", "BTC-USD-PERP");
        _rig.Quote("kalshi", BookSide.Bid, "0.2", "100", "KXT:YES");
        string Graph(string limit) => GraphOf(
            [Node("a", qty: "4"), Node("b", side: side, qty: qty, symbol: symbol)], more: Risk($$$"""{"admission": {"max_notional_usd": {{{limit}}}}}"""));
        string tooTight = (decimal.Parse(worth, System.Globalization.CultureInfo.InvariantCulture) - 0.01m).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(_rig.RefusedField(Graph(tooTight)), Is.EqualTo("risk.admission.max_notional_usd"));
        Assert.That(_rig.Submit(Graph(worth)), Is.Not.Null);
    }

    [Test]
    public void Exits_that_an_entry_sizes_count_nothing()
    {
        string Exit(string id, string limit) => Node(id, side: "sell", qty: "derived", type: Limit(limit), root: false);
        Graph graph = _rig.Submit(GraphOf(
            [Node("entry"), Exit("target", "150"), Exit("stop", "90")],
            [Edge("entry", "target", "\"on_full_fill\""), Edge("entry", "stop", "\"on_cancel\"")], Risk("""{"admission": {"max_notional_usd": 101}}""")));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.PartialFill));
    }

    [Test]
    public void A_node_above_the_pre_trade_limit_is_rejected()
    {
        Graph graph = _rig.SubmitNode(Node("a"), Risk("""{"pre_trade": {"max_node_notional_usd": 100}}"""));
        Assert.That(_rig.Order(graph, "a").FailureReason, Is.EqualTo("RISK_CHECK_FAILED: risk.pre_trade.max_node_notional_usd."));
    }

    [Test]
    public void The_pre_trade_slippage_holds_for_nodes_without_their_own()
    {
        string risk = Risk("""{"pre_trade": {"max_slippage_bps": 50}}""");
        Graph inherits = _rig.SubmitNode(Node("a"), risk);
        Graph own = _rig.SubmitNode(Node("a", execution: """{"max_slippage_bps": 100}"""), risk);
        Assert.That((inherits.Status, own.Status), Is.EqualTo((Wire.GraphStatus.Active, Wire.GraphStatus.Completed)), "the ask is 100 bps from the mid");
    }

    /// <summary>Buys 10 perps at 101 with one more resting; then the market falls by 10.</summary>
    private Graph Lose(string risk)
    {
        BookOrder bid = _rig.Quote("hyperliquid", BookSide.Bid, "99", "100", "BTC-USD-PERP");
        BookOrder ask = _rig.Quote("hyperliquid", BookSide.Ask, "101", "100", "BTC-USD-PERP");
        Graph graph = _rig.Submit(GraphOf(
            [Node("a", qty: "10", symbol: "BTC-USD-PERP"), Node("rest", type: Limit("10"), symbol: "BTC-USD-PERP")], more: Risk(risk)));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.PartialFill));
        _rig.Quote("hyperliquid", BookSide.Bid, "89", "100", "BTC-USD-PERP");
        _rig.Remove(bid, "hyperliquid", "BTC-USD-PERP");
        _rig.Remove(ask, "hyperliquid", "BTC-USD-PERP");
        _rig.Quote("hyperliquid", BookSide.Ask, "91", "100", "BTC-USD-PERP");
        return graph;
    }

    // After the fall the mid is 90: 10 x (90 - 101) - 0.404 of fees = -110.404; before it the P&L was -10.404.
    [TestCase("""{"runtime": {"max_loss_usd": 110.404}}""", "aborted")]
    [TestCase("""{"runtime": {"max_loss_usd": 110.405}}""", "partial_fill")]
    [TestCase("""{"runtime": {"max_drawdown_usd": 110.404}}""", "aborted")]
    [TestCase("""{"runtime": {"max_loss_usd": 50}, "failure": {"on_runtime_breach": "pause_graph"}}""", "paused")]
    [TestCase("""{"runtime": {"max_loss_usd": 50}, "failure": {"on_runtime_breach": "do_nothing"}}""", "partial_fill")]
    public void A_runtime_breach_calls_the_reaction(string risk, string status)
    {
        Graph graph = Lose(risk);
        Assert.That(graph.Status.Value, Is.EqualTo(status));
        if (status == "aborted")
            Assert.That(_rig.Order(graph, "rest").FailureReason, Does.StartWith("RISK_CHECK_FAILED: risk.runtime."));
    }

    [Test]
    public void Resuming_acknowledges_a_breach()
    {
        Graph graph = Lose("""{"runtime": {"max_loss_usd": 50}, "failure": {"on_runtime_breach": "pause_graph"}}""");
        _rig.Do(() => _rig.Engine.Resume(graph));
        _rig.Quote("hyperliquid", BookSide.Bid, "80", "1", "BTC-USD-PERP");
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.PartialFill));
    }

    [TestCase("\"max_unhedged_qty_1e8\": 100000000", "1", false)]
    [TestCase("\"max_unhedged_qty_1e8\": 100000000", "0", true)]
    [TestCase("\"max_unhedged_qty\": 1.5", "0", true)]
    [TestCase("\"max_unhedged_qty\": 2", "0", false)]
    public void Unhedged_quantity_is_the_net_of_all_nodes_and_a_hedge_gets_its_chance(string limit, string hedged, bool isBroken)
    {
        _rig.QuoteAround100("hyperliquid", "BTC-USD-PERP");
        string hedge = Node("hedge", side: "sell", qty: hedged == "0" ? "derived" : hedged, root: false, symbol: "BTC-USD-PERP");
        string trigger = hedged == "0" ? """{"on_timeout": {"ms": 1000}}""" : "\"on_first_fill\"";
        Graph graph = _rig.Submit(GraphOf([Node("spot", qty: "2"), hedge], [Edge("spot", "hedge", trigger)], Risk($$$"""{"runtime": {{{{limit}}}}}""")));
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.That(graph.Status, Is.EqualTo(isBroken ? Wire.GraphStatus.Aborted : Wire.GraphStatus.Completed));
    }

    private void ListEther()
    {
        _rig.Do(() => _rig.Markets.List("binance", _rig.Market("binance").Instrument with { Symbol = "ETH-USD", Base = "ETH" }));
        _rig.QuoteAround100("binance", "ETH-USD");
    }

    private Graph Both(string first, string second, string limit) =>
        _rig.Submit(GraphOf([first, second], more: Risk($$$"""{"runtime": {"max_unhedged_qty": {{{limit}}}}}""")));

    [TestCase("1.9", true)]
    [TestCase("2", false)]
    public void Unhedged_quantity_is_that_of_each_base_asset(string limit, bool isBroken)
    {
        ListEther();
        Graph graph = Both(Node("btc", qty: "2"), Node("eth", "buy", "2", symbol: "ETH-USD"), limit);
        Assert.That(graph.Status, Is.EqualTo(isBroken ? Wire.GraphStatus.Aborted : Wire.GraphStatus.Completed), "4 would be both together");
    }

    [Test]
    public void Another_coin_is_no_hedge()
    {
        ListEther();
        _rig.Give("binance", "2", symbol: "ETH-USD");
        Assert.That(Both(Node("btc", qty: "2"), Node("eth", "sell", "2", symbol: "ETH-USD"), "1").Status, Is.EqualTo(Wire.GraphStatus.Aborted));
    }

    [TestCase("KXT:NO", false, TestName = "Yes and no of one prediction make up for each other")]
    [TestCase("KXT:YES", true, TestName = "Twice yes does not")]
    public void A_pair_of_outcomes_is_no_exposure(string second, bool isBroken)
    {
        _rig.Quote("kalshi", BookSide.Ask, "0.5", "100", "KXT:YES");
        _rig.Quote("kalshi", BookSide.Ask, "0.5", "100", "KXT:NO");
        Graph graph = Both(Node("yes", qty: "2", symbol: "KXT:YES"), Node("other", qty: "2", symbol: second), "2");
        Assert.That(graph.Status, Is.EqualTo(isBroken ? Wire.GraphStatus.Aborted : Wire.GraphStatus.Completed));
    }

    [Test]
    public void The_opposite_of_a_pair_is_named_by_its_instrument()
    {
        Sequence.Exchange.Instruments.Instrument no = _rig.Market("kalshi", "KXT:YES").Instrument with { Symbol = "42", OppositeOf = "41" };
        Assert.That(no.Exposure, Is.EqualTo(("41", -1)));
        Assert.That((no with { OppositeOf = null }).Exposure, Is.EqualTo(("42", 1)));
        Assert.That(_rig.Market("kalshi", "KXT:NO").Instrument.Exposure, Is.EqualTo(("KXT:YES", -1)));
        Assert.That(_rig.Market("hyperliquid", "BTC-USD-PERP").Instrument.Exposure, Is.EqualTo(("BTC", 1)));
    }

    [TestCase("cancel_all_open", "aborted")]
    [TestCase("pause_graph", "paused")]
    [TestCase("do_nothing", "completed")]
    public void A_graph_that_completes_at_once_is_checked(string reaction, string status)
    {
        var breaches = new List<string>();
        _rig.Engine.LimitBroken += breach => breaches.Add(breach.Limit);
        Graph graph = _rig.SubmitNode(Node("a", qty: "2"), Risk($$$"""{"runtime": {"max_unhedged_qty": 1}, "failure": {"on_runtime_breach": "{{{reaction}}}"}}"""));
        Assert.That((graph.Status.Value, graph.Find("a")!.Filled), Is.EqualTo((status, Qty("2"))));
        Assert.That(breaches, Is.EqualTo(["max_unhedged_qty_1e8"]));
        if (status != "paused")
            return;
        _rig.Do(() => _rig.Engine.Resume(graph));
        Assert.That((graph.Status.Value, breaches.Count), Is.EqualTo(("completed", 1)));
    }

    [Test]
    public void A_hedge_of_a_hedge_gets_its_chance_too()
    {
        _rig.QuoteAround100("hyperliquid", "BTC-USD-PERP");
        Graph graph = _rig.Submit(GraphOf(
            [Node("spot", qty: "3"), Node("half", "sell", "1", root: false, symbol: "BTC-USD-PERP"), Node("rest", "sell", "2", root: false, symbol: "BTC-USD-PERP")],
            [Edge("spot", "half", "\"on_first_fill\""), Edge("half", "rest", "\"on_full_fill\"")], Risk("""{"runtime": {"max_unhedged_qty": 0.5}}""")));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [TestCase("52.202", "aborted")]
    [TestCase("52.203", "completed")]
    public void Profit_counts_at_the_mark_of_the_venue_that_filled(string loss, string status)
    {
        _rig.Quote("kraken", BookSide.Bid, "1", "1");
        _rig.Quote("kraken", BookSide.Ask, "101", "1");
        // Kraken's mark is 51, the middle over all venues 100: 51 - 101, less 20 bps of 101, and on binance 100 - 101 twice.
        Graph graph = _rig.Submit(GraphOf(
            [Node("k", qty: "1", venue: "\"kraken\""), Node("b", qty: "2", venue: "\"binance\"")], more: Risk($$$"""{"runtime": {"max_loss_usd": {{{loss}}}}}""")));
        Assert.That(graph.Status.Value, Is.EqualTo(status));
    }
}
