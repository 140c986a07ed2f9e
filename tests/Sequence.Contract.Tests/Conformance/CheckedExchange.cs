using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.ContractProbe.Calls;
using Sequence.ContractProbe.Comparison;
using Sequence.ContractProbe.Contract;
using Sequence.Sandbox;
using Sequence.Sandbox.Hosting;

namespace Sequence.Contract.Tests.Conformance;

/// <summary>An exchange on virtual time, and a client whose every answer is held against the contract: status, content type, members and their types.</summary>
internal sealed class CheckedExchange : IAsyncDisposable
{
    private static readonly ApiContract Contract = ApiContract.Embedded();

    private readonly HttpClient _http;
    private readonly HashSet<string> _succeeded = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    private CheckedExchange(FakeTimeProvider time, SandboxExchange exchange)
    {
        Time = time;
        Exchange = exchange;
        _http = new HttpClient { BaseAddress = exchange.BaseAddress };
        UseKey(exchange.NewKey());
    }

    public FakeTimeProvider Time { get; }

    public SandboxExchange Exchange { get; }

    public string Key { get; private set; } = "";

    /// <summary>The operations that answered as the contract says.</summary>
    public IReadOnlyCollection<string> Succeeded => _succeeded;

    /// <summary>What contradicted the contract, with the operation and the place.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The operations that the exchange handles.</summary>
    public IEnumerable<string> Handled => Exchange.Operations.Operations.Where(operation => operation.IsHandled).Select(operation => operation.OperationId);

    public static async Task<CheckedExchange> StartAsync(DateTimeOffset now)
    {
        var time = new FakeTimeProvider(now);
        return new CheckedExchange(time, await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7, TimeProvider = time }));
    }

    /// <summary>From now on every call comes from this key.</summary>
    public void UseKey(string key)
    {
        Key = key;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Every read that the exchange handles and that no call has succeeded at yet.</summary>
    public IReadOnlyList<ContractOperation> RemainingReads =>
        [.. Contract.Operations.Where(operation => operation.IsRead && Handled.Contains(operation.Id) && !_succeeded.Contains(operation.Id))];

    /// <summary>Calls an operation that must succeed.</summary>
    /// <param name="operationId">As in the contract.</param>
    /// <param name="with">Parameters of path and query, as the members of an object.</param>
    /// <param name="body">What is sent as JSON; null for no body.</param>
    /// <returns>The answer's body; JSON null when there was none.</returns>
    public Task<JToken> CallAsync(string operationId, object? with = null, object? body = null)
    {
        ContractOperation operation = Contract.Operation(operationId);
        Dictionary<string, string?> arguments = with is null ? [] : JObject.FromObject(with).ToObject<Dictionary<string, string?>>()!;
        return CallAsync(operation.Verb, operation.Target(arguments), body is null ? null : JToken.FromObject(body));
    }

    /// <summary>The same by verb and target.</summary>
    public async Task<JToken> CallAsync(string verb, string target, JToken? body)
    {
        ContractOperation operation = OperationOf(verb, target);
        Answer answer = await SendAsync(verb, target, body, operation.IsAnonymous);
        IReadOnlyList<string> problems = [.. ProblemsOf(operation, answer)];
        _problems.AddRange(problems.Select(problem => $"{verb} {target}: {problem}"));
        if (problems.Count == 0)
            _succeeded.Add(operation.Id);
        return AnswerJson.Read(answer.Text, out _) ?? JValue.CreateNull();
    }

    /// <summary>Those of the parameters that an operation has.</summary>
    public static JObject Known(string operationId, object? parameters) => new(
        JObject.FromObject(parameters ?? new object()).Properties().Where(given => Contract.Operation(operationId).Parameters.Any(known => known.Name == given.Name)));

    /// <summary>Opens a socket, which is all that its operation promises.</summary>
    public async Task OpenSocketAsync(string operationId)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {Key}");
        await socket.ConnectAsync(new UriBuilder(Exchange.BaseAddress) { Scheme = "ws", Path = Contract.Operation(operationId).Path }.Uri, CancellationToken.None);
        _succeeded.Add(operationId);
    }

    /// <summary>Opens server-sent events, and looks at the status and the content type.</summary>
    public async Task OpenEventsAsync(string operationId)
    {
        using HttpResponseMessage answer = await _http.GetAsync(Contract.Operation(operationId).Path, HttpCompletionOption.ResponseHeadersRead);
        if ((int)answer.StatusCode == 200 && answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
            _succeeded.Add(operationId);
        else
            _problems.Add($"{operationId}: status {(int)answer.StatusCode}, content type {answer.Content.Headers.ContentType}");
    }

    /// <summary>Sends a request and checks nothing.</summary>
    public async Task<Answer> SendAsync(string verb, string target, JToken? body, bool isAnonymous = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), target);
        if (body is not null)
            request.Content = new StringContent(body.ToString(Formatting.None), Encoding.UTF8, "application/json");
        using var anonymous = new HttpClient { BaseAddress = Exchange.BaseAddress };
        using HttpResponseMessage answer = await (isAnonymous ? anonymous : _http).SendAsync(request);
        return new Answer
        {
            Status = (int)answer.StatusCode,
            Text = await answer.Content.ReadAsStringAsync(),
            MediaType = answer.Content.Headers.ContentType?.MediaType,
        };
    }

    /// <summary>The operation that a request reaches.</summary>
    public ContractOperation OperationOf(string verb, string target) => Contract.Operation(
        new Sandbox.Hosting.Router(Exchange.Operations.Operations).Match(verb, target).Operation?.OperationId ?? throw new ArgumentException($"{verb} {target} is no operation.", nameof(target)));

    /// <summary>What an answer has that the contract does not, and the other way round. Members that the contract does not list count too.</summary>
    public static IEnumerable<string> ProblemsOf(ContractOperation operation, Answer answer)
    {
        if (!operation.Answers.TryGetValue(answer.Status, out WireSchema? schema))
            return [$"status {answer.Status}: {answer.Text}"];
        if (answer.MediaType != "application/json")
            return [$"content type {answer.MediaType}"];
        return AnswerJson.Read(answer.Text, out string problem) is { } body
            ? SchemaComparer.Compare(body, schema).Findings.Select(finding => $"{finding.At.Path}: {finding.Message}")
            : [problem];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Exchange.DisposeAsync();
    }
}
