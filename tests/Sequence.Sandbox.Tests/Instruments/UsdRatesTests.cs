using NUnit.Framework;
using Sequence.Exchange.Instruments;
using Sequence.Sdk;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>One fixed rate for each currency.</summary>
public sealed class UsdRatesTests
{
    [TestCase("USD", "1")]
    [TestCase("USDC", "1")]
    [TestCase("USDT", "1")]
    [TestCase("ZAR", "0.0685")]
    [TestCase("EUR", "0")]
    public void The_default_rates_are_fixed(string asset, string rate) => Assert.That(UsdRates.Default.Of(asset), Is.EqualTo(Px(rate)));

    [Test]
    public void Rates_can_be_added_and_changed()
    {
        UsdRates rates = UsdRates.Read(new Dictionary<string, decimal> { ["EUR"] = 1.08m, ["ZAR"] = 0.05m });
        Assert.That((rates.Of("EUR"), rates.Of("ZAR"), rates.Of("USDT")), Is.EqualTo((Px("1.08"), Px("0.05"), Px("1"))));
        Assert.That(UsdRates.Default.Of("ZAR"), Is.EqualTo(Px("0.0685")), "the default stays");
    }

    [TestCase("eur", 1, "'eur' is not the name of an asset")]
    [TestCase("", 1, "'' is not the name of an asset")]
    [TestCase("EUR", 0, "The USD rate of EUR must be above 0")]
    [TestCase("EUR", -1, "The USD rate of EUR must be above 0")]
    [TestCase("EUR", 1_000_001, "at most 1000000")]
    [TestCase("USD", 2, "The USD rate of USD is 1, but was 2")]
    public void A_rate_that_cannot_be_is_refused_by_name(string asset, double rate, string problem) => Assert.That(
        () => UsdRates.Read(new Dictionary<string, decimal> { [asset] = (decimal)rate }), Throws.ArgumentException.With.Message.Contains(problem));

    [Test]
    public void Amounts_round_half_to_even()
    {
        Px rate = Px("0.5");
        Assert.That(UsdRates.Convert(Sdk.Usd.FromRaw(3), rate), Is.EqualTo(Sdk.Usd.FromRaw(2)));
        Assert.That(UsdRates.Convert(Sdk.Usd.FromRaw(5), rate), Is.EqualTo(Sdk.Usd.FromRaw(2)));
        Assert.That(UsdRates.Convert(Sdk.Px.FromRaw(-3), rate), Is.EqualTo(Sdk.Px.FromRaw(-2)));
        Assert.That(UsdRates.Convert(Sdk.Usd.MaxValue, Px("1")), Is.EqualTo(Sdk.Usd.MaxValue));
    }

    [Test]
    public void A_price_in_USD_becomes_one_in_the_quote_asset()
    {
        Assert.That(UsdRates.Default.PriceInQuote(Px("34250"), "ZAR"), Is.EqualTo(Px("500000")));
        Assert.That(UsdRates.Default.PriceInQuote(Px("34250"), "USDT"), Is.EqualTo(Px("34250")));
        Assert.That(UsdRates.Default.PriceInQuote(Px("34250"), "XYZ"), Is.EqualTo(Px("34250")));
    }

    [Test]
    public void Units_are_rounded_down_and_bounded()
    {
        Assert.That(UsdRates.Default.UnitsFor(Usd("1"), "ZAR", Usd("1000")), Is.EqualTo(Usd("14.598540145")));
        Assert.That(UsdRates.Default.UnitsFor(Usd("100"), "ZAR", Usd("1000")), Is.EqualTo(Usd("1000")));
        Assert.That(UsdRates.Default.UnitsFor(Usd("5"), "XYZ", Usd("1000")), Is.EqualTo(Usd("1000")));
    }
}
