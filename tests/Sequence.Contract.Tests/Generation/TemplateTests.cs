using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Generation;

/// <summary>The generator ignores a template with a misspelt name and a folder with foreign ones in silence; these tests do not.</summary>
[TestFixture]
public partial class TemplateTests
{
    /// <summary>Shorter pieces of a template may stand in any code.</summary>
    private const int ShortestTrace = 20;

    private static readonly string[] Client = ["client", "shared"];
    private static readonly string[] Server = ["server", "shared"];

    private static IEnumerable<TestCaseData> Templates() =>
        from side in new[] { (Name: "client", Folders: Client), (Name: "server", Folders: Server) }
        from folder in side.Folders
        from path in Directory.EnumerateFiles(Repository.PathTo($"generator-templates/{folder}"), "*.liquid").Order(StringComparer.Ordinal)
        select new TestCaseData(path, side.Name).SetArgDisplayNames($"{folder}/{Path.GetFileName(path)}", side.Name);

    [TestCaseSource(nameof(Templates))]
    public void Every_template_leaves_a_trace_that_the_generator_alone_does_not(string path, string side)
    {
        RepositoryCopy copy = SharedCopy.Value;
        string generated = side == "client" ? copy.BothSides.Client.Text : copy.BothSides.Models.Text + copy.BothSides.Server.Text;

        string[] ours = [.. LiquidTag().Split(File.ReadAllText(path))
            .SelectMany(text => text.Split('\n'))
            .Select(text => text.Trim())
            .Where(text => text.Length >= ShortestTrace && !copy.WithoutTemplates.Contains(text, StringComparison.Ordinal))];

        Assert.That(ours.Where(text => generated.Contains(text, StringComparison.Ordinal)), Is.Not.Empty);
    }

    [Test]
    public void Both_sides_generate_at_the_same_time_each_from_its_own_templates()
    {
        BothSides both = SharedCopy.Value.BothSides;

        Assert.That(both.Run.Generations, Is.EqualTo(3), both.Run.Output);
        Assert.That(both.Client.Templates, Is.EqualTo(Names(Client)));
        Assert.That(both.Models.Templates, Is.EqualTo(Names(Server)));
        Assert.That(both.Server.Templates, Is.EqualTo(Names(Server)));
        Assert.That(both.Client.Text, Does.Contain("class RawTradeClient").And.Not.Contain("TradeOperations"));
        Assert.That(both.Models.Text, Does.Contain("class SubmitBody").And.Not.Contain("TradeOperations").And.Not.Contain("RawTradeClient"));
        Assert.That(both.Server.Text, Does.Contain("class TradeOperations").And.Not.Contain("RawTradeClient").And.Not.Contain("class SubmitBody"));
    }

    [Test]
    public void The_generated_clients_read_nothing_synchronously() =>
        Assert.That(
            SynchronousRead().Matches(InactiveBranch().Replace(SharedCopy.Value.BothSides.Client.Text, string.Empty)).Select(match => match.Value),
            Is.Empty);

    [Test]
    public void The_generated_clients_pass_the_token_to_every_call()
    {
        string[] calls = [.. SharedCopy.Value.BothSides.Client.Text.Split('\n').Where(line => line.Contains("return SendAsync", StringComparison.Ordinal) || line.Contains("return OpenAsync", StringComparison.Ordinal))];

        Assert.That(calls, Is.Not.Empty);
        Assert.That(calls, Has.All.Match(@"cancellationToken\);"));
    }

    private static IOrderedEnumerable<string> Names(string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathTo($"generator-templates/{folder}"), "*.liquid"))
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{%-?\s*comment.*?endcomment\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline)]
    private static partial Regex LiquidTag();

    /// <summary>What the generator writes for frameworks that we do not build for.</summary>
    [GeneratedRegex(@"^\s*#else\b.*?^\s*#endif", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex InactiveBranch();

    [GeneratedRegex(@"\.Result\b|\.Wait\(|GetResult\(|\.Send\(|\.Read\w*\(\)|\.CopyTo\(|StreamReader|JsonTextReader|JsonReader\(")]
    private static partial Regex SynchronousRead();
}
