using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Recording;

namespace Sequence.Sandbox.Tool;

/// <summary>The command line: starts an exchange and runs it until the process is told to end.</summary>
internal static class SandboxCommand
{
    private const string Purpose = """
        A Sequence exchange on this machine: REST, WebSocket and real matching, for tests and demos.

        Any key of the form seq_test_ and 64 hexadecimal digits opens an account of its own on its first use.
        The contract stands at /docs. It runs until SIGINT (Ctrl+C) or SIGTERM, and then closes its streams with 1001.
        """;

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen: plain http addresses, separated by semicolons; port 0 takes a free one.",
        DefaultValueFactory = _ => "http://127.0.0.1:50052",
        HelpName = "url",
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The source of all randomness: the same seed gives the same market.",
        DefaultValueFactory = _ => 1,
        HelpName = "number",
    };

    private static readonly Option<string?> Replay = new("--replay")
    {
        Description = "A recorded order book (csv.gz) to replay as BTC-ZAR on the venue 'replay', or a session that --record wrote (jsonl.gz): its clients trade again, with its seed and from its time on.",
        HelpName = "file",
    };

    private static readonly Option<string?> Record = new("--record")
    {
        Description = "Where to record every call and every stream frame, without secrets (jsonl.gz); the file must not exist yet.",
        HelpName = "file",
    };

    private static readonly Option<double> Speed = new("--speed")
    {
        Description = "How many seconds pass in the exchange in one second, such as 10 or 0.5.",
        DefaultValueFactory = _ => 1,
        HelpName = "factor",
    };

    private static readonly Option<bool> Check = new("--check")
    {
        Description = "Play the session of --replay once, as fast as it goes, compare it byte for byte, and end: exit code 0 when it is the same, 1 and the first difference when not.",
    };

    private static readonly Option<int> Catalogue = new("--catalogue")
    {
        Description = "How many prediction markets are open on each of kalshi and polymarket at the start.",
        DefaultValueFactory = _ => new SandboxOptions().CatalogueSize,
        HelpName = "number",
    };

    private static readonly Option<LogLevel> Level = new("--log-level")
    {
        Description = "What is written to stderr: none, critical, error, warning, information (one line for each request) and more with debug and trace.",
        DefaultValueFactory = _ => LogLevel.Warning,
        HelpName = "level",
    };

    private static readonly Option<string?> Faults = new("--faults")
    {
        Description = "Faults on demand: a JSON file as docs/sandbox.md describes it.",
        HelpName = "file",
    };

    private static readonly Option<string[]> AllowedHosts = new("--allow-host")
    {
        Description = "A host name by which clients may reach the exchange besides loopback names and the address that it listens on; * for any. Can be repeated.",
        DefaultValueFactory = _ => [],
        HelpName = "host",
    };

    private static readonly Option<string[]> AllowedOrigins = new("--allow-origin")
    {
        Description = "The origin of web pages that may call the exchange, such as http://app.example:3000; * for any. Can be repeated.",
        DefaultValueFactory = _ => [],
        HelpName = "origin",
    };

    private static readonly Option<int?> Qps = new("--qps")
    {
        Description = "The requests per second that all keys of a client may make together, in bursts of twice as many; without it as many as they like.",
        HelpName = "number",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int qps) && qps < 1)
                    result.AddError("--qps must be 1 or more.");
            },
        },
    };

    /// <returns>The exit code: 0 after a clean end, 1 after an error, which is one sentence on <paramref name="errors"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        var command = new RootCommand(Purpose) { Urls, Seed, Catalogue, Record, Replay, Qps, Speed, Check, Faults, AllowedHosts, AllowedOrigins, Level };
        command.SetAction((parsed, cancelled) => ServeUntilSignalAsync(parsed, output, errors, cancelled));
        ParseResult result = command.Parse(args);
        if (result.Errors.Count > 0)
            return await FailAsync(errors, result.Errors[0].Message).ConfigureAwait(false);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            EnableDefaultExceptionHandler = false,
            // It would listen for signals only after the exchange has said that it is ready; we do so before.
            ProcessTerminationTimeout = null,
        };
        return await result.InvokeAsync(configuration).ConfigureAwait(false);
    }

    private static async Task<int> ServeUntilSignalAsync(ParseResult parsed, TextWriter output, TextWriter errors, CancellationToken cancelled)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        return await ServeAsync(parsed, output, errors, ended.Token).ConfigureAwait(false);

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.Cancel();
        }
    }

    private static async Task<int> ServeAsync(ParseResult parsed, TextWriter output, TextWriter errors, CancellationToken ended)
    {
        using ILoggerFactory logs = StandardError(parsed.GetRequiredValue(Level));
        try
        {
            if (parsed.GetValue(Check))
                return await CheckAsync(parsed.GetValue(Replay), output, errors, ended).ConfigureAwait(false);
            await RunExchangeAsync(Options(parsed, logs), output, errors, ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return parsed.GetValue(Check) ? await FailAsync(errors, "Stopped before the end").ConfigureAwait(false) : 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ArgumentException or UnauthorizedAccessException)
        {
            return await FailAsync(errors, e.Message).ConfigureAwait(false);
        }

        return 0;
    }

    private static SandboxOptions Options(ParseResult parsed, ILoggerFactory logs)
    {
        string? replay = parsed.GetValue(Replay);
        double speed = parsed.GetRequiredValue(Speed);
        if (speed is not (>= 0.001 and <= 1000))
            throw new ArgumentException($"--speed is from 0.001 to 1000, but was {speed.ToString(CultureInfo.InvariantCulture)}.");
        // A session starts at its own time, so that its markets are the same; other exchanges start now.
        DateTimeOffset? start = replay is not null && SessionFile.Holds(replay) ? SessionFile.Read(replay).Header.At.ToDateTimeOffset() : null;
        if (start is not null && Given(parsed, Seed, Catalogue) is { } given)
            throw new ArgumentException($"{given} comes from the session in {replay}; leave it out.");
        return new SandboxOptions
        {
            Urls = parsed.GetRequiredValue(Urls),
            Seed = parsed.GetRequiredValue(Seed),
            RateLimitQps = parsed.GetValue(Qps),
            CatalogueSize = parsed.GetRequiredValue(Catalogue),
            ReplayFile = replay,
            RecordFile = parsed.GetValue(Record),
            FaultFile = parsed.GetValue(Faults),
            AllowedHosts = parsed.GetRequiredValue(AllowedHosts),
            AllowedOrigins = parsed.GetRequiredValue(AllowedOrigins),
            TimeProvider = start is null && speed == 1 ? TimeProvider.System : new ScaledTime(TimeProvider.System, speed, start ?? TimeProvider.System.GetUtcNow()),
            LoggerFactory = logs,
        };
    }

    private static string? Given(ParseResult parsed, params Option[] options) => options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    private static async Task RunExchangeAsync(SandboxOptions options, TextWriter output, TextWriter errors, CancellationToken ended)
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(options, ContractBrowser.MapTo, ended).ConfigureAwait(false);
        await AnnounceAsync(exchange, options.Urls, output, errors).ConfigureAwait(false);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ended).ConfigureAwait(false);
    }

    private static async Task<int> CheckAsync(string? file, TextWriter output, TextWriter errors, CancellationToken ended)
    {
        if (file is null)
            return await FailAsync(errors, "--check needs a session: --replay session.jsonl.gz.").ConfigureAwait(false);
        ReplayReport report = await SandboxReplay.CheckAsync(file, ended).ConfigureAwait(false);
        if (report.Difference is { } difference)
            return await FailAsync(errors, $"{file}, {difference}").ConfigureAwait(false);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Replayed {report.Calls} calls and {report.Frames} frames: every byte is the same")).ConfigureAwait(false);
        return 0;
    }

    private static async Task AnnounceAsync(SandboxExchange exchange, string urls, TextWriter output, TextWriter errors)
    {
        if (ListenAddress.Parse(urls).FirstOrDefault(url => !ListenAddress.IsLoopback(url)) is { } open)
        {
            await errors.WriteLineAsync($"Warning: {open} can be reached from other machines; any well-formed key is accepted there, and nothing is encrypted.")
                .ConfigureAwait(false);
        }

        string addresses = string.Join(", ", exchange.Addresses.Select(address => address.GetLeftPart(UriPartial.Authority)));
        await output.WriteLineAsync($"Sequence sandbox listening on {addresses}").ConfigureAwait(false);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<int> FailAsync(TextWriter errors, string problem)
    {
        string sentence = problem.ReplaceLineEndings(" ").TrimEnd();
        await errors.WriteLineAsync(sentence.EndsWith('.') ? sentence : sentence + ".").ConfigureAwait(false);
        return 1;
    }

    /// <summary>Everything on stderr, a line each: stdout has the one line that scripts wait for.</summary>
    private static ILoggerFactory StandardError(LogLevel level) => LoggerFactory.Create(log => log
        .SetMinimumLevel(level)
        .AddSimpleConsole(line => line.SingleLine = true)
        .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
