using System.Globalization;
using System.Numerics;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Numerics;

[TestFixture]
public sealed class RawJsonTests
{
    // Those of the transport: no number passes through a double, no text becomes a date.
    private static readonly JsonSerializerSettings Wire = new()
    {
        FloatParseHandling = FloatParseHandling.Decimal,
        DateParseHandling = DateParseHandling.None,
    };

    [Test]
    public void Any_raw_value_survives_the_way_through_JSON()
    {
        SurvivesJson<Qty>();
        SurvivesJson<Px>();
        SurvivesJson<Usd>();
        SurvivesJson<UnixNanos>();
    }

    [Test]
    public void Members_nullables_arrays_and_map_values_are_plain_integers()
    {
        IsPlainEverywhere<Qty>();
        IsPlainEverywhere<Px>();
        IsPlainEverywhere<Usd>();
        IsPlainEverywhere<UnixNanos>();
    }

    [Test]
    public void Null_is_null_where_it_may_be_and_zero_elsewhere()
    {
        ReadsNull<Qty>();
        ReadsNull<Px>();
        ReadsNull<Usd>();
        ReadsNull<UnixNanos>();
    }

    [TestCase("1.0")]
    [TestCase("1.5")]
    [TestCase("1e3")]
    [TestCase("9223372036854775808")]
    [TestCase("-9223372036854775809")]
    [TestCase("99999999999999999999999999999999999999999999")]
    [TestCase("\"1.5\"")]
    [TestCase("\"1e3\"")]
    [TestCase("\" 1\"")]
    [TestCase("\"1,000\"")]
    [TestCase("\"\"")]
    [TestCase("\"9223372036854775808\"")]
    [TestCase("true")]
    [TestCase("{}")]
    [TestCase("[1]")]
    public void Anything_but_a_64_bit_integer_is_refused_with_its_path(string token)
    {
        Refuses<Qty>(token, Wire);
        Refuses<Px>(token, Wire);
        Refuses<Usd>(token, Wire);
        Refuses<UnixNanos>(token, Wire);
        Refuses<Px>(token, new JsonSerializerSettings());
    }

