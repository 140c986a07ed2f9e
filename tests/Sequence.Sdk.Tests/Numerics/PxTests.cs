using System.Numerics;
using CsCheck;

namespace Sequence.Sdk.Tests.Numerics;

[TestFixture]
public sealed class PxTests() : AmountTests<Px>(new AmountFace<Px>
{
    Digits = 9,
    Scale = Px.Scale,
    FromRaw = Px.FromRaw,
    Raw = value => value.Raw,
    FromDecimal = Px.FromDecimal,
    FromDecimalRounded = Px.FromDecimal,
    TryFromDecimal = Px.TryFromDecimal,
    ToDecimal = value => value.ToDecimal(),
    Add = (left, right) => left + right,
    Subtract = (left, right) => left - right,
    Negate = value => -value,
    Abs = Px.Abs,
    Min = Px.Min,
    Max = Px.Max,
    Compare = (left, right) => (left == right, left != right, (left < right), (left > right), left <= right, left >= right),
    Constants = (Px.Zero, Px.MinValue, Px.MaxValue),
})
{
    [TestCase("8.2", 8_200_000_000L)]
    [TestCase("1.001", 1_001_000_000L)]
    [TestCase("74000", 74_000_000_000_000L)]
    [TestCase("50000", 50_000_000_000_000L)]
    [TestCase("-9223372036.854775808", long.MinValue)]
    [TestCase("9223372036.854775807", long.MaxValue)]
    public void A_human_price_has_this_raw_value(string human, long raw)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Px.FromDecimal(decimal.Parse(human, System.Globalization.CultureInfo.InvariantCulture)).Raw, Is.EqualTo(raw));
            Assert.That(Px.Parse(human, null).Raw, Is.EqualTo(raw));
            Assert.That(Px.FromRaw(raw).ToString(), Is.EqualTo(human));
        }
    }

    [Test]
    public void Price_times_quantity_agrees_with_unlimited_integers() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs, Sampled.Roundings), triple =>
        {
            (Px price, Qty qty) = (Px.FromRaw(triple.Item1), Qty.FromRaw(triple.Item2));
            BigInteger product = (BigInteger)triple.Item1 * triple.Item2;
            BigInteger even = Oracle.Divide(product, Qty.Scale, MidpointRounding.ToEven);
            return Oracle.Agrees(even, () => (price * qty).Raw)
                && Oracle.Agrees(even, () => (qty * price).Raw)
                && Oracle.Agrees(even, () => Usd.Notional(price, qty).Raw)
                && Oracle.Agrees(Oracle.Divide(product, Qty.Scale, triple.Item3), () => Usd.Notional(price, qty, triple.Item3).Raw);
        });

    [TestCase(1L, 50_000_000L, 0L)]
    [TestCase(3L, 50_000_000L, 2L)]
    [TestCase(-1L, 50_000_000L, 0L)]
    [TestCase(-3L, 50_000_000L, -2L)]
    [TestCase(1L, 50_000_001L, 1L)]
    public void A_notional_between_two_units_goes_half_to_even(long price, long qty, long usd) =>
        Assert.That((Px.FromRaw(price) * Qty.FromRaw(qty)).Raw, Is.EqualTo(usd));

    [Test]
    public void A_notional_in_human_terms_is_the_product() =>
        Assert.That(Px.FromDecimal(74_000m) * Qty.FromDecimal(0.29m), Is.EqualTo(Usd.FromDecimal(21_460m)));

    [Test]
    public void A_tick_takes_the_neighbour_that_the_rounding_chooses() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs.Where(tick => tick > 0), Sampled.Roundings), triple =>
        {
            BigInteger expected = Oracle.Divide(triple.Item1, triple.Item2, triple.Item3) * triple.Item2;
            return Oracle.Agrees(expected, () => Px.FromRaw(triple.Item1).RoundToTick(Px.FromRaw(triple.Item2), triple.Item3).Raw);
        });

    [TestCase(0L)]
    [TestCase(-1L)]
    public void A_tick_that_is_not_above_zero_is_refused(long tick) =>
        Assert.That(
            () => Px.FromDecimal(1m).RoundToTick(Px.FromRaw(tick), MidpointRounding.ToZero),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property(nameof(ArgumentException.ParamName)).EqualTo("tick"));
}
