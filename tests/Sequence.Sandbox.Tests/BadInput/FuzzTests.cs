using System.Net.WebSockets;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Http;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.BadInput;

/// <summary>
/// 10,000 requests and frames: every member of every example of the contract replaced by every bad value, every header bent, and frames of junk on
/// one socket. Whatever comes is answered, by no failure, and in words that name nothing of the implementation.
/// </summary>
public sealed class FuzzTests : ExchangeTest
{
    private const ulong Seed = 20_261_201;
    private const int Requests = 6_000;
    private const int Frames = 4_000;
    private const int Batch = 40;

    private static readonly IReadOnlyDictionary<string, Example> Examples = ContractExamples.Read();

    private static readonly string[] Families = ["prices", "book", "fair_price", "funding", "orders", "fills", "routing", "tca", "traces", "deployment", "weather", ""];

    private static readonly Gen<string> Topics = Gen.OneOf(
        Gen.Select(Gen.OneOf(Families), Junk.Segments, (family, rest) => $"\"{family}:{rest.Replace("\"", "", StringComparison.Ordinal)}\""),
        Gen.OneOf("\"prices:BTC-USD\"", "\"book:KXBTCZ-26DEC31-T99000:NO\"", "\"funding:bybit:BTC-USD-PERP\"", "\"orders\"", "\"\\u0000\"", "\"\\ud800\"", "\":\"", "\"::\""),
        Junk.Values);

    /// <summary>As many topics as a command can hold.</summary>
    private static readonly Gen<string> Long = Gen.OneOf(
        $$"""{"subscribe": [{{string.Join(',', Enumerable.Repeat("\"x\"", 10_000))}}]}""", $$"""{"subscribe": [{{string.Join(',', Enumerable.Range(0, 6_000).Select(i => $"\"t{i}\""))}}]}""");

    private static readonly Gen<string> Short = Gen.OneOf(
        Junk.Bodies,
        Topics.Array[0, 8].Select(topics => $$"""{"subscribe": [{{string.Join(',', topics)}}]}"""),
        Gen.Select(Topics.Array[0, 4], Topics.Array[0, 4], (wanted, left) => $$"""{"subscribe": [{{string.Join(',', wanted)}}], "unsubscribe": [{{string.Join(',', left)}}]}"""),
        Gen.Select(Gen.OneOf("subscribe", "unsubscribe", "SUBSCRIBE", "ping", ""), Junk.Values, (name, value) => $$"""{"{{name}}": {{value}}}"""),
        Gen.OneOf(
            """{"subscribe": [null]}""", """{"subscribe": null, "unsubscribe": null}""", """{"subscribe": ["orders"], "subscribe": ["fills"]}""", """{"unsubscribe": [[["orders"]]]}"""));

    private static readonly Gen<string> Texts = Gen.Frequency((200, Short), (1, Long));

    private readonly FailureLog _failures = new();

    protected override SandboxOptions Options => new() { Seed = 7, TimeProvider = Time, LoggerFactory = _failures };

    [SetUp]
    public void ForgetFailures() => _failures.Latest = null;

    [Test]
    public async Task Six_thousand_requests_are_answered_without_a_failure()
    {
        using var line = new RawHttp(Exchange, Key);
        var counts = new SortedDictionary<int, int>();
        var problems = new List<string>();
        int sent = 0;
        foreach ((Operation operation, string target, string body, string headers) in Draw(RequestsOf([.. Exchange.Operations.Operations]), Requests))
        {
            RawAnswer answer = await line.SendAsync(operation.Method, target, "application/json", Encoding.UTF8.GetBytes(body), headers: headers);
            counts[answer.Status] = counts.GetValueOrDefault(answer.Status) + 1;
            if (Problem(answer, headers) is { } problem)
                problems.Add($"{problem}: {operation.Method} {Head(target)} {headers.Trim()}\n{Head(body)}\n{answer.Status} {Head(answer.Body)}\n{_failures.Latest}");
            _failures.Latest = null;
            if (++sent % Batch == 0)
                Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        await TestContext.Out.WriteLineAsync("requests by status: " + string.Join(", ", counts.Select(count => $"{count.Key} x {count.Value}")));
        Assert.That(problems, Is.Empty);
        Assert.That(counts.Values.Sum(), Is.EqualTo(Requests));
    }

    [Test]
    public async Task Four_thousand_frames_on_one_socket_are_each_answered()
    {
        using StreamClient client = await StreamClient.OpenAsync(Exchange, Key);
        int acknowledged = 0;
        int refused = 0;
        var problems = new List<string>();
        foreach ((string Text, bool IsBinary)[] batch in Draw(Gen.Select(Texts, Gen.Int[0, 19], (text, dice) => (text, dice == 0)), Frames).Chunk(Batch))
        {
            foreach ((string text, bool isBinary) in batch)
                await client.SendAsync(text, isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
            int answers = 0;
            while (answers < batch.Length)
            {
                JObject frame = await client.ReadAsync();
                if (frame["channel"] is not null)
                    continue;
                (string text, bool _) = batch[answers++];
                if (frame["error"] is not { } error)
                    acknowledged++;
                else if ((string?)error["code"] == "BAD_REQUEST" && DotNetWords.In(error.ToString()) is null)
                    refused++;
                else
                    problems.Add($"{Head(text)}\n{error}\n{_failures.Latest}");
            }

            Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        await TestContext.Out.WriteLineAsync($"frames: {acknowledged} acknowledged, {refused} refused");
        Assert.That(problems, Is.Empty);
        Assert.That((acknowledged + refused, _failures.Latest), Is.EqualTo((Frames, (Exception?)null)));
        await client.SendAsync("""{"unsubscribe": []}""");
        JObject last;
        do
            last = await client.ReadAsync();
        while (last["channel"] is not null);
        Assert.That(last["subscribed"], Is.Not.Null, "the socket lives");
    }

    /// <summary>Half of them put one bad value into one member of an example; the others bend target and headers too.</summary>
    private static Gen<(Operation Operation, string Target, string Body, string Headers)> RequestsOf(IReadOnlyList<Operation> operations)
    {
        List<(Operation Operation, JToken Body)> bodies =
            [.. operations.Where(operation => operation.IsHandled).SelectMany(operation => Examples[operation.OperationId].Bodies.Select(body => (operation, body)))];
        Gen<(Operation, string, string, string)> oneMember =
            from example in Gen.OneOf([.. bodies])
            from member in Gen.Int[0, 10_000]
            from value in Gen.OneOf(Junk.Values, Junk.Names)
            select (example.Operation, Target(example.Operation, null, null), Replaced(example.Body, member, value), "");
        Gen<(Operation, string, string, string)> bent =
            from operation in Gen.OneOf([.. operations.Where(operation => operation.IsHandled)])
            from segments in Junk.Segments.Array[6]
            from query in Junk.QueryValues.Array[8]
            from keeps in Gen.Bool.Array[2]
            from body in Gen.OneOf(Junk.Bodies, Gen.Const(""))
            from headers in Junk.Headers
            select (operation, Target(operation, keeps[0] ? segments : null, keeps[1] ? query : null), body, headers);
        return Gen.OneOf(oneMember, bent);
    }

    private static IEnumerable<T> Draw<T>(Gen<T> source, int count)
    {
        // A seed of a sample fixes only its first draw.
        var random = new PCG(1, Seed);
        for (int i = 0; i < count; i++)
            yield return source.Generate(random, null, out _);
    }

    private static string Replaced(JToken good, int member, string value)
    {
        JToken body = good.DeepClone();
        List<JToken> values = [.. body is JContainer container ? container.DescendantsAndSelf().Where(one => one is not JProperty) : [body]];
        JToken target = values[member % values.Count];
        if (target == body)
            return value;
        target.Replace(new JRaw(value));
        return body.ToString(Newtonsoft.Json.Formatting.None);
    }

    private static string Target(Operation operation, string[]? segments, string[]? query)
    {
        Example example = Examples[operation.OperationId];
        string path = segments is null
            ? example.Path
            : string.Join('/', operation.Path.Split('/').Select((part, at) => part.StartsWith('{') ? segments[at % segments.Length] : part));
        IEnumerable<string> pairs = query is null ? example.Query : example.Query.Select((pair, at) => pair.Split('=')[0] + "=" + query[at % query.Length]);
        return path + "?" + string.Join('&', pairs);
    }

    private string? Problem(RawAnswer answer, string headers)
    {
        if (answer.Status is < 200 or >= 500)
            return "fails";
        if (_failures.Latest is not null)
            return "logs a failure";
        // What is no HTTP, the web server refuses by itself.
        if (answer.Status < 400 || (answer is { Status: 400, Body.Length: 0 } && headers.Length > 0) || (answer is { Status: 400, Body.Length: 0 } && answer.Head.Contains("Connection: close", StringComparison.Ordinal)))
            return null;
        if (!answer.Body.StartsWith('{') || Parse(answer.Body)["error"] is not JObject error || string.IsNullOrEmpty((string?)error["message"]))
            return "has no envelope";
        return DotNetWords.In(error.ToString()) is { } word ? $"says '{word}'" : null;
    }

    private static string Head(string text) => text.Length > 500 ? text[..500] + "..." : text;

    private sealed class FailureLog : ILoggerFactory, ILogger
    {
        public Exception? Latest { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Latest = exception ?? Latest;

        public void Dispose()
        {
        }
    }
}
