using System.Globalization;
using System.Numerics;
using CsCheck;

namespace Sequence.Sdk.Tests.Numerics;

/// <summary>What holds for every amount; the derived fixtures add what is their own.</summary>
public abstract class AmountTests<T>(AmountFace<T> face)
    where T : struct, IEquatable<T>, IComparable<T>, IComparable, ISpanFormattable, ISpanParsable<T>
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    [Test]
    public void Any_raw_value_survives_the_way_through_decimal() =>
        Sampled.Always(Sampled.Longs, raw =>
        {
            decimal human = face.ToDecimal(face.FromRaw(raw));
            return human == (decimal)raw / face.Scale && face.Raw(face.FromDecimal(human)) == raw;
        });

    [Test]
    public void Any_raw_value_survives_the_way_through_its_human_text() =>
        Sampled.Always(Sampled.Longs, raw =>
        {
            string text = face.FromRaw(raw).ToString()!;
            string expected = ((decimal)raw / face.Scale).ToString("0.#########", Invariant);
            return text == expected
                && face.Raw(T.Parse(text.AsSpan(), null)) == raw
                && face.Raw(ParseString<T>(text)) == raw
                && T.TryParse(text.AsSpan(), null, out T fromSpan) && face.Raw(fromSpan) == raw
                && TryParseString(text, out T fromString) && face.Raw(fromString) == raw;
        });

    [Test]
    public void A_decimal_has_no_trailing_zeros() =>
        Sampled.Always(Sampled.Longs, raw =>
        {
            T value = face.FromRaw(raw);
            return face.ToDecimal(value).ToString(Invariant) == value.ToString();
        });

    [Test]
    public void Sums_and_differences_agree_with_unlimited_integers() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs), pair =>
        {
            (long a, long b) = pair;
            (T left, T right) = (face.FromRaw(a), face.FromRaw(b));
            return Oracle.Agrees((BigInteger)a + b, () => face.Raw(face.Add(left, right)))
                && Oracle.Agrees((BigInteger)a - b, () => face.Raw(face.Subtract(left, right)))
                && Oracle.Agrees(-(BigInteger)a, () => face.Raw(face.Negate(left)))
                && Oracle.Agrees(BigInteger.Abs(a), () => face.Raw(face.Abs(left)));
        });

    [Test]
    public void Order_and_equality_are_those_of_the_raw_integers() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs, Gen.Bool), triple =>
        {
            (long a, long other, bool same) = triple;
            long b = same ? a : other;
            (T left, T right) = (face.FromRaw(a), face.FromRaw(b));
            return face.Compare(left, right) == (a == b, a != b, (a < b), (a > b), a <= b, a >= b)
                && Math.Sign(left.CompareTo(right)) == Math.Sign(a.CompareTo(b))
                && Math.Sign(left.CompareTo((object)right)) == Math.Sign(a.CompareTo(b))
                && left.Equals(right) == (a == b)
                && left.Equals((object)right) == (a == b)
                && (a != b || left.GetHashCode() == right.GetHashCode())
                && face.Raw(face.Min(left, right)) == Math.Min(a, b)
                && face.Raw(face.Max(left, right)) == Math.Max(a, b);
        });

    [Test]
    public void A_value_compares_with_nothing_but_its_own_type()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(face.Constants.Min.CompareTo(null), Is.Positive);
            Assert.That(face.Constants.Zero.Equals((object)0L), Is.False);
            Assert.That(() => face.Constants.Zero.CompareTo((object)0L), Throws.ArgumentException.With.Message.Contains(typeof(T).Name));
        }
    }

    [Test]
    public void Zero_is_the_default_and_the_ends_are_those_of_64_bits()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(face.Constants.Zero, Is.EqualTo(default(T)));
            Assert.That(default(T).ToString(), Is.EqualTo("0"));
            Assert.That(face.Raw(face.Constants.Min), Is.EqualTo(long.MinValue));
            Assert.That(face.Raw(face.Constants.Max), Is.EqualTo(long.MaxValue));
            Assert.That(face.Scale, Is.EqualTo((long)BigInteger.Pow(10, face.Digits)));
        }
    }

    [Test]
    public void Rounding_a_decimal_agrees_with_unlimited_integers() =>
        Sampled.Always(Gen.Select(Decimals, Sampled.Roundings), pair =>
        {
            (decimal value, MidpointRounding rounding) = pair;
            (BigInteger digits, BigInteger unit) = Fraction(value);
            BigInteger expected = Oracle.Divide(digits * face.Scale, unit, rounding);
            return Oracle.Agrees(expected, () => face.Raw(face.FromDecimalRounded(value, rounding)));
        });

    [Test]
    public void A_decimal_is_taken_exactly_or_refused() =>
        Sampled.Always(Decimals, value =>
        {
            (BigInteger digits, BigInteger unit) = Fraction(value);
            BigInteger expected = BigInteger.DivRem(digits * face.Scale, unit, out BigInteger lost);
            bool fits = lost.IsZero && expected >= long.MinValue && expected <= long.MaxValue;
            bool taken = face.TryFromDecimal(value, out T result);
            return taken == fits && (fits ? face.Raw(result) == expected && face.Raw(face.FromDecimal(value)) == expected : Refuses(value, lost));
        });

    [Test]
    public void A_digit_finer_than_the_scale_is_refused_with_advice()
    {
        decimal finer = 0.1m / face.Scale;
        Assert.That(
            () => face.FromDecimal(finer),
            Throws.ArgumentException
                .With.Property(nameof(ArgumentException.ParamName)).EqualTo("value")
                .And.Message.Contains($"finer than 1e-{face.Digits}")
                .And.Message.Contains("MidpointRounding"));
    }

    [Test]
    public void A_decimal_out_of_range_is_refused_with_the_range()
    {
        string most = face.Constants.Max.ToString()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => face.FromDecimal(decimal.MaxValue), Throws.TypeOf<OverflowException>().With.Message.Contains(most));
            Assert.That(() => face.FromDecimalRounded(decimal.MinValue, MidpointRounding.ToEven), Throws.TypeOf<OverflowException>().With.Message.Contains(most));
        }
    }

    [Test]
    public void An_unknown_rounding_is_refused() =>
        Assert.That(() => face.FromDecimalRounded(0.1m / face.Scale, (MidpointRounding)77), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("MidpointRounding values"));

    [Test]
    public void Reading_agrees_with_the_decimal_reader_on_any_text() =>
        Sampled.Always(Texts, text =>
        {
            const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
            T expected = default;
            bool readable = decimal.TryParse(text, style, Invariant, out decimal value) && face.TryFromDecimal(value, out expected);
            bool read = T.TryParse(text, null, out T result);
            return read == readable && result.Equals(expected) && (read || IsRefused(() => T.Parse(text, null)));
        });

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("-")]
    [TestCase(".")]
    [TestCase("1,5")]
    [TestCase("1,000.5")]
    [TestCase("1 000")]
    [TestCase("1e5")]
    [TestCase("0x10")]
    [TestCase("(1)")]
    [TestCase("$1")]
    [TestCase("1.2.3")]
    [TestCase("--1")]
    [TestCase("1-")]
    [TestCase("NaN")]
    [TestCase("\u0663")]
    [TestCase("0.0000000001")]
    public void A_text_that_is_no_exact_amount_is_refused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => T.Parse(text, null), Throws.TypeOf<FormatException>());
            Assert.That(T.TryParse(text, null, out T result), Is.False);
            Assert.That(result, Is.EqualTo(default(T)));
        }
    }

    [TestCase("+1.5", "1.5")]
    [TestCase(" 1.5\t", "1.5")]
    [TestCase("-0", "0")]
    [TestCase("-0.50", "-0.5")]
    [TestCase("00012", "12")]
    [TestCase("5.", "5")]
    [TestCase(".5", "0.5")]
    [TestCase("0.2900000000000", "0.29")]
    public void A_number_may_be_written_in_several_ways(string text, string human) =>
        Assert.That(T.Parse(text, null).ToString(), Is.EqualTo(human));

    [TestCase("99999999999999999999")]
    [TestCase("-99999999999999999999.5")]
    [TestCase("1000000000000000000000000000000000000000000000000000000000000")]
    public void A_text_beyond_the_range_overflows(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => T.Parse(text, null), Throws.TypeOf<OverflowException>());
            Assert.That(T.TryParse(text, null, out _), Is.False);
        }
    }

    [Test]
    public void The_ends_of_the_range_are_read_and_one_step_beyond_overflows()
    {
        string most = $"{face.Constants.Max}";
        string least = $"{face.Constants.Min}";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(T.Parse(most, null), Is.EqualTo(face.Constants.Max));
            Assert.That(T.Parse(least, null), Is.EqualTo(face.Constants.Min));
            // The raw limits end in 7 and 8, so one more is the next digit.
            Assert.That(() => T.Parse(most[..^1] + "8", null), Throws.TypeOf<OverflowException>().With.Message.Contains(least).And.Message.Contains(most));
            Assert.That(() => T.Parse(least[..^1] + "9", null), Throws.TypeOf<OverflowException>());
            Assert.That(T.TryParse(most[..^1] + "8", null, out _), Is.False);
        }
    }

    [Test]
    public void A_text_with_too_fine_a_digit_is_refused_with_advice() =>
        Assert.That(
            () => T.Parse("0." + new string('0', face.Digits) + "1", null),
            Throws.TypeOf<FormatException>().With.Message.Contains($"finer than 1e-{face.Digits}").And.Message.Contains(typeof(T).Name));

    [Test]
    public void Zero_has_no_sign_as_a_decimal() => Assert.That(decimal.IsNegative(face.ToDecimal(default)), Is.False);

    [Test]
    public void A_format_may_be_written_small()
    {
        T value = face.FromRaw(-29_000_000);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value.ToString("r", Invariant), Is.EqualTo("-29000000"));
            Assert.That(value.ToString("g", Invariant), Is.EqualTo(value.ToString("G", Invariant)));
        }
    }

    [Test]
    public void A_culture_with_a_plus_of_its_own_reads_that_and_the_ordinary_one()
    {
        NumberFormatInfo symbols = new() { PositiveSign = "plus" };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(T.Parse("plus1", symbols), Is.EqualTo(face.FromDecimal(1)));
            Assert.That(T.Parse("+1", symbols), Is.EqualTo(face.FromDecimal(1)));
        }
    }

    [Test]
    public void No_text_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => ParseString<T>(null!), Throws.ArgumentNullException);
            Assert.That(TryParseString(null, out T _), Is.False);
        }
    }

    [Test]
    public void Text_is_human_unless_the_raw_integer_is_asked_for() =>
        Sampled.Always(Sampled.Longs, raw =>
        {
            T value = face.FromRaw(raw);
            string wire = raw.ToString(Invariant);
            string human = value.ToString() ?? "";
            return value.ToString("R", null) == wire
                && value.ToString("R", CultureInfo.GetCultureInfo("sv-SE")) == wire
                && $"{value:R}" == wire
                && value.ToString(null, null) == human
                && value.ToString(null, Invariant) == human
                && value.ToString("", Invariant) == human
                && value.ToString("G", Invariant) == human
                && string.Create(Invariant, $"{value}") == human
                && Convert.ToString(value, Invariant) == human
                && $"{value}" == human;
        });

    [TestCase("F2")]
    [TestCase("N2")]
    [TestCase("C")]
    [TestCase("0.00")]
    [TestCase("#,##0.###")]
    [TestCase("E3")]
    [TestCase("P1")]
    public void Any_other_format_is_that_of_decimal(string format) =>
        Sampled.Always(Sampled.Longs, raw =>
        {
            T value = face.FromRaw(raw);
            decimal human = face.ToDecimal(value);
            CultureInfo german = CultureInfo.GetCultureInfo("de-DE");
            Span<char> room = stackalloc char[64];
            return value.ToString(format, Invariant) == human.ToString(format, Invariant)
                && value.ToString(format, german) == human.ToString(format, german)
                && value.ToString(format, null) == human.ToString(format, Invariant)
                && value.TryFormat(room, out int written, format, null) && room[..written].SequenceEqual(human.ToString(format, Invariant));
        });

    [Test]
    public void A_format_that_decimal_does_not_know_is_refused() =>
        Assert.That(() => default(T).ToString("Q", Invariant), Throws.TypeOf<FormatException>());

    [TestCase("R")]
    [TestCase("G")]
    public void Writing_into_too_short_a_span_answers_false(string format)
    {
        T value = face.Constants.Min;
        string whole = value.ToString(format, null);
        using (Assert.EnterMultipleScope())
        {
            for (int length = 0; length < whole.Length; length++)
                Assert.That(value.TryFormat(new char[length], out _, format, null), Is.False, $"{length} characters");
            char[] enough = new char[whole.Length];
            Assert.That(value.TryFormat(enough, out int written, format, null), Is.True);
            Assert.That(new string(enough, 0, written), Is.EqualTo(whole));
        }
    }

    private static readonly Gen<decimal> Decimals = Gen.OneOf<decimal>(
        Gen.Decimal,
        Gen.Select(Sampled.Longs, Gen.Int[0, 28]).Select((whole, scale) => Scaled(whole, scale)),
        Gen.Select(Gen.Long[-2_000_000, 2_000_000], Gen.Int[6, 12]).Select((whole, scale) => Scaled((whole * 10) + 5, scale)));

    private static readonly Gen<string> Texts =
        Gen.OneOf<char>(Gen.Char["0123456789"], Gen.Char["0123456789.+- 0"]).Array[0, 24].Select(letters => new string(letters));

    // ISpanParsable hides the string overloads of IParsable, so they are called through the base interface.
    private static TText ParseString<TText>(string text) where TText : IParsable<TText> => TText.Parse(text, null);

    private static bool TryParseString<TText>(string? text, out TText result) where TText : IParsable<TText> =>
        TText.TryParse(text, null, out result!);

    private static decimal Scaled(long digits, int scale)
    {
        BigInteger magnitude = BigInteger.Abs(digits);
        return new decimal((int)(uint)(magnitude & uint.MaxValue), (int)(uint)(magnitude >> 32), 0, digits < 0, (byte)scale);
    }

    // A decimal as digits / unit, read from its text so that nothing is shared with the code under test.
    private static (BigInteger Digits, BigInteger Unit) Fraction(decimal value)
    {
        string text = value.ToString(Invariant);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int decimals = point < 0 ? 0 : text.Length - point - 1;
        return (BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), Invariant), BigInteger.Pow(10, decimals));
    }

    private bool Refuses(decimal value, BigInteger lost)
    {
        try
        {
            face.FromDecimal(value);
            return false;
        }
        catch (ArgumentException refusal)
        {
            return !lost.IsZero && refusal.ParamName == "value";
        }
        catch (OverflowException)
        {
            return lost.IsZero;
        }
    }

    private static bool IsRefused(Func<T> read)
    {
        try
        {
            read();
            return false;
        }
        catch (Exception refusal) when (refusal is FormatException or OverflowException)
        {
            return true;
        }
    }
}
