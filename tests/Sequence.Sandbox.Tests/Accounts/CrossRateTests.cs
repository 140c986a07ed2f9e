using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>What is quoted in another currency is worth USD at the currency's fixed rate.</summary>
public sealed class CrossRateTests
{
    [Test]
    public void A_currency_is_worth_its_fixed_rate_whatever_trades_against_it()
    {
        using Rig rig = WithRand();
        rig.Quote("coinbase", BookSide.Bid, "79999", "1");
        rig.Quote("coinbase", BookSide.Ask, "80001", "1");
        Wire.Position coin = Bought(rig);
        using (Assert.EnterMultipleScope())
        {
            // 500,001 ZAR at 0.0685 USD; that a coin costs 80,000 USD elsewhere does not matter.
            Assert.That(coin.EntryPriceUsd, Is.EqualTo(Rig.Px("34250.0685")));
            Assert.That(coin.CurrentPriceUsd, Is.EqualTo(Rig.Px("34250")));
            Assert.That(coin.UnrealizedPnlUsd, Is.EqualTo(Rig.Usd("-0.0685")));
        }
    }

    [Test]
    public void A_currency_without_a_rate_counts_0()
    {
        using Rig rig = WithRand("XYZ");
        Wire.Position coin = Bought(rig, "XYZ");
        Assert.That((coin.CurrentPriceUsd, coin.CurrentValueUsd), Is.EqualTo((Px.Zero, Usd.Zero)));
    }

    private static Rig WithRand(string currency = "ZAR")
    {
        var rig = new Rig();
        rig.Markets.List("replay", new Instrument($"BTC-{currency}", Sequence.Exchange.Instruments.InstrumentKind.Spot, "BTC", currency, Rig.Px("1"), Rig.Qty("0.000001"), 0, 0));
        rig.Quote("replay", BookSide.Bid, "499999", "2", $"BTC-{currency}");
        rig.Quote("replay", BookSide.Ask, "500001", "2", $"BTC-{currency}");
        return rig;
    }

    private static Wire.Position Bought(Rig rig, string currency = "ZAR")
    {
        rig.Ledger.Book(rig.Market("replay", $"BTC-{currency}"), BookSide.Bid, Rig.Qty("1"), Rig.Px("500001"), Usd.Zero);
        return new Statement(rig.Markets).Of(rig.Ledger, UnixNanos.Epoch).Positions.Single(row => row.Instrument.Symbol == "BTC");
    }
}
