using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.See;

[TestFixture]
public sealed class FeeTests
{
    [Test]
    public async Task A_venue_without_a_fee_is_not_free()
    {
        using var wire = new WireRecorder();
        wire.Answer("getFees", """{"ticker": "A", "fees": [{"venue": "kalshi", "taker_bps": null, "maker_bps": null}, {"venue": "polymarket", "taker_bps": 0}]}""");

        FeesResult fees = await wire.Client.Fees("A").FetchAsync();

        Assert.That(fees.Fees.Select(f => f.TakerFeeUsd(0.5m, 100m)), Is.EqualTo(new Usd?[] { null, Usd.Zero }));
    }

    // 150 basis points at a price of 0.5 are a rate of 0.03: 285 basis points of the 50 USD that 1,000 contracts at 0.05 cost.
    [TestCase("kalshi", 150, "0.05", "1000", "1.425")]
    [TestCase("polymarket", 150, "0.5", "100", "0.75")]
    [TestCase("Kalshi", 150, "0", "100", "0")]
    [TestCase("kalshi", 150, "1", "100", "0")]
    [TestCase("coinbase", 60, "74000", "0.5", "222")]
    public void The_taker_fee_follows_the_curve_of_the_venue(string venue, int bps, string price, string contracts, string usd)
    {
        var fee = new FeeQuote { Venue = venue, TakerBps = bps };

        Assert.That(fee.TakerFeeUsd(Number(price), Number(contracts)), Is.EqualTo(Usd.FromDecimal(Number(usd))));
        Assert.That(fee.TakerFeeUsd(Px.FromDecimal(Number(price)), Qty.FromDecimal(Number(contracts))), Is.EqualTo(Usd.FromDecimal(Number(usd))));
    }

    [TestCase("10", "0.41", "0.17")] // 0.16933
    [TestCase("100", "0.5", "1.75")]
    [TestCase("1", "0.01", "0.01")]
    public async Task A_fee_is_rounded_up_to_the_step_that_the_server_names(string contracts, string price, string usd)
    {
        using var wire = new WireRecorder();
        wire.Answer("getFees", """{"ticker": "A", "fees": [{"venue": "kalshi", "taker_bps": 350, "maker_bps": 0, "fee_model": "prediction_curve_up_to_0.01", "components": {"rate_bps": 700}}]}""");

        FeesResult fees = await wire.Client.Fees("A").FetchAsync();

        Assert.That(fees.Fees.Single().TakerFeeUsd(Number(price), Number(contracts)), Is.EqualTo(Usd.FromDecimal(Number(usd))));
    }

    [Test]
    public void Digits_beyond_the_scale_are_rounded_up() =>
        Assert.That(new FeeQuote { Venue = "kalshi", TakerBps = 1 }.TakerFeeUsd(0.333333333m, 0.00000001m)!.Value.Raw, Is.EqualTo(1));

    [TestCase("price", -0.01, 1)]
    [TestCase("price", 1.01, 1)]
    [TestCase("contracts", 0.5, -1)]
    public void A_price_beyond_a_dollar_and_a_negative_number_are_refused(string field, double price, double contracts)
    {
        var fee = new FeeQuote { Venue = "kalshi", TakerBps = 150 };

        Assert.That(Assert.Throws<SequenceValidationException>(() => fee.TakerFeeUsd((decimal)price, (decimal)contracts))!.Field, Is.EqualTo(field));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
