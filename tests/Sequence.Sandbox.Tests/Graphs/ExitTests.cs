using CsCheck;
using NUnit.Framework;
using Sequence.Exchange.Core;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Graphs;

/// <summary>Exits that share what their entry traded: brackets, scale-outs, and whatever the market does to them.</summary>
public sealed class ExitTests
{
    private const string StopTrigger = """{"on_price": {"symbol": "BTC-USD", "direction": "below", "offset_pct": -5}}""";

    private Rig _rig = null!;
    private BookOrder? _bid;
    private BookOrder? _ask;

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        Market("99", "101");
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    /// <summary>Binance is quoted at these prices from now on.</summary>
    private void Market(string bid, string ask)
    {
        foreach (BookOrder? old in new[] { _bid, _ask })
        {
            if (old is not null)
                _rig.Remove(old, "binance");
        }

        _bid = _rig.Quote("binance", BookSide.Bid, bid, "1000");
        _ask = _rig.Quote("binance", BookSide.Ask, ask, "1000");
    }

    private static string Exit(string id, string? limit = null, string execution = "{}") =>
        Node(id, side: "sell", qty: "derived", type: limit is null ? "\"market\"" : Limit(limit), execution: execution, root: false);

    private Graph Bracket(string stopExecution = "{}") => _rig.Submit(GraphOf(
        [Node("entry", qty: "2"), Exit("target", "110"), Exit("stop", execution: stopExecution)],
        [Edge("entry", "target", "\"on_full_fill\""), Edge("entry", "stop", StopTrigger)]));

    private static Qty Sold(Graph graph) =>
        graph.Nodes.Where(node => node.Parent is null && node.Spec.Side == BookSide.Ask).Aggregate(Sdk.Qty.Zero, (sum, node) => sum + node.Filled);

    private static string Nodes(Graph graph) =>
        string.Join(' ', graph.Nodes.Where(node => node.Parent is null).Select(node => $"{node.Status.Value}:{node.Filled}"));

    [Test]
    public void While_the_price_stays_the_target_rests_and_the_stop_waits()
    {
        Graph graph = Bracket();
        _rig.Advance(TimeSpan.FromHours(1));
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:2 executing:0 armed:0", "partial_fill")));
        Assert.That(_rig.Market("binance").Book.Orders(BookSide.Ask).Last().Remaining, Is.EqualTo(Qty("2")));
    }

    [Test]
    public void When_the_price_falls_the_stop_sells_what_the_target_held()
    {
        Graph graph = Bracket();
        Market("90", "92");
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:2 cancelled:0 filled:2", "completed")));
        Assert.That(_rig.Order(graph, "target").FailureReason, Does.StartWith("EXIT_FILLED"));
        Assert.That(_rig.Order(graph, "stop").ToWire().Status.Value, Is.EqualTo("COMPLETED"));
        Assert.That((_rig.Held("binance"), _rig.Ledger.Find(_rig.Market("binance"))!.Locked), Is.EqualTo((Qty("0"), Qty("0"))));
    }

    [Test]
    public void When_the_price_rises_the_target_sells_and_the_stop_ends_with_the_graph()
    {
        Graph graph = Bracket();
        Market("112", "114");
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:2 filled:2 cancelled:0", "completed")));
        Assert.That(graph.ToWire().Edges["entry_stop"], Has.Property("Status").EqualTo("void").And.Property("Fired").False);
        Market("80", "82");
        Assert.That(_rig.Engine.Orders(_rig.Trader), Has.Count.EqualTo(2));
    }

    [Test]
    public void A_target_that_filled_in_part_leaves_the_rest_to_the_stop()
    {
        Graph graph = Bracket();
        _rig.Quote("binance", BookSide.Bid, "110", "0.5");
        Assert.That(Nodes(graph), Is.EqualTo("filled:2 executing:0 armed:0"), "the ask at 101 is in the way");
        Market("90", "112");
        _rig.Quote("binance", BookSide.Bid, "110", "0.5");
        Market("80", "82");
        Assert.That((Sold(graph), graph.Status.Value), Is.EqualTo((Qty("2"), "completed")));
    }

    [Test]
    public void Coins_that_were_there_before_are_not_sold()
    {
        _rig.Give("binance", "5");
        Graph graph = Bracket();
        Market("90", "92");
        Market("112", "114");
        Assert.That((_rig.Held("binance"), Sold(graph), graph.Status.Value), Is.EqualTo((Qty("5"), Qty("2"), "completed")));
    }

