namespace Sequence.Contract.Tests.Generation;

/// <summary>A copy of what the generation needs, in a folder of its own, where a test may break things. Restored when it is made.</summary>
internal sealed class RepositoryCopy : IDisposable
{
    public const string Contract = "openapi/sequence.yaml";

    private const string Sdk = "src/Sequence.Sdk/Sequence.Sdk.csproj";
    private const string Exchange = "src/Sequence.Exchange/Sequence.Exchange.csproj";
    private const string Sandbox = "src/Sequence.Sandbox/Sequence.Sandbox.csproj";

    /// <summary>No server outlives a build, and no analyzer runs: they judge the copy where it comes from.</summary>
    private static readonly string[] Options =
        ["-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false", "-p:Configuration=Debug", $"-p:ContractTool={Path.Combine(AppContext.BaseDirectory, "Sequence.Contract.dll")}", "-nologo", "-v:m", "-tl:off"];

    private static readonly string[] Parts =
    [
        "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig",
        "openapi", "generator-templates", "src/Sequence.Sdk", Exchange, "src/Sequence.Exchange/Generation", Sandbox, "src/Sequence.Sandbox/Generation",
    ];

    private const string Driver = "rounds.proj";

    /// <summary>The second round finds the same properties but one that nothing reads, so it is evaluated and run anew.</summary>
    private const string Rounds = $"""
        <Project>
          <Target Name="Twice">
            <MSBuild Projects="{Sdk}" Targets="ContractGenerate" Properties="Round=1" />
            <Message Importance="high" Text="{NextRound}" />
            <MSBuild Projects="{Sdk}" Targets="ContractGenerate" Properties="Round=2" />
          </Target>
          <Target Name="BothSides">
            <MSBuild Projects="{Sdk};{Exchange};{Sandbox}" Targets="ContractGenerate" BuildInParallel="true" Properties="IntermediateOutputPath=obj/sides/" />
          </Target>
        </Project>
        """;

    private const string NextRound = "-- second round --";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sequence-generation-");
    private readonly Lazy<(BuildResult First, BuildResult Second)> _builds;
    private readonly Lazy<BothSides> _bothSides;
    private readonly Lazy<string> _withoutTemplates;

    private RepositoryCopy()
    {
        _builds = new Lazy<(BuildResult First, BuildResult Second)>(() => (Build().Succeeded(), Build().Succeeded()));
        _bothSides = new Lazy<BothSides>(GenerateBothSides);
        _withoutTemplates = new Lazy<string>(GenerateWithoutTemplates);
    }

    public static RepositoryCopy Make()
    {
        RepositoryCopy copy = new();
        foreach (string part in Parts)
            copy.Take(part);
        File.WriteAllText(copy.PathTo(Driver), Rounds);
        copy.Run("restore", Sandbox).Succeeded();
        return copy;
    }

    /// <summary>The first build of the SDK and the one after it.</summary>
    public (BuildResult First, BuildResult Second) Builds => _builds.Value;

    /// <summary>The file that <see cref="Build"/> generates.</summary>
    public string GeneratedFile => PathTo("src/Sequence.Sdk/obj/Debug/net10.0/nswag/Contract.g.cs");

    /// <summary>The code of the SDK, of the exchange and of its host, generated at the same time.</summary>
    public BothSides BothSides => _bothSides.Value;

    /// <summary>What the generator makes of the contract with none of our templates.</summary>
    public string WithoutTemplates => _withoutTemplates.Value;

    public string PathTo(string relative) => Path.Combine(_folder.FullName, relative);

    /// <summary>Builds the SDK.</summary>
    public BuildResult Build(params string[] properties) => Run(["build", Sdk, "--no-restore", .. properties]);

    public BuildResult Clean() => Run("clean", Sdk);

    /// <summary>Only generates the SDK's code.</summary>
    public BuildResult Generate(params string[] properties) => Run(["msbuild", Sdk, "-t:ContractGenerate", .. properties]);

    /// <summary>Only generates the sandbox's code.</summary>
    public BuildResult GenerateServer(params string[] properties) => Run(["msbuild", Sandbox, "-t:ContractGenerate", .. properties]);

    /// <summary>Generates the SDK's code in its ordinary place, and once more: how often the generator ran in each round.</summary>
    public (int First, int Second, string Output) GenerateTwice()
    {
        BuildResult run = Run("msbuild", Driver, "-t:Twice").Succeeded();
        string[] rounds = run.Output.Split(NextRound);
        Assert.That(rounds, Has.Length.EqualTo(2), run.Output);
        return ((run with { Output = rounds[0] }).Generations, (run with { Output = rounds[1] }).Generations, run.Output);
    }

    /// <summary>A contract with one change, outside the copy's own, and the properties that build from it beside the ordinary output.</summary>
    public (string Path, string[] Properties) Changed(string name, string text)
    {
        string path = PathTo($"{name}/{Contract}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return (path, [$"-p:Contract={path}", $"-p:IntermediateOutputPath=obj/{name}/", $"-p:OutputPath=bin/{name}/"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private BothSides GenerateBothSides()
    {
        BuildResult run = Run("msbuild", Driver, "-t:BothSides", "-m:2").Succeeded();
        return new BothSides(
            run, new GeneratedSide(PathTo("src/Sequence.Sdk/obj/sides/nswag")),
            new GeneratedSide(PathTo("src/Sequence.Exchange/obj/sides/nswag")), new GeneratedSide(PathTo("src/Sequence.Sandbox/obj/sides/nswag")));
    }

    private string GenerateWithoutTemplates()
    {
        // The generator insists on a folder, so there is one with a template that it never asks for.
        string unused = PathTo("no-templates/shared/Unused.liquid");
        Directory.CreateDirectory(Path.GetDirectoryName(unused)!);
        File.WriteAllText(unused, string.Empty);
        Generate($"-p:ContractTemplates={PathTo("no-templates")}/", "-p:IntermediateOutputPath=obj/plain/").Succeeded();
        return File.ReadAllText(PathTo("src/Sequence.Sdk/obj/plain/nswag/Contract.g.cs"));
    }

    private BuildResult Run(params string[] arguments) => DotnetCommand.Run(_folder.FullName, [.. arguments, .. Options]);

    private void Take(string part)
    {
        string source = Repository.PathTo(part);
        // Another test may build in the output folders meanwhile, so nothing looks into them.
        IEnumerable<string> files = Directory.Exists(source)
            ? Directory.EnumerateFiles(source).Concat(Directory.EnumerateDirectories(source).Where(folder => !IsOutput(folder))
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
            : [source];
        foreach (string file in files)
        {
            string target = PathTo(Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static bool IsOutput(string folder) => Path.GetFileName(folder) is "bin" or "obj";
}

/// <summary>The generated code of both sides of the wire, and the run that made it.</summary>
/// <param name="Run">What the build said.</param>
/// <param name="Client">The clients with their models.</param>
/// <param name="Models">The models of the exchange.</param>
/// <param name="Server">The operations of the host.</param>
internal sealed record BothSides(BuildResult Run, GeneratedSide Client, GeneratedSide Models, GeneratedSide Server);

/// <summary>What one side's generation left in its folder.</summary>
internal sealed class GeneratedSide(string folder)
{
    public string Text { get; } = File.ReadAllText(Path.Combine(folder, "Contract.g.cs"));

    /// <summary>The names of the templates it was made with.</summary>
    public IReadOnlyList<string> Templates { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(folder, "templates")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
