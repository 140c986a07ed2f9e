using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Docs;

/// <summary>What CONTRIBUTING.md says to type exists: areas, scripts and test classes.</summary>
public sealed partial class ContributingTests
{
    private static readonly string Page = Repository.Read("CONTRIBUTING.md").ReplaceLineEndings("\n");

    [Test]
    public void Every_area_is_a_folder_of_the_test_project()
    {
        string table = Page.Split("| area | what it holds |\n|---|---|\n")[1].Split("\n\n")[0];
        string[] areas = [.. AreaCell().Matches(table).SelectMany(row => Code().Matches(row.Value)).Select(match => match.Groups["text"].Value)];

        Assert.That(areas, Has.Length.GreaterThan(5));
        Assert.That(areas.Where(area => !Directory.Exists(Repository.PathTo($"tests/Sequence.Contract.Tests/{area}"))), Is.Empty);
    }

    [Test]
    public void Every_script_exists()
    {
        string[] scripts = [.. Script().Matches(Page).Select(match => match.Value).Distinct()];

        Assert.That(scripts, Does.Contain(".ci/run").And.Contain(".ci/snapshots"));
        Assert.That(scripts.Where(script => !File.Exists(Repository.PathTo(script))), Is.Empty);
    }

    [Test]
    public void Every_test_class_exists()
    {
        HashSet<string> files = [.. Directory.EnumerateFiles(Repository.PathTo("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path))];
        string[] named = [.. TestClass().Matches(Page).Select(match => match.Groups["name"].Value)];

        Assert.That(named, Does.Contain("FaultFileTests"));
        Assert.That(named.Where(name => !files.Contains(name)), Is.Empty);
    }

    [GeneratedRegex(@"^\|[^|]+", RegexOptions.Multiline)]
    private static partial Regex AreaCell();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\.ci/[\w-]+\b")]
    private static partial Regex Script();

    // In code of its own, or as the part of a filter; a name with <...> is the contributor's choice.
    [GeneratedRegex(@"(?<=[`~ ])(?<name>[A-Z]\w*Tests)(?=[`""])")]
    private static partial Regex TestClass();
}
