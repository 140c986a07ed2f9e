using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Instruments;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>The ledger looks for markets that need cash only when there are new ones.</summary>
public sealed class OpeningCashTests
{
    [Test]
    public void A_market_that_is_listed_after_the_first_order_has_its_opening_cash()
    {
        using var rig = new Rig();
        rig.SubmitNode(Node("a"));
        rig.Markets.List("luno", Listing("BTC-ZAR", "ZAR"));
        rig.SubmitNode(Node("b"));
        Assert.That(rig.Ledger.CashAt("luno", "ZAR").Amount, Is.EqualTo(Sequence.Exchange.Accounts.Ledger.OpeningCash));
    }

    [Test]
    public void Cash_that_was_dropped_comes_back_with_the_next_opening()
    {
        using var rig = new Rig();
        rig.SubmitNode(Node("a"));
        rig.Do(() =>
        {
            rig.Ledger.Restart(Usd("5"));
            rig.Ledger.Open(rig.Markets);
        });
        Assert.That(rig.Ledger.Cash.Select(cash => cash.Amount), Is.Not.Empty.And.All.EqualTo(Usd("5")));
    }

    private static Instrument Listing(string symbol, string quote) =>
        new(symbol, Sequence.Exchange.Instruments.InstrumentKind.Prediction, symbol, quote, Px("0.01"), Qty("1"), 0, 0);
}
