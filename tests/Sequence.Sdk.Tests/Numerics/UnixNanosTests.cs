using System.Globalization;
using System.Numerics;
using CsCheck;

namespace Sequence.Sdk.Tests.Numerics;

[TestFixture]
public sealed class UnixNanosTests
{
    [TestCase("2026-04-18T18:40:00.000000000Z", 1_776_537_600_000_000_000L)]
    [TestCase("2024-01-16T12:00:00.000000000Z", 1_705_406_400_000_000_000L)]
    [TestCase("1970-01-01T00:00:00.000000000Z", 0L)]
    [TestCase("1970-01-01T00:00:00.000000001Z", 1L)]
    [TestCase("1969-12-31T23:59:59.999999999Z", -1L)]
    [TestCase("1677-09-21T00:12:43.145224192Z", long.MinValue)]
    [TestCase("2262-04-11T23:47:16.854775807Z", long.MaxValue)]
    public void An_instant_has_this_text(string text, long raw)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(UnixNanos.FromRaw(raw).ToString(), Is.EqualTo(text));
            Assert.That(UnixNanos.Parse(text, null).Raw, Is.EqualTo(raw));
        }
    }

    [Test]
    public void Any_instant_survives_the_way_through_its_text() =>
        Sampled.Always(Sampled.Longs, raw =>
        {
            UnixNanos instant = UnixNanos.FromRaw(raw);
            return UnixNanos.TryParse(instant.ToString(), out UnixNanos again) && again.Raw == raw && UnixNanos.Parse(instant.ToString(), null) == instant;
        });

    [Test]
    public void An_instant_becomes_the_time_that_is_not_later() =>
        Sampled.Always(Sampled.Longs, raw =>
        {
            UnixNanos instant = UnixNanos.FromRaw(raw);
            BigInteger ticks = Oracle.Divide(raw, 100, MidpointRounding.ToNegativeInfinity);
            DateTimeOffset time = instant.ToDateTimeOffset();
            return time.Offset == TimeSpan.Zero
                && time == DateTimeOffset.UnixEpoch.AddTicks((long)ticks)
                && instant.ToUnixSeconds() == time.ToUnixTimeSeconds()
                && instant.ToUnixMilliseconds() == time.ToUnixTimeMilliseconds()
                && Oracle.Agrees(ticks * 100, () => UnixNanos.FromDateTimeOffset(time).Raw);
        });

    [Test]
    public void Whole_seconds_and_milliseconds_agree_with_unlimited_integers() =>
        Sampled.Always(Sampled.Longs, count =>
            Oracle.Agrees((BigInteger)count * 1_000_000_000, () => UnixNanos.FromUnixSeconds(count).Raw)
            && Oracle.Agrees((BigInteger)count * 1_000_000, () => UnixNanos.FromUnixMilliseconds(count).Raw));

    [Test]
    public void Distances_agree_with_unlimited_integers() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs), pair =>
        {
            (UnixNanos left, UnixNanos right) = (UnixNanos.FromRaw(pair.Item1), UnixNanos.FromRaw(pair.Item2));
            BigInteger distance = (BigInteger)pair.Item1 - pair.Item2;
            return Oracle.Agrees(distance, () => left.NanosecondsSince(right))
                && (left - right).Ticks == Oracle.Divide(distance, 100, MidpointRounding.ToZero);
        });

    [Test]
    public void Moving_an_instant_agrees_with_unlimited_integers() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs), pair =>
        {
            UnixNanos instant = UnixNanos.FromRaw(pair.Item1);
            TimeSpan span = TimeSpan.FromTicks(pair.Item2);
            return Oracle.Agrees(pair.Item1 + ((BigInteger)pair.Item2 * 100), () => (instant + span).Raw)
                && Oracle.Agrees(pair.Item1 - ((BigInteger)pair.Item2 * 100), () => (instant - span).Raw)
                && Oracle.Agrees((BigInteger)pair.Item1 + pair.Item2, () => instant.AddNanoseconds(pair.Item2).Raw);
        });

    [Test]
    public void Order_and_equality_are_those_of_the_raw_integers() =>
        Sampled.Always(Gen.Select(Sampled.Longs, Sampled.Longs, Gen.Bool), triple =>
        {
            (long a, long b) = (triple.Item1, triple.Item3 ? triple.Item1 : triple.Item2);
            (UnixNanos left, UnixNanos right) = (UnixNanos.FromRaw(a), UnixNanos.FromRaw(b));
            return (left == right, left != right, (left < right), (left > right), left <= right, left >= right) == (a == b, a != b, (a < b), (a > b), a <= b, a >= b)
                && Math.Sign(left.CompareTo(right)) == Math.Sign(a.CompareTo(b))
                && Math.Sign(left.CompareTo((object)right)) == Math.Sign(a.CompareTo(b))
                && left.Equals((object)right) == (a == b)
                && (a != b || left.GetHashCode() == right.GetHashCode())
                && UnixNanos.Min(left, right).Raw == Math.Min(a, b)
                && UnixNanos.Max(left, right).Raw == Math.Max(a, b);
        });

    [Test]
    public void An_offset_time_is_the_same_instant() =>
        Assert.That(
            UnixNanos.FromDateTimeOffset(new DateTimeOffset(2026, 4, 18, 20, 40, 0, TimeSpan.FromHours(2))).Raw,
            Is.EqualTo(1_776_537_600_000_000_000L));

    [Test]
    public void A_time_beyond_the_range_overflows()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => UnixNanos.FromDateTimeOffset(DateTimeOffset.MaxValue), Throws.TypeOf<OverflowException>());
            Assert.That(() => UnixNanos.FromDateTimeOffset(DateTimeOffset.MinValue), Throws.TypeOf<OverflowException>());
        }
    }

    [TestCase("2026-04-18T18:40:00Z")]
    [TestCase("2026-04-18T18:40:00.0Z")]
    [TestCase(" 2026-04-18T18:40:00.00000000000Z\t")]
    public void A_shorter_or_longer_fraction_is_read(string text) =>
        Assert.That(UnixNanos.Parse(text, null).Raw, Is.EqualTo(1_776_537_600_000_000_000L));

    [Test]
    public void A_fraction_counts_from_the_left() =>
        Assert.That(UnixNanos.Parse("1970-01-01T00:00:01.25Z", null).Raw, Is.EqualTo(1_250_000_000L));

    [TestCase("")]
    [TestCase("1776537600000000000")]
    [TestCase("2026-04-18")]
    [TestCase("2026-04-18T18:40:00")]
    [TestCase("2026-04-18T18:40:00+02:00")]
    [TestCase("2026-04-18 18:40:00Z")]
    [TestCase("2026-02-30T00:00:00Z")]
    [TestCase("2026-04-18T18:40:00.Z")]
    [TestCase("2026-04-18T18:40:00,5Z")]
    [TestCase("2026-04-18T18:40:00.1a3Z")]
    [TestCase("2026-04-18T18:40:00.0000000001Z")]
    [TestCase("\u0662026-04-18T18:40:00Z")]
    public void A_text_that_is_no_exact_UTC_instant_is_refused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => UnixNanos.Parse(text, null), Throws.TypeOf<FormatException>());
            Assert.That(UnixNanos.TryParse(text, out UnixNanos result), Is.False);
            Assert.That(result, Is.EqualTo(UnixNanos.Epoch));
        }
    }

    [Test]
    public void A_refusal_says_what_to_write()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => UnixNanos.Parse("2026-04-18T18:40:00.0000000001Z", null), Throws.TypeOf<FormatException>().With.Message.Contains("at most nine fraction digits"));
            Assert.That(() => UnixNanos.Parse("yesterday", null), Throws.TypeOf<FormatException>().With.Message.Contains("ISO 8601 in UTC"));
            Assert.That(() => UnixNanos.FromRaw(1).CompareTo("1"), Throws.ArgumentException.With.Message.Contains("only with a UnixNanos"));
        }
    }

    [TestCase("0001-01-01T00:00:00Z")]
    [TestCase("9999-12-31T23:59:59.999999999Z")]
    [TestCase("1677-09-21T00:12:43.145224191Z")]
    [TestCase("2262-04-11T23:47:16.854775808Z")]
    public void A_text_beyond_the_range_overflows(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => UnixNanos.Parse(text, null), Throws.TypeOf<OverflowException>().With.Message.Contains("1677-09-21"));
            Assert.That(UnixNanos.TryParse(text, out _), Is.False);
        }
    }

    [Test]
    public void Text_is_human_unless_the_raw_integer_is_asked_for()
    {
        UnixNanos instant = UnixNanos.FromRaw(-1);
        CultureInfo german = CultureInfo.GetCultureInfo("de-DE");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Convert.ToString(instant, CultureInfo.InvariantCulture), Is.EqualTo(instant.ToString()));
            Assert.That($"{instant:R}", Is.EqualTo("-1"));
            Assert.That(instant.ToString("R", german), Is.EqualTo("-1"));
            Assert.That($"{instant}", Is.EqualTo(instant.ToString()));
            Assert.That(instant.ToString(null, german), Is.EqualTo(instant.ToString()));
            Assert.That(instant.ToString("G", CultureInfo.InvariantCulture), Is.EqualTo(instant.ToString()));
            Assert.That(instant.ToString("O", german), Is.EqualTo("1969-12-31T23:59:59.9999999+00:00"));
            Assert.That($"{UnixNanos.FromUnixMilliseconds(1_500):HH:mm:ss.fff}", Is.EqualTo("00:00:01.500"));
            Assert.That(() => instant.ToString("q", german), Throws.TypeOf<FormatException>());
        }
    }

    [Test]
    public void Writing_into_too_short_a_span_answers_false()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(UnixNanos.Epoch.TryFormat(new char[29], out _, default, null), Is.False);
            Assert.That(UnixNanos.Epoch.TryFormat(new char[30], out int written, default, null), Is.True);
            Assert.That(written, Is.EqualTo(30));
        }
    }

    [Test]
    public void An_instant_compares_with_nothing_but_its_own_type()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(UnixNanos.MinValue.CompareTo(null), Is.Positive);
            Assert.That(() => UnixNanos.Epoch.CompareTo((object)0L), Throws.ArgumentException);
            Assert.That(() => UnixNanos.Parse(null!, null), Throws.ArgumentNullException);
            Assert.That(UnixNanos.TryParse(null, out _), Is.False);
        }
    }
}
