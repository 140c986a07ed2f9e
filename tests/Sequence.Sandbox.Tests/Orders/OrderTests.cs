using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Orders;

/// <summary>Routing, prices, times in force: one order against books that the test quotes.</summary>
public class OrderTests
{
    private Rig _rig = null!;

    [SetUp]
    public void Open() => _rig = new Rig();

    [TearDown]
    public void Close() => _rig.Dispose();

    private List<(string Venue, Px Price, Qty Quantity)> Fills() =>
        [.. _rig.Engine.Fills(_rig.Trader).Reverse().Select(fill => (fill.Venue, fill.Price, fill.Quantity))];

    [Test]
    public void A_market_order_goes_through_every_state_to_completed()
    {
        _rig.QuoteAround100();
        Graph graph = _rig.SubmitNode(Node("a", qty: "2"));
        OrderState order = _rig.Order(graph, "a");
        Assert.That(_rig.States, Is.EqualTo("NEW PENDING ACCEPTED FILLED COMPLETED"));
        Assert.That((order.Filled, order.FilledNotional), Is.EqualTo((Qty("2"), Usd("202"))));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
        Assert.That(graph.Find("a")!.Status, Is.EqualTo(Wire.NodeStatus.Filled));
    }

    [Test]
    public void Routing_takes_the_cheapest_after_fees_and_then_the_next()
    {
        _rig.Quote("coinbase", BookSide.Ask, "100.00", "1");
        _rig.Quote("kraken", BookSide.Ask, "99.95", "1");
        _rig.Quote("binance", BookSide.Ask, "100.05", "1");
        _rig.Quote("binance", BookSide.Ask, "100.12", "1");
        _rig.SubmitNode(Node("a", qty: "3.5"));
        // With fees of 10, 20 and 0 bps they cost 100.10, 100.1499, 100.05 and 100.12.
        Assert.That(Fills(), Is.EqualTo(new[]
        {
            ("binance", Px("100.05"), Qty("1")), ("binance", Px("100.12"), Qty("1")), ("coinbase", Px("100.00"), Qty("1")), ("kraken", Px("99.95"), Qty("0.5")),
        }));
    }

    [Test]
    public void A_pinned_order_stays_on_its_venue()
    {
        _rig.Quote("coinbase", BookSide.Ask, "100", "1");
        _rig.Quote("binance", BookSide.Ask, "90", "1");
        _rig.SubmitNode(Node("a", venue: "\"Coinbase\""));
        Assert.That(Fills(), Is.EqualTo(new[] { ("coinbase", Px("100"), Qty("1")) }));
    }

