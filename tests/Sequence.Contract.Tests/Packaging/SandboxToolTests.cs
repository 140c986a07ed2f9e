using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Sequence.Contract.Tests.Generation;

namespace Sequence.Contract.Tests.Packaging;

/// <summary>The tool as a user has it: installed from a folder with packages, called by its name.</summary>
[Parallelizable]
public sealed class SandboxToolTests
{
    private const string Id = "Sequence.Sandbox.Tool";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<string> Installed = new(Install);

    [Test]
    public void The_package_is_a_tool_with_the_name_that_users_type()
    {
        PackageFile package = SharedPackages.Value.Open(Id);

        Assert.That(package.Attribute("packageType", "name"), Is.EqualTo("DotnetTool"));
        Assert.That(package.Dependencies, Is.Empty, "A tool carries what it needs.");
        Assert.That(Encoding.UTF8.GetString(package.BytesOf("tools/net10.0/any/DotnetToolSettings.xml")), Does.Contain("""Name="sequence-sandbox" EntryPoint="sequence-sandbox.dll" """));
        Assert.That(package.BytesOf("README.md"), Is.EqualTo(File.ReadAllBytes(Repository.PathTo($"src/{Id}/README.md"))));
        Assert.That(package.Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).SelectMany(file => MachinePaths.In(package.BytesOf(file))), Is.Empty);
    }

    [Test]
    public async Task The_installed_tool_explains_itself()
    {
        (int exit, string help) = await RunAsync("--help");
        Assert.That(exit, Is.Zero);
        Assert.That(help, Does.Contain("sequence-sandbox [options]").And.Contains("--urls").And.Contains("--seed"));

        (exit, string version) = await RunAsync("--version");
        Assert.That(exit, Is.Zero);
        Assert.That(version, Does.Match(@"^0\.1\.0\+[0-9a-f]{40}\s*$"));
    }

    [Test]
    [Platform(Include = "Linux,MacOsX", Reason = "It is ended by a signal.")]
    public async Task The_installed_tool_starts_an_exchange_and_ends_on_a_signal()
    {
        using SandboxProcess process = await SandboxProcess.StartAsync(Command("--urls", "http://127.0.0.1:0"));
        Assert.That(process.FirstLine, Does.StartWith("Sequence sandbox listening on http://127.0.0.1:"));
        using var client = new HttpClient { BaseAddress = process.Address };
        string contract = await client.GetStringAsync(new Uri("/docs/sequence.yaml", UriKind.Relative));

        Assert.That(contract, Is.EqualTo(Repository.Read("openapi/sequence.yaml")));
        Assert.That(await process.EndAsync(), Is.EqualTo((0, "", "")));
    }

    /// <summary>From the folder alone: no other source is asked.</summary>
    private static string Install()
    {
        PackedProducts packed = SharedPackages.Value;
        string sources = packed.PathTo("tool-sources.config");
        File.WriteAllText(sources, $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{packed.Feed}" />
              </packageSources>
            </configuration>
            """);
        string folder = packed.PathTo("tools");
        DotnetCommand.Run(Path.GetDirectoryName(folder)!, "tool", "install", Id, "--version", packed.Version, "--tool-path", folder, "--configfile", sources).Succeeded();
        return Path.Combine(folder, "sequence-sandbox");
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] args)
    {
        using Process process = Process.Start(Command(args))!;
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, output);
    }

    private static ProcessStartInfo Command(params string[] args)
    {
        var start = new ProcessStartInfo(Installed.Value, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The runtime of the tests, wherever it was put.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return start;
    }
}