    [Test]
    public void A_stop_that_nobody_buys_from_keeps_the_coins_until_somebody_does()
    {
        Graph graph = Bracket();
        _rig.Remove(_bid!, "binance");
        _rig.Remove(_ask!, "binance");
        (_bid, _ask) = (null, null);
        _rig.Quote("binance", BookSide.Ask, "82", "1");
        _rig.Quote("binance", BookSide.Bid, "80", "0.5");
        Assert.That(Nodes(graph), Is.EqualTo("filled:2 executing:0 partial_fill:0.5"));
        Assert.That(_rig.Market("binance").Book.Depth(BookSide.Ask), Is.EqualTo(Qty("1")), "the target has left the book");
        _rig.Quote("binance", BookSide.Bid, "71", "5");
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:2 cancelled:0 filled:2", "completed")));
    }

    [Test]
    public void One_sweep_over_two_limits_sells_no_more_than_was_bought()
    {
        _rig.Give("binance", "5");
        Graph graph = _rig.Submit(GraphOf(
            [Node("entry", qty: "2"), Exit("far", "120"), Exit("near", "110")],
            [Edge("entry", "far", "\"on_full_fill\""), Edge("entry", "near", "\"on_full_fill\"")]));
        Market("130", "140");
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:2 cancelled:0 filled:2", "completed")));
    }

    [Test]
    public void A_scale_out_keeps_its_stop_for_the_half_that_is_left()
    {
        const string Half = """, "sizing": {"linear_hedge": {"multiplier": -0.5}}""";
        Graph graph = _rig.Submit(GraphOf(
            [Node("entry", qty: "2"), Exit("first", "110"), Exit("second", "120"), Exit("stop")],
            [Edge("entry", "first", "\"on_full_fill\"", Half), Edge("entry", "second", "\"on_full_fill\"", Half), Edge("entry", "stop", StopTrigger)]));
        Market("112", "114");
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:2 filled:1 executing:0 armed:0", "partial_fill")));
        Market("90", "92");
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:2 filled:1 cancelled:0 filled:1", "completed")));
    }

    [Test]
    public void A_short_perp_is_bought_back_once()
    {
        const string Perp = "BTC-USD-PERP";
        BookOrder bid = _rig.Quote("hyperliquid", BookSide.Bid, "99", "100", Perp);
        BookOrder ask = _rig.Quote("hyperliquid", BookSide.Ask, "101", "100", Perp);
        string Cover(string id, string type) => Node(id, qty: "derived", type: type, root: false, symbol: Perp);
        Graph graph = _rig.Submit(GraphOf(
            [Node("entry", side: "sell", qty: "3", symbol: Perp), Cover("target", Limit("90")), Cover("stop", "\"market\"")],
            [Edge("entry", "target", "\"on_full_fill\""), Edge("entry", "stop", """{"on_price": {"symbol": "BTC-USD-PERP", "direction": "above", "offset_pct": 5}}""")]));
        _rig.Remove(bid, "hyperliquid", Perp);
        _rig.Remove(ask, "hyperliquid", Perp);
        _rig.Quote("hyperliquid", BookSide.Bid, "110", "100", Perp);
        _rig.Quote("hyperliquid", BookSide.Ask, "111", "100", Perp);
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:3 cancelled:0 filled:3", "completed")));
        Assert.That(_rig.Held("hyperliquid", Perp), Is.EqualTo(Qty("0")));
    }

    [Test]
    public void A_stop_in_slices_sells_what_the_target_held()
    {
        Graph graph = Bracket("""{"pacing": {"uniform": {"num_slices": 4, "interval_ms": 1000}}}""");
        Market("90", "92");
        _rig.Advance(TimeSpan.FromSeconds(5));
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:2 cancelled:0 filled:2", "completed")));
    }

