using System.Globalization;
using Newtonsoft.Json;

namespace Sequence.Sdk.Tests.Numerics;

/// <summary>The culture of the machine changes nothing; a culture that is passed changes the human form alone.</summary>
[TestFixture("de-DE")]
[TestFixture("ar-SA")]
[TestFixture("hi-IN")]
[TestFixture("sv-SE")]
[TestFixture("fa-IR")]
public sealed class CultureTests(string name)
{
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(name);
    private CultureInfo _before = CultureInfo.InvariantCulture;

    [SetUp]
    public void EnterTheCulture()
    {
        _before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = _culture;
    }

    [TearDown]
    public void LeaveTheCulture() => CultureInfo.CurrentCulture = _before;

    [Test]
    public void The_current_culture_changes_no_text()
    {
        Px price = Px.FromDecimal(-74_000.25m);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(price.ToString(), Is.EqualTo("-74000.25"));
            Assert.That(price.ToString(null, null), Is.EqualTo("-74000.25"));
            Assert.That(price.ToString("R", null), Is.EqualTo("-74000250000000"));
            Assert.That($"{price}", Is.EqualTo("-74000.25"));
            Assert.That($"{price:G}", Is.EqualTo("-74000.25"));
            Assert.That(UnixNanos.FromRaw(-1).ToString(), Is.EqualTo("1969-12-31T23:59:59.999999999Z"));
        }
    }

    [Test]
    public void The_current_culture_changes_no_reading()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Qty.Parse("-0.29", null).Raw, Is.EqualTo(-29_000_000L));
            Assert.That(Qty.TryParse("0,29", out _), Is.False);
            Assert.That(UnixNanos.Parse("2026-04-18T18:40:00Z", null).Raw, Is.EqualTo(1_776_537_600_000_000_000L));
        }
    }

    [Test]
    public void A_provider_without_number_symbols_means_the_invariant_culture()
    {
        CustomProvider provider = new();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Qty.FromDecimal(-0.29m).ToString("G", provider), Is.EqualTo("-0.29"));
            Assert.That(Qty.Parse("-0.29", provider).Raw, Is.EqualTo(-29_000_000L));
        }
    }

    [Test]
    public void The_current_culture_changes_no_JSON()
    {
        string json = JsonConvert.SerializeObject(Usd.FromRaw(long.MinValue));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json, Is.EqualTo("-9223372036854775808"));
            Assert.That(JsonConvert.DeserializeObject<Usd>(json), Is.EqualTo(Usd.MinValue));
            Assert.That(JsonConvert.DeserializeObject<Usd>("\"-5\"").Raw, Is.EqualTo(-5L));
        }
    }

    [Test]
    public void The_current_culture_changes_no_refusal()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Qty.FromDecimal(-0.5e-8m), Throws.ArgumentException.With.Message.Contains("-0.000000005"));
            Assert.That(() => Qty.FromDecimal(-1e20m), Throws.TypeOf<OverflowException>().With.Message.Contains("-100000000000000000000").And.Message.Contains("-92233720368.54775808"));
        }
    }

    [Test]
    public void A_culture_that_is_passed_reads_what_it_wrote() =>
        Sampled.Always(Sampled.Longs, raw =>
        {
            Qty qty = Qty.FromRaw(raw);
            string text = qty.ToString("G", _culture);
            return Qty.Parse(text, _culture) == qty && qty.ToString(null, _culture) == text && Qty.TryParse(text, _culture, out Qty again) && again == qty;
        });

    [Test]
    public void A_culture_that_is_passed_gives_its_sign_and_its_separator()
    {
        NumberFormatInfo symbols = _culture.NumberFormat;
        Assert.That(
            Px.FromDecimal(-1_234.5m).ToString("G", _culture),
            Is.EqualTo($"{symbols.NegativeSign}1234{symbols.NumberDecimalSeparator}5"));
    }

    private sealed class CustomProvider : IFormatProvider
    {
        public object? GetFormat(Type? formatType) => null;
    }
}
