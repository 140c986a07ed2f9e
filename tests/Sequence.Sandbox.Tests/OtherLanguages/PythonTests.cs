using System.ComponentModel;
using System.Diagnostics;
using NUnit.Framework;

namespace Sequence.Sandbox.Tests.OtherLanguages;

/// <summary>The sandbox as a program in another language meets it: an address, a key and JSON.</summary>
public sealed class PythonTests
{
    private const string Python = "python3";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task A_program_in_Python_trades_with_its_standard_library_alone()
    {
        if ((await RunAsync("--version")).Exit != 0)
            Assert.Ignore($"There is no {Python} on this machine.");
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7 });
        string script = Path.Combine(TestContext.CurrentContext.TestDirectory, "OtherLanguages", "smoke.py");

        (int exit, string output, string errors) = await RunAsync(script, exchange.BaseAddress.ToString(), exchange.NewKey());

        Assert.That(errors, Is.Empty);
        Assert.That(exit, Is.Zero);
        Assert.That(output, Does.Match(@"^traded [1-9]\d*\s*$"));
    }

    /// <summary>Every method that was recorded of the vendor's client, sent again without the client.</summary>
    [Test]
    public async Task What_the_vendors_client_sends_is_taken()
    {
        if ((await RunAsync("--version")).Exit != 0)
            Assert.Ignore($"There is no {Python} on this machine.");
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7 });
        RecordedNames.List(exchange);
        string script = Path.Combine(TestContext.CurrentContext.TestDirectory, "OtherLanguages", "vendor_calls.py");

        (int exit, string output, string errors) = await RunAsync(script, exchange.BaseAddress.ToString(), Repository.PathTo("tests/Sequence.Sdk.Tests/Wire/vendor-wire.jsonl"));

        Assert.That(errors, Is.Empty);
        Assert.That(exit, Is.Zero);
        Assert.That(output.TrimEnd(), Is.EqualTo("taken 101"));
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        try
        {
            var start = new ProcessStartInfo(Python, args) { RedirectStandardOutput = true, RedirectStandardError = true };

            // A locale that the machine does not have would be complained of on stderr.
            start.Environment["LC_ALL"] = "C.UTF-8";
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, output, await errors);
        }
        catch (Win32Exception)
        {
            return (-1, "", "");
        }
    }
}
