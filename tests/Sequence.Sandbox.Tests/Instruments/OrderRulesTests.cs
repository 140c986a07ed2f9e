using NUnit.Framework;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;
using static Sequence.Sandbox.Tests.Graphs.Rig;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>Each rule by itself: where it begins, and what it says is valid.</summary>
public sealed class OrderRulesTests
{
    private static readonly Instrument Fine = new("BTC-USD", InstrumentKind.Spot, "BTC", "USD", Px("0.01"), Qty("0.00000001"), 10, 5)
    {
        MinNotional = Usd("1"),
        CollarBps = 1_000,
    };

    private static readonly Instrument Coarse = Fine with { Tick = Px("0.1"), Lot = Qty("0.001"), MinQuantity = Qty("0.002"), MinNotional = Usd("5") };

    private static readonly Instrument Outcome = new("KX:YES", InstrumentKind.Prediction, "KX:YES", "USD", Px("0.01"), Qty("1"), 350, 0);

    [TestCase("100.05", null)]
    [TestCase("100.1", null)]
    [TestCase("100.055", "TickSize: the tick size of BTC-USD is 0.01, and 100.055 is not a multiple of it; 100.05 and 100.06 are valid.")]
    [TestCase("0.000000001", "TickSize: the tick size of BTC-USD is 0.01, and 0.000000001 is not a multiple of it; 0.01 is valid.")]
    public void A_price_is_valid_on_a_tick_of_any_of_the_venues(string limit, string? problem) =>
        Assert.That(Text(OrderRules.OfPrice([Coarse, Fine], BookSide.Bid, Px(limit), middle: null)), Is.EqualTo(problem));

    [Test]
    public void A_pinned_venue_has_its_own_tick() =>
        Assert.That(
            Text(OrderRules.OfPrice([Coarse], BookSide.Bid, Px("100.05"), middle: null)),
            Is.EqualTo("TickSize: the tick size of BTC-USD is 0.1, and 100.05 is not a multiple of it; 100 and 100.1 are valid."));

    [TestCase("0.01", null)]
    [TestCase("0.99", null)]
    [TestCase("0.995", "TickSize: the tick size of KX:YES is 0.01, and 0.995 is not a multiple of it; 0.99 is valid.")]
    [TestCase("0.005", "TickSize: the tick size of KX:YES is 0.01, and 0.005 is not a multiple of it; 0.01 is valid.")]
    [TestCase("1", "PriceRange: the price of KX:YES is 0.01 to 0.99, not 1: it pays 1 at most.")]
    [TestCase("42", "PriceRange: the price of KX:YES is 0.01 to 0.99, not 42: it pays 1 at most.")]
    public void A_contract_costs_1_to_99_cents(string limit, string? problem) =>
        Assert.That(Text(OrderRules.OfPrice([Outcome], BookSide.Bid, Px(limit), middle: null)), Is.EqualTo(problem));

    [TestCase("buy", "110", null)]
    [TestCase("buy", "110.01", "PriceCollar: the price collar of BTC-USD is 1000 bps from the middle 100, so it buys at most at 110, not at 110.01; 110 is valid.")]
    [TestCase("buy", "1000", "PriceCollar: the price collar of BTC-USD is 1000 bps from the middle 100, so it buys at most at 110, not at 1000; 110 is valid.")]
    [TestCase("buy", "0.01", null)]
    [TestCase("sell", "90", null)]
    [TestCase("sell", "89.99", "PriceCollar: the price collar of BTC-USD is 1000 bps from the middle 100, so it sells at least at 90, not at 89.99; 90 is valid.")]
    [TestCase("sell", "10", "PriceCollar: the price collar of BTC-USD is 1000 bps from the middle 100, so it sells at least at 90, not at 10; 90 is valid.")]
    [TestCase("sell", "100000", null)]
    public void The_collar_bounds_what_would_trade_through_the_market(string side, string limit, string? problem) =>
        Assert.That(Text(OrderRules.OfPrice([Fine], Side(side), Px(limit), Px("100"))), Is.EqualTo(problem));

