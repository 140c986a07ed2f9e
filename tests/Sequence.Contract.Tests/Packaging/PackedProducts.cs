using System.Globalization;
using Sequence.Contract.Tests.Generation;

namespace Sequence.Contract.Tests.Packaging;

/// <summary>
/// The packages and the sandbox's tool, packed as for a release into a folder of their own under a version that nobody has seen, so that no cache answers for them.
/// Compiled beside the ordinary output; what did not change is not compiled again.
/// </summary>
internal sealed class PackedProducts : IDisposable
{
    private const string Driver = "pack.proj";

    private static readonly string[] Projects =
    [
        "src/Sequence.Sdk/Sequence.Sdk.csproj", "src/Sequence.Exchange/Sequence.Exchange.csproj",
        "src/Sequence.Sandbox/Sequence.Sandbox.csproj", "src/Sequence.Sandbox.Tool/Sequence.Sandbox.Tool.csproj",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sequence-packages-");

    private PackedProducts() =>
        Version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}");

    public string Version { get; }

    /// <summary>The folder with the packages, in the place where the repository has it.</summary>
    public string Feed => PathTo("artifacts");

    public static PackedProducts Make()
    {
        PackedProducts packed = new();
        File.WriteAllText(packed.PathTo(Driver), $"""
            <Project>
              <Target Name="PackAll">
                <MSBuild Projects="{string.Join(';', Projects.Select(Repository.PathTo))}" Targets="Pack" BuildInParallel="true" />
              </Target>
            </Project>
            """);
        // No analyzer runs: they judge the ordinary build.
        DotnetCommand.Run(
            packed._folder.FullName, "msbuild", Driver, "-t:PackAll", "-m:2", "-nologo", "-v:m", "-tl:off", "-nodeReuse:false",
            "-p:CI=true", "-p:Configuration=Release", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false",
            "-p:IntermediateOutputPath=obj/pack/", "-p:OutputPath=bin/pack/",
            $"-p:PackageOutputPath={packed.Feed}/", $"-p:NuspecOutputPath={packed.PathTo("nuspec")}/", $"-p:PackageVersion={packed.Version}").Succeeded();
        return packed;
    }

    public string PathTo(string relative) => Path.Combine(_folder.FullName, relative);

    public PackageFile Open(string id, string extension = "nupkg") => PackageFile.Read(Path.Combine(Feed, $"{id}.{Version}.{extension}"));

    public void Dispose() => _folder.Delete(recursive: true);
}
