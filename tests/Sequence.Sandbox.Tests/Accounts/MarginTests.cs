using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Sandbox.Tests.Graphs;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>What perps need. The mark is 100, the bid 99.9, the ask 100.1; takers pay 4 basis points. Each venue begins with 300.</summary>
public sealed class MarginTests
{
    private const string Perp = "BTC-USD-PERP";
    private const string Venue = "hyperliquid";

    private Rig _rig = null!;
    private readonly List<BookOrder> _quotes = [];

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        _rig.Do(() =>
        {
            _rig.Ledger.Restart(Usd("300"));
            _rig.Ledger.Open(_rig.Markets);
        });
        _quotes.Clear();
        Quote("100");
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    private CashBalance Cash => _rig.Ledger.CashAt(Venue, "USD");

    private decimal Held => _rig.Held(Venue, Perp).ToDecimal();

    private static void AssertRefused(OrderState order) =>
        Assert.That((order.Status, order.FailureReason), Is.EqualTo((Wire.OrderStatus.Failed, "INSUFFICIENT_BALANCE")));

    private static void AssertResting(OrderState order) => Assert.That((order.Status, order.FailureReason), Is.EqualTo((Wire.OrderStatus.Accepted, (string?)null)));

    private void Quote(string mid)
    {
        foreach (BookOrder order in _quotes)
            _rig.Remove(order, Venue, Perp);
        _quotes.Clear();
        _quotes.Add(_rig.Quote(Venue, BookSide.Bid, (Px(mid) - Px("0.1")).ToString(), "1000", Perp));
        _quotes.Add(_rig.Quote(Venue, BookSide.Ask, (Px(mid) + Px("0.1")).ToString(), "1000", Perp));
    }

    private OrderState Send(string side, string qty, string? limit = null, string style = "{}", string symbol = Perp, string venue = Venue)
    {
        Graph graph = _rig.SubmitNode(Node("a", side, qty, limit is null ? "\"market\"" : Limit(limit), style, symbol: symbol, venue: $"\"{venue}\""));
        return _rig.Order(graph, "a");
    }

