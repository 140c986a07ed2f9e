using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Tactics;

/// <summary>The ways an order can be worked.</summary>
public class PolicyTests
{
    private Rig _rig = null!;

    [SetUp]
    public void Open() => _rig = new Rig();

    [TearDown]
    public void Close() => _rig.Dispose();

    private static string Policy(string name, string more = "") => $$"""{"policy": "{{name}}"{{more}} }""";

    private string Bids(string venue) =>
        string.Join(", ", _rig.Market(venue).Book.Levels(BookSide.Bid).Select(level => $"{level.Size} @ {level.Price}"));

    [TestCase("sor")]
    [TestCase("aggressive_chase")]
    [TestCase("ioc_sweep")]
    public void Taking_policies_take_at_once(string policy)
    {
        _rig.QuoteAround100();
        Graph graph = _rig.SubmitNode(Node("a", execution: Policy(policy)));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void An_ioc_sweep_does_not_wait()
    {
        _rig.Quote("coinbase", BookSide.Ask, "100", "1");
        Graph graph = _rig.SubmitNode(Node("a", qty: "2", execution: Policy("ioc_sweep")));
        Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Cancelled));
        Assert.That(graph.Find("a")!.Filled, Is.EqualTo(Qty("1")));
    }

    [Test]
    public void A_passive_order_joins_the_best_price_and_follows_when_others_improve()
    {
        _rig.Quote("binance", BookSide.Bid, "99", "1");
        _rig.Quote("binance", BookSide.Ask, "101", "1");
        _rig.SubmitNode(Node("a", qty: "2", execution: Policy("passive_limit")));
        Assert.That(Bids("binance"), Is.EqualTo("3 @ 99"));
        BookOrder better = _rig.Quote("binance", BookSide.Bid, "99.5", "1");
        Assert.That(Bids("binance"), Is.EqualTo("3 @ 99.5, 1 @ 99"));
        _rig.Remove(better, "binance");
        Assert.That(Bids("binance"), Is.EqualTo("2 @ 99.5, 1 @ 99"), "it stays where it is when it is the best");
        Assert.That(_rig.Engine.Fills(_rig.Trader), Is.Empty);
    }

    [Test]
    public void A_passive_order_never_crosses_even_when_the_venues_are_crossed()
    {
        _rig.Quote("coinbase", BookSide.Bid, "105", "1");
        _rig.Quote("binance", BookSide.Ask, "101", "1");
        _rig.SubmitNode(Node("a", execution: Policy("passive_limit")));
        Assert.That(Bids("binance"), Is.EqualTo("1 @ 100.99"));
        Assert.That(_rig.Engine.Fills(_rig.Trader), Is.Empty);
    }

    [Test]
    public void A_passive_order_respects_its_limit_and_an_offset_stands_one_tick_behind()
    {
        _rig.Quote("binance", BookSide.Bid, "99", "1");
        _rig.Quote("binance", BookSide.Ask, "101", "1");
        _rig.SubmitNode(Node("a", type: Limit("98.5"), execution: Policy("passive_limit")));
        _rig.SubmitNode(Node("b", execution: """{"placement": "passive_offset"}"""));
        Assert.That(Bids("binance"), Is.EqualTo("1 @ 99, 1 @ 98.99, 1 @ 98.5"));
    }

    [Test]
    public void A_passive_order_in_an_empty_market_waits_and_one_side_is_enough()
    {
        Graph graph = _rig.SubmitNode(Node("a", execution: Policy("passive_limit")));
        Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Accepted));
        _rig.Quote("binance", BookSide.Ask, "101", "1");
        Assert.That(Bids("binance"), Is.EqualTo("1 @ 100.99"));
    }

    [Test]
    public void A_passive_order_escalates_and_takes()
    {
        _rig.QuoteAround100();
        Graph graph = _rig.SubmitNode(Node("a", execution: Policy("passive_limit", """, "escalate_after_ms": 30000""")));
        _rig.Advance(TimeSpan.FromMilliseconds(29_999));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Active));
        _rig.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
        Assert.That(_rig.Engine.Fills(_rig.Trader).Single().Price, Is.EqualTo(Px("101")));
        Assert.That(_rig.Ledger.CashAt("binance", "USD").Locked, Is.EqualTo(Usd("0")));
    }

    [Test]
    public void A_ladder_rests_in_three_parts_a_step_apart()
    {
        _rig.Quote("binance", BookSide.Bid, "200", "1");
        _rig.Quote("binance", BookSide.Ask, "202", "1");
        _rig.SubmitNode(Node("a", qty: "1", execution: Policy("passive_ladder")));
        Assert.That(Bids("binance"), Is.EqualTo("1.3333 @ 200, 0.3333 @ 199.98, 0.3334 @ 199.96"));
    }

    [TestCase("low", 54_000)]
    [TestCase("medium", 40_500)]
    [TestCase("high", 27_000)]
    public void A_drip_takes_in_ten_parts_and_urgency_sets_its_speed(string urgency, int lastMs)
    {
        _rig.QuoteAround100();
        Graph graph = _rig.SubmitNode(Node("a", qty: "1", execution: Policy("time_drip", $$""", "urgency": "{{urgency}}", "horizon_ms": 60000""")));
        Assert.That(graph.Find("a")!.Filled, Is.EqualTo(Qty("0.1")));
        _rig.Advance(TimeSpan.FromMilliseconds(lastMs - 1));
        Assert.That(graph.Find("a")!.Filled, Is.EqualTo(Qty("0.9")));
        _rig.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(graph.Find("a")!.Filled, Is.EqualTo(Qty("1")));
        Assert.That(_rig.Engine.Fills(_rig.Trader).Select(fill => fill.Quantity), Is.All.EqualTo(Qty("0.1")));
    }

    [Test]
    public void An_iceberg_shows_one_part_at_a_time()
    {
        Graph graph = _rig.SubmitNode(
            Node("a", qty: "2.5", type: Limit("100"), venue: "\"binance\"", execution: """{"pacing": {"iceberg": {"display_qty_1e8": 100000000}}}"""));
        Assert.That(Bids("binance"), Is.EqualTo("1 @ 100"));
        _rig.Quote("binance", BookSide.Ask, "100", "0.4");
        Assert.That(Bids("binance"), Is.EqualTo("0.6 @ 100"));
        _rig.Quote("binance", BookSide.Ask, "100", "0.6");
        Assert.That(Bids("binance"), Is.EqualTo("1 @ 100"));
        _rig.Quote("binance", BookSide.Ask, "100", "1");
        Assert.That(Bids("binance"), Is.EqualTo("0.5 @ 100"));
        _rig.Quote("binance", BookSide.Ask, "100", "0.5");
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void Reduce_only_is_cut_to_the_position_and_refused_without_one()
    {
        _rig.QuoteAround100("hyperliquid", "BTC-USD-PERP");
        _rig.SubmitNode(Node("open", side: "sell", qty: "3", symbol: "BTC-USD-PERP"));
        Graph close = _rig.SubmitNode(Node("a", qty: "5", symbol: "BTC-USD-PERP", execution: """{"reduce_only": true}"""));
        Assert.That((_rig.Order(close, "a").Quantity, close.Find("a")!.Target, close.Status), Is.EqualTo((Qty("3"), Qty("3"), Wire.GraphStatus.Completed)));
        Assert.That(_rig.Held("hyperliquid", "BTC-USD-PERP"), Is.EqualTo(Qty("0")));
        Graph again = _rig.SubmitNode(Node("a", symbol: "BTC-USD-PERP", execution: """{"reduce_only": true}"""));
        Assert.That(_rig.Order(again, "a").FailureReason, Does.StartWith("EXCHANGE_REJECT"));
    }

    [Test]
    public void A_chase_takes_what_is_there_then_leads_its_side_and_moves_up_when_it_is_passed()
    {
        _rig.Quote("kraken", BookSide.Bid, "99", "5");
        _rig.Quote("kraken", BookSide.Ask, "100", "1");
        _rig.Quote("kraken", BookSide.Ask, "102", "5");
        Graph graph = _rig.SubmitNode(Node("a", qty: "3", type: Limit("101"), venue: "\"kraken\"", execution: """{"policy": "aggressive_chase"}"""));
        _rig.Advance(TimeSpan.FromMilliseconds(150));
        Assert.That((graph.Find("a")!.Filled, Best), Is.EqualTo((Qty("1"), Px("99.01"))));
        _rig.Quote("kraken", BookSide.Bid, "100.50", "1");
        _rig.Advance(TimeSpan.FromMilliseconds(150));
        Assert.That(Best, Is.EqualTo(Px("100.51")));
        _rig.Quote("kraken", BookSide.Bid, "101.20", "1");
        _rig.Advance(TimeSpan.FromMilliseconds(150));
        Assert.That(_rig.Market("kraken").Book.Depth(BookSide.Bid, Px("101")), Is.EqualTo(Qty("3")), "not beyond its limit");
        _rig.Quote("kraken", BookSide.Ask, "101", "9");
        _rig.Advance(TimeSpan.FromMilliseconds(150));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void Two_that_chase_each_other_come_to_rest()
    {
        _rig.QuoteAround100("kraken");
        _rig.Give("kraken", "5");
        foreach (string side in new[] { "buy", "buy", "sell" })
            _rig.SubmitNode(Node("a", side, "2", Limit("100"), """{"policy": "aggressive_chase"}""", venue: "\"kraken\""));
        _rig.Advance(TimeSpan.FromSeconds(30));
        Assert.That(_rig.Engine.Orders(_rig.Trader).Select(order => order.Filled), Is.EquivalentTo([Qty("2"), Qty("2"), Qty("0")]));
    }

    private Px Best => _rig.Market("kraken").Book.BestBid!.Value;

    [Test]
    public void The_first_venue_of_the_fallback_that_lists_the_symbol_gets_the_order()
    {
        _rig.Quote("coinbase", BookSide.Ask, "90", "1");
        _rig.Quote("kraken", BookSide.Ask, "100", "1");
        _rig.SubmitNode(Node("a", execution: """{"venue_fallback": ["kalshi", "kraken", "coinbase"]}"""));
        Assert.That(_rig.Engine.Fills(_rig.Trader).Single().Venue, Is.EqualTo("kraken"));
    }

    [Test]
    public void What_the_preferred_venue_does_not_have_falls_back_to_the_next()
    {
        _rig.Quote("coinbase", BookSide.Ask, "90", "9");
        _rig.Quote("kraken", BookSide.Ask, "100", "1");
        Graph graph = _rig.SubmitNode(Node("a", qty: "3", venue: "\"kraken\"", execution: """{"venue_fallback": ["binance", "coinbase"]}"""));
        Assert.That(
            _rig.Engine.Fills(_rig.Trader).Reverse().Select(fill => $"{fill.Venue} {fill.Quantity} @ {fill.Price}"),
            Is.EqualTo(["kraken 1 @ 100", "coinbase 2 @ 90"]));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void What_rests_rests_on_the_preferred_venue()
    {
        _rig.Quote("coinbase", BookSide.Ask, "101", "1");
        _rig.Quote("kraken", BookSide.Ask, "110", "1");
        _rig.SubmitNode(Node("a", type: Limit("100"), execution: """{"venue_fallback": ["kraken", "coinbase"]}"""));
        Assert.That(_rig.Market("kraken").Book.BestBid, Is.EqualTo(Px("100")));
    }
}
