using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sequence.Contract.Tests.Generation;

namespace Sequence.Contract.Tests.Packaging;

/// <summary>What is in the packages, and what is not.</summary>
[Parallelizable]
public sealed partial class PackageTests
{
    private const string Sdk = "Sequence.Sdk";
    private const string Exchange = "Sequence.Exchange";
    private const string Sandbox = "Sequence.Sandbox";
    private const string PublicAddress = "https://git.example.com/sequence/sdk.git";

    private static readonly string[] Libraries = [Sdk, Exchange, Sandbox];

    [TestCaseSource(nameof(Libraries))]
    public void A_package_holds_its_library_its_documentation_and_nothing_else(string id) =>
        Assert.That(
            SharedPackages.Value.Open(id).Files,
            Is.EquivalentTo(new[] { $"{id}.nuspec", "README.md", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml" }));

    [TestCaseSource(nameof(Libraries))]
    public void A_package_says_what_it_is(string id)
    {
        PackageFile package = SharedPackages.Value.Open(id);

        Assert.That(package.Text("id"), Is.EqualTo(id));
        Assert.That(package.Text("version"), Is.EqualTo(SharedPackages.Value.Version));
        Assert.That(package.Text("license"), Is.EqualTo("MIT"));
        Assert.That(package.Attribute("license", "type"), Is.EqualTo("expression"));
        Assert.That(package.Text("readme"), Is.EqualTo("README.md"));
        Assert.That(package.BytesOf("README.md"), Is.EqualTo(File.ReadAllBytes(Repository.PathTo($"src/{id}/README.md"))));
        Assert.That(package.Text("description"), Has.Length.GreaterThan(40));
        Assert.That(package.Attribute("repository", "commit"), Does.Match("^[0-9a-f]{40}$"));
    }

    [TestCaseSource(nameof(Libraries))]
    public void Every_public_member_is_documented_in_the_package(string id)
    {
        using MemoryStream xml = new(SharedPackages.Value.Open(id).BytesOf($"lib/net10.0/{id}.xml"));
        Assert.That(XDocument.Load(xml).Descendants("member").Count(member => member.Element("summary") is not null), Is.GreaterThan(10));
    }

    [Test]
    public void The_packages_bring_the_dependencies_that_have_a_reason_in_the_versions_that_were_tested()
    {
        PackageFile host = SharedPackages.Value.Open(Sandbox);
        Dictionary<string, string>[] dependencies = [.. Libraries.Select(id => new Dictionary<string, string>(SharedPackages.Value.Open(id).Dependencies))];

        Assert.That(dependencies[1].Remove(Sdk, out string? ofSdk), "The exchange brings the SDK.");
        Assert.That(dependencies[2].Remove(Exchange, out string? ofExchange), "The sandbox brings the exchange.");
        dependencies[2].Remove(Sdk);
        Assert.That((ofSdk, ofExchange), Is.EqualTo((SharedPackages.Value.Version, SharedPackages.Value.Version)));
        Assert.That(host.Attribute("frameworkReference", "name"), Is.EqualTo("Microsoft.AspNetCore.App"));
        Assert.That(dependencies.SelectMany(all => all.Keys).Distinct(), Is.EquivalentTo(NamedIn("docs/decisions/dependencies.md", "In the packages")));
        Assert.That(dependencies.SelectMany(all => all).Distinct(), Is.SubsetOf(CentralVersions()));
    }

    /// <summary>Whoever tests against the sandbox gets no command line and no web page with it.</summary>
    [TestCaseSource(nameof(Libraries))]
    public void A_library_brings_no_command_line_and_no_page(string id) =>
        Assert.That(SharedPackages.Value.Open(id).Dependencies.Keys, Has.None.EqualTo("System.CommandLine").And.None.EqualTo("Scalar.AspNetCore"));

    [TestCaseSource(nameof(Libraries))]
    public void Symbols_lead_to_the_source_and_hold_what_is_not_in_the_repository(string id)
    {
        byte[] symbols = SharedPackages.Value.Open(id, "snupkg").BytesOf($"lib/net10.0/{id}.pdb");
        IReadOnlyList<(string Name, bool IsEmbedded)> sources = MachinePaths.Sources(symbols);

        Assert.That(sources.Select(source => source.Name), Has.Some.EndsWith($"/src/{id}/obj/pack/nswag/Contract.g.cs"));
        Assert.That(sources.Select(source => source.Name), Has.All.StartsWith("/_/"));
        Assert.That(sources.Where(source => source.Name.Contains("/obj/", StringComparison.Ordinal) != source.IsEmbedded), Is.Empty);
    }

    [TestCaseSource(nameof(Libraries))]
    public void No_path_of_this_machine_is_in_the_packages(string id)
    {
        byte[] library = SharedPackages.Value.Open(id).BytesOf($"lib/net10.0/{id}.dll");
        byte[] symbols = SharedPackages.Value.Open(id, "snupkg").BytesOf($"lib/net10.0/{id}.pdb");

        Assert.That(MachinePaths.In(library).Concat(MachinePaths.In(symbols)), Is.Empty);
    }

    [Test]
    public void A_path_of_this_machine_would_be_found()
    {
        string tests = typeof(PackageTests).Assembly.Location;
        Assert.That(MachinePaths.In(File.ReadAllBytes(tests)), Is.Not.Empty);
        Assert.That(MachinePaths.Sources(File.ReadAllBytes(Path.ChangeExtension(tests, "pdb"))).Select(source => source.Name), Has.None.StartsWith("/_/"));
    }

    [TestCase(PublicAddress, PublicAddress)]
    [TestCase("file:///srv/git/sdk", "")]
    [TestCase("ssh://git@git.example.com/sequence/sdk.git", "")]
    [TestCase("", "")]
    public void Only_a_public_address_of_the_repository_is_published(string remote, string published)
    {
        BuildResult result = DotnetCommand.Run(
            Repository.Root, "msbuild", "src/Sequence.Sdk/Sequence.Sdk.csproj", "-nologo", "-nodeReuse:false", "-tl:off",
            "-t:_InitializeNuspecRepositoryInformationProperties", "-getProperty:RepositoryUrl", $"-p:ScmRepositoryUrl={remote}", "-p:PrivateRepositoryUrl=" + remote);

        Assert.That(result.Succeeded().Output.Trim(), Is.EqualTo(published));
    }

    /// <summary>The packages that the rows of a section name; what is part of the framework is no package.</summary>
    private static IEnumerable<string> NamedIn(string page, string section)
    {
        string text = Repository.Read(page).ReplaceLineEndings("\n").Split($"## {section}\n")[1].Split("\n## ")[0];
        return Row().Matches(text).SelectMany(row => row.Groups["names"].Value.Split(", ")).Where(name => !name.Contains('(', StringComparison.Ordinal));
    }

    private static Dictionary<string, string> CentralVersions() =>
        XDocument.Load(Repository.PathTo("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(entry => entry.Attribute("Include")!.Value, entry => entry.Attribute("Version")!.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"^\| (?!package |-)(?<names>[^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
