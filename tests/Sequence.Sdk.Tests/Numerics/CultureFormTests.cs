using System.Globalization;

namespace Sequence.Sdk.Tests.Numerics;

[TestFixture]
public sealed class CultureFormTests
{
    [Test]
    public void German_writes_and_reads_a_comma()
    {
        CultureInfo german = CultureInfo.GetCultureInfo("de-DE");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Qty.FromDecimal(0.29m).ToString("G", german), Is.EqualTo("0,29"));
            Assert.That(Qty.Parse("0,29", german).Raw, Is.EqualTo(29_000_000L));
            Assert.That(() => Qty.Parse("1.000", german), Throws.TypeOf<FormatException>().With.Message.Contains("','"));
        }
    }

    [Test]
    public void Swedish_reads_its_own_minus_and_the_hyphen()
    {
        CultureInfo swedish = CultureInfo.GetCultureInfo("sv-SE");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Qty.FromDecimal(-1.5m).ToString("G", swedish), Is.EqualTo("\u22121,5"));
            Assert.That(Qty.Parse("\u22121,5", swedish).Raw, Is.EqualTo(-150_000_000L));
            Assert.That(Qty.Parse("-1,5", swedish).Raw, Is.EqualTo(-150_000_000L));
        }
    }

    [Test]
    public void Symbols_of_any_length_are_written_whole()
    {
        NumberFormatInfo symbols = new() { NegativeSign = new string('m', 50), NumberDecimalSeparator = new string('d', 50) };
        string text = Px.MinValue.ToString("G", symbols);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Is.EqualTo($"{symbols.NegativeSign}9223372036{symbols.NumberDecimalSeparator}854775808"));
            Assert.That(Px.Parse(text, symbols), Is.EqualTo(Px.MinValue));
        }
    }
}
