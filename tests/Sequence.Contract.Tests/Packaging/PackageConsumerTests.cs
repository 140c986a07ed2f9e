using System.Reflection;
using Sequence.Contract.Tests.Generation;

namespace Sequence.Contract.Tests.Packaging;

/// <summary>A program outside the repository takes the packages from a folder, without warnings and without the network, and trades.</summary>
[Parallelizable]
public sealed class PackageConsumerTests
{
    private const string Consumer = "tests/PackageConsumer";

    [Test]
    public void A_program_that_has_only_the_packages_trades()
    {
        PackedProducts packed = SharedPackages.Value;
        string folder = packed.PathTo(Consumer);
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(Repository.PathTo(Consumer)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));

        // Ours into a folder that goes away again; those of others from where the solution's restore left them.
        DotnetCommand.Run(
            folder, "build", "-nologo", "-v:m", "-tl:off", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            $"-p:SequenceVersion={packed.Version}", $"-p:RestorePackagesPath={packed.PathTo("restored")}", $"-p:RestoreFallbackFolders={Restored()}",
            "-o", "out").Succeeded();
        Assert.That(Directory.EnumerateDirectories(packed.PathTo("restored")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "sequence.sdk", "sequence.exchange", "sequence.sandbox" }));
        Assert.That(File.ReadAllText(Path.Combine(folder, "obj", "project.assets.json")), Does.Contain("Newtonsoft.Json/").And.Not.Contain("System.CommandLine/").And.Not.Contain("Scalar.AspNetCore/"));

        BuildResult run = DotnetCommand.Run(folder, "out/PackageConsumer.dll").Succeeded();
        Assert.That(run.Output, Does.Match(@"^order (COMPLETED|FILLED): 0\.29 of 0\.29 in [1-9]\d* fills\r?\nhedge completed: spot 2, hedge 2\r?\n"));
    }

    private static string Restored() =>
        typeof(PackageConsumerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NuGetPackageRoot").Value!;
}