    [Test]
    public void A_refusal_carries_its_place()
    {
        JsonSerializationException? refusal = Assert.Throws<JsonSerializationException>(
            () => JsonConvert.DeserializeObject<Legs<Px>>("{\n  \"levels\": [1, 2.5]\n}", Wire));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal!.Path, Is.EqualTo("levels[1]"));
            Assert.That(refusal.LineNumber, Is.EqualTo(2));
            Assert.That(refusal.Message, Does.Contain("Px").And.Contain("'levels[1]'"));
        }
    }

    [TestCase("9223372036854775808", "an integer beyond 64 bits")]
    [TestCase("1.5", "a number with a fraction or an exponent")]
    [TestCase("\"1.5\"", "a text that is no 64-bit integer")]
    [TestCase("true", "Boolean")]
    public void A_refusal_says_what_was_found(string token, string found) =>
        Assert.That(() => JsonConvert.DeserializeObject<Qty>(token, Wire), Throws.TypeOf<JsonSerializationException>().With.Message.Contains(found));

    [Test]
    public void A_tree_may_hold_the_ends_of_the_range_as_any_integer()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new JValue((object)(BigInteger)long.MaxValue).ToObject<Qty>(), Is.EqualTo(Qty.MaxValue));
            Assert.That(new JValue((object)(BigInteger)long.MinValue).ToObject<Qty>(), Is.EqualTo(Qty.MinValue));
            Assert.That(() => new JValue((object)((BigInteger)long.MaxValue + 1)).ToObject<Qty>(), Throws.TypeOf<JsonSerializationException>());
            Assert.That(() => new JValue((object)((BigInteger)long.MinValue - 1)).ToObject<Qty>(), Throws.TypeOf<JsonSerializationException>());
        }
    }

    [Test]
    public void The_converter_serves_its_own_type_and_writes_null_for_nothing()
    {
        var converter = new RawLongConverter<Qty>();
        using var text = new StringWriter();
        using var writer = new JsonTextWriter(text);
        converter.WriteJson(writer, null, JsonSerializer.CreateDefault());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(converter.CanConvert(typeof(Qty)), Is.True);
            Assert.That(converter.CanConvert(typeof(Qty?)), Is.True);
            Assert.That(converter.CanConvert(typeof(Px)), Is.False);
            Assert.That(text.ToString(), Is.EqualTo("null"));
        }
    }

    [Test]
    public void A_tree_gives_the_same_as_the_text()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new JValue(5L).ToObject<Qty>(), Is.EqualTo(Qty.FromRaw(5)));
            Assert.That(JToken.FromObject(-5).ToObject<Qty>(), Is.EqualTo(Qty.FromRaw(-5)));
            Assert.That(new JValue((object)-5).ToObject<Qty>(), Is.EqualTo(Qty.FromRaw(-5)));
            Assert.That(new JValue(5UL).ToObject<Qty>(), Is.EqualTo(Qty.FromRaw(5)));
            Assert.That(JToken.FromObject((BigInteger)5).ToObject<Qty>(), Is.EqualTo(Qty.FromRaw(5)));
            Assert.That(JToken.FromObject(Qty.FromRaw(5)).ToString(Formatting.None), Is.EqualTo("5"));
            Assert.That(() => new JValue(ulong.MaxValue).ToObject<Qty>(), Throws.TypeOf<JsonSerializationException>());
            Assert.That(() => new JValue(5m).ToObject<Qty>(), Throws.TypeOf<JsonSerializationException>());
        }
    }

    private static void SurvivesJson<T>() where T : struct, IRawLong<T> =>
        Sampled.Always(Sampled.Longs, raw =>
        {
            string json = JsonConvert.SerializeObject(T.FromRaw(raw), Wire);
            return json == raw.ToString(CultureInfo.InvariantCulture)
                && JsonConvert.DeserializeObject<T>(json, Wire).Raw == raw
                && JsonConvert.DeserializeObject<T>($"\"{json}\"", Wire).Raw == raw;
        });

    private static void IsPlainEverywhere<T>() where T : struct, IRawLong<T>
    {
        const string json = """{"one":1,"maybe":2,"never":null,"levels":[3,-4],"gaps":[5,null],"byVenue":{"kraken":9223372036854775807}}""";
        Legs<T> legs = JsonConvert.DeserializeObject<Legs<T>>(json, Wire)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(legs.One.Raw, Is.EqualTo(1));
            Assert.That(legs.Maybe!.Value.Raw, Is.EqualTo(2));
            Assert.That(legs.Never.HasValue, Is.False);
            Assert.That(legs.Levels!.Select(level => level.Raw), Is.EqualTo([3L, -4L]));
            Assert.That(legs.Gaps!.Select(gap => gap?.Raw), Is.EqualTo(new long?[] { 5, null }));
            Assert.That(legs.ByVenue!["kraken"].Raw, Is.EqualTo(long.MaxValue));
            Assert.That(JsonConvert.SerializeObject(legs, Wire), Is.EqualTo(json));
        }
    }

    private static void ReadsNull<T>() where T : struct, IRawLong<T>
    {
        Legs<T> legs = JsonConvert.DeserializeObject<Legs<T>>("""{"one":null,"maybe":null}""", Wire)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(legs.One.Raw, Is.Zero);
            Assert.That(legs.Maybe.HasValue, Is.False);
        }
    }

    private static void Refuses<T>(string token, JsonSerializerSettings settings) where T : struct, IRawLong<T> =>
        Assert.That(
            () => JsonConvert.DeserializeObject<Legs<T>>($$"""{"one":{{token}}}""", settings),
            Throws.TypeOf<JsonSerializationException>().With.Message.Contains("'one'").And.Message.Contains(typeof(T).Name));

    private sealed class Legs<T> where T : struct
    {
        [JsonProperty("one")]
        public T One { get; set; }

        [JsonProperty("maybe")]
        public T? Maybe { get; set; }

        [JsonProperty("never")]
        public T? Never { get; set; }

        [JsonProperty("levels")]
        public IReadOnlyList<T>? Levels { get; set; }

        [JsonProperty("gaps")]
        public List<T?>? Gaps { get; set; }

        [JsonProperty("byVenue")]
        public Dictionary<string, T>? ByVenue { get; set; }
    }
}
