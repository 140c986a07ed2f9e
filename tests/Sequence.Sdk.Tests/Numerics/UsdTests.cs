using System.Numerics;
using CsCheck;

namespace Sequence.Sdk.Tests.Numerics;

[TestFixture]
public sealed class UsdTests() : AmountTests<Usd>(new AmountFace<Usd>
{
    Digits = 9,
    Scale = Usd.Scale,
    FromRaw = Usd.FromRaw,
    Raw = value => value.Raw,
    FromDecimal = Usd.FromDecimal,
    FromDecimalRounded = Usd.FromDecimal,
    TryFromDecimal = Usd.TryFromDecimal,
    ToDecimal = value => value.ToDecimal(),
    Add = (left, right) => left + right,
    Subtract = (left, right) => left - right,
    Negate = value => -value,
    Abs = Usd.Abs,
    Min = Usd.Min,
    Max = Usd.Max,
    Compare = (left, right) => (left == right, left != right, (left < right), (left > right), left <= right, left >= right),
    Constants = (Usd.Zero, Usd.MinValue, Usd.MaxValue),
})
{
    [Test]
    public void A_dollar_has_a_thousand_million_raw_units() =>
        Assert.That(Usd.FromDecimal(21_460.05m).Raw, Is.EqualTo(21_460_050_000_000L));

    [Test]
    public void Multiples_agree_with_unlimited_integers() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs), pair =>
            Oracle.Agrees((BigInteger)pair.Item1 * pair.Item2, () => (Usd.FromRaw(pair.Item1) * pair.Item2).Raw)
            && Oracle.Agrees((BigInteger)pair.Item1 * pair.Item2, () => (pair.Item2 * Usd.FromRaw(pair.Item1)).Raw));

    [Test]
    public void Quotients_agree_with_unlimited_integers() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs.Where(divisor => divisor != 0)), pair =>
        {
            Usd amount = Usd.FromRaw(pair.Item1);
            BigInteger expected = Oracle.Divide((BigInteger)pair.Item1 * Qty.Scale, pair.Item2, MidpointRounding.ToEven);
            return Oracle.Agrees(expected, () => (amount / Qty.FromRaw(pair.Item2)).Raw)
                && Oracle.Agrees(expected, () => (amount / Px.FromRaw(pair.Item2)).Raw);
        });

    [Test]
    public void A_quotient_in_human_terms_is_a_price_or_a_quantity()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Usd.FromDecimal(21_460m) / Qty.FromDecimal(0.29m), Is.EqualTo(Px.FromDecimal(74_000m)));
            Assert.That(Usd.FromDecimal(21_460m) / Px.FromDecimal(74_000m), Is.EqualTo(Qty.FromDecimal(0.29m)));
        }
    }

    [Test]
    public void Dividing_by_zero_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Usd.FromDecimal(1m) / Qty.Zero, Throws.TypeOf<DivideByZeroException>());
            Assert.That(() => Usd.FromDecimal(1m) / Px.Zero, Throws.TypeOf<DivideByZeroException>());
        }
    }
}
