using Newtonsoft.Json;

namespace Sequence.Sdk.Tests.Generation;

/// <summary>A price level in both forms of the wire.</summary>
public sealed class BookLevelTests
{
    [TestCase("""{"price": 1.50, "size": 2}""")]
    [TestCase("""{"size": 2, "venue": {"name": ["x", {}]}, "price": 1.5}""")]
    [TestCase("[1.5, 2]")]
    [TestCase("""[1.5, 2.0, ["more", [1]], {"a": 1}]""")]
    public void Both_forms_are_read_and_what_is_unknown_is_passed_over(string json) =>
        Assert.That(Read($"[{json}, [3, 4]]"), Is.EqualTo(new[] { new BookLevel(1.5m, 2m), new BookLevel(3m, 4m) }));

    [TestCase("[123456789012345678901.5, 123456789012345678901]")]
    [TestCase("""{"price": 123456789012345678901.5, "size": 123456789012345678901}""")]
    public void Every_digit_is_kept(string json) =>
        Assert.That(Read($"[{json}]"), Is.EqualTo(new[] { new BookLevel(123456789012345678901.5m, 123456789012345678901m) }));

    [TestCase("1", "[0]")]
    [TestCase("null", "[0]")]
    [TestCase("[]", "[0]")]
    [TestCase("[1.5]", "[0]")]
    [TestCase("""[1.5, "2"]""", "[0][1]")]
    [TestCase("""{"price": 1.5}""", "[0]")]
    [TestCase("""{"price": null, "size": 2}""", "[0].price")]
    [TestCase("""{"price": 1.5, "size": [2]}""", "[0].size")]
    public void What_is_no_level_is_refused_with_its_place(string json, string path) =>
        Assert.That(() => Read($"[{json}]"), Throws.TypeOf<JsonSerializationException>().With.Property("Path").EqualTo(path));

    private static BookLevel[] Read(string json) =>
        JsonConvert.DeserializeObject<BookLevel[]>(json, ContractJson.Settings())!;
}
