using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Docs;

/// <summary>What docs/streams.md promises, a test holds: each row of a table of promises names one that exists.</summary>
public sealed partial class PromiseTests
{
    private const string Page = "docs/streams.md";

    private static readonly string[] Projects = ["tests/Sequence.Sdk.Tests", "tests/Sequence.Sandbox.Tests"];

    private static readonly HashSet<string> TestNames =
    [
        .. Projects.SelectMany(project => Directory.EnumerateFiles(Repository.PathTo(project), "*.cs", SearchOption.AllDirectories))
            .SelectMany(path => TestMethod().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups["name"].Value),
    ];

    [Test]
    public void Every_promise_names_a_test_that_exists()
    {
        string[] named = [.. Row().Matches(Text()).Select(match => match.Groups["test"].Value)];
        Assert.That(named, Is.Not.Empty);
        Assert.That(named.Except(TestNames), Is.Empty);
    }

    [Test]
    public void Every_row_of_a_table_of_promises_ends_with_its_test()
    {
        IEnumerable<string> rows = Text().Split("| promise | test |").Skip(1)
            .SelectMany(table => table.Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|')));
        Assert.That(rows.Where(row => !Row().IsMatch(row)), Is.Empty);
    }

    [Test]
    public void A_method_without_a_test_attribute_is_no_test() =>
        Assert.That(TestNames, Does.Not.Contain("ConnectAsync").And.Contains("A_close_by_the_server_says_its_code"));

    private static string Text() => Repository.Read(Page).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^\|[^\n|]+\| `(?<test>\w+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\[Test(?:Case(?:Source)?)?\b[^\n]*\]\s+public (?:async )?(?:void|Task) (?<name>\w+)\(")]
    private static partial Regex TestMethod();
}