    [Test]
    public void Exits_of_an_entry_that_fills_bit_by_bit_end_with_its_last_coin()
    {
        string entry = Node("entry", qty: "2", type: Limit("50"), venue: "\"coinbase\"");
        Graph graph = _rig.Submit(GraphOf(
            [entry, Exit("target", "110"), Exit("stop")], [Edge("entry", "target", "\"on_fill\""), Edge("entry", "stop", """{"on_timeout": {"ms": 60000}}""")]));
        _rig.Quote("coinbase", BookSide.Ask, "50", "1");
        _rig.Quote("coinbase", BookSide.Bid, "115", "1");
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("partial_fill:1 filled:1 armed:0", "partial_fill")), "more may be bought");
        _rig.Quote("coinbase", BookSide.Ask, "50", "1");
        _rig.Quote("coinbase", BookSide.Bid, "60", "5");
        _rig.Advance(TimeSpan.FromMinutes(1));
        Assert.That((Sold(graph), graph.Status.Value), Is.EqualTo((Qty("2"), "completed")));
    }

    [Test]
    public void A_target_that_is_amended_before_the_fall_still_gives_way()
    {
        Graph graph = Bracket();
        _rig.Do(() => _rig.Engine.Amend(_rig.Order(graph, "target"), new Amendment { Limit = Px("108") }));
        Market("90", "92");
        Assert.That((Nodes(graph), graph.Status.Value), Is.EqualTo(("filled:2 cancelled:0 filled:2", "completed")));
    }

    [Test]
    public void Exits_that_name_their_own_quantity_share_nothing()
    {
        _rig.Give("binance", "5");
        string Own(string id, string limit) => Node(id, side: "sell", qty: "2", type: Limit(limit), root: false);
        Graph graph = _rig.Submit(GraphOf(
            [Node("entry", qty: "2"), Own("a", "110"), Own("b", "120")], [Edge("entry", "a", "\"on_full_fill\""), Edge("entry", "b", "\"on_full_fill\"")]));
        Market("130", "140");
        Assert.That((Sold(graph), graph.Status.Value), Is.EqualTo((Qty("4"), "completed")));
    }

    private static readonly Gen<(int Kind, int Price, long Qty)[]> Events =
        Gen.Select(Gen.Int[0, 7], Gen.Int[-60, 60], Gen.Long[1_000, 300_000_000]).Array[10, 60];

    private static readonly Gen<(int Trigger, int Limit, int Sizing, int Style)[]> Legs =
        Gen.Select(Gen.Int[0, 4], Gen.Int[-3, 12], Gen.Int[0, 3], Gen.Int[0, 4]).Array[2, 4];

    [Test]
    [Category("ManyRuns")]
    public void Exits_together_never_trade_more_than_their_entry()
    {
        Gen.Select(Legs, Events).Sample(
            (legs, events) =>
            {
                using var rig = new Rig();
                rig.Give("binance", "20");
                rig.Give("kraken", "20");
                rig.QuoteAround100();
                Graph graph = rig.Submit(RandomExits(legs));
                foreach ((int kind, int price, long qty) in events)
                {
                    Happen(rig, graph, kind, price, qty);
                    Assert.That(Sold(graph), Is.LessThanOrEqualTo(graph.Find("entry")!.Filled));
                    if (graph.Find("entry")!.End == OrderEnd.Filled && Sold(graph) == graph.Find("entry")!.Filled && graph.Status != Wire.GraphStatus.Paused)
                        Assert.That(graph.IsEnded, Is.True, string.Join(' ', graph.Nodes.Select(node => $"{node.Spec.Id}: {node.End} {node.Filled} of {node.Target}")));
                }

                rig.Do(() => rig.Engine.Cancel(graph));
                Assert.That(rig.Ledger.Holdings.Select(holding => holding.Locked), Is.All.EqualTo(Sdk.Qty.Zero));
            },
            iter: 500,
            threads: 1);
    }

    private static string RandomExits((int Trigger, int Limit, int Sizing, int Style)[] legs)
    {
        string[] triggers = ["\"on_full_fill\"", "\"on_first_fill\"", "\"on_fill\"", StopTrigger, """{"on_timeout": {"ms": 900}}"""];
        string[] sizings = ["", """, "sizing": "parent_filled_qty" """, """, "sizing": {"linear_hedge": {"multiplier": -0.6}}""", """, "sizing": "incremental_fill" """];
        string[] styles = ["{}", """{"policy": "passive_limit"}""", """{"policy": "time_drip"}""", """{"pacing": {"uniform": {"num_slices": 3, "interval_ms": 400}}}""", """{"policy": "passive_ladder"}"""];
        IEnumerable<string> nodes = legs.Select((leg, i) => Exit($"x{i}", leg.Limit < 0 ? null : $"{100 + leg.Limit}", styles[leg.Style]));
        IEnumerable<string> edges = legs.Select((leg, i) => Edge("entry", $"x{i}", triggers[leg.Trigger], sizings[leg.Sizing]));
        return GraphOf([Node("entry", qty: "2", type: Limit("100")), .. nodes], edges);
    }

    private static void Happen(Rig rig, Graph graph, int kind, int price, long qty)
    {
        switch (kind)
        {
            case < 5:
                rig.Quote(kind % 2 == 0 ? "binance" : "kraken", price < 0 ? BookSide.Ask : BookSide.Bid, (100 + (price / 4m)).ToString(System.Globalization.CultureInfo.InvariantCulture), Sdk.Qty.FromRaw(qty).ToString());
                break;
            case 5:
                rig.Do(() => rig.Engine.Pause(graph));
                break;
            case 6 when !graph.IsEnded:
                rig.Do(() => rig.Engine.Resume(graph));
                break;
            default:
                rig.Advance(TimeSpan.FromMilliseconds(Math.Abs(price) * 20));
                break;
        }
    }
}