    [TestCase("buy", "36.70", "36.71")]
    [TestCase("sell", "30.04", "30.03")]
    public void The_collar_ends_on_the_tick_inside_it(string side, string valid, string beyond)
    {
        Px middle = Px("33.37");
        Assert.That(OrderRules.OfPrice([Fine], Side(side), Px(valid), middle), Is.Null);
        Assert.That(OrderRules.OfPrice([Fine], Side(side), Px(beyond), middle)!.Text, Does.EndWith($"{Px(valid)} is valid."));
    }

    [Test]
    public void A_wider_collar_of_one_venue_counts() =>
        Assert.That(OrderRules.OfPrice([Fine, Fine with { CollarBps = 5_000 }], BookSide.Bid, Px("150"), Px("100")), Is.Null);

    [Test]
    public void Without_a_collar_or_a_middle_any_price_on_a_tick_is_valid()
    {
        Assert.That(OrderRules.OfPrice([Fine with { CollarBps = null }], BookSide.Bid, Px("1000"), Px("100")), Is.Null);
        Assert.That(OrderRules.OfPrice([Fine], BookSide.Bid, Px("1000"), middle: null), Is.Null);
    }

    [TestCase("0.002", null)]
    [TestCase("0.0025", "LotSize: the lot size of BTC-USD is 0.001, and 0.0025 is not a multiple of it; 0.002 and 0.003 are valid.")]
    [TestCase("0.0005", "LotSize: the lot size of BTC-USD is 0.001, and 0.0005 is not a multiple of it; 0.001 is valid.")]
    [TestCase("0.001", "MinQuantity: the minimum quantity of BTC-USD is 0.002, not 0.001; 0.002 is valid.")]
    public void A_quantity_is_in_whole_lots_and_at_least_the_minimum(string quantity, string? problem) =>
        Assert.That(Text(OrderRules.OfQuantity([Coarse], Qty(quantity), Px("76000"))), Is.EqualTo(problem));

    [TestCase("0.05", null)]
    [TestCase("0.049", "MinNotional: the minimum notional of BTC-USD is 5 USD, not 0.049 at 100; 0.05 is valid.")]
    public void A_notional_is_at_least_the_minimum(string quantity, string? problem) =>
        Assert.That(Text(OrderRules.OfQuantity([Coarse], Qty(quantity), Px("100"))), Is.EqualTo(problem));

    [Test]
    public void The_least_quantity_for_the_minimum_notional_is_rounded_up_to_lots() =>
        Assert.That(OrderRules.OfQuantity([Coarse], Qty("0.002"), Px("333"))!.Text, Does.EndWith("0.016 is valid."));

    [Test]
    public void Without_a_price_there_is_no_notional() =>
        Assert.That(OrderRules.OfQuantity([Coarse], Qty("0.002"), price: null), Is.Null);

    [Test]
    public void The_smallest_minimum_of_the_venues_counts()
    {
        Assert.That(OrderRules.OfQuantity([Coarse, Fine], Qty("0.001"), Px("1000")), Is.Null);
        Assert.That(OrderRules.OfQuantity([Coarse, Fine], Qty("0.00000001"), Px("1000"))!.Rule, Is.EqualTo(OrderRule.MinNotional));
    }

    [TestCase("1", null)]
    [TestCase("0.5", "LotSize: the lot size of KX:YES is 1, and 0.5 is not a multiple of it; 1 is valid.")]
    [TestCase("2.5", "LotSize: the lot size of KX:YES is 1, and 2.5 is not a multiple of it; 2 and 3 are valid.")]
    public void Contracts_are_whole(string quantity, string? problem) =>
        Assert.That(Text(OrderRules.OfQuantity([Outcome], Qty(quantity), Px("0.5"))), Is.EqualTo(problem));

    private static BookSide Side(string side) => side == "buy" ? BookSide.Bid : BookSide.Ask;

    private static string? Text(RuleViolation? violation) => violation is null ? null : $"{violation.Rule}: {violation.Text}";
}