    [Test]
    public void A_position_is_carried_by_cash_and_open_profit_at_the_mark()
    {
        Send("buy", "12");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Cash.Amount, Is.EqualTo(Usd("299.51952")), "a fee of 4 bps of 1201.2");
            Assert.That(Cash.Margin.Equity, Is.EqualTo(298.31952m), "12 at 100.1 stand at 100");
            Assert.That(Cash.Margin.Free, Is.EqualTo(Usd("58.31952")), "a fifth of 1200 is 240");
            Assert.That(Cash.Locked, Is.EqualTo(Usd("0")));
        }
    }

    [Test]
    public void Profit_carries_more_but_only_cash_can_leave()
    {
        Send("buy", "2");
        Quote("1000");
        Assert.That(Cash.Margin.Equity, Is.EqualTo(2099.71992m));
        Assert.That(Cash.Margin.Free, Is.EqualTo(Usd("299.91992")), "1699.7 are free, of which there is no more cash");
        Quote("110");
        Assert.That(Cash.Margin.Free, Is.EqualTo(Usd("275.71992")), "319.71992 less a fifth of 220");
        Assert.That(_rig.Ledger.Withdraw(Venue, "USD", Qty("275.71993")), Is.Null);
        Assert.That(_rig.Ledger.Withdraw(Venue, "USD", Qty("275.71992")), Is.EqualTo(Venue));
        Assert.That(Cash.Margin.Free, Is.EqualTo(Usd("0")));
    }

    [Test]
    public void A_resting_order_that_closes_locks_nothing()
    {
        Send("buy", "12");
        Send("sell", "12", "110");
        Assert.That((Cash.Locked, Cash.Margin.Free), Is.EqualTo((Usd("0"), Usd("58.31952"))));
    }

    [Test]
    public void Closing_quantity_counts_once_over_all_resting_orders()
    {
        Send("buy", "12");
        OrderState[] sells = [.. Enumerable.Range(0, 10).Select(_ => Send("sell", "12", "110"))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sells.Count(order => order.Status == Wire.OrderStatus.Accepted), Is.EqualTo(2), "one closes, one opens as much again");
            Assert.That(Cash.Locked, Is.EqualTo(Usd("1.056")), "the fee of 24 at 110; the margin is that of the position");
        }

        AssertRefused(sells[2]);
        _rig.Remove(_quotes[1], Venue, Perp);
        _rig.Quote(Venue, BookSide.Bid, "110", "100", Perp);
        Assert.That(Held, Is.EqualTo(-12));
    }

    [Test]
    public void A_flip_needs_the_margin_of_what_is_open_after_it()
    {
        Send("buy", "12");
        Assert.That(Send("sell", "24").Status, Is.EqualTo(Wire.OrderStatus.Completed));
        Assert.That(Held, Is.EqualTo(-12));
    }

    // The equity of 298.31952 and the margin of 240 that closing frees, over a fifth of 100, 0.1 below the mark and the fee of 0.03996.
    [TestCase("26.7289", true)]
    [TestCase("26.729", false)]
    public void A_flip_goes_as_far_as_the_equity_after_its_fills(string qty, bool isTaken)
    {
        Send("buy", "12");
        OrderState order = Send("sell", qty);
        Assert.That(order.Status, Is.EqualTo(isTaken ? Wire.OrderStatus.Completed : Wire.OrderStatus.Failed));
    }

    [Test]
    public void A_market_order_counts_at_the_levels_that_it_walks()
    {
        _rig.Remove(_quotes[1], Venue, Perp);
        _rig.Quote(Venue, BookSide.Ask, "100.1", "5", Perp);
        _rig.Quote(Venue, BookSide.Ask, "120.1", "100", Perp);
        // 5 at 100.1 take 100.7002 of 300; a unit at 120.1 takes 20 + 20.1 + 0.04804 of the other 199.2998: 4.96412253, in whole lots.
        OrderState order = Send("buy", "14", style: """{"tif": "IOC"}""");
        Assert.That((order.Status, order.Filled, order.FailureReason), Is.EqualTo((Wire.OrderStatus.Cancelled, Qty("9.9641"), "INSUFFICIENT_BALANCE")));
    }

    [Test]
    public void Equity_after_a_loss_carries_what_is_left_and_closing_stays_possible()
    {
        Send("buy", "12");
        Quote("95");
        Assert.That(Cash.Margin.Free, Is.EqualTo(Usd("10.31952")), "238.31952 less a fifth of 1140");
        AssertRefused(Send("buy", "0.6"));
        Assert.That(Send("buy", "0.5").Filled, Is.EqualTo(Qty("0.5")));
        Quote("90");
        AssertRefused(Send("buy", "0.0001"));
        Assert.That(Send("sell", "12.5").Filled, Is.EqualTo(Qty("12.5")));
    }

    [Test]
    public void The_larger_side_of_resting_orders_counts()
    {
        Send("buy", "5", "90");
        Assert.That(Cash.Locked, Is.EqualTo(Usd("100.18")), "5 at the mark over 5, and the fee of 5 at 90");
        Send("sell", "5", "110");
        Assert.That(Cash.Locked, Is.EqualTo(Usd("100.22")));
        Send("sell", "1", "120");
        Assert.That(Cash.Locked, Is.EqualTo(Usd("120.268")));
    }

    [Test]
    public void An_order_that_is_worse_than_the_mark_needs_the_difference_too()
    {
        _rig.Remove(_quotes[1], Venue, Perp);
        Send("buy", "2", "105");
        Assert.That(Cash.Locked, Is.EqualTo(Usd("50.084")), "2 x (20 + 5 + 0.042)");
        _rig.Remove(_quotes[0], Venue, Perp);
        Send("sell", "3", "96");
        Assert.That(Held, Is.EqualTo(0), "the two trade with each other");
    }

    [Test]
    public void Without_a_mark_an_order_counts_at_its_own_price_and_a_position_at_its_cost()
    {
        using var rig = new Rig();
        _rig.Dispose();
        _rig = rig;
        _rig.Do(() => _rig.Ledger.Restart(Usd("300")));
        Send("buy", "2", "50");
        Assert.That(Cash.Locked, Is.EqualTo(Usd("20.04")));
        _rig.Quote(Venue, BookSide.Ask, "50", "2", Perp);
        Assert.That(Cash.Margin.Free, Is.EqualTo(Usd("279.99")), "a fee of 1 bp of 100, and a fifth of 100");
        Send("buy", "1", "40");
        Assert.That(Cash.Locked, Is.EqualTo(Usd("10.016")), "at the entry price");
    }

    [Test]
    public void Perps_of_one_venue_share_the_equity_and_other_venues_have_their_own()
    {
        List("ETH-USD-PERP", Sequence.Exchange.Instruments.InstrumentKind.Perp);
        List("BTC-USD-PERP", Sequence.Exchange.Instruments.InstrumentKind.Perp, "bybit");
        _rig.Do(() => _rig.Ledger.Open(_rig.Markets));
        foreach ((string venue, string symbol) in new[] { (Venue, "ETH-USD-PERP"), ("bybit", "BTC-USD-PERP") })
        {
            _rig.Quote(venue, BookSide.Bid, "99.9", "100", symbol);
            _rig.Quote(venue, BookSide.Ask, "100.1", "100", symbol);
        }

        Send("buy", "10");
        AssertRefused(Send("sell", "5", symbol: "ETH-USD-PERP"));
        Assert.That(Send("sell", "4", symbol: "ETH-USD-PERP").Filled, Is.EqualTo(Qty("4")));
        Assert.That(Send("sell", "14", symbol: "BTC-USD-PERP", venue: "bybit").Filled, Is.EqualTo(Qty("14")));
        Assert.That(Cash.Margin.Free, Is.EqualTo(Usd("18.03976")), "300 less a fee of 0.4004, 1 and 200 for the one, less 0.15984, 0.4 and 80 for the other");
    }

    [Test]
    public void What_opens_ends_when_a_price_leaves_less_than_it_needs_the_newest_first()
    {
        Send("buy", "5");
        OrderState older = Send("buy", "4", "41");
        OrderState newer = Send("buy", "4", "40");
        OrderState closing = Send("sell", "5", "130");
        Quote("84");
        AssertResting(newer);
        Quote("83");
        AssertResting(older);
        AssertResting(closing);
        Assert.That((newer.Status, newer.FailureReason), Is.EqualTo((Wire.OrderStatus.Cancelled, RejectReasons.Uncovered)));
        Quote("60");
        Assert.That(older.Status, Is.EqualTo(Wire.OrderStatus.Cancelled));
        AssertResting(closing);
    }

    [Test]
    public void Funding_can_take_what_orders_need()
    {
        Send("buy", "5");
        OrderState order = Send("buy", "9", "80");
        _rig.Do(() => _rig.Ledger.PayFunding(_rig.Ledger.Find(_rig.Market(Venue, Perp))!, Usd("20")));
        Assert.That(order.FailureReason, Is.EqualTo(RejectReasons.Uncovered));
        Assert.That(Cash.Locked, Is.EqualTo(Usd("0")));
    }

    [Test]
    public void Spot_on_the_same_venue_is_bought_with_what_the_perps_leave()
    {
        List("BTC-USD", Sequence.Exchange.Instruments.InstrumentKind.Spot);
        Send("buy", "10");
        AssertRefused(Send("buy", "2", "50", symbol: "BTC-USD"));
        OrderState spot = Send("buy", "1", "50", symbol: "BTC-USD");
        Assert.That((Cash.Locked, Cash.Reserved), Is.EqualTo((Usd("50.02"), Usd("50.02"))));
        Assert.That(Cash.Margin.Free, Is.EqualTo(Usd("48.5796")));
        AssertRefused(Send("buy", "3"));
        Quote("95");
        AssertResting(spot);
        Quote("93");
        Assert.That(spot.FailureReason, Is.EqualTo(RejectReasons.Uncovered), "228.5996 carry 186, and no 50.02 beside it");
        Assert.That(Cash.Reserved, Is.EqualTo(Usd("0")));
    }

    [Test]
    public void Orders_of_accounts_do_not_move_the_mark()
    {
        _rig.Remove(_quotes[1], Venue, Perp);
        _rig.Quote(Venue, BookSide.Ask, "100.3", "100", Perp);
        Send("buy", "1", "100");
        Send("sell", "1", "100.2");
        Assert.That(_rig.Market(Venue, Perp).Mark, Is.EqualTo(Px("100.1")));
        _rig.Quote(Venue, BookSide.Bid, "99.95", "1", Perp);
        Assert.That(_rig.Market(Venue, Perp).Mark, Is.EqualTo(Px("100.125")));
    }

    [Test]
    public void The_mark_stays_while_a_side_is_empty()
    {
        Send("buy", "1");
        _rig.Remove(_quotes[0], Venue, Perp);
        Assert.That(Cash.Margin.Equity, Is.EqualTo(299.85996m));
        Assert.That(_rig.Market(Venue, Perp).Mark, Is.EqualTo(Px("100")));
    }

    [Test]
    public void An_amend_is_covered_like_a_new_order()
    {
        OrderState order = Send("buy", "10", "90");
        Graph graph = _rig.Engine.Find(_rig.Trader, order.GraphId)!;
        Assert.That(() => Amend(graph, "15"), Throws.TypeOf<Sequence.Exchange.Core.RefusedException>());
        AssertResting(order);
        Amend(graph, "14");
        Assert.That(Cash.Locked, Is.EqualTo(Usd("280.504")));
    }

    private void Amend(Graph graph, string qty) =>
        _rig.Do(() => _rig.Engine.Amend(graph, graph.Find("a")!, new Amendment { Quantity = Qty(qty) }));

    private void List(string symbol, Sequence.Exchange.Instruments.InstrumentKind kind, string venue = Venue) => _rig.Do(() =>
        _rig.Markets.List(venue, new Instrument(symbol, kind, symbol[..3], "USD", Px("0.1"), Qty("0.0001"), 4, 0)));
}
