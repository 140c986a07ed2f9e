using System.Diagnostics;
using System.Runtime.Versioning;

namespace Sequence.Contract.Tests;

/// <summary>The table of .ci/mutation and the list of equivalent mutants fit the sources, and docs/testing.md has every area.</summary>
[TestFixture]
public class MutationScriptTests
{
    private const string Script = ".ci/mutation";

    private static readonly Area[] Areas = [.. Repository.Read(Script).Split("areas='\n")[1].Split("\n'")[0].Split('\n').Select(Area.Parse)];

    private static IEnumerable<string[]> Equivalents =>
        Repository.Read(".ci/mutation.equivalents").Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => line.Split('\t'));

    [Test]
    public void Every_area_names_folders_that_exist()
    {
        Assert.That(Areas, Is.Not.Empty);
        IEnumerable<string> folders = Areas.SelectMany(area =>
            area.Sources.Select(folder => $"{area.Project}/{folder}").Concat(area.Tests.Select(folder => $"{area.TestProject}/{folder}")));
        Assert.That(folders.Where(folder => !Directory.Exists(Repository.PathTo(folder))), Is.Empty);
    }

    [Test]
    public void The_page_on_testing_has_a_row_for_every_area() =>
        Assert.That(
            Repository.Read("docs/testing.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]),
            Is.SupersetOf(Areas.Select(area => area.Name)));

    [Test]
    public void Every_equivalent_mutant_is_in_a_line_of_code_and_has_a_reason()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (string[] fields in Equivalents)
            {
                Assert.That(fields, Has.Length.EqualTo(4).And.All.Not.Empty, fields[0]);
                Assert.That(Repository.Read(fields[0]).Split('\n').Select(line => line.Trim()), Does.Contain(fields[1]), fields[0]);
            }
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [UnsupportedOSPlatform("windows")]
    [Platform("Linux,MacOsX", Reason = "The script needs bash.")]
    public async Task Without_a_known_area_it_explains_itself(int unknown)
    {
        ProcessStartInfo start = new("bash", [Repository.PathTo(Script), .. Enumerable.Repeat("unknown", unknown)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string written = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.EqualTo(2));
        foreach (Area area in Areas)
            Assert.That(written, Does.Contain($"  {area.Name} "));
    }

    private sealed record Area(string Name, string Project, string[] Sources, string TestProject, string[] Tests)
    {
        public static Area Parse(string row)
        {
            string[] fields = row.Split('|', StringSplitOptions.TrimEntries);
            return new Area(fields[0], fields[1], fields[2].Split(' '), fields[3], fields[4].Split(' '));
        }
    }
}
