using NUnit.Framework;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Sandbox.Tests.Graphs;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>Orders that may only make a position smaller. The account is long 10 perps.</summary>
public sealed class ReduceOnlyTests
{
    private const string Perp = "BTC-USD-PERP";
    private const string Venue = "hyperliquid";
    private const string ReduceOnly = """{"reduce_only": true}""";

    private Rig _rig = null!;
    private BookOrder _ask = null!;

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        _rig.Quote(Venue, BookSide.Bid, "99", "1000", Perp);
        _ask = _rig.Quote(Venue, BookSide.Ask, "101", "1000", Perp);
        Send("buy", "10");
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    private OrderState Send(string side, string qty, string? limit = null, string style = "{}")
    {
        Graph graph = _rig.SubmitNode(Node("a", side, qty, limit is null ? "\"market\"" : Limit(limit), style, symbol: Perp));
        return _rig.Order(graph, "a");
    }

    /// <summary>The public buys up to a price, past its own offer.</summary>
    private void Sweep(string price)
    {
        _rig.Remove(_ask, Venue, Perp);
        _rig.Quote(Venue, BookSide.Bid, price, "100", Perp);
    }

    private Sdk.Qty Resting(OrderState order) => _rig.Engine.Parts(order).Aggregate(Sdk.Qty.Zero, (sum, part) => sum + part.Remaining);

    [Test]
    public void Together_they_never_exceed_the_position()
    {
        OrderState first = Send("sell", "6", "110", ReduceOnly);
        OrderState second = Send("sell", "6", "111", ReduceOnly);
        OrderState third = Send("sell", "6", "112", ReduceOnly);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Quantity, second.Quantity), Is.EqualTo((Qty("6"), Qty("4"))));
            Assert.That((third.Status, third.FailureReason), Is.EqualTo((Wire.OrderStatus.Failed, RejectReasons.NothingToReduce)));
        }
    }

    [Test]
    public void They_are_cut_when_the_position_shrinks_and_come_back_when_it_grows()
    {
        OrderState near = Send("sell", "6", "110", ReduceOnly);
        OrderState far = Send("sell", "4", "111", ReduceOnly);
        Send("sell", "5");
        Assert.That((Resting(near), Resting(far)), Is.EqualTo((Qty("5"), Qty("0"))));
        Assert.That((near.Status, far.Status), Is.EqualTo((Wire.OrderStatus.Accepted, Wire.OrderStatus.Accepted)));
        Send("buy", "5");
        Assert.That((Resting(near), Resting(far)), Is.EqualTo((Qty("6"), Qty("4"))));
        Sweep("111");
        Assert.That(_rig.Held(Venue, Perp), Is.EqualTo(Qty("0")));
        Assert.That((near.Status, far.Status), Is.EqualTo((Wire.OrderStatus.Completed, Wire.OrderStatus.Completed)));
    }

    [Test]
    public void They_end_when_the_position_is_gone_or_turned()
    {
        OrderState order = Send("sell", "6", "110", ReduceOnly);
        Send("sell", "12");
        Assert.That((order.Status, order.FailureReason, Resting(order)), Is.EqualTo((Wire.OrderStatus.Cancelled, RejectReasons.NothingToReduce, Qty("0"))));
        Assert.That(_rig.Held(Venue, Perp), Is.EqualTo(Qty("-2")));
        OrderState cover = Send("buy", "5", "90", ReduceOnly);
        Assert.That((cover.Quantity, Resting(cover)), Is.EqualTo((Qty("2"), Qty("2"))));
    }

    [Test]
    public void The_rest_of_one_that_closed_the_position_ends()
    {
        OrderState order = Send("sell", "6", "110", ReduceOnly);
        Send("sell", "7");
        Sweep("110");
        Assert.That((order.Filled, order.Status, order.FailureReason), Is.EqualTo((Qty("3"), Wire.OrderStatus.Cancelled, RejectReasons.NothingToReduce)));
    }

    [Test]
    public void One_waits_behind_an_order_that_would_close_the_position_before_it()
    {
        OrderState ordinary = Send("sell", "8", "105");
        OrderState order = Send("sell", "5", "106", ReduceOnly);
        Assert.That(Resting(order), Is.EqualTo(Qty("2")));
        Sweep("106");
        Assert.That((ordinary.Filled, order.Filled, _rig.Held(Venue, Perp)), Is.EqualTo((Qty("8"), Qty("2"), Qty("0"))), "one sweep takes both and turns nothing over");
    }

    [Test]
    public void One_is_cut_when_an_order_comes_before_it_and_rests_again_when_that_is_gone()
    {
        OrderState order = Send("sell", "5", "106", ReduceOnly);
        OrderState same = Send("sell", "8", "106");
        Assert.That(Resting(order), Is.EqualTo(Qty("5")), "it is older than the one at its price");
        OrderState before = Send("sell", "8", "105");
        Assert.That(Resting(order), Is.EqualTo(Qty("2")));
        _rig.Do(() => _rig.Engine.Cancel(before));
        _rig.Do(() => _rig.Engine.Cancel(same));
        Assert.That(Resting(order), Is.EqualTo(Qty("5")));
    }

    [Test]
    public void A_short_is_reduced_by_buys()
    {
        Send("sell", "14");
        OrderState near = Send("buy", "3", "90", ReduceOnly);
        OrderState far = Send("buy", "3", "89", ReduceOnly);
        OrderState ordinary = Send("buy", "2", "91");
        Assert.That((near.Quantity, far.Quantity), Is.EqualTo((Qty("3"), Qty("1"))));
        Assert.That((Resting(ordinary), Resting(near), Resting(far)), Is.EqualTo((Qty("2"), Qty("2"), Qty("0"))));
    }

    [Test]
    public void One_that_takes_the_market_is_cut_to_the_position()
    {
        OrderState order = Send("sell", "100", style: """{"reduce_only": true, "tif": "IOC"}""");
        Assert.That((order.Filled, order.Status, _rig.Held(Venue, Perp)), Is.EqualTo((Qty("10"), Wire.OrderStatus.Completed, Qty("0"))));
    }

    [Test]
    public void One_of_the_side_of_the_position_is_refused() =>
        Assert.That(Send("buy", "1", "90", ReduceOnly).FailureReason, Is.EqualTo(RejectReasons.NothingToReduce));
}
