using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RichardSzalay.MockHttp;
using Snapshooter.NUnit;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>
/// A client whose requests are kept instead of sent. Every operation answers with its documented sample, under the id or symbol of the request,
/// until <see cref="Answer(string, string[])"/> or <see cref="Mock"/> says otherwise. Ids are repeatable and the clock stands still.
/// </summary>
internal sealed class WireRecorder : DelegatingHandler
{
    public const string Key = "seq_live_0123456789abcdef";

    private readonly List<RecordedRequest> _requests = [];

    public WireRecorder()
    {
        Mock.Fallback.Respond(request => JsonAnswer(AskedIds.In(ContractExamples.AnswerTo(OperationOf(request), request.RequestUri!), request)));
        InnerHandler = Mock;
        Client = NewClient(new SequenceClientOptions { MaxRetries = 0 });
    }

    /// <summary>The client under test, with a <c>seq_live_</c> key. It does not repeat: the clock on which it would wait stands still.</summary>
    public SequenceClient Client { get; }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>For answers that depend on more than the operation.</summary>
    public MockHttpMessageHandler Mock { get; } = new();

    /// <summary>Everything sent so far, in order.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>The one request that was sent; fails when there were more or none.</summary>
    public RecordedRequest Request => Requests.Single();

    /// <summary>Another client on the same wire; address, seed, clock and handler are set here.</summary>
    public SequenceClient NewClient(SequenceClientOptions options, string key = Key) => new(key, On(options));

    /// <summary>The options with the address, seed, clock and handler of this wire.</summary>
    public SequenceClientOptions On(SequenceClientOptions options)
    {
        options.BaseAddress = new Uri("https://wire.test");
        options.Seed = 7;
        options.GraphIdFactory ??= SeededGraphIds.From(7);
        options.TimeProvider = Time;
        options.HttpHandler = this;
        return options;
    }

    /// <summary>The answers of one operation, one after the other; the last one stays.</summary>
    public WireRecorder Answer(string operationId, params string[] bodies)
    {
        int next = 0;
        Mock.When("*").With(r => OperationOf(r) == operationId)
            .Respond(_ => JsonAnswer(bodies[Math.Min(next++, bodies.Length - 1)]));
        return this;
    }

    /// <summary>An operation that fails with an error status.</summary>
    public WireRecorder Fail(string operationId, HttpStatusCode status, string code = "TEST", string message = "refused")
    {
        string body = new JObject(new JProperty("error", new JObject(new JProperty("code", code), new JProperty("message", message)))).ToString();
        Mock.When("*").With(r => OperationOf(r) == operationId).Respond(_ => JsonAnswer(body, status));
        return this;
    }

    /// <summary>Lets virtual time pass until a task has ended. The client needs an infinite timeout, since its calls live on the same clock.</summary>
    public async Task<T> DriveAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await task;
    }

    /// <summary>Compares everything that was sent with the snapshot of the running test.</summary>
    public void MatchSnapshot(string? nameExtension = null)
    {
        string sent = new JArray(Requests.Select(r => r.ToJson())).ToString(Formatting.Indented) + "\n";
        if (nameExtension is null)
            Snapshot.Match(sent);
        else
            Snapshot.Match(sent, Snapshooter.SnapshotNameExtension.Create(nameExtension));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RecordedRequest recorded = await RecordedRequest.FromAsync(request, cancellationToken);
        lock (_requests)
            _requests.Add(recorded);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Client.Dispose();
        base.Dispose(disposing);
    }

    private static string OperationOf(HttpRequestMessage request) => RawCall.Of(request)?.OperationId ?? "";

    private static HttpResponseMessage JsonAnswer(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
