using System.Globalization;
using System.Security.Authentication;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Wire;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>What is sent again, and what never is.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RetryTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(8);

    private static IEnumerable<TestCaseData> Passing =>
    [
        Case(Steps.Refusal(429), "429"), Case(Steps.Gateway(502), "502"), Case(Steps.Refusal(503), "503"), Case(Steps.Gateway(503), "503 of a gateway"),
        Case(Steps.Gateway(504), "504"), Case(Steps.Broken, "broken"), Case(Steps.BrokenBody, "broken body"), Case(Steps.Refused, "refused"),
        Case(_ => throw new TaskCanceledException(), "timeout of the handler"),
    ];

    private readonly DirectTime _time = new();

    [TestCaseSource(nameof(Passing))]
    public async Task A_read_is_repeated(object failure)
    {
        using var wire = new ScriptedHandler(_time, (Step)failure, Steps.Ok("[]"));
        using SequenceClient client = wire.NewClient();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        await PassAsync(call);

        Assert.That(await call, Is.Empty);
        Assert.That(wire.Attempts.Select(a => a.Request), Is.EqualTo(new[] { "GET /v1/symbols", "GET /v1/symbols" }));
        Assert.That(wire.Attempts[1].RequestId, Is.EqualTo(wire.Attempts[0].RequestId));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task A_read_that_needs_a_body_is_repeated_with_it(object failure)
    {
        using var wire = new ScriptedHandler(_time, (Step)failure, Steps.Ok("""{"quotes": [], "count": 0, "elapsed_ms": 1}"""));
        using SequenceClient client = wire.NewClient();

        Task<QuotesBatchResult> call = client.QuotesBatch(["A-USD"]).SendAsync();
        await PassAsync(call);

        Assert.That((await call).Quotes, Is.Empty);
        Assert.That(wire.Attempts, Has.Count.EqualTo(2));
        Assert.That(wire.Attempts[1], Is.EqualTo(wire.Attempts[0] with { At = wire.Attempts[1].At }));
    }

    [Test]
    public async Task A_preview_is_repeated()
    {
        using var wire = new ScriptedHandler(_time, Steps.Gateway(502), Steps.Ok(ContractExamples.AnswerOf("previewOrder")));
        using SequenceClient client = wire.NewClient();

        Task<OrderPreview> call = client.PreviewAsync("ETH-USD", Side.Buy, 10m);
        await PassAsync(call);

        Assert.That((await call).BestVenue, Is.EqualTo("coinbase"));
        Assert.That(wire.Attempts.Select(a => a.Request), Is.EqualTo(new[] { "POST /v1/orders/preview", "POST /v1/orders/preview" }));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task A_submit_is_repeated_with_the_same_graph_id_request_id_and_body(object failure)
    {
        using var wire = new ScriptedHandler(_time, (Step)failure, Steps.Ok("""{"graph_id": "graph_1", "status": "pending", "node_count": 1, "edge_count": 0}"""));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { GraphIdFactory = () => "graph_1" });

        Task<SubmitResult> call = client.Buy("A-USD", 1m).SubmitAsync();
        await PassAsync(call);

        Assert.That((await call).GraphId, Is.EqualTo("graph_1"));
        Assert.That(wire.Attempts, Has.Count.EqualTo(2));
        Assert.That(wire.Attempts[1], Is.EqualTo(wire.Attempts[0] with { At = wire.Attempts[1].At }));
        Assert.That((string?)JObject.Parse(wire.Attempts[0].Body)["graph_id"], Does.StartWith("graph_"));
    }

    [TestCaseSource(nameof(Passing))]
    public async Task What_is_not_idempotent_is_repeated_only_when_no_connection_came_up(object failure)
    {
        using var wire = new ScriptedHandler(_time, (Step)failure, Steps.Ok("{}"));
        using SequenceClient client = wire.NewClient();

        Task call = client.SandboxControl.ResetAsync();
        await PassAsync(call);

        if (failure.Equals(Steps.Refused))
            await call;
        else
            await Assert.CatchAsync<SequenceException>(() => call);
        Assert.That(wire.Attempts[0].Request, Is.EqualTo("POST /v1/sandbox/reset"));
        Assert.That(wire.Attempts, Has.Count.EqualTo(failure.Equals(Steps.Refused) ? 2 : 1));
    }

    [TestCase(302)]
    [TestCase(400)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(408)]
    [TestCase(409)]
    [TestCase(422)]
    [TestCase(500)]
    [TestCase(501)]
    public async Task Any_other_status_is_final(int status)
    {
        using var wire = new ScriptedHandler(_time, Steps.Refusal(status), Steps.Ok("[]"));
        using SequenceClient client = wire.NewClient();

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!;

        Assert.That((error.Status, wire.Attempts.Count), Is.EqualTo((status, 1)));
        Assert.That(error.Message, Does.Not.Contain("attempts"));
    }

    [Test]
    public async Task A_refused_certificate_is_final()
    {
        using var wire = new ScriptedHandler(
            _time, _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "no trust", new AuthenticationException("bad certificate")));
        using SequenceClient client = wire.NewClient();

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => client.GetSymbolsAsync()))!;

        Assert.That((error.Retryability, wire.Attempts.Count), Is.EqualTo((Retryability.AfterBackoff, 1)));
    }

    [TestCase(null, 4)]
    [TestCase(0, 1)]
    [TestCase(1, 2)]
    [TestCase(6, 7)]
    public async Task Attempts_are_limited_and_counted(int? maxRetries, int attempts)
    {
        var options = new SequenceClientOptions { Timeout = Timeout.InfiniteTimeSpan };
        options.MaxRetries = maxRetries ?? options.MaxRetries;
        using var wire = new ScriptedHandler(_time, Steps.Refusal(503, "SERVICE_UNAVAILABLE"));
        using SequenceClient client = wire.NewClient(options);

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        for (int i = 0; i < attempts; i++)
            await PassAsync(call);

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => call))!;
        Assert.That(wire.Attempts, Has.Count.EqualTo(attempts));
        Assert.That(
            error.Message,
            Is.EqualTo($"listSymbols failed with 503 SERVICE_UNAVAILABLE{(attempts == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" after {attempts} attempts"))}: m"));
    }

    [TestCase(-1)]
    [TestCase(101)]
    public void A_limit_that_makes_no_sense_is_refused(int maxRetries) => Assert.That(
        Assert.Throws<SequenceValidationException>(() => _ = new SequenceClient(TestKeys.Live, new SequenceClientOptions { MaxRetries = maxRetries }))!.Field,
        Is.EqualTo("MaxRetries"));

    [Test]
    public async Task A_failure_does_not_change_the_ids_that_a_seed_gives()
    {
        using var sound = new ScriptedHandler(_time, Steps.Ok("[]"));
        using var shaky = new ScriptedHandler(_time, Steps.Gateway(502), Steps.Broken, Steps.Ok("[]"));
        foreach (ScriptedHandler wire in new[] { sound, shaky })
        {
            using SequenceClient client = wire.NewClient();
            for (int i = 0; i < 2; i++)
            {
                Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
                await PassAsync(call);
                await PassAsync(call);
                await call;
            }
        }

        Assert.That(shaky.Attempts, Has.Count.EqualTo(4));
        Assert.That(shaky.Attempts.Select(a => a.RequestId).Distinct(), Is.EqualTo(sound.Attempts.Select(a => a.RequestId)));
    }

    [Test]
    public async Task Doubt_stays_when_the_last_attempt_was_not_sent()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, Steps.Refused);
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 1 });

        Task call = client.DisconnectVenueAsync("kraken");
        await PassAsync(call);

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => call))!;
        Assert.That(error.Message, Is.EqualTo("disconnectVenue failed after 2 attempts: no connection to script.test: refused. The server may have acted; repeating the call does no harm."));
        Assert.That(error.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    [Test]
    public async Task Without_any_connection_nothing_was_sent()
    {
        using var wire = new ScriptedHandler(_time, Steps.Refused);
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 1 });

        Task call = client.SandboxControl.ResetAsync();
        await PassAsync(call);

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => call))!;
        Assert.That((error.Retryability, wire.Attempts.Count), Is.EqualTo((Retryability.AfterBackoff, 2)));
        Assert.That(error.Message, Does.Not.Contain("may have acted"));
    }

    private static IEnumerable<TestCaseData> Doubtful =>
    [
        Case(Steps.Broken, "broken", true), Case(Steps.Gateway(502), "502", true), Case(Steps.Gateway(504), "504", true),
        Case(Steps.Gateway(503), "503 of a gateway", true), Case(Steps.Refusal(503), "503", false), Case(Steps.Refusal(429), "429", false),
        Case(Steps.Refused, "refused", false),
    ];

    [TestCaseSource(nameof(Doubtful))]
    public async Task A_delete_that_finds_nothing_is_done_when_the_attempt_before_may_have_deleted(object failure, bool isDone)
    {
        using var wire = new ScriptedHandler(_time, (Step)failure, Steps.Refusal(404, "NOT_FOUND"));
        using SequenceClient client = wire.NewClient();

        Task call = client.DeleteAlgoAsync("my_algo");
        await PassAsync(call);

        if (isDone)
            await call;
        else
            Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => call))!.Status, Is.EqualTo(404));
        Assert.That(wire.Attempts.Select(a => a.Request), Is.EqualTo(new[] { "DELETE /v1/algos/my_algo", "DELETE /v1/algos/my_algo" }));
    }

    [Test]
    public async Task A_delete_that_finds_nothing_at_first_fails()
    {
        using var wire = new ScriptedHandler(_time, Steps.Refusal(404, "NOT_FOUND"));
        using SequenceClient client = wire.NewClient();

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => client.CancelAsync("graph_1")))!.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_read_that_finds_nothing_after_a_doubtful_attempt_fails()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, Steps.Refusal(404, "NOT_FOUND"));
        using SequenceClient client = wire.NewClient();

        Task<GraphStatusResponse> call = client.GetGraphAsync("graph_1");
        await PassAsync(call);

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => call))!.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Whether_the_server_is_healthy_is_asked_once()
    {
        using var wire = new ScriptedHandler(_time, Steps.Refusal(503));
        using SequenceClient client = wire.NewClient();

        Assert.That(await client.IsHealthyAsync(), Is.False);
        Assert.That(wire.Attempts, Has.Count.EqualTo(1));
    }

    private static TestCaseData Case(Step step, string name, params object[] more) => new TestCaseData([step, .. more]).SetArgDisplayNames(name);

    /// <summary>Lets the longest wait pass, unless the call has ended.</summary>
    private async Task PassAsync(Task call)
    {
        if (!call.IsCompleted)
            _time.Advance(LongEnough);
        await Task.Yield();
    }
}
