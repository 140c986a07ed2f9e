namespace Sequence.Contract.Tests.ApiMap;

/// <summary>docs/api-map.md promises names; each exists, or stands in the one list of those to come.</summary>
public sealed class ApiMapTests
{
    private const string Page = "docs/api-map.md";

    private static readonly Lazy<IReadOnlyList<MapRow>> Rows = new(() => MapPage.Read(Repository.Read(Page)));

    [Test]
    public void Every_promised_name_exists_or_is_listed_as_to_come()
    {
        IEnumerable<string> problems =
            from row in Rows.Value
            from name in RowReader.Missing(row)
            where PromisedNames.ToCome.All(promise => promise.Name != name)
            select $"{Page}({row.Line}): {name}";

        string all = string.Join('\n', problems);
        if (all.Length > 0)
            Assert.Fail($"Promised, but not there:\n{all}");
    }

    [Test]
    public void A_name_listed_as_to_come_does_not_exist_and_is_promised()
    {
        HashSet<string> missing = [.. Rows.Value.SelectMany(RowReader.Missing)];
        Assert.That(PromisedNames.ToCome.Select(promise => promise.Name).Where(name => !missing.Contains(name)), Is.Empty);
        Assert.That(PromisedNames.ToCome.Select(promise => promise.Reason), Has.None.Empty);
    }

    [Test]
    public void The_page_is_read_as_a_whole()
    {
        int names = Rows.Value.Sum(row => row.Code.Count);
        TestContext.Out.WriteLine($"{Page}: {Rows.Value.Count} rows, {names} pieces of code, {PromisedNames.ToCome.Count} names to come");
        Assert.That(Rows.Value, Has.Count.GreaterThan(70));
        Assert.That(Rows.Value.Where(row => row.Code.Count == 0).Select(row => row.Line), Has.Exactly(1).Items, "rows without code: only what is not offered");
    }

    [TestCase("| `quote(symbol)` | `GetQuoteAsync(symbol)` |")]
    [TestCase("| `quote(symbol)` | `Quote(symbol).NoWait().SendAsync()` → `Quote` |")]
    [TestCase("| `Trigger` | `FillPct FirstFill` |")]
    [TestCase("| `client.Analytics` | `GetPortfolioAsync` |")]
    [TestCase("| `x` | `BatchItemResult.Submitted/Cancelled` |")]
    [TestCase("| `x` | `SequenceApiException` { Status, Code } |")]
    [TestCase("| `x` | `new SequenceClient(key, new SequenceClientOptions { BaseAddress = new(\"http://localhost\") })` |")]
    public void A_true_row_has_nothing_missing(string row) => Assert.That(MissingOf(row), Is.Empty);

    [TestCase("| `x` | `GetQuotAsync(symbol)` |", "GetQuotAsync")]
    [TestCase("| `x` | `GetQuoteAsync(ticker)` |", "SequenceClient.GetQuoteAsync(ticker)")]
    [TestCase("| `x` | `Quote(symbol).NoWaiting().SendAsync()` |", "QuoteQuery.NoWaiting")]
    [TestCase("| `x` | `Orders().Symbol.Limit` and `.CountAsync()` |", "CountAsync")]
    [TestCase("| `x` | `Graph().Node(id, Node.Hold(..))` |", "Node.Hold")]
    [TestCase("| `x` | `Buy(symbol, 50m)` → `.Venues` |", "Venues")]
    [TestCase("| `Trigger` | `FillPct SecondFill` |", "SecondFill")]
    [TestCase("| `client.Analytics` | `GetQuoteAsync` |", "GetQuoteAsync")]
    [TestCase("| `client.Reports` | `GetPortfolioAsync` |", "SequenceClient.Reports")]
    [TestCase("| `x` | `BatchItemResult.Submitted/Forgotten` |", "BatchItemResult.Forgotten")]
    [TestCase("| `x` | `SequenceApiException` { Status, Colour } |", "SequenceApiException.Colour")]
    [TestCase("| `x` | `new SequenceClient(secret)` |", "SequenceClient..ctor(secret)")]
    [TestCase("| `x` | `new SequenceClientOptions { Address = 1 }` |", "SequenceClientOptions.Address")]
    [TestCase("| `x` | `services.AddSequences(o => …)` |", "IServiceCollection.AddSequences")]
    public void A_false_row_says_what_is_missing(string row, string missing) => Assert.That(MissingOf(row), Does.Contain(missing));

    private static IEnumerable<string> MissingOf(string row) =>
        MapPage.Read($"| Rust | .NET |\n|---|---|\n{row}\n").SelectMany(RowReader.Missing);
}
