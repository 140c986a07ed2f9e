using CsCheck;
using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

public class PacingTests
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

    private static string Uniform(int slices, int intervalMs, string more = "") =>
        $$$"""{"pacing": {"uniform": {"num_slices": {{{slices}}}, "interval_ms": {{{intervalMs}}}}}{{{more}}}}""";

    [Test]
    public void A_twap_of_five_minutes_trades_on_the_millisecond()
    {
        Graph graph = _rig.SubmitNode(Node("twap", qty: "1", execution: Uniform(10, 30_000)));
        Assert.That((graph.ToSubmitResult().NodeCount, graph.ToSubmitResult().EdgeCount), Is.EqualTo((11, 10)));
        for (int slice = 1; slice <= 10; slice++)
        {
            Assert.That(graph.Find("twap")!.FillCount, Is.EqualTo(slice));
            _rig.Advance(TimeSpan.FromMilliseconds(29_999));
            Assert.That(graph.Find("twap")!.FillCount, Is.EqualTo(slice));
            _rig.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
        Assert.That(_rig.Engine.Fills(_rig.Trader).Select(fill => fill.Quantity), Is.All.EqualTo(Qty("0.1")));
        OrderState whole = _rig.Order(graph, "twap");
        Assert.That((whole.Status, whole.Filled, whole.FilledNotional), Is.EqualTo((Wire.OrderStatus.Completed, Qty("1"), Usd("101"))));
        Assert.That(_rig.Order(graph, "twap.slice10").Status, Is.EqualTo(Wire.OrderStatus.Completed));
    }

    [Test]
    public void One_jump_of_the_clock_gives_the_same_fills_at_the_same_times()
    {
        _rig.SubmitNode(Node("twap", qty: "1", execution: Uniform(10, 30_000)));
        _rig.Advance(TimeSpan.FromMinutes(5));
        long[] times = [.. _rig.Engine.Fills(_rig.Trader).Reverse().Select(fill => fill.At.Raw)];
        Assert.That(times.Skip(1).Zip(times, (later, earlier) => later - earlier), Is.All.EqualTo(30_000_000_000L));
        Assert.That(times, Has.Length.EqualTo(10));
    }

    [Test]
    public void The_order_of_the_whole_counts_up_with_its_slices()
    {
        Graph graph = _rig.SubmitNode(Node("twap", qty: "1", execution: Uniform(2, 1000)));
        _rig.Advance(TimeSpan.FromSeconds(1));
        string whole = _rig.Order(graph, "twap").NodeOrderId;
        Assert.That(
            string.Join(' ', _rig.Changes.Where(change => change.Order == whole).Select(change => change.Status)),
            Is.EqualTo("NEW PENDING ACCEPTED PARTIAL FILLED COMPLETED"));
    }

    [Test]
    public void An_edge_from_a_paced_node_watches_the_whole()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("twap", execution: Uniform(4, 1000)), Node("next", root: false)],
            [Edge("twap", "next", "\"on_fill_ratio\"", """, "condition": {"fill_ratio_gte": 0.5}""")]));
        Assert.That(graph.Find("next")!.Status, Is.EqualTo(Wire.NodeStatus.Armed));
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.That(graph.Find("next")!.Status, Is.EqualTo(Wire.NodeStatus.Filled));
    }

    [Test]
    public void A_derived_node_is_cut_when_its_quantity_is_known()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("parent", qty: "3"), Node("twap", qty: "derived", root: false, execution: Uniform(3, 1000))],
            [Edge("parent", "twap", "\"on_full_fill\"")]));
        _rig.Advance(TimeSpan.FromSeconds(2));
        Assert.That(graph.Find("twap.slice3")!.Filled, Is.EqualTo(Qty("1")));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void What_an_edge_adds_is_spread_over_the_slices_to_come_and_then_goes_out_at_once()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("parent", qty: "4", type: Limit("50"), venue: "\"coinbase\""), Node("twap", qty: "derived", venue: "\"binance\"", root: false, execution: Uniform(3, 1000))],
            [Edge("parent", "twap", "\"on_fill\"", """, "sizing": "incremental_fill" """)]));
        Sequence.Exchange.Graphs.GraphNode twap = graph.Find("twap")!;
        _rig.Quote("coinbase", BookSide.Ask, "50", "1.5");
        Assert.That(twap.Filled, Is.EqualTo(Qty("0.5")));
        _rig.Quote("coinbase", BookSide.Ask, "50", "1");
        Assert.That(_rig.Order(graph, "twap").Quantity, Is.EqualTo(Qty("2.5")));
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.That(twap.Filled, Is.EqualTo(Qty("1.5")));
        _rig.Advance(TimeSpan.FromSeconds(1));
        Assert.That((twap.Filled, twap.End), Is.EqualTo((Qty("2.5"), OrderEnd.Filled)));
        _rig.Quote("coinbase", BookSide.Ask, "50", "1.5");
        Assert.That((twap.Filled, twap.Orders), Is.EqualTo((Qty("4"), 2)));
        Assert.That(_rig.Order(graph, "twap", 2).Status, Is.EqualTo(Wire.OrderStatus.Completed));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void The_horizon_of_a_paced_node_ends_all_of_it()
    {
        Graph graph = _rig.SubmitNode(Node("twap", qty: "1", execution: Uniform(10, 30_000, """, "horizon_ms": 70000""")));
        _rig.Advance(TimeSpan.FromMinutes(5));
        OrderState whole = _rig.Order(graph, "twap");
        Assert.That((whole.Status, whole.Filled, whole.FailureReason), Is.EqualTo((Wire.OrderStatus.Cancelled, Qty("0.3"), "HORIZON_REACHED")));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Expired));
    }

    [Test]
    public void A_node_may_take_over_from_a_paced_one()
    {
        Graph graph = _rig.Submit(GraphOf(
            [Node("twap", qty: "1", type: Limit("101"), execution: Uniform(2, 1000, """, "horizon_ms": 500""")), Node("rest", qty: "derived", root: false)],
            [Edge("twap", "rest", "\"on_cancel\"", """, "sizing": "residual" """)]));
        _rig.Advance(TimeSpan.FromSeconds(5));
        Assert.That(graph.Find("rest")!.Filled, Is.EqualTo(Qty("0.5")));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void A_paced_node_that_the_balance_does_not_cover_is_rejected_as_a_whole()
    {
        Graph graph = _rig.SubmitNode(Node("twap", side: "sell", execution: Uniform(3, 1000)));
        _rig.Advance(TimeSpan.FromSeconds(5));
        Assert.That(_rig.Order(graph, "twap").FailureReason, Does.StartWith("INSUFFICIENT_BALANCE: ").And.Contains("POST /v1/sandbox/positions").And.Contains("OpeningBalances"));
        Assert.That(_rig.Engine.Orders(_rig.Trader), Has.Count.EqualTo(1));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Aborted));
    }

    [Test]
    public void A_vwap_follows_the_volume_of_the_spans_before()
    {
        // Three spans of ten seconds before the start: 6 units, nothing, 3 units.
        _rig.Quote("binance", BookSide.Bid, "101", "6");
        _rig.Advance(TimeSpan.FromSeconds(20));
        _rig.Quote("binance", BookSide.Bid, "101", "3");
        _rig.Advance(TimeSpan.FromSeconds(5));
        Graph graph = _rig.SubmitNode(Node("vwap", qty: "18", execution: """{"pacing": {"vwap": {"num_slices": 3, "interval_ms": 10000}}}"""));
        _rig.Advance(TimeSpan.FromSeconds(20));
        Assert.That(graph.Find("vwap")!.Slices.Select(slice => slice.Filled), Is.EqualTo(new[] { Qty("9"), Qty("3"), Qty("6") }));
    }

    [Test]
    public void A_vwap_without_trades_is_even()
    {
        Graph graph = _rig.SubmitNode(Node("vwap", qty: "2", execution: """{"pacing": {"vwap": {"num_slices": 4, "interval_ms": 10}}}"""));
        Assert.That(graph.Find("vwap")!.Slices.Select(slice => slice.Target), Is.All.EqualTo(Qty("0.5")));
    }

    [Test]
    public void Slices_always_add_up_exactly()
    {
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[0, 1_000_000_000_000].Array[1, 50], Gen.Long[1, 1_000_000_000]).Sample((total, volumes, lot) =>
        {
            Qty[] even = SliceSizes.Even(Sdk.Qty.FromRaw(total), volumes.Length, Sdk.Qty.FromRaw(lot));
            Qty[] weighed = SliceSizes.ByVolume(Sdk.Qty.FromRaw(total), volumes, Sdk.Qty.FromRaw(lot));
            return even.Concat(weighed).All(part => part.Raw >= 0)
                && even.Sum(part => (decimal)part.Raw) == total
                && weighed.Sum(part => (decimal)part.Raw) == total;
        });
    }
}
