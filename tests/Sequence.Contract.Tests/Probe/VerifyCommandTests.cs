using System.Net;
using System.Net.Sockets;
using Sequence.Sandbox;

namespace Sequence.Contract.Tests.Probe;

public sealed class VerifyCommandTests
{
    private static readonly string Key = "seq_test_" + new string('b', 64);

    [TestCase("https://api.example.com", "seq_live_0000", "seq_live_ key")]
    [TestCase("https://api.example.com", "SEQ_LIVE_0000", "seq_live_ key")]
    [TestCase("https://api.example.com", "sk-0000", "starts with seq_test_")]
    [TestCase("https://api.example.com", "seq_test_0 0", "starts with seq_test_")]
    [TestCase("http://api.example.com", "seq_test_0000", "unencrypted")]
    [TestCase("http://10.0.0.1:80", "seq_test_0000", "unencrypted")]
    [TestCase("http://127.0.0.1.example.com", "seq_test_0000", "unencrypted")]
    [TestCase("ftp://127.0.0.1", "seq_test_0000", "http or https")]
    [TestCase("api.example.com", "seq_test_0000", "http or https")]
    [TestCase("https://user:word@api.example.com", "seq_test_0000", "no user")]
    [TestCase("https://api.example.com/?a=b", "seq_test_0000", "query")]
    public async Task A_wrong_option_is_one_sentence_and_exit_code_2(string url, string key, string named) =>
        AssertFailed(await ProbeRun.StartAsync(TimeProvider.System, "verify", "--base-url", url, "--key", key), named, key);

    [TestCase("report.txt", ".md or .json")]
    [TestCase("no-such-folder/report.md", "no-such-folder")]
    public async Task A_report_that_cannot_be_written_is_refused_before_any_call(string file, string named) =>
        AssertFailed(await ProbeRun.StartAsync(TimeProvider.System, "verify", "--base-url", "http://127.0.0.1:1", "--key", Key, "--report", file), named, Key);

    [Test]
    public async Task A_stray_word_is_refused_without_repeating_a_key() =>
        AssertFailed(await ProbeRun.StartAsync(TimeProvider.System, "verify", "--base-url", "http://127.0.0.1:1", Key), "seq_test_…", Key);

    [Test]
    public async Task A_missing_base_url_is_named() =>
        AssertFailed(await ProbeRun.StartAsync(TimeProvider.System, "verify", "--key", Key), "--base-url", Key);

    [Test]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        AssertFailed(await ProbeRun.StartAsync(TimeProvider.System, "verify", "--base-url", $"http://127.0.0.1:{port}", "--key", Key), $"127.0.0.1:{port} cannot be reached", Key);
    }

    [Test]
    public async Task A_key_that_the_server_refuses_is_said_so()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();

        AssertFailed(
            await ProbeRun.StartAsync(TimeProvider.System, "verify", "--base-url", exchange.BaseAddress.ToString(), "--key", "seq_test_tooshort"),
            "does not accept the key",
            "tooshort");
    }

    [Test]
    public async Task Help_names_the_options_and_succeeds()
    {
        ProbeRun run = await ProbeRun.StartAsync(TimeProvider.System, "verify", "--help");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain("--base-url").And.Contain("--key").And.Contain("--report").And.Contain("--include-control"));
    }

    private static void AssertFailed(ProbeRun run, string named, string secret)
    {
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), run.Errors);
        Assert.That(run.Errors, Does.Contain(named).And.Not.Contains(secret));
        Assert.That(run.Errors.TrimEnd(), Does.EndWith("."));
    }
}
