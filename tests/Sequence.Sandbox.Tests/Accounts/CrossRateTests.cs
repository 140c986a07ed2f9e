using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Matching;
using Sequence.Sandbox.Tests.Graphs;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>What is quoted in another currency is worth USD through the asset that both trade.</summary>
public sealed class CrossRateTests
{
    [Test]
    public void A_currency_without_a_USD_pair_is_priced_through_a_common_asset()
    {
        using Rig rig = WithRand();
        rig.Quote("coinbase", BookSide.Bid, "79999", "1");
        rig.Quote("coinbase", BookSide.Ask, "80001", "1");
        Wire.Position coin = Bought(rig);
        using (Assert.EnterMultipleScope())
        {
            // 80,000 USD over 500,000 ZAR: one ZAR is 0.16 USD.
            Assert.That(coin.EntryPriceUsd, Is.EqualTo(Rig.Px("80000.16")));
            Assert.That(coin.CurrentPriceUsd, Is.EqualTo(Rig.Px("80000")));
            Assert.That(coin.UnrealizedPnlUsd, Is.EqualTo(Rig.Usd("-0.16")));
        }
    }

    [Test]
    public void A_currency_that_nothing_leads_to_counts_0()
    {
        using Rig rig = WithRand();
        Wire.Position coin = Bought(rig);
        Assert.That((coin.CurrentPriceUsd, coin.CurrentValueUsd), Is.EqualTo((Px.Zero, Usd.Zero)));
    }

    private static Rig WithRand()
    {
        var rig = new Rig();
        rig.Markets.List("replay", new Instrument("BTC-ZAR", Sequence.Exchange.Instruments.InstrumentKind.Spot, "BTC", "ZAR", Rig.Px("1"), Rig.Qty("0.000001"), 0, 0));
        rig.Quote("replay", BookSide.Bid, "499999", "2", "BTC-ZAR");
        rig.Quote("replay", BookSide.Ask, "500001", "2", "BTC-ZAR");
        return rig;
    }

    private static Wire.Position Bought(Rig rig)
    {
        rig.Ledger.Book(rig.Market("replay", "BTC-ZAR"), BookSide.Bid, Rig.Qty("1"), Rig.Px("500001"), Usd.Zero);
        return new Statement(rig.Markets).Of(rig.Ledger, UnixNanos.Epoch).Positions.Single(row => row.Instrument.Symbol == "BTC");
    }
}
