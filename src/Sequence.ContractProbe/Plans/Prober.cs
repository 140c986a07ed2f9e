using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>One run against one server: makes the calls of the plan and keeps the evidence.</summary>
internal sealed class Prober : IDisposable
{
    private readonly ApiConnection _connection;
    private readonly AnswerJudge _judge;
    private readonly UnknownPath _unknownPath = new();
    private readonly Dictionary<string, Evidence> _evidence = new(StringComparer.Ordinal);
    private readonly Evidence _requestId;
    private bool _isKeyAccepted;

    public Prober(ApiContract contract, ProbeTarget target, TimeProvider time, TimeSpan patience, CancellationToken ended)
    {
        Contract = contract;
        Target = target;
        Time = time;
        Patience = patience;
        Ended = ended;
        _connection = new ApiConnection(target, time);
        _judge = new AnswerJudge(contract, _unknownPath);
        foreach (ContractOperation operation in contract.Operations)
            _evidence.Add(operation.Id, new Evidence(operation.Id, $"{operation.Verb} {operation.Path}", operation.Fact));
        foreach (ContractChannel channel in contract.Channels)
            _evidence.Add(TopicName(channel.Topic), new Evidence(TopicName(channel.Topic), $"topic {channel.Topic} of {channel.Path}", channel.Fact));
        _requestId = General("request id", "X-Request-Id comes back as it was sent", "profile");
    }

    public ApiContract Contract { get; }

    public ProbeTarget Target { get; }

    public TimeProvider Time { get; }

    /// <summary>How long a stream may be silent.</summary>
    public TimeSpan Patience { get; }

    public CancellationToken Ended { get; }

    public AnswerJudge Judge => _judge;

    public IReadOnlyCollection<Evidence> Evidence => _evidence.Values;

    public static string TopicName(string topic) => $"stream {topic}";

    public Evidence Of(string name) => _evidence[name];

    /// <summary>A rule that belongs to no operation.</summary>
    public Evidence General(string name, string title, string fact)
    {
        var evidence = new Evidence(name, title, fact);
        _evidence.Add(name, evidence);
        return evidence;
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>Makes a call and judges its answer.</summary>
    /// <returns>The body of a success, also of one that differs; null otherwise.</returns>
    public Task<JToken?> RunAsync(Call call) => RunAsync(call, Ended);

    /// <summary>The same for a call that must be made even when the run was stopped.</summary>
    public async Task<JToken?> RunAsync(Call call, CancellationToken cancellationToken)
    {
        ContractOperation operation = Contract.Operation(call.OperationId);
        string target = operation.Target(call.With);
        Answer answer = await SendAsync(new ApiRequest(operation.Verb, target, call.Body, operation.IsAnonymous), cancellationToken).ConfigureAwait(false);
        return _judge.Judge(Of(operation.Id), operation, answer, call.Expect, Named(target, call));
    }

    /// <summary>Opens server-sent events, and looks at what comes first.</summary>
    public async Task OpenEventsAsync(string operationId)
    {
        ContractOperation operation = Contract.Operation(operationId);
        Evidence evidence = Of(operationId);
        Answer answer = await _connection.OpenEventsAsync(new ApiRequest(operation.Verb, operation.Path), Patience, Ended).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            _judge.Judge(evidence, operation, answer, Expectation.Works, [operation.Path]);
            return;
        }

        evidence.PathIs(Existence.Exists);
        evidence.Answered("200");
        evidence.Confirm();
        if (answer.MediaType != EventText.MediaType)
            evidence.Differ($"content type {ServerText.Show(answer.MediaType ?? "missing")}, where the contract has {EventText.MediaType}");
        else
            evidence.Note(answer.Text.Length == 0 ? "nothing came while the stream was watched" : EventText.IsEvent(answer.Text) ? "an event came" : "a comment came first");
    }

    /// <summary>Sends what belongs to no operation.</summary>
    public async Task<Answer> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Answer answer = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        Admit(request, answer);
        Trace(answer);
        return answer;
    }

    public void LearnUnknownPath(Answer answer) => _unknownPath.Learn(answer);

    private static IEnumerable<string> Named(string target, Call call)
    {
        string path = target.Split('?')[0];
        IEnumerable<string> values = call.With.Values.OfType<string>();
        return [path, Uri.UnescapeDataString(path), .. values, .. values.Select(Uri.EscapeDataString)];
    }

    /// <summary>A key that was never accepted makes the whole run pointless.</summary>
    private void Admit(ApiRequest request, Answer answer)
    {
        if (request.IsAnonymous || answer.Failure is not null)
            return;
        if (answer.Status == 401 && !_isKeyAccepted)
            throw new ProbeException("The server does not accept the key (status 401).");
        _isKeyAccepted |= answer.IsSuccess;
    }

    private void Trace(Answer answer)
    {
        if (answer.Failure is not null)
            return;
        _requestId.Answered(answer.EchoedId is null ? "no X-Request-Id" : "X-Request-Id");
        if (answer.EchoedId == answer.RequestId)
            _requestId.Confirm();
        else
            _requestId.Note(answer.EchoedId is null ? "an answer without X-Request-Id" : "another X-Request-Id than was sent");
    }
}
