namespace Sequence.Contract.Tests.Generation;

/// <summary>The generator runs when one of its inputs changed, and never otherwise.</summary>
/// <remarks>Runs beside the tests of the packages: both spend their time in builds, each in folders of its own.</remarks>
[TestFixture]
[Parallelizable]
public class IncrementalGenerationTests
{
    private const string ClientTemplates = "generator-templates/client";

    [Test]
    public void The_first_build_generates_once_and_the_second_nothing()
    {
        (BuildResult first, BuildResult second) = SharedCopy.Value.Builds;

        Assert.That(first.Generations, Is.EqualTo(1), first.Output);
        Assert.That(second.Generations, Is.Zero, second.Output);
    }

    [TestCase(RepositoryCopy.Contract)]
    [TestCase("generator-templates/shared/Class.liquid")]
    [TestCase(ClientTemplates + "/Client.Class.liquid")]
    [TestCase("src/Sequence.Sdk/Generation/nswag.json")]
    [TestCase("src/Sequence.Sdk/Generation/Contract.Generate.targets")]
    public void A_changed_input_generates_once(string input)
    {
        RepositoryCopy copy = Built();

        Touch(copy.PathTo(input));

        AssertOneGeneration(copy);
    }

    [Test]
    public void A_new_template_generates_once_and_so_does_its_removal()
    {
        RepositoryCopy copy = Built();
        string added = copy.PathTo(ClientTemplates + "/File.Header.liquid");

        // As old as the others: only its presence can tell.
        File.WriteAllText(added, "// Added.");
        File.SetLastWriteTimeUtc(added, File.GetLastWriteTimeUtc(copy.PathTo(RepositoryCopy.Contract)).AddDays(-1));
        AssertOneGeneration(copy);
        Assert.That(File.ReadAllText(copy.GeneratedFile), Does.Contain("// Added."));

        File.Delete(added);
        AssertOneGeneration(copy);
        Assert.That(File.ReadAllText(copy.GeneratedFile), Does.Not.Contain("// Added."));
    }

    [Test]
    public void A_template_of_the_other_side_generates_nothing()
    {
        RepositoryCopy copy = Built();

        Touch(copy.PathTo("generator-templates/server/Client.Class.liquid"));

        (int first, int second, string output) = copy.GenerateTwice();
        Assert.That((first, second), Is.EqualTo((0, 0)), output);
    }

    [Test]
    public void A_clean_removes_what_was_generated_and_the_next_build_makes_it_again()
    {
        RepositoryCopy copy = Built();
        string before = File.ReadAllText(copy.GeneratedFile);

        BuildResult clean = copy.Clean().Succeeded();

        string folder = Path.GetDirectoryName(copy.GeneratedFile)!;
        Assert.That(Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [], Is.Empty, clean.Output);
        AssertOneGeneration(copy);
        Assert.That(File.ReadAllText(copy.GeneratedFile), Is.EqualTo(before));
    }

    private static RepositoryCopy Built()
    {
        RepositoryCopy copy = SharedCopy.Value;
        Assert.That(copy.Builds.Second.ExitCode, Is.Zero);
        return copy;
    }

    private static void Touch(string path) => File.SetLastWriteTimeUtc(path, DateTime.UtcNow);

    private static void AssertOneGeneration(RepositoryCopy copy)
    {
        (int first, int second, string output) = copy.GenerateTwice();
        Assert.That((first, second), Is.EqualTo((1, 0)), output);
    }
}
