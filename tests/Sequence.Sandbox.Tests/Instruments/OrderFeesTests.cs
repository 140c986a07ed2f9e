using NUnit.Framework;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>Fees to the last digit, and who pays the rounding.</summary>
public sealed class OrderFeesTests
{
    private static readonly Instrument Kalshi = new("KX:YES", InstrumentKind.Prediction, "KX:YES", "USD", Px("0.01"), Qty("1"), 350, 0) { FeeStep = Usd("0.01") };

    private static readonly Instrument Polymarket = new("1234", InstrumentKind.Prediction, "1234", "USDC", Px("0.01"), Qty("1"), 360, 0);

    private static readonly Instrument Spot = new("BTC-USD", InstrumentKind.Spot, "BTC", "USD", Px("0.01"), Qty("0.00001"), 60, 40);

    [TestCase("10", "0.41", "0.17")] // 0.07 x 10 x 0.41 x 0.59 = 0.16933
    [TestCase("1", "0.5", "0.02")] // 0.0175
    [TestCase("100", "0.5", "1.75")] // exact: nothing to round
    [TestCase("1", "0.01", "0.01")] // 0.000693
    [TestCase("1", "0.99", "0.01")]
    [TestCase("1000", "0.07", "4.56")] // 4.557
    [TestCase("200", "0.5", "3.5")]
    [TestCase("3", "0.33", "0.05")] // 0.046431
    public void Kalshi_charges_rate_007_rounded_up_to_the_cent(string contracts, string price, string fee) =>
        Assert.That(VenueFees.Of(Kalshi, Px(price), Qty(contracts), isMaker: false), Is.EqualTo(Usd(fee)));

    [TestCase("10", "0.41", "0.174168")] // 0.072 x 10 x 0.41 x 0.59
    [TestCase("1", "0.5", "0.018")]
    public void Polymarket_charges_its_curve_as_it_is(string contracts, string price, string fee) =>
        Assert.That(VenueFees.Of(Polymarket, Px(price), Qty(contracts), isMaker: false), Is.EqualTo(Usd(fee)));

    [Test]
    public void Makers_of_predictions_pay_nothing()
    {
        Assert.That(VenueFees.Of(Kalshi, Px("0.41"), Qty("10"), isMaker: true), Is.EqualTo(Sdk.Usd.Zero));
        Assert.That(VenueFees.Of(Polymarket, Px("0.41"), Qty("10"), isMaker: true), Is.EqualTo(Sdk.Usd.Zero));
    }

    [TestCase(false, "76000.01", "0.12345", "56.293207407")] // 56.293207407
    [TestCase(true, "76000.01", "0.12345", "37.528804938")]
    public void Spot_charges_basis_points_of_the_notional(bool isMaker, string price, string quantity, string fee) =>
        Assert.That(VenueFees.Of(Spot, Px(price), Qty(quantity), isMaker), Is.EqualTo(Usd(fee)));

    [Test]
    public void An_order_of_many_fills_pays_the_rounding_once()
    {
        var fees = new OrderFees();
        List<Usd> charged = [.. Enumerable.Range(0, 10).Select(_ => fees.Charge(Kalshi, Px("0.41"), Qty("1"), isMaker: false))];
        Assert.That(charged.Aggregate((sum, fee) => sum + fee), Is.EqualTo(Usd("0.17")), "as one fill of 10");
        Assert.That(charged[..3], Is.EqualTo([Usd("0.02"), Usd("0.02"), Usd("0.02")]), "0.016933, 0.033866, 0.050799");
        Assert.That(charged[3], Is.EqualTo(Usd("0.01")), "0.067732");
    }

    [Test]
    public void Fills_of_different_prices_add_up_before_they_are_rounded()
    {
        var fees = new OrderFees();
        Usd sum = fees.Charge(Kalshi, Px("0.41"), Qty("3"), isMaker: false) + fees.Charge(Kalshi, Px("0.42"), Qty("7"), isMaker: false);
        // 0.050799 + 0.119364 = 0.170163
        Assert.That(sum, Is.EqualTo(Usd("0.18")));
    }

    [Test]
    public void A_fill_as_maker_adds_nothing()
    {
        var fees = new OrderFees();
        Assert.That(fees.Charge(Kalshi, Px("0.41"), Qty("3"), isMaker: true), Is.EqualTo(Sdk.Usd.Zero));
        Assert.That(fees.Charge(Kalshi, Px("0.41"), Qty("10"), isMaker: false), Is.EqualTo(Usd("0.17")));
        Assert.That(fees.Charge(Kalshi, Px("0.41"), Qty("50"), isMaker: true), Is.EqualTo(Sdk.Usd.Zero));
    }

    [Test]
    public void Each_instrument_is_rounded_by_itself()
    {
        var fees = new OrderFees();
        Instrument other = Kalshi with { Symbol = "KX:NO" };
        Assert.That(fees.Charge(Kalshi, Px("0.5"), Qty("1"), isMaker: false), Is.EqualTo(Usd("0.02")));
        Assert.That(fees.Charge(other, Px("0.5"), Qty("1"), isMaker: false), Is.EqualTo(Usd("0.02")));
    }

    [Test]
    public void Elsewhere_each_fill_is_rounded_to_the_nearest_raw_unit()
    {
        var fees = new OrderFees();
        Instrument odd = Spot with { TakerFeeBps = 0.333m };
        Usd one = fees.Charge(odd, Px("100.01"), Qty("0.00001"), isMaker: false);
        Assert.That(one, Is.EqualTo(Sdk.Usd.FromRaw(33)), "0.0000000333033");
        Assert.That(fees.Charge(odd, Px("100.01"), Qty("0.00001"), isMaker: false), Is.EqualTo(one));
    }

    [Test]
    public void Venues_are_compared_by_the_price_after_the_fee()
    {
        Assert.That(VenueFees.Effective(Spot, BookSide.Bid, Px("100")), Is.EqualTo(100.6m));
        Assert.That(VenueFees.Effective(Spot, BookSide.Ask, Px("100")), Is.EqualTo(99.4m));
        Assert.That(VenueFees.Effective(Kalshi, BookSide.Bid, Px("0.5")), Is.EqualTo(0.5175m));
    }
}
