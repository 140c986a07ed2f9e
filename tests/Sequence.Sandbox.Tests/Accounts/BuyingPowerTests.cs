using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>What spot, contracts and perps can be traded. Takers pay 20 basis points on kraken, 4 on the perp, each venue has 1,000.</summary>
public sealed class BuyingPowerTests
{
    private Rig _rig = null!;

    [SetUp]
    public void Open()
    {
        _rig = new Rig();
        _rig.Do(() =>
        {
            _rig.Ledger.Restart(Usd("1000"));
            _rig.Engine.Positions(_rig.Trader);
        });
    }

    [TearDown]
    public void Close() => _rig.Dispose();

    private VenueMarket Spot => _rig.Market("kraken");

    private VenueMarket Perp => _rig.Market("hyperliquid", "BTC-USD-PERP");

    private Qty Of(VenueMarket market, BookSide side, string price, bool reduceOnly = false, string? walked = null)
    {
        Walked? before = null;
        if (walked is not null)
        {
            before = new Walked();
            before.Add(Px(price), Qty(walked));
        }

        return BuyingPower.Of(_rig.Ledger, market, side, Px(price), reduceOnly, before);
    }

    [Test]
    public void Spot_is_bought_for_price_and_fee_less_a_rest_for_rounding()
    {
        // 999.99999 over 100.2
        Assert.That(Of(Spot, BookSide.Bid, "100"), Is.EqualTo(Qty("9.98003982")));
        Assert.That(Of(Spot, BookSide.Bid, "100", walked: "2"), Is.EqualTo(Qty("7.98003982")));
        Assert.That(Of(Spot, BookSide.Bid, "100", reduceOnly: true), Is.EqualTo(Qty("0")));
        _rig.SubmitNode(Node("a", qty: "5", type: Limit("100"), venue: "\"kraken\""));
        Assert.That(Of(Spot, BookSide.Bid, "100"), Is.EqualTo(Qty("4.98003982")));
    }

    [TestCase("0.00001", "0")]
    [TestCase("0.00002", "0.0000001")]
    public void Nothing_can_be_bought_with_less_than_the_rest(string cash, string qty)
    {
        _rig.Ledger.CashAt("binance", "USD").Add(Usd(cash) - Usd("1000"));
        Assert.That(Of(_rig.Market("binance"), BookSide.Bid, "100"), Is.EqualTo(Qty(qty)));
    }

    [Test]
    public void Spot_is_sold_out_of_what_is_free()
    {
        Assert.That(Of(Spot, BookSide.Ask, "100"), Is.EqualTo(Qty("0")));
        _rig.Give("kraken", "5");
        _rig.SubmitNode(Node("a", "sell", "2", Limit("100"), venue: "\"kraken\""));
        Assert.That((Of(Spot, BookSide.Ask, "100"), Of(Spot, BookSide.Ask, "1", reduceOnly: true)), Is.EqualTo((Qty("3"), Qty("3"))));
        Assert.That(Of(Spot, BookSide.Ask, "100", walked: "1"), Is.EqualTo(Qty("2")));
        Assert.That(_rig.Ledger.Find(Spot)!.Locked, Is.EqualTo(Qty("2")));
    }

    [Test]
    public void A_price_that_costs_nothing_buys_all_that_can_be_said() =>
        Assert.That(Of(_rig.Market("binance"), BookSide.Bid, "0.000000001"), Is.EqualTo(Sdk.Qty.MaxValue));

    [Test]
    public void A_price_of_zero_buys_nothing() => Assert.That(Of(_rig.Market("binance"), BookSide.Bid, "0"), Is.EqualTo(Qty("0")));

    [Test]
    public void Perps_open_on_both_sides_as_far_as_five_times_the_equity_goes()
    {
        // 999.99999 over 20.04
        Assert.That((Of(Perp, BookSide.Bid, "100"), Of(Perp, BookSide.Ask, "100")), Is.EqualTo((Qty("49.90019910"), Qty("49.90019910"))));
        Assert.That(Of(Perp, BookSide.Bid, "100", walked: "10"), Is.EqualTo(Qty("39.90019910")));
        Assert.That(Of(Perp, BookSide.Bid, "100", reduceOnly: true), Is.EqualTo(Qty("0")));
        Assert.That(_rig.Ledger.Find(Perp), Is.Null, "asking makes no holding");
    }

    [Test]
    public void Reduce_only_counts_the_position_less_what_reduces_it_already()
    {
        _rig.Give("hyperliquid", "10", symbol: "BTC-USD-PERP");
        _rig.SubmitNode(Node("a", "sell", "3", Limit("105"), """{"reduce_only": true}""", symbol: "BTC-USD-PERP"));
        _rig.SubmitNode(Node("b", "sell", "2", Limit("106"), symbol: "BTC-USD-PERP"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BuyingPower.Reducible(_rig.Ledger, Perp, BookSide.Ask), Is.EqualTo(Qty("7")));
            Assert.That(BuyingPower.Reducible(_rig.Ledger, Perp, BookSide.Bid), Is.EqualTo(Qty("0")));
            Assert.That(Of(Perp, BookSide.Ask, "105", reduceOnly: true), Is.EqualTo(Qty("7")), "the ordinary order is behind it");
            Assert.That(Of(Perp, BookSide.Ask, "106", reduceOnly: true), Is.EqualTo(Qty("5")));
            Assert.That(Of(Perp, BookSide.Ask, "106", reduceOnly: true, walked: "4"), Is.EqualTo(Qty("1")));
            Assert.That(Of(Perp, BookSide.Ask, "106", reduceOnly: true, walked: "6"), Is.EqualTo(Qty("0")));
        }
    }

    [Test]
    public void What_is_no_perp_reduces_by_sales_of_what_is_free()
    {
        Assert.That(BuyingPower.Reducible(_rig.Ledger, Spot, BookSide.Ask), Is.EqualTo(Qty("0")));
        _rig.Give("kraken", "5");
        Assert.That((BuyingPower.Reducible(_rig.Ledger, Spot, BookSide.Ask), BuyingPower.Reducible(_rig.Ledger, Spot, BookSide.Bid)), Is.EqualTo((Qty("5"), Qty("0"))));
    }
}
