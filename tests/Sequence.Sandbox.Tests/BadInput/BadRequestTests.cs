using System.Text;
using CsCheck;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Http;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.BadInput;

/// <summary>Whatever comes in at any operation of the contract: a success, or an enveloped error that says what is wrong; never a failure of the exchange.</summary>
public sealed class BadRequestTests : ExchangeTest
{
    private const ulong Seed = 20_260_418;

    private static readonly IReadOnlyDictionary<string, Example> Examples = ContractExamples.Read();

    // Stand in targets and bodies for what exists at the time of sending.
    private const string GraphId = "A_GRAPH";
    private const string DeploymentId = "A_DEPLOYMENT";

    private const string Resting = """{"graph_id": "A_GRAPH", "symbol": "BTC-USD", "side": "buy", "qty": 1, "limit_price": 60000, "tif": "GTC", "venue": "coinbase"}""";
    private const string Deployment = """{"name": "mm", "wasm_base64": "AGFzbQEAAAA=", "symbols": ["ETH-USD"], "start_immediately": true}""";

    private readonly FailureLog _failures = new();

    protected override SandboxOptions Options => new() { Seed = 7, TimeProvider = Time, LoggerFactory = _failures };

    [Test]
    public async Task Junk_at_any_operation_is_refused_in_the_envelope()
    {
        Gen<(Operation Operation, string Target, string Body, string Type)> requests =
            from operation in Gen.OneOf([.. Exchange.Operations.Operations])
            from segments in Junk.Segments.Array[6]
            from query in Junk.QueryValues.Array[8]
            from keeps in Gen.Bool.Array[2]
            from body in Junk.Bodies
            from type in Gen.OneOf("application/json", "application/json", "text/plain", "application/x-www-form-urlencoded", "")
            select (operation, Target(operation, keeps[0] ? segments : null, keeps[1] ? query : null), body, type);
        await SendAllAsync(requests, 3_000);
    }