    [Test]
    public void What_a_market_order_does_not_get_it_takes_when_it_comes()
    {
        _rig.Quote("coinbase", BookSide.Ask, "100", "1");
        Graph graph = _rig.SubmitNode(Node("a", qty: "3"));
        Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Partial));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.PartialFill));
        _rig.Quote("kraken", BookSide.Ask, "105", "5");
        Assert.That(Fills(), Is.EqualTo(new[] { ("coinbase", Px("100"), Qty("1")), ("kraken", Px("105"), Qty("2")) }));
        Assert.That(_rig.Market("kraken").Book.Depth(BookSide.Ask), Is.EqualTo(Qty("3")));
    }

    [Test]
    public void A_limit_order_takes_what_is_in_reach_and_rests_where_the_other_side_is_nearest()
    {
        _rig.Quote("coinbase", BookSide.Ask, "100", "1");
        _rig.Quote("coinbase", BookSide.Ask, "103", "1");
        _rig.Quote("kraken", BookSide.Ask, "102", "1");
        Graph graph = _rig.SubmitNode(Node("a", qty: "3", type: Limit("100.5")));
        Assert.That(Fills(), Is.EqualTo(new[] { ("coinbase", Px("100"), Qty("1")) }));
        Assert.That(_rig.Market("kraken").Book.BestBid, Is.EqualTo(Px("100.5")));
        Assert.That(_rig.Market("kraken").Book.Depth(BookSide.Bid), Is.EqualTo(Qty("2")));
        _rig.Quote("kraken", BookSide.Ask, "99", "2");
        Assert.That(Fills().Last(), Is.EqualTo(("kraken", Px("100.5"), Qty("2"))), "the resting order sets the price");
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void A_resting_order_goes_where_the_market_comes_into_reach()
    {
        _rig.Quote("coinbase", BookSide.Ask, "101", "1");
        _rig.SubmitNode(Node("a", qty: "2", type: Limit("100")));
        _rig.Quote("binance", BookSide.Ask, "99", "0.5");
        Assert.That(Fills(), Is.EqualTo(new[] { ("binance", Px("99"), Qty("0.5")) }));
        Assert.That(_rig.Market("coinbase").Book.Depth(BookSide.Bid) + _rig.Market("binance").Book.Depth(BookSide.Bid), Is.EqualTo(Qty("1.5")));
    }

    [Test]
    public void A_limit_off_the_tick_of_its_venue_rests_on_the_tick_that_is_no_worse()
    {
        // A venue with a finer tick takes the order, so that the first one gets it on its own tick.
        _rig.Markets.List("fine", _rig.Market("coinbase").Instrument with { Tick = Px("0.001") });
        _rig.Give("binance", "1");
        _rig.SubmitNode(Node("a", type: Limit("100.019"), venue: "\"coinbase\"", execution: """{"venue_fallback": ["fine"]}"""));
        _rig.SubmitNode(Node("b", side: "sell", type: Limit("100.011"), venue: "\"binance\"", execution: """{"venue_fallback": ["fine"]}"""));
        Assert.That(_rig.Market("coinbase").Book.BestBid, Is.EqualTo(Px("100.01")));
        Assert.That(_rig.Market("binance").Book.BestAsk, Is.EqualTo(Px("100.02")));
    }

    [Test]
    public void What_an_ioc_order_does_not_get_at_once_is_cancelled()
    {
        _rig.Quote("coinbase", BookSide.Ask, "100", "1");
        Graph graph = _rig.SubmitNode(Node("a", qty: "3", type: Limit("100"), execution: """{"tif": "IOC"}"""));
        OrderState order = _rig.Order(graph, "a");
        Assert.That((order.Status, order.Filled, order.FailureReason), Is.EqualTo((Wire.OrderStatus.Cancelled, Qty("1"), "IOC_REST")));
        Assert.That(_rig.Market("coinbase").Book.BestBid, Is.Null);
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Expired));
    }

    [Test]
    public void A_fok_order_takes_all_over_several_venues_or_nothing()
    {
        _rig.Quote("coinbase", BookSide.Ask, "100", "1");
        _rig.Quote("kraken", BookSide.Ask, "100", "1");
        Graph killed = _rig.SubmitNode(Node("a", qty: "2.1", execution: """{"tif": "FOK"}"""));
        Assert.That(Fills(), Is.Empty);
        Assert.That(_rig.Order(killed, "a").Status, Is.EqualTo(Wire.OrderStatus.Cancelled));
        Graph filled = _rig.SubmitNode(Node("a", qty: "2", execution: """{"tif": "FOK"}"""));
        Assert.That(filled.Status, Is.EqualTo(Wire.GraphStatus.Completed));
        Assert.That(Fills(), Has.Count.EqualTo(2));
    }

    [Test]
    public void The_allowed_slippage_counts_from_the_mid_at_arrival()
    {
        _rig.Quote("binance", BookSide.Bid, "99", "5");
        _rig.Quote("binance", BookSide.Ask, "100.5", "1");
        _rig.Quote("binance", BookSide.Ask, "101", "1");
        Graph graph = _rig.SubmitNode(Node("a", qty: "2", execution: """{"max_slippage_bps": 100}"""));
        // The mid is 99.75, so 100.7475 is the most.
        Assert.That(Fills(), Is.EqualTo(new[] { ("binance", Px("100.5"), Qty("1")) }));
        Assert.That(_rig.Market("binance").Book.BestBid, Is.EqualTo(Px("99")), "a market order never rests");
        _rig.Quote("binance", BookSide.Ask, "100.74", "1");
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [Test]
    public void An_order_that_waits_for_a_price_knows_its_slippage_once_there_is_one()
    {
        _rig.SubmitNode(Node("a", execution: """{"max_slippage_bps": 100}"""));
        Graph immediate = _rig.SubmitNode(Node("b", execution: """{"max_slippage_bps": 100, "tif": "IOC"}"""));
        Assert.That(immediate.Status, Is.EqualTo(Wire.GraphStatus.Expired));
        _rig.Quote("binance", BookSide.Ask, "100", "0.5");
        _rig.Quote("binance", BookSide.Ask, "101.01", "5");
        Assert.That(Fills(), Is.EqualTo(new[] { ("binance", Px("100"), Qty("0.5")) }));
    }

    [Test]
    public void The_horizon_cancels_the_rest()
    {
        Graph graph = _rig.SubmitNode(Node("a", type: Limit("100"), execution: """{"horizon_ms": 60000}"""));
        _rig.Advance(TimeSpan.FromMilliseconds(59_999));
        Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Accepted));
        _rig.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(_rig.Order(graph, "a").Status, Is.EqualTo(Wire.OrderStatus.Cancelled));
        Assert.That(graph.Status, Is.EqualTo(Wire.GraphStatus.Expired));
        Assert.That(_rig.Market("coinbase").Book.BestBid, Is.Null);
    }

    [TestCase("BTC-USD", "buy", "coinbase", "101", TestName = "A spot taker pays basis points of the notional")]
    [TestCase("BTC-USD-PERP", "sell", "hyperliquid", "101", TestName = "A perp taker pays basis points of the notional")]
    public void Taker_fees(string symbol, string side, string venue, string price)
    {
        _rig.Quote(venue, side == "buy" ? BookSide.Ask : BookSide.Bid, price, "10", symbol);
        _rig.SubmitNode(Node("a", side: side, qty: "2", symbol: symbol, venue: $"\"{venue}\""));
        Usd expected = venue == "coinbase" ? Usd("0.202") : Usd("0.0808");
        Assert.That(_rig.Engine.Fills(_rig.Trader).Single().Fee, Is.EqualTo(expected));
    }

    [Test]
    public void A_maker_pays_the_makers_fee_and_a_contract_costs_its_curve()
    {
        _rig.SubmitNode(Node("a", type: Limit("100"), venue: "\"coinbase\""));
        _rig.Quote("coinbase", BookSide.Ask, "100", "1");
        ExecutionReport maker = _rig.Engine.Fills(_rig.Trader).Single();
        Assert.That((maker.IsMaker, maker.Fee), Is.EqualTo((true, Usd("0.05"))));
        _rig.Quote("kalshi", BookSide.Ask, "0.40", "10", "KXT:YES");
        _rig.SubmitNode(Node("b", qty: "10", symbol: "KXT"));
        // Listed 350 bps at 0.5 is rate 0.07: 0.07 x 10 x 0.4 x 0.6.
        Assert.That(_rig.Engine.Fills(_rig.Trader)[0].Fee, Is.EqualTo(Usd("0.168")));
        Assert.That(_rig.Held("kalshi", "KXT:YES"), Is.EqualTo(Qty("10")));
    }

    [Test]
    public void A_simple_order_is_a_graph_of_one_node_in_human_numbers()
    {
        _rig.Quote("kraken", BookSide.Ask, "74000.5", "1");
        Graph graph = _rig.Submit("""{"symbol": "BTC-USD", "side": "buy", "qty": 0.29, "price": 74000.50, "venue": "kraken", "sandbox": true}""");
        OrderState order = _rig.Order(graph, "order");
        Assert.That(order.NodeOrderId, Is.EqualTo($"graph:{graph.Id}:order:1"));
        Assert.That((order.Quantity.Raw, order.Limit!.Value.Raw, order.Status), Is.EqualTo((29_000_000L, 74_000_500_000_000L, Wire.OrderStatus.Completed)));
    }

    [Test]
    public void A_notional_buys_whole_lots_at_the_far_side()
    {
        _rig.Quote("kraken", BookSide.Ask, "73000", "1");
        _rig.Quote("coinbase", BookSide.Ask, "74000", "1");
        Graph graph = _rig.Submit("""{"symbol": "BTC-USD", "side": "buy", "notional": 1000}""");
        Assert.That(_rig.Order(graph, "order").Quantity, Is.EqualTo(Qty("0.0136")), "1000 / 73000 = 0.01369863, lots of 0.0001");
    }

    [Test]
    public void Nobody_sells_what_he_does_not_have()
    {
        _rig.QuoteAround100();
        _rig.Quote("kalshi", BookSide.Bid, "0.4", "10", "KXT:YES");
        foreach (string node in new[] { Node("a", side: "sell"), Node("a", side: "sell", symbol: "KXT:YES") })
        {
            _rig.Changes.Clear();
            Graph graph = _rig.SubmitNode(node);
            Assert.That(_rig.States, Is.EqualTo("NEW PENDING REJECTED FAILED"));
            Assert.That(_rig.Order(graph, "a").FailureReason, Does.StartWith("INSUFFICIENT_BALANCE: ").And.Contains("POST /v1/sandbox/positions").And.Contains("OpeningBalances"));
            Assert.That((graph.Status, graph.Find("a")!.Status), Is.EqualTo((Wire.GraphStatus.Aborted, Wire.NodeStatus.Rejected)));
        }
    }

    [Test]
    public void A_sell_is_split_over_the_venues_that_hold_the_asset()
    {
        _rig.Give("coinbase", "1");
        _rig.Give("kraken", "2");
        _rig.Quote("binance", BookSide.Bid, "120", "10");
        _rig.Quote("coinbase", BookSide.Bid, "110", "10");
        _rig.Quote("kraken", BookSide.Bid, "100", "10");
        _rig.SubmitNode(Node("a", side: "sell", qty: "3"));
        Assert.That(Fills(), Is.EqualTo(new[] { ("coinbase", Px("110"), Qty("1")), ("kraken", Px("100"), Qty("2")) }));
    }

    [Test]
    public void Money_that_a_resting_order_holds_cannot_be_spent_twice()
    {
        _rig.SubmitNode(Node("a", qty: "9000000", type: Limit("100"), venue: "\"binance\""));
        Graph second = _rig.SubmitNode(Node("b", qty: "2000000", type: Limit("100"), venue: "\"binance\""));
        Assert.That(_rig.Order(second, "b").FailureReason, Is.EqualTo("INSUFFICIENT_BALANCE"));
        Assert.That(_rig.Ledger.CashAt("binance", "USD").Locked, Is.EqualTo(Usd("900000000")));
    }

    [Test]
    public void A_market_order_that_the_cash_does_not_cover_ends_with_what_it_could_pay()
    {
        _rig.Quote("binance", BookSide.Ask, "100", "1");
        _rig.Quote("binance", BookSide.Ask, "1000000", "5000");
        Graph graph = _rig.SubmitNode(Node("a", qty: "2000", venue: "\"binance\""));
        OrderState order = _rig.Order(graph, "a");
        Assert.That((order.Status, order.FailureReason), Is.EqualTo((Wire.OrderStatus.Cancelled, "INSUFFICIENT_BALANCE")));
        Assert.That(order.Filled, Is.GreaterThan(Qty("1000")));
        Assert.That(_rig.Cash("binance"), Is.GreaterThanOrEqualTo(Usd("0")).And.LessThan(Usd("100.1")), "a lot costs 100");
    }

    [Test]
    public void The_last_cent_is_spent_and_not_one_more()
    {
        _rig.Quote("kalshi", BookSide.Ask, "0.01", "1", "KXT:YES");
        _rig.Quote("kalshi", BookSide.Ask, "0.90", "3000000000", "KXT:YES");
        _rig.SubmitNode(Node("a", qty: "2000000000", symbol: "KXT:YES"));
        Assert.That(_rig.Cash("kalshi"), Is.GreaterThanOrEqualTo(Usd("0")).And.LessThan(Usd("0.9064")), "a contract costs 0.9063 with its fee");
    }

    [Test]
    public void Perps_open_up_to_five_times_the_free_cash_and_close_beyond_it()
    {
        const string Perp = "BTC-USD-PERP";
        _rig.Quote("hyperliquid", BookSide.Bid, "100", "200000000", Perp);
        _rig.SubmitNode(Node("a", side: "sell", qty: "49000000", symbol: Perp));
        Graph more = _rig.SubmitNode(Node("b", side: "sell", qty: "1000000", symbol: Perp));
        Assert.That(_rig.Held("hyperliquid", Perp), Is.EqualTo(Qty("-49000000")));
        Assert.That(_rig.Order(more, "b").FailureReason, Is.EqualTo("INSUFFICIENT_BALANCE"));
        _rig.Quote("hyperliquid", BookSide.Ask, "101", "200000000", Perp);
        Graph close = _rig.SubmitNode(Node("c", qty: "49000000", symbol: Perp));
        Assert.That(close.Status, Is.EqualTo(Wire.GraphStatus.Completed));
    }

    [TestCase("buy", null, "100.009999998", TestName = "A buyer's bound is rounded down")]
    [TestCase("sell", null, "99.99", TestName = "A seller's bound is rounded up")]
    [TestCase("buy", "99", "99", TestName = "A tighter limit wins for a buyer")]
    [TestCase("sell", "101", "101", TestName = "A tighter limit wins for a seller")]
    [TestCase("sell", "90", "99.99", TestName = "A wider limit changes nothing")]
    public void Slippage_bounds(string side, string? limit, string expected)
    {
        Px bound = Slippage.Bound(Px("99.999999999"), side == "buy" ? BookSide.Bid : BookSide.Ask, 1, limit is null ? null : Px(limit));
        Assert.That(bound, Is.EqualTo(Px(expected)));
    }
}
