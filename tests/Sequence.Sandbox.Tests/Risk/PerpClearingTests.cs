using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Graphs;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Orders;
using Sequence.Exchange.Risk;
using Sequence.Sandbox.Tests.Graphs;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Risk;

public sealed class PerpClearingTests
{
    private const string Perp = "BTC-USD-PERP";

    private Rig _rig = null!;
    private PerpClearing _clearing = null!;

    [SetUp]
    public void SetUp()
    {
        _rig = new Rig();
        _clearing = _rig.OpenClearing();
    }

    [TearDown]
    public void TearDown() => _rig.Dispose();

    [Test]
    public void At_each_full_hour_a_long_pays_the_rate_that_history_shows()
    {
        _rig.QuoteAround100("hyperliquid", Perp);
        Trade("buy", "3");
        Sdk.Usd before = _rig.Cash("hyperliquid");
        _rig.Advance(TimeSpan.FromMinutes(59));
        Assert.That(_rig.Cash("hyperliquid"), Is.EqualTo(before));
        _rig.Advance(TimeSpan.FromMinutes(1));
        long hour = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() / 3_600;
        var due = Sdk.Usd.FromDecimal(300 * new FundingRates(7).Of(Market, hour).ToDecimal());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(due, Is.Not.EqualTo(Usd("0")));
            Assert.That(_rig.Cash("hyperliquid"), Is.EqualTo(before - due));
            Assert.That(_clearing.House, Is.EqualTo(due));
            Assert.That(Holding.Funding, Is.EqualTo(due));
            Assert.That(_rig.Engine.Positions(_rig.Trader).Positions.Single(row => row.Instrument.Symbol == Perp).RealizedPnlUsd, Is.EqualTo(-due));
        }
    }

    [Test]
    public void What_longs_pay_shorts_receive_and_the_house_has_no_part()
    {
        var other = new Client("client_2", limit: null).Paper;
        _rig.Submit(other, GraphOf([Node("a", "sell", "3", Limit("100"), symbol: Perp)]));
        _rig.Advance(TimeSpan.FromMilliseconds(1));
        Trade("buy", "3");
        _rig.QuoteAround100("hyperliquid", Perp);
        _rig.Do(() => _clearing.Charge(Market, Px("0.0001")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Holding.Funding, Is.EqualTo(Usd("0.03")));
            Assert.That(other.Ledger.Find(Market)!.Funding, Is.EqualTo(Usd("-0.03")));
            Assert.That(_clearing.House, Is.EqualTo(Usd("0")));
        }
    }

    [Test]
    public void A_position_with_too_little_behind_it_is_closed_at_the_market()
    {
        Sdk.Usd start = Usd("1000");
        _rig.Do(() => _rig.Ledger.Restart(start));
        BookOrder bid = _rig.Quote("hyperliquid", BookSide.Bid, "99", "1000", Perp);
        BookOrder ask = _rig.Quote("hyperliquid", BookSide.Ask, "100", "1000", Perp);
        Trade("buy", "40");
        Graph resting = _rig.SubmitNode(Node("a", "buy", "1", Limit("50"), symbol: Perp));
        _rig.Advance(TimeSpan.FromSeconds(5));
        Assert.That(Holding.Quantity, Is.EqualTo(Qty("40")), "the margin is covered");
        _rig.Remove(bid, "hyperliquid", Perp);
        _rig.Remove(ask, "hyperliquid", Perp);
        _rig.Quote("hyperliquid", BookSide.Bid, "81", "1000", Perp);
        _rig.Quote("hyperliquid", BookSide.Ask, "82", "1000", Perp);
        _rig.Advance(TimeSpan.FromSeconds(5));
        OrderState forced = _rig.Engine.Orders(_rig.Trader)[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((forced.NodeId, forced.Status, forced.Filled), Is.EqualTo((GraphEngine.LiquidationNode, Wire.OrderStatus.Completed, Qty("40"))));
            Assert.That(Holding.Quantity, Is.EqualTo(Qty("0")));
            Assert.That(_rig.Order(resting, "a").Status, Is.EqualTo(Wire.OrderStatus.Cancelled));
            Assert.That(_rig.Cash("hyperliquid"), Is.EqualTo(start + Holding.Realized - Holding.Fees));
            Assert.That(_rig.Engine.Orders(_rig.Trader).Count(order => order.NodeId == GraphEngine.LiquidationNode), Is.EqualTo(1));
        }
    }

    [Test]
    public void A_kill_switch_does_not_save_it()
    {
        _rig.Do(() => _rig.Ledger.Restart(Usd("1000")));
        _rig.Quote("hyperliquid", BookSide.Ask, "100", "40", Perp);
        Trade("buy", "40");
        _rig.Do(() => _rig.Trader.KillSwitch.Engage(null));
        _rig.Quote("hyperliquid", BookSide.Bid, "70", "30", Perp);
        _rig.Quote("hyperliquid", BookSide.Ask, "71", "30", Perp);
        _rig.Advance(TimeSpan.FromSeconds(3));
        Assert.That(Holding.Quantity, Is.EqualTo(Qty("10")), "the book took no more");
    }

    [Test]
    public void What_was_written_into_the_account_and_not_traded_is_never_closed()
    {
        _rig.QuoteAround100("hyperliquid", Perp);
        _rig.Do(() => _rig.Engine.Seed(_rig.Trader, [new SeedRow("hyperliquid", HoldingKind.Perp, Perp, Qty("1"), Px("92000"))], replaces: true));
        _rig.Advance(TimeSpan.FromSeconds(3));
        Assert.That(Holding.Quantity, Is.EqualTo(Qty("1")));
    }

    private VenueMarket Market => _rig.Market("hyperliquid", Perp);

    private Holding Holding => _rig.Ledger.Find(Market)!;

    private void Trade(string side, string qty)
    {
        _rig.SubmitNode(Node("a", side, qty, symbol: Perp));
        _rig.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(Holding.Quantity, Is.EqualTo(Qty(qty)));
    }
}
