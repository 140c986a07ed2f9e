using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Generation;

/// <summary>Open enumerations and fixed-point numbers wherever JSON and URLs can hold them, read and written with the settings of the generated clients.</summary>
[TestFixture]
public sealed class WireTypesTests
{
    private const string Words = """
        {"member":"x_new","absent":null,"given":"sell","items":["buy","x_new"],"map":{"a":"x_new","b":"buy"},"optional_items":[null,"x_new"]}
        """;

    [Test]
    public void A_word_that_this_version_does_not_know_survives_a_round_trip()
    {
        EveryPlace<Side> read = Json.Read<EveryPlace<Side>>(Words);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((read.Member.Value, read.Member.IsKnown), Is.EqualTo(("x_new", false)));
            Assert.That((read.Absent, read.Given), Is.EqualTo(((Side?)null, (Side?)Side.Sell)));
            Assert.That(read.Items, Is.EqualTo(new[] { Side.Buy, Side.Create("x_new") }));
            Assert.That(read.Map["a"], Is.EqualTo(Side.Create("x_new")));
            Assert.That(read.OptionalItems, Is.EqualTo(new Side?[] { null, Side.Create("x_new") }));
            Assert.That(Json.Same(Json.Write(read), Json.Parse(Words)));
        }
    }

    [Test]
    public async Task An_unknown_word_goes_into_a_query_and_a_body_as_it_is()
    {
        using var wire = new WireRecorder();

        await wire.Client.PriceHistory("A").Range(HistoryRange.Create("10y")).FetchAsync();
        await wire.Client.QuotesBatch(["A"]).InstrumentType(InstrumentType.Create("option & more")).SendAsync();

        Assert.That(wire.Requests[0].Query, Does.StartWith("range=10y&"));
        Assert.That(wire.Requests[1].Body!.Value<string>("instrument_type"), Is.EqualTo("option & more"));
    }

    [Test]
    public void A_number_where_a_word_belongs_is_refused() =>
        Assert.Throws<JsonSerializationException>(() => Json.Read<EveryPlace<Side>>("""{"member": 5}"""));

    [Test]
    public void The_default_of_an_open_enumeration_is_the_empty_word()
    {
        Assert.That((default(Side).Value, default(Side).IsKnown), Is.EqualTo(("", false)));
        Assert.That(default(Side), Is.EqualTo(Side.Create("")));
        Assert.That(Side.Buy == Side.Create("buy") && Side.Buy != Side.Sell && Side.Buy.GetHashCode() == Side.Create("buy").GetHashCode());
    }

    private static IEnumerable<Type> Numbers => [typeof(Qty), typeof(Px), typeof(Usd), typeof(UnixNanos)];

    [TestCaseSource(nameof(Numbers))]
    public void A_fixed_point_number_is_its_raw_integer_everywhere(Type type) =>
        typeof(WireTypesTests).GetMethod(nameof(AssertRawEverywhere), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .MakeGenericMethod(type).Invoke(null, null);

    [TestCaseSource(nameof(Numbers))]
    public void A_fixed_point_number_is_its_raw_integer_in_a_path_and_a_query(Type type)
    {
        object value = type.GetMethod("FromRaw")!.Invoke(null, [-9007199254740993L])!;

        Assert.That(Urls.Write(value), Is.EqualTo("-9007199254740993"));
    }

    [TestCase("1.5")]
    [TestCase("1e3")]
    [TestCase("9223372036854775808")]
    [TestCase("\"1.5\"")]
    [TestCase("\"\"")]
    [TestCase("true")]
    [TestCase("{}")]
    public void What_is_no_raw_integer_is_refused_with_its_place(string json)
    {
        JsonSerializationException error = Assert.Throws<JsonSerializationException>(() => Json.Read<EveryPlace<Qty>>($$"""{"items": [1, {{json}}]}"""))!;

        Assert.That(error.Path, Is.EqualTo("items[1]"));
    }

    [TestCase("de-DE")]
    [TestCase("hi-IN")]
    public void Values_in_a_url_know_no_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            object?[] values = [-1234.5m, 0.00000001m, -7, 5_000_000_000L, true, null, HistoryRange.OneYear, "a"];
            Assert.That(values.Select(Urls.Write), Is.EqualTo(new[] { "-1234.5", "0.00000001", "-7", "5000000000", "true", "", "1y", "a" }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void A_generated_type_keeps_members_that_it_does_not_know()
    {
        const string Text = """{"ts_ns":1705406400000000001,"price_1e9":-1,"side":"x_new","flag":true,"deep":{"a":[1]}}""";

        PricePoint point = Json.Read<PricePoint>(Text);

        Assert.That((point.Ts.Raw, point.Price.Raw, point.Side!.Value.Value, point.Qty), Is.EqualTo((1705406400000000001L, -1L, "x_new", (Qty?)null)));
        Assert.That(Json.Same(Json.Write(point), Json.Parse(Text)));
    }

    [TestCase("\"market\"", "market", null)]
    [TestCase("""{"limit":{"price_1e9":5}}""", "limit", """{"price_1e9":5}""")]
    [TestCase("\"x_new\"", "x_new", null)]
    [TestCase("""{"x_new":[1,2]}""", "x_new", "[1,2]")]
    public void A_choice_survives_a_round_trip_known_or_not(string json, string tag, string? payload)
    {
        OrderTypeSpec choice = Json.Read<OrderTypeSpec>(json);

        Assert.That((choice.Tag, choice.Payload?.ToString(Formatting.None)), Is.EqualTo((tag, payload)));
        Assert.That(Json.Write(choice).ToString(Formatting.None), Is.EqualTo(json));
    }

    [TestCase("5")]
    [TestCase("{}")]
    [TestCase("""{"a": 1, "b": 2}""")]
    public void What_is_no_choice_is_refused(string json) => Assert.Throws<JsonSerializationException>(() => Json.Read<OrderTypeSpec>(json));

    private static void AssertRawEverywhere<T>() where T : struct
    {
        const string Text = """
            {"member":9223372036854775807,"absent":null,"given":-9223372036854775808,"items":[0,9007199254740993],"map":{"a":-1},"optional_items":[null,1]}
            """;

        EveryPlace<T> read = Json.Read<EveryPlace<T>>(Text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Absent, Is.Null);
            Assert.That(Json.Same(Json.Write(read), Json.Parse(Text)));
        }
    }

    private sealed class EveryPlace<T> where T : struct
    {
        [JsonProperty("member")]
        public T Member { get; set; }

        [JsonProperty("absent")]
        public T? Absent { get; set; }

        [JsonProperty("given")]
        public T? Given { get; set; }

        [JsonProperty("items")]
        public IReadOnlyList<T> Items { get; set; } = [];

        [JsonProperty("map")]
        public IReadOnlyDictionary<string, T> Map { get; set; } = new Dictionary<string, T>();

        [JsonProperty("optional_items")]
        public IReadOnlyList<T?> OptionalItems { get; set; } = [];
    }

    /// <summary>The one place where the generated clients turn a value into a part of a URL.</summary>
    private static class Urls
    {
        public static string Write(object? value)
        {
            var target = new RawTarget("x");
            target.Query("v", value);
            return Uri.UnescapeDataString(target.ToString()).Replace("x?v=", "", StringComparison.Ordinal).Replace("x", "", StringComparison.Ordinal);
        }
    }
}