    [Test]
    public async Task A_number_that_no_amount_can_hold_is_refused_and_named()
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/orders", System.Net.HttpStatusCode.BadRequest, """{"symbol": "BTC-USD", "side": "buy", "qty": 1e29}""");

        Assert.That((string?)error["details"]?[0]?["field"], Is.EqualTo("qty"));
    }

    [Test]
    public async Task Good_bodies_with_something_broken_are_refused_in_the_envelope_or_work()
    {
        List<(Operation Operation, JToken Body)> good =
            [.. Exchange.Operations.Operations.Where(operation => operation.IsHandled).SelectMany(operation => Bodies(operation).Select(body => (operation, body)))];
        Assert.That(good, Has.Count.GreaterThan(12));
        Gen<(Operation Operation, string Target, string Body, string Type)> requests =
            from example in Gen.OneOf([.. good])
            from body in Junk.Mutations(example.Body)
            select (example.Operation, Living(example.Operation), body, "application/json");
        await SendAllAsync(requests, 4_000);
    }

    [Test]
    public async Task A_long_target_is_the_exchange_s_to_judge_and_an_endless_one_costs_its_own_connection()
    {
        using var line = new RawHttp(Exchange, Key);
        RawAnswer answer = await line.SendAsync("GET", "/v1/orders/" + new string('x', 20_000) + "?limit=" + new string('9', 40_000), "", []);
        Assert.That((answer.Status, EnvelopeProblem(answer)), Is.EqualTo((404, (string?)null)), answer.Body);

        answer = await line.SendAsync("GET", "/v1/markets?search=" + new string('9', 70_000), "", []);
        Assert.That((answer.Status, answer.Body), Is.EqualTo((414, "")));
        Assert.That((await line.SendAsync("GET", "/v1/venues", "", [])).Status, Is.EqualTo(200));
    }

    [TestCase("application/json")]
    [TestCase("text/plain")]
    public async Task A_body_of_ten_megabytes_is_refused(string type)
    {
        using var line = new RawHttp(Exchange, Key);
        string body = "{\"symbols\": [\"" + new string('x', 10_000_000) + "\"]}";
        foreach (Operation operation in Exchange.Operations.Operations.Where(operation => operation.Method == "POST" && operation.IsHandled).Take(6))
            Assert.That(await ProblemsAsync(line, operation, Target(operation, null, null), body, type), Is.Empty);
    }

    /// <summary>The contract shows a graph; the same operation takes a simple order.</summary>
    private static IEnumerable<JToken> Bodies(Operation operation) => operation.OperationId == "submitOrder"
        ? [.. Examples[operation.OperationId].Bodies, JObject.Parse("""{"symbol": "ETH-USD", "side": "sell", "qty": 0.5, "limit_price": 3000, "tif": "GTC", "policy": "sor", "urgency": "high", "horizon_ms": 5000}""")]
        : Examples[operation.OperationId].Bodies;

    /// <summary>A target whose order and deployment exist when it is sent.</summary>
    private static string Living(Operation operation) => operation.Path
        .Replace("{node_order_id}", "graph:" + GraphId + ":order:1", StringComparison.Ordinal)
        .Replace("{graph_id}", GraphId, StringComparison.Ordinal)
        .Replace("{node_id}", "order", StringComparison.Ordinal)
        .Replace("{deployment_id}", DeploymentId, StringComparison.Ordinal) is var path && path.Contains('{', StringComparison.Ordinal)
            ? Target(operation, null, null)
            : path;

    private static string Target(Operation operation, string[]? segments, string[]? query)
    {
        Example example = Examples[operation.OperationId];
        string path = example.Path;
        if (segments is not null)
            path = string.Join('/', operation.Path.Split('/').Select((part, at) => part.StartsWith('{') ? segments[at % segments.Length] : part));
        IEnumerable<string> pairs = query is null ? example.Query : example.Query.Select((pair, at) => pair.Split('=')[0] + "=" + query[at % query.Length]);
        return path + "?" + string.Join('&', pairs);
    }

    private async Task SendAllAsync(Gen<(Operation Operation, string Target, string Body, string Type)> requests, int count)
    {
        using var line = new RawHttp(Exchange, Key);
        using StreamClient bystander = await StreamClient.OpenAsync(Exchange, Key);
        var sent = new List<(Operation Operation, string Target, string Body, string Type)>();
        // A seed of a sample fixes only its first draw.
        var source = new PCG(1, Seed);
        for (int i = 0; i < count; i++)
            sent.Add(requests.Generate(source, null, out _));
        var problems = new List<string>();
        // A kill switch or a reset would leave the others little to do.
        using var apart = new RawHttp(Exchange, Exchange.NewKey());
        int works = 0;
        foreach (var batch in sent.Chunk(40))
        {
            string graph = FormattableString.Invariant($"g{++works}");
            await SendAsync(HttpMethod.Post, "/v1/orders", Resting.Replace(GraphId, graph, StringComparison.Ordinal));
            string deployment = (string)(await SendAsync(HttpMethod.Post, "/v1/deployments", Deployment))["deployment_id"]!;
            foreach ((Operation operation, string target, string body, string type) in batch)
            {
                RawHttp own = operation.OperationId.Contains("KillSwitch", StringComparison.Ordinal) || operation.Path.StartsWith("/v1/sandbox", StringComparison.Ordinal) ? apart : line;
                problems.AddRange(await ProblemsAsync(own, operation, target.Replace(GraphId, graph, StringComparison.Ordinal).Replace(DeploymentId, deployment, StringComparison.Ordinal), body, type));
            }

            Time.Advance(TimeSpan.FromMilliseconds(50));
            await bystander.NothingMoreAsync();
        }

        Assert.That(problems, Is.Empty);
        Assert.That(sent, Has.Count.EqualTo(count));
    }

    private async Task<IEnumerable<string>> ProblemsAsync(RawHttp line, Operation operation, string target, string body, string type)
    {
        _failures.Exceptions.Clear();
        RawAnswer answer = await line.SendAsync(operation.Method, target, type, Encoding.UTF8.GetBytes(body));
        // A target with a NUL is no HTTP; the web server answers by itself.
        if (answer is { Status: 400, Body.Length: 0 } && target.Contains("%00", StringComparison.Ordinal))
            return [];
        string? problem = answer.Status switch
        {
            501 when !operation.IsHandled => null,
            < 200 or >= 500 => "fails",
            >= 400 => EnvelopeProblem(answer),
            _ => null,
        };
        problem ??= _failures.Exceptions.Count > 0 ? "logs a failure" : null;
        return problem is null ? [] : [$"{problem}: {operation.Method} {Short(target)}\n{Short(body)}\n{answer.Status} {Short(answer.Body)}\n{_failures.Exceptions.FirstOrDefault()}"];
    }

    private static string? EnvelopeProblem(RawAnswer answer)
    {
        if (!answer.Body.StartsWith('{') || Parse(answer.Body)["error"] is not JObject error)
            return "has no envelope";
        if (string.IsNullOrEmpty((string?)error["code"]) || string.IsNullOrEmpty((string?)error["message"]))
            return "says too little";
        if (!answer.Head.Contains("X-Request-Id: " + (string?)error["request_id"], StringComparison.Ordinal))
            return "has another request id";
        if (DotNetWords.In(answer.Body) is { } word)
            return $"says '{word}'";
        bool namesField = answer.Status == 422 || (string?)error["code"] == "INVALID_PARAMS";
        return namesField && string.IsNullOrEmpty((string?)error["details"]?[0]?["field"]) ? "names no field" : null;
    }

    private static string Short(string text) => text.Length > 500 ? text[..500] + "..." : text;

    private sealed class FailureLog : ILoggerFactory, ILogger
    {
        public List<Exception> Exceptions { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
                Exceptions.Add(exception);
        }

        public void Dispose()
        {
        }
    }
}
