using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Generation;

/// <summary>A mistake in the contract stops the build, and the message leads to it.</summary>
[TestFixture]
public class BrokenContractTests
{
    [Test]
    public void Broken_yaml_is_an_error_at_its_line_and_column_until_it_is_mended()
    {
        const string Broken = "    Side: what: is this";
        RepositoryCopy copy = SharedCopy.Value;
        string text = Change("\n    Side:\n", $"\n{Broken}\n");
        (string path, string[] properties) = copy.Changed("syntax", text);

        BuildResult first = copy.Generate(properties);
        BuildResult second = copy.Generate(properties);

        // The second colon is the mistake.
        string expected = ErrorAt(path, text, text.IndexOf(Broken, StringComparison.Ordinal) + Broken.LastIndexOf(':'));
        Assert.That(first.ExitCode, Is.Not.Zero, first.Output);
        Assert.That(first.Output, Does.Match(expected));
        Assert.That(second.ExitCode, Is.Not.Zero, second.Output);
        Assert.That(second.Output, Does.Match(expected));
    }

    [Test]
    public void A_reference_to_nothing_is_an_error_at_its_line_and_column()
    {
        // A name that is the start of another: the place of that one would be the wrong place.
        const string Missing = "#/components/schemas/QuotesBatch";
        RepositoryCopy copy = SharedCopy.Value;
        string text = Change("#/components/schemas/QuotesBatchResult'", Missing + "'");
        (string path, string[] properties) = copy.Changed("reference", text);

        BuildResult run = copy.Generate(properties);

        Assert.That(run.ExitCode, Is.Not.Zero, run.Output);
        Assert.That(run.Output, Does.Match(ErrorAt(path, text, text.IndexOf(Missing + "'", StringComparison.Ordinal) - 1)));
        Assert.That(run.Output, Does.Contain($"Nothing is defined at '{Missing}'"));
    }

    [Test]
    public void A_renamed_member_is_an_error_in_the_handwritten_code_that_uses_it()
    {
        RepositoryCopy copy = SharedCopy.Value;
        (_, string[] properties) = copy.Changed("renamed", Repository.Read(RepositoryCopy.Contract).Replace("api_secret", "api_password", StringComparison.Ordinal));

        BuildResult run = copy.Build(properties);

        string[] places = [.. Regex.Matches(run.Output, @"^(.+?)\(\d+,\d+\): error (CS\d+: .*) \[", RegexOptions.Multiline)
            .Select(error => $"{Path.GetRelativePath(copy.PathTo("src/Sequence.Sdk"), error.Groups[1].Value).Replace('\\', '/')}: {error.Groups[2].Value}")];
        Assert.That(run.ExitCode, Is.Not.Zero, run.Output);
        Assert.That(places, Is.Not.Empty, run.Output);
        Assert.That(places, Has.All.Contain("'ApiSecret'").And.All.Not.StartWith("obj/").And.All.Not.StartWith("../"), run.Output);
    }

    private static string Change(string find, string replace)
    {
        string contract = Repository.Read(RepositoryCopy.Contract);
        int at = contract.IndexOf(find, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative, $"The contract has no '{find}' to change.");
        return string.Concat(contract.AsSpan(0, at), replace, contract.AsSpan(at + find.Length));
    }

    /// <summary>What a terminal or an editor makes a link of: file(line,column): error.</summary>
    private static string ErrorAt(string path, string text, int index)
    {
        int line = text.AsSpan(0, index).Count('\n') + 1;
        int column = index - text.LastIndexOf('\n', index - 1);
        return $@"(?m)^{Regex.Escape(path)}\({line},{column}\) ?: error contract: ";
    }
}
