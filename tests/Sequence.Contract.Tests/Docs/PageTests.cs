using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Docs;

/// <summary>
/// Pages whose first C# block opens an exchange and a client, and whose other blocks each stand after it: every block runs
/// as a program of its own against that exchange, and writes what its comments promise.
/// </summary>
[NonParallelizable]
public sealed partial class PageTests
{
    private const string Porting = "docs/porting-from-rust.md";

    private static readonly string[] Pages = [Porting, "docs/errors.md", "docs/streams.md", "docs/sandbox.md"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static IEnumerable<TestCaseData> Runnable =>
        from page in Pages
        from block in MarkdownCode.BlocksOf(page).Skip(1)
        select Case(page, block.Heading);

    [TestCaseSource(nameof(Runnable))]
    public async Task A_block_runs_and_writes_what_it_promises(string page, string heading)
    {
        CodeBlock block = Block(page, heading);
        string output = await RunAsync(page, block);
        int at = 0;
        foreach (string promised in Promise().Matches(block.Code).Select(match => match.Groups["text"].Value))
        {
            int found = output.IndexOf(promised, at, StringComparison.Ordinal);
            Assert.That(found, Is.GreaterThanOrEqualTo(0), $"'{promised}' is missing in:\n{output}");
            at = found + promised.Length;
        }
    }

    [TestCaseSource(nameof(Pages))]
    public void Each_block_has_a_heading_of_its_own(string page) =>
        Assert.That(MarkdownCode.BlocksOf(page).Select(block => block.Heading), Is.Unique.And.None.Empty);

    private static TestCaseData Case(string page, string heading) => new TestCaseData(page, heading).SetArgDisplayNames($"{page}: {heading}");

    private static CodeBlock Block(string page, string heading) => MarkdownCode.BlocksOf(page).Single(block => block.Heading == heading);

    private static CompiledProgram Compile(string page, CodeBlock block) =>
        CompiledProgram.Compile(MarkdownCode.CSharpOf(page)[0] + block.Code);

    private static Task<string> RunAsync(string page, CodeBlock block) => Compile(page, block).RunAsync().WaitAsync(Patience, TimeProvider.System);

    [GeneratedRegex(@"// prints (?<text>[^\n]+)$", RegexOptions.Multiline)]
    private static partial Regex Promise();
}
