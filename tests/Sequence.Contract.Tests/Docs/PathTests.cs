using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Docs;

/// <summary>A page that names a file names one that is there.</summary>
public sealed partial class PathTests
{
    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.PathTo("docs"), "*.md", SearchOption.AllDirectories)
            .Append(Repository.PathTo("README.md"))
            .Append(Repository.PathTo("CONTRIBUTING.md"))
            .Append(Repository.PathTo("openapi/README.md"))
            .Append(Repository.PathTo("generator-templates/README.md"))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));

    [TestCaseSource(nameof(Pages))]
    public void Every_file_that_a_page_names_exists(string page)
    {
        string text = Repository.Read(page);
        IEnumerable<string> named = CodePath().Matches(text).Select(m => m.Groups["path"].Value);
        IEnumerable<string> linked = Link().Matches(text).Select(m => m.Groups["path"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal))
            .Select(target => Path.Combine(Path.GetDirectoryName(page) ?? "", target));
        Assert.That(named.Concat(linked).Where(path => !Path.Exists(Repository.PathTo(path))), Is.Empty);
    }

    [GeneratedRegex(@"`(?<path>(?:src|tests|samples|openapi|docs|generator-templates)/[\w./-]+)`")]
    private static partial Regex CodePath();

    [GeneratedRegex(@"\]\((?<path>[^)#]+)")]
    private static partial Regex Link();
}
