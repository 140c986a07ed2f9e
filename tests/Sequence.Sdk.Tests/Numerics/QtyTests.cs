using System.Numerics;
using CsCheck;

namespace Sequence.Sdk.Tests.Numerics;

[TestFixture]
public sealed class QtyTests() : AmountTests<Qty>(new AmountFace<Qty>
{
    Digits = 8,
    Scale = Qty.Scale,
    FromRaw = Qty.FromRaw,
    Raw = value => value.Raw,
    FromDecimal = Qty.FromDecimal,
    FromDecimalRounded = Qty.FromDecimal,
    TryFromDecimal = Qty.TryFromDecimal,
    ToDecimal = value => value.ToDecimal(),
    Add = (left, right) => left + right,
    Subtract = (left, right) => left - right,
    Negate = value => -value,
    Abs = Qty.Abs,
    Min = Qty.Min,
    Max = Qty.Max,
    Compare = (left, right) => (left == right, left != right, (left < right), (left > right), left <= right, left >= right),
    Constants = (Qty.Zero, Qty.MinValue, Qty.MaxValue),
})
{
    [TestCase("0.29", 29_000_000L)]
    [TestCase("0.57", 57_000_000L)]
    [TestCase("4.35", 435_000_000L)]
    [TestCase("0.00000003", 3L)]
    [TestCase("1.5", 150_000_000L)]
    [TestCase("-92233720368.54775808", long.MinValue)]
    [TestCase("92233720368.54775807", long.MaxValue)]
    public void A_human_quantity_has_this_raw_value(string human, long raw)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Qty.FromDecimal(decimal.Parse(human, System.Globalization.CultureInfo.InvariantCulture)).Raw, Is.EqualTo(raw));
            Assert.That(Qty.Parse(human, null).Raw, Is.EqualTo(raw));
            Assert.That(Qty.FromRaw(raw).ToString(), Is.EqualTo(human));
        }
    }

    [Test]
    public void Multiples_agree_with_unlimited_integers() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs), pair =>
            Oracle.Agrees((BigInteger)pair.Item1 * pair.Item2, () => (Qty.FromRaw(pair.Item1) * pair.Item2).Raw)
            && Oracle.Agrees((BigInteger)pair.Item1 * pair.Item2, () => (pair.Item2 * Qty.FromRaw(pair.Item1)).Raw));

    [Test]
    public void A_lot_cuts_towards_zero() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs.Where(lot => lot > 0)), pair =>
        {
            BigInteger expected = Oracle.Divide(pair.Item1, pair.Item2, MidpointRounding.ToZero) * pair.Item2;
            return Qty.FromRaw(pair.Item1).RoundToLot(Qty.FromRaw(pair.Item2)).Raw == expected;
        });

    [TestCase(0L)]
    [TestCase(-1L)]
    public void A_lot_that_is_not_above_zero_is_refused(long lot) =>
        Assert.That(
            () => Qty.FromDecimal(1m).RoundToLot(Qty.FromRaw(lot)),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property(nameof(ArgumentException.ParamName)).EqualTo("lot"));

    [Test]
    public void The_ratio_is_the_part_of_the_whole()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Qty.Ratio(Qty.FromDecimal(0.5m), Qty.FromDecimal(2m)), Is.EqualTo(0.25m));
            Assert.That(Qty.Ratio(Qty.FromDecimal(-1m), Qty.FromDecimal(3m)), Is.EqualTo(-1m / 3m));
            Assert.That(Qty.Ratio(Qty.MinValue, Qty.FromRaw(1)), Is.EqualTo((decimal)long.MinValue));
            Assert.That(() => Qty.Ratio(Qty.FromDecimal(1m), Qty.Zero), Throws.TypeOf<DivideByZeroException>());
        }
    }
}
