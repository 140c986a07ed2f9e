using System.Diagnostics;
using NUnit.Framework;
using Sequence.Sandbox.Tests.Markets;

namespace Sequence.Sandbox.Tests.Samples;

/// <summary>The README's first command, as a process with its output redirected.</summary>
public sealed class QuickstartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Without_settings_it_buys_hedges_and_exits_with_0()
    {
        (int code, string output, string error) = await RunAsync([], []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero, error);
            Assert.That(output, Does.Contain("fill: ").And.Contain("order COMPLETED: 0.29 of 0.29 filled").And.Contain("graph completed"));
            Assert.That(output.Contains('\u001b', StringComparison.Ordinal), Is.False, "redirected output is plain text");
        }
    }

    [Test]
    public async Task A_proxy_in_the_environment_is_not_asked_for_a_server_on_this_machine()
    {
        const string NobodyListens = "http://127.0.0.1:9";
        (int code, string output, string error) = await RunAsync(
            [], [.. new[] { "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy" }.Select(name => (name, NobodyListens))]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero, error);
            Assert.That(output, Does.Contain("fill: "), "calls and streams");
        }
    }

    [Test]
    public async Task On_recorded_flow_it_shows_the_recorded_orders_on_the_other_side()
    {
        (int code, string output, string error) = await RunAsync(["--replay", RepositoryFiles.RecordedOrderFlow()], []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero, error);
            Assert.That(output, Does.Contain("BTC-ZAR").And.Contain("recorded order"));
            Assert.That(output, Does.Match(@"(?m)^\d+ +49\d{4}(\.\d+)? +0\.\d+"), "order number, price and quantity");
        }
    }

    [Test]
    public async Task Against_a_server_it_places_no_order_unless_told_to()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 3 });
        string key = exchange.NewKey();
        (string, string)[] server = [("SEQUENCE_API_KEY", key), ("SEQUENCE_BASE_URL", exchange.BaseAddress.ToString())];
        (int code, string output, string error) = await RunAsync([], server);
        int untouched = OrdersOn(exchange);
        (int trading, string traded, _) = await RunAsync(["--trade"], server);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero, error);
            Assert.That(output, Does.Contain("No order was placed"));
            Assert.That(untouched, Is.Zero);
            Assert.That(trading, Is.Zero);
            Assert.That(traded, Does.Contain("order COMPLETED"));
            Assert.That(OrdersOn(exchange), Is.Positive);
            Assert.That(output + error + traded, Does.Not.Contain(key));
        }
    }

    [TestCase("--replay", "no-such-file.csv.gz")]
    [TestCase("--no-such-option")]
    public async Task A_failure_is_one_sentence_and_exit_code_1(params string[] arguments)
    {
        (int code, _, string error) = await RunAsync(arguments, []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(error.Trim(), Does.Contain(arguments[^1]).And.Not.Contain("   at "));
        }
    }

    [Test]
    public async Task A_server_that_is_not_there_is_one_sentence_and_exit_code_1()
    {
        (int code, _, string error) = await RunAsync(
            [], [("SEQUENCE_API_KEY", "seq_test_" + new string('0', 64)), ("SEQUENCE_BASE_URL", "http://127.0.0.1:9")]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(error.Trim().Split('\n'), Has.Length.EqualTo(1));
        }
    }

    private static int OrdersOn(SandboxExchange exchange) =>
        exchange.Tape.Count(trade => trade.TakerReference?.StartsWith("graph:", StringComparison.Ordinal) == true);

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Quickstart.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("SEQUENCE_API_KEY");
        start.Environment.Remove("SEQUENCE_BASE_URL");
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The quickstart did not end within {Patience.TotalSeconds:0} s.");
        }

        return (process.ExitCode, await output, await error);
    }
}
