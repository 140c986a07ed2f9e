using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

public class HoldingTests
{
    private readonly Holding _perp = new(1, "hyperliquid", HoldingKind.Perp, "BTC-USD-PERP", "USD");

    [SetUp]
    public void Flat() => _perp.Reset(Qty("0"), Px("0"));

    private Usd Trade(BookSide side, string qty, string price) => _perp.Trade(side, Qty(qty), Px(price) * Qty(qty), Usd("0.1"));

    [Test]
    public void A_long_realizes_what_it_sells_above_its_average()
    {
        Trade(BookSide.Bid, "1", "100");
        Trade(BookSide.Bid, "1", "110");
        Assert.That(_perp.EntryPrice, Is.EqualTo(Px("105")));
        Assert.That(Trade(BookSide.Ask, "0.5", "120"), Is.EqualTo(Usd("7.5")));
        Assert.That((_perp.Quantity, _perp.EntryPrice, _perp.Fees), Is.EqualTo((Qty("1.5"), Px("105"), Usd("0.3"))));
    }

    [Test]
    public void A_short_realizes_what_it_buys_back_below_its_average()
    {
        Trade(BookSide.Ask, "2", "100");
        Assert.That(Trade(BookSide.Bid, "2", "90"), Is.EqualTo(Usd("20")));
        Assert.That((_perp.Quantity, _perp.Cost, _perp.Realized), Is.EqualTo((Qty("0"), Usd("0"), Usd("20"))));
        Assert.That(_perp.EntryPrice, Is.EqualTo(Px("0")));
    }

    [Test]
    public void A_turn_realizes_the_old_side_and_opens_the_new()
    {
        Trade(BookSide.Bid, "1", "100");
        Assert.That(Trade(BookSide.Ask, "3", "110"), Is.EqualTo(Usd("10")));
        Assert.That((_perp.Quantity, _perp.EntryPrice), Is.EqualTo((Qty("-2"), Px("110"))));
    }
}
