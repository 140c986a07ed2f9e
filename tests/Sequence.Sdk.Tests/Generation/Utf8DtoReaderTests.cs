using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using CsCheck;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Numerics;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Generation;

/// <summary>The generated readers against the ordinary one: the same objects, and where the ordinary reader refuses, no object at all.</summary>
public sealed class Utf8DtoReaderTests
{
    private const int Documents = 4_000;

    private static readonly (string Operation, Type Type)[] Answers =
    [
        ("getQuote", typeof(Quote)), ("listQuotes", typeof(QuotesList)), ("getQuotesBatch", typeof(QuotesBatchResult)), ("listMarkets", typeof(MarketsPage)),
        ("listFills", typeof(FillsPage)), ("listOrders", typeof(OrdersPage)), ("getOrder", typeof(OrderResponse)),
    ];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Members = new();

    private static IEnumerable<Type> Types => Answers.Select(answer => answer.Type);

    [Test]
    public void Every_type_that_the_contract_marks_hot_has_a_reader_and_no_other()
    {
        IEnumerable<string> marked = ContractExamples.Contract["components"]!["schemas"]!.Children<JProperty>()
            .Where(schema => schema.Value["x-hot"] is not null).Select(schema => schema.Name);
        IEnumerable<string> generated = typeof(SequenceClient).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUtf8Readable<>))).Select(type => type.Name);

        Assert.That(generated, Is.EquivalentTo(marked.Concat([nameof(BookLevel), nameof(QuoteEntry), nameof(QuoteEntry.Ok), nameof(QuoteEntry.Failed)])));
    }

    [TestCaseSource(nameof(Answers))]
    public void The_example_of_the_contract_is_read_from_the_bytes_and_equally((string Operation, Type Type) answer)
    {
        string example = ContractExamples.AnswerOf(answer.Operation);
        Assert.That(Readers.Of(answer.Type).Hot(example), Is.Not.Null);
        Assert.That(IsSame(answer.Type, example));
    }

    [TestCaseSource(nameof(Types))]
    public void Random_documents_are_read_as_the_ordinary_reader_reads_them(Type type)
    {
        int fromBytes = 0;
        Gen<string> documents = HotDocuments.Of(type);
        Sampled.Always(documents, document =>
        {
            object? hot = Readers.Of(type).Hot(document);
            fromBytes += hot is null ? 0 : 1;
            return IsSame(type, document, hot);
        }, Documents);
        Assert.That(fromBytes, Is.GreaterThan(Documents / 4), "Most of what is compared here would be the ordinary reader with itself.");
    }

    [TestCase("{")]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{\"symbol\":\"a\",\"nbbo\":{},\"venues\":{}} {}")]
    [TestCase("{\"symbol\":\"a\",\"nbbo\":{},\"venues\":{},}")]
    [TestCase("{\"symbol\":\"a\",\"nbbo\":{},/* why */\"venues\":{}}")]
    [TestCase("{'symbol':'a','nbbo':{},'venues':{}}")]
    [TestCase("\uFEFF{\"symbol\":\"a\",\"nbbo\":{},\"venues\":{}}")]
    [TestCase("{\"symbol\":\"a\",\"nbbo\":{\"bid\":NaN},\"venues\":{}}")]
    [TestCase("{\"symbol\":\"a\",\"nbbo\":{},\"venues\":{},\"nbbo\":{\"bid\":1}}")]
    public void What_only_the_ordinary_reader_understands_is_left_to_it(string document)
    {
        Assert.That(Readers.Of(typeof(Quote)).Hot(document), Is.Null);
        Assert.That(IsSame(typeof(Quote), document));
    }

    [Test]
    public void A_text_that_is_no_utf8_is_left_to_the_ordinary_reader()
    {
        byte[] document = [.. "{\"symbol\":\""u8, 0xFF, .. "\",\"nbbo\":{},\"venues\":{}}"u8];
        Assert.That(Utf8DtoReader.TryReadAll<Quote>(document), Is.Null);
        Assert.That(ContractJson.Read<Quote>(document).Symbol, Is.EqualTo("\uFFFD"));
    }

    [TestCase(61)]
    [TestCase(62)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(70)]
    public void An_unknown_member_may_be_nested_as_deep_as_the_ordinary_reader_allows(int depth)
    {
        string deep = new string('[', depth) + new string(']', depth);
        Assert.That(IsSame(typeof(Quote), $$"""{"symbol":"a","nbbo":{},"venues":{},"deep":{{deep}}}"""));
    }

    [Test]
    public void A_row_that_repeats_its_texts_holds_each_once()
    {
        const string Row = """{"venue":"kalshi","slug":"A","question":"B?","outcomes":["Yes","No"],"event_id":"KX-1"}""";
        Market[] rows = [.. Enumerable.Range(0, 2).SelectMany(_ =>
            Utf8DtoReader.TryReadAll<MarketsPage>(Encoding.UTF8.GetBytes($$"""{"markets":[{{Row}},{{Row}}],"count":2,"venue":"kalshi","has_more":false}"""))!.Markets)];

        Assert.That(rows.Select(row => row.Venue), Has.All.SameAs(rows[0].Venue));
        Assert.That(rows.Select(row => row.Outcomes![1]), Has.All.SameAs(rows[0].Outcomes![1]));
        Assert.That(rows.Select(row => row.ConditionId), Has.All.SameAs(rows[0].EventId));
    }

    [Test]
    public void A_page_of_rows_allocates_its_rows_and_little_else()
    {
        string row = ContractExamples.AnswerOf("listMarkets");
        string first = JObject.Parse(row)["markets"]![0]!.ToString(Formatting.None);
        byte[] page = Encoding.UTF8.GetBytes($$"""{"markets":[{{string.Join(',', Enumerable.Repeat(first, 200))}}],"count":200,"venue":"kalshi","has_more":false}""");

        long hot = Allocated(() => Utf8DtoReader.TryReadAll<MarketsPage>(page));
        long ordinary = Allocated(() => ContractJson.ReadOrdinary<MarketsPage>(page));

        Assert.That(hot * 3, Is.LessThan(ordinary * 2));
    }

    private static long Allocated(Func<object?> read)
    {
        Assert.That(read(), Is.Not.Null);
        read();
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(read());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static bool IsSame(Type type, string document) => IsSame(type, document, Readers.Of(type).Hot(document));

    private static bool IsSame(Type type, string document, object? hot)
    {
        Readers readers = Readers.Of(type);
        if (hot is null)
            return true;
        object ordinary;
        try
        {
            ordinary = readers.Ordinary(document);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            return false;
        }

        return Describe(hot) == Describe(ordinary);
    }

    /// <summary>Every member with its exact digits, and what is unknown with its type.</summary>
    private static string Describe(object? value) => value switch
    {
        null => "null",
        string text => JsonConvert.ToString(text),
        JToken token => "token " + token.ToString(Formatting.None),
        IRawLong raw => raw.Raw.ToString(CultureInfo.InvariantCulture),
        IDictionary<string, object> unknown => string.Join(", ", unknown.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => $"{u.Key}: {u.Value?.GetType()} {Describe(u.Value)}")),
        IEnumerable<KeyValuePair<string, VenueQuote>> map => "{" + string.Join(", ", map.Select(entry => $"{entry.Key}: {Describe(entry.Value)}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Describe)) + "]",
        BookLevel level => FormattableString.Invariant($"{level.Price} x {level.Size}"),
        QuoteEntry.Ok ok => "ok " + Describe(ok.Quote),
        QuoteEntry.Failed failed => failed.ToString(),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture)!,
        _ when value.GetType().GetProperty("IsKnown") is not null || value is bool => value.ToString()!,
        _ => "{" + string.Join(", ", MembersOf(value.GetType()).Select(property => $"{property.Name}: {Describe(property.GetValue(value))}")) + "}",
    };

    /// <summary>Looking for attributes costs more than all the rest of a comparison, so each type is looked at once.</summary>
    private static PropertyInfo[] MembersOf(Type type) => Members.GetOrAdd(type, t => [.. t.GetProperties().Where(IsOfContract)]);

    private static bool IsOfContract(PropertyInfo property) =>
        property.IsDefined(typeof(JsonPropertyAttribute)) || property.IsDefined(typeof(JsonExtensionDataAttribute));

    private sealed record Readers(Func<string, object?> Hot, Func<string, object> Ordinary)
    {
        private static readonly MethodInfo Make = typeof(Readers).GetMethod(nameof(For), BindingFlags.Static | BindingFlags.NonPublic)!;

        private static readonly Dictionary<Type, Readers> Made = Types.ToDictionary(type => type, type => (Readers)Make.MakeGenericMethod(type).Invoke(null, null)!);

        public static Readers Of(Type type) => Made[type];

        private static Readers For<T>() where T : class, IUtf8Readable<T> => new(
            document => Utf8DtoReader.TryReadAll<T>(Encoding.UTF8.GetBytes(document)),
            document => ContractJson.ReadOrdinary<T>(Encoding.UTF8.GetBytes(document)));
    }
}
