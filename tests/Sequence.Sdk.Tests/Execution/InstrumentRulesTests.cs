using System.Globalization;
using NUnit.Framework;

namespace Sequence.Sdk.Tests.Execution;

/// <summary>Rounding to the rules of a venue, and what an order breaks of them.</summary>
[TestFixture]
public sealed class InstrumentRulesTests
{
    private static readonly InstrumentRules Rules = new()
    {
        TickSize = Px.FromDecimal(0.1m),
        LotSize = Qty.FromDecimal(0.001m),
        MinQuantity = Qty.FromDecimal(0.002m),
        MinNotional = Usd.FromDecimal(5m),
        PriceCollarBps = 1_000,
    };

    [TestCase("70000.07", "buy", "70000")]
    [TestCase("70000.07", "sell", "70000.1")]
    [TestCase("70000.1", "buy", "70000.1")]
    [TestCase("70000.1", "sell", "70000.1")]
    [TestCase("70000.000000001", "sell", "70000.1")]
    [TestCase("0.09", "buy", "0")]
    public void A_price_is_rounded_so_that_it_is_no_worse(string price, string side, string rounded)
    {
        Assert.That(Rules.RoundPrice(Px.Parse(price, CultureInfo.InvariantCulture), SideOf(side)), Is.EqualTo(Px.Parse(rounded, CultureInfo.InvariantCulture)));
        Assert.That(Rules.RoundPrice(Px.Parse(price, CultureInfo.InvariantCulture).ToDecimal(), SideOf(side)), Is.EqualTo(Px.Parse(rounded, CultureInfo.InvariantCulture)));
    }

    [Test]
    public void Digits_beyond_the_scale_are_rounded_in_the_same_direction()
    {
        Assert.That(Rules.RoundPrice(70_000.10000000001m, Side.Sell), Is.EqualTo(Px.FromDecimal(70_000.2m)));
        Assert.That(Rules.RoundPrice(70_000.19999999999m, Side.Buy), Is.EqualTo(Px.FromDecimal(70_000.1m)));
    }

    [TestCase("1.2345", "1.234")]
    [TestCase("1.234", "1.234")]
    [TestCase("0.0009", "0")]
    public void A_quantity_is_cut_to_lots(string quantity, string rounded)
    {
        Assert.That(Rules.RoundQty(Qty.Parse(quantity, CultureInfo.InvariantCulture)), Is.EqualTo(Qty.Parse(rounded, CultureInfo.InvariantCulture)));
        Assert.That(Rules.RoundQty(Qty.Parse(quantity, CultureInfo.InvariantCulture).ToDecimal()), Is.EqualTo(Qty.Parse(rounded, CultureInfo.InvariantCulture)));
    }

    [TestCase("1.234", "100", "100", "")]
    [TestCase("1.2345", "100", "100", "LotSize")]
    [TestCase("0.001", "100000", null, "MinQuantity")]
    [TestCase("0.0001", "100000", null, "LotSize MinQuantity")]
    [TestCase("0.05", "100", null, "")]
    [TestCase("0.049", "100", null, "MinNotional")]
    [TestCase("0.049", null, "100", "MinNotional")]
    [TestCase("0.049", null, null, "")]
    [TestCase("1", "100.05", null, "TickSize")]
    [TestCase("100", "0.05", null, "PriceRange TickSize")]
    [TestCase("1", "110", "100", "")]
    [TestCase("1", "110.1", "100", "PriceCollar")]
    [TestCase("1", "1000", "100", "PriceCollar")]
    [TestCase("1", "1000", null, "")]
    [TestCase("1", "10", "100", "")]
    public void A_buy_breaks_the_rules_that_are_named(string quantity, string? price, string? reference, string rules) =>
        Assert.That(Broken(Rules, Side.Buy, quantity, price, reference), Is.EqualTo(rules));

    [TestCase("90", "")]
    [TestCase("89.9", "PriceCollar")]
    [TestCase("10", "PriceCollar")]
    [TestCase("1000", "")]
    public void A_sell_is_held_back_below_the_reference(string price, string rules) =>
        Assert.That(Broken(Rules, Side.Sell, "1", price, "100"), Is.EqualTo(rules));

    [TestCase("10", "0.41", "")]
    [TestCase("10", "0.99", "")]
    [TestCase("10", "1", "PriceRange")]
    [TestCase("10", "0.415", "TickSize")]
    [TestCase("2.5", "0.41", "LotSize")]
    [TestCase("0", "0.41", "MinQuantity")]
    public void Contracts_are_whole_and_cost_cents(string quantity, string price, string rules) =>
        Assert.That(Broken(InstrumentRules.Prediction, Side.Buy, quantity, price, null), Is.EqualTo(rules));

    [Test]
    public void A_problem_says_what_would_be_valid()
    {
        IReadOnlyList<RuleProblem> problems = Rules.Check(Side.Buy, Qty.FromDecimal(1.0005m), Px.FromDecimal(100.05m));
        Assert.That(problems.Select(problem => problem.Message), Is.EqualTo(
            ["the price must be a multiple of 0.1, such as 100 or 100.1, but was 100.05.", "the quantity must be a multiple of 0.001, such as 1 or 1.001, but was 1.0005."]));
    }

    [TestCase("TickSize")]
    [TestCase("LotSize")]
    [TestCase("MinQuantity")]
    [TestCase("MinNotional")]
    [TestCase("MaxPrice")]
    [TestCase("PriceCollarBps")]
    public void A_rule_that_cannot_be_is_refused_by_name(string member)
    {
        SequenceValidationException? refused = Assert.Throws<SequenceValidationException>(() => _ = member switch
        {
            "TickSize" => Rules with { TickSize = Px.Zero },
            "LotSize" => Rules with { LotSize = Qty.Zero },
            "MinQuantity" => Rules with { MinQuantity = Qty.FromRaw(-1) },
            "MinNotional" => Rules with { MinNotional = Usd.FromRaw(-1) },
            "MaxPrice" => Rules with { MaxPrice = Px.Zero },
            _ => Rules with { PriceCollarBps = 0 },
        });
        Assert.That(refused!.Field, Is.EqualTo(member));
    }

    [Test]
    public void A_side_that_is_neither_is_refused()
    {
        Assert.That(Assert.Throws<SequenceValidationException>(() => Rules.Check(default, Qty.FromDecimal(1m)))!.Field, Is.EqualTo("side"));
        Assert.That(Assert.Throws<SequenceValidationException>(() => Rules.RoundPrice(1m, default))!.Field, Is.EqualTo("side"));
    }

    private static string Broken(InstrumentRules rules, Side side, string quantity, string? price, string? reference) => string.Join(
        ' ', rules.Check(side, Qty.Parse(quantity, CultureInfo.InvariantCulture), price is null ? null : Px.Parse(price, CultureInfo.InvariantCulture), reference is null ? null : Px.Parse(reference, CultureInfo.InvariantCulture)).Select(problem => problem.Rule));

    private static Side SideOf(string side) => side == "buy" ? Side.Buy : Side.Sell;
}
