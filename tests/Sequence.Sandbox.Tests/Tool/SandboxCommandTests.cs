using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using NUnit.Framework;
using Sequence.Sandbox.Tests.Recording;
using Sequence.Sandbox.Tool;

namespace Sequence.Sandbox.Tests.Tool;

public sealed class SandboxCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TestCase("--seed", "many", "many")]
    [TestCase("--seed", "99999999999", "99999999999")]
    [TestCase("--qps", "few", "few")]
    [TestCase("--qps", "0", "--qps")]
    [TestCase("--port", "1", "--port")]
    [TestCase("--urls", "https://127.0.0.1:1", "https://127.0.0.1:1")]
    [TestCase("--urls", "http://example.com:1", "http://example.com:1")]
    [TestCase("--replay", "no-such-file.csv.gz", "no-such-file.csv.gz")]
    [TestCase("--catalogue", "0", "Catalogue")]
    [TestCase("--log-level", "loud", "loud")]
    [TestCase("--speed", "0", "--speed")]
    [TestCase("--check", "true", "--replay")]
    [TestCase("--faults", "no-such-file.json", "no-such-file.json")]
    [TestCase("--allow-host", "http://sandbox.example", "http://sandbox.example")]
    [TestCase("--allow-origin", "sandbox.example", "sandbox.example")]
    public async Task A_bad_option_is_one_sentence_on_stderr_and_exit_code_1(string option, string value, string named)
    {
        (int exit, string output, string errors) = await RunAsync(option, value);

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(errors.Trim().Split('\n'), Has.Length.EqualTo(1), errors);
        Assert.That(errors, Does.Contain(named));
        Assert.That(errors.TrimEnd(), Does.EndWith("."));
    }

    [Test]
    public async Task A_malformed_recording_is_named_with_its_line()
    {
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "malformed.csv.gz");
        await using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            await packed.WriteAsync(Encoding.UTF8.GetBytes("ts_ms,op,order,side,price,qty\n1,add,1,bid,cheap,1\n"));

        (int exit, string output, string errors) = await RunAsync("--replay", file, "--urls", "http://127.0.0.1:0");

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(errors, Does.Contain(file).And.Contains("line 2").And.Contains("price"));
    }

    [Test]
    public async Task A_port_in_use_is_one_sentence_and_exit_code_1()
    {
        await using SandboxExchange first = await SandboxExchange.StartAsync();
        string url = first.BaseAddress.GetLeftPart(UriPartial.Authority);

        (int exit, string output, string errors) = await RunAsync("--urls", url);

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(errors.Trim().Split('\n'), Has.Length.EqualTo(1), errors);
        Assert.That(errors, Does.Contain(url).And.Contains("in use"));
    }

    [TestCase("TERM")]
    [TestCase("INT")]
    [Platform(Include = "Linux", Reason = "The signals, and the env that resets them, are those of GNU/Linux.")]
    public async Task The_process_says_where_it_listens_and_ends_well_on_a_signal(string signal)
    {
        using SandboxProcess process = await LaunchAsync("--urls", "http://127.0.0.1:0", "--seed", "3");
        Assert.That(process.FirstLine, Does.Match(@"^Sequence sandbox listening on http://127\.0\.0\.1:\d+$"));
        using var client = new HttpClient { BaseAddress = process.Address };
        Assert.That((await client.GetAsync(new Uri("/v1/health/live", UriKind.Relative))).IsSuccessStatusCode);

        Assert.That(await process.EndAsync(signal), Is.EqualTo((0, "", "")));
    }

    [Test]
    [Platform(Include = "Linux", Reason = "The signals, and the env that resets them, are those of GNU/Linux.")]
    public async Task The_rate_of_the_command_line_limits_each_client()
    {
        using SandboxProcess process = await LaunchAsync("--urls", "http://127.0.0.1:0", "--qps", "1");
        using var client = new HttpClient { BaseAddress = process.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "seq_test_" + new string('0', 64));
        List<int> answers = [];
        for (int i = 0; i < 100 && !answers.Contains(429); i++)
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri("/v1/account", UriKind.Relative));
            answers.Add((int)answer.StatusCode);
        }

        await process.EndAsync();
        Assert.That(answers.Take(2), Is.EqualTo([200, 200]));
        Assert.That(answers, Has.Some.EqualTo(429));
    }

    [Test]
    [Platform(Include = "Linux", Reason = "The signals, and the env that resets them, are those of GNU/Linux.")]
    public async Task An_address_that_others_can_reach_is_warned_about_in_one_line()
    {
        using SandboxProcess process = await LaunchAsync("--urls", "http://0.0.0.0:0");
        (int exit, _, string warning) = await process.EndAsync();

        Assert.That(process.FirstLine, Does.StartWith("Sequence sandbox listening on http://127.0.0.1:"));
        Assert.That(warning.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(warning, Does.Contain("http://0.0.0.0:0").And.Contains("other machines"));
        Assert.That(exit, Is.Zero);
    }

    [Test]
    [Platform(Include = "Linux", Reason = "The signals, and the env that resets them, are those of GNU/Linux.")]
    public async Task A_recording_is_whole_after_a_signal_and_is_checked_by_a_second_command()
    {
        string file = Recording.SessionText.NewFile("process");
        using (SandboxProcess process = await LaunchAsync("--urls", "http://127.0.0.1:0", "--record", file, "--speed", "5"))
        {
            using var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Authorization", "Bearer seq_test_" + new string('0', 64));
            await socket.ConnectAsync(new Uri($"ws://{process.Address.Authority}/v1/stream"), CancellationToken.None).WaitAsync(Patience);
            await socket.SendAsync(Encoding.UTF8.GetBytes("""{"subscribe": ["prices:BTC-USD"]}"""), WebSocketMessageType.Text, true, CancellationToken.None);
            for (int frames = 0; frames < 5; frames++)
                await socket.ReceiveAsync(new byte[4096], CancellationToken.None).WaitAsync(Patience);
            Assert.That((await process.EndAsync()).Exit, Is.Zero);
        }

        (int exit, string output, string errors) = await RunAsync("--replay", file, "--check");
        Assert.That(errors, Is.Empty);
        Assert.That((exit, output), Is.EqualTo((0, output)));
        Assert.That(output, Does.Match(@"^Replayed 0 calls and ([6-9]|\d{2,}) frames: every byte is the same\s*$"));

        string[] lines = Recording.SessionText.Lines(file);
        int changed = Array.FindIndex(lines, text => text.Contains("\\\"mid\\\":", StringComparison.Ordinal));
        lines[changed] = lines[changed].Replace("\\\"mid\\\":", "\\\"mid\\\":1", StringComparison.Ordinal);
        (exit, output, errors) = await RunAsync("--replay", file, "--urls", "http://127.0.0.1:0", "--seed", "2");
        Assert.That((exit, output), Is.EqualTo((1, "")));
        Assert.That(errors, Does.StartWith("--seed comes from the session in ").And.Contains(file));

        (exit, output, errors) = await RunAsync("--replay", Recording.SessionText.Write("wrong", lines), "--check");
        Assert.That((exit, output), Is.EqualTo((1, "")));
        Assert.That(errors, Does.Contain($"line {changed + 1}, text: recorded '"));
    }

    [Test]
    public async Task The_help_names_every_option_and_says_what_a_key_looks_like()
    {
        (int exit, string output, string errors) = await RunAsync("--help");

        Assert.That(exit, Is.Zero);
        Assert.That(errors, Is.Empty);
        foreach (string text in (string[])["--urls", "--seed", "--catalogue", "--record", "--replay", "--speed", "--check", "--log-level", "--version", "seq_test_", "/docs", "SIGTERM"])
            Assert.That(output, Does.Contain(text));
    }

    [TestCase("TERM")]
    [TestCase("INT")]
    [Platform(Include = "Linux", Reason = "The signals, and the env that resets them, are those of GNU/Linux.")]
    public async Task A_signal_closes_open_streams_with_1001_and_the_log_has_one_line_for_each_request(string signal)
    {
        const string key = "seq_test_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        using SandboxProcess process = await LaunchAsync("--urls", "http://127.0.0.1:0", "--log-level", "information");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        await socket.ConnectAsync(new Uri($"ws://{process.Address.Authority}/v1/stream"), CancellationToken.None).WaitAsync(Patience);
        using var client = new HttpClient { BaseAddress = process.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        client.DefaultRequestHeaders.Add("X-Request-Id", "mine-1");
        using HttpResponseMessage answer = await client.GetAsync(new Uri($"/v1/orders/{key}?ticket=wst_00aa", UriKind.Relative));

        Task<(int Exit, string Output, string Errors)> ending = process.EndAsync(signal);
        WebSocketReceiveResult close = await socket.ReceiveAsync(new byte[64], CancellationToken.None).WaitAsync(Patience);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        (int exit, _, string log) = await ending;

        Assert.That((close.MessageType, close.CloseStatus), Is.EqualTo((WebSocketMessageType.Close, WebSocketCloseStatus.EndpointUnavailable)));
        Assert.That(exit, Is.Zero);
        string[] lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.One.Contains("GET /v1/orders/seq_… 404 (request mine-1)").And.One.Contains("GET /v1/stream 101 (request "));
        Assert.That(lines, Has.Length.EqualTo(2).And.None.Contains("00aa").And.None.Contains(key[^20..]));
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        int exit = await SandboxCommand.RunAsync(args, output, errors);
        return (exit, output.ToString(), errors.ToString());
    }

    private static Task<SandboxProcess> LaunchAsync(params string[] args)
    {
        // A background job of a shell ignores SIGINT and hands that down; env gives the child the signals of a terminal.
        var start = new ProcessStartInfo("env");
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Path.Combine(TestContext.CurrentContext.TestDirectory, "sequence-sandbox.dll"));
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        return SandboxProcess.StartAsync(start);
    }
}
