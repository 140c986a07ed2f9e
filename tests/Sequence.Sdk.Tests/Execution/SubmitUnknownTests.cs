using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Transport;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Execution;

/// <summary>Accepted, refused, not sent or unknown: a submit never ends in another way.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SubmitUnknownTests
{
    private static readonly Step Found = request => Steps.Ok(
        $$"""{"graph_id": "{{request.RequestUri!.Segments[^1]}}", "client_id": "c", "status": "active", "nodes": {}, "edges": {} }""")(request);

    private static readonly Step NotFound = Steps.Refusal(404, "NOT_FOUND");

    private readonly DirectTime _time = new();

    private static IEnumerable<TestCaseData> Doubtful =>
    [
        Case(Steps.Broken, "broken"), Case(Steps.BrokenBody, "broken body"), Case(Steps.Gateway(502), "502"), Case(Steps.Gateway(504), "504"),
        Case(Steps.Gateway(503), "503 of a gateway"), Case(Steps.Refusal(500, "INTERNAL_ERROR"), "500"), Case(Steps.Gateway(408), "408"),
        Case(Steps.Ok("<html>"), "unreadable"), Case(Steps.Ok(""), "empty"), Case(Steps.Answer(201, "{"), "cut off"),
        Case(Steps.Ok("{}"), "no graph id"), Case(Steps.Ok("""{"graph_id": null}"""), "null graph id"), Case(Steps.Ok("null"), "null"), Case(Steps.Ok("[]"), "list"),
        Case(Steps.Ok("""{"graph_id": "another", "status": "pending"}"""), "another graph"),
        Case(Steps.Ok("""{"error": {"code": "INTERNAL_ERROR", "message": "m"} }"""), "error under 200"),
        Case(Steps.Ok("""{"error": "Rate limit exceeded"}"""), "error text under 200"),
        Case(Steps.Answer(401, """{"error": "Rate limit exceeded"}"""), "401 without a code"), Case(Steps.Refusal(502, "CODE"), "502 with a code"),
        .. Pages,
    ];

    /// <summary>A gateway may answer with any of these after it passed the submit on.</summary>
    private static IEnumerable<TestCaseData> Pages =>
        new[] { 302, 400, 401, 403, 404, 409, 413, 418, 422, 429, 451, 499, 501, 505, 520, 525, 599 }.Select(status => Case(Steps.Gateway(status), $"page under {status}"));

    private static IEnumerable<TestCaseData> Definite =>
    [
        Case(Steps.Refusal(400), "400"), Case(Steps.Refusal(401), "401"), Case(Steps.Refusal(403), "403"), Case(Steps.Refusal(409, "CONFLICT"), "409"),
        Case(Steps.Refusal(422), "422"), Case(Steps.Refusal(429), "429"), Case(Steps.Refusal(503, "SERVICE_UNAVAILABLE"), "503"), Case(Steps.Refusal(409, "KILL_SWITCH"), "kill switch"),
        Case(Steps.Refusal(404, "NOT_FOUND"), "404"), Case(Steps.Ok("""{"error": {"code": "VALIDATION_ERROR", "message": "m"} }"""), "422 under 200"),
    ];

    [TestCaseSource(nameof(Doubtful))]
    public async Task A_submit_without_a_clear_answer_is_unknown_and_names_its_graph(object answer)
    {
        using var wire = new ScriptedHandler(_time, (Step)answer);
        using SequenceClient client = Once(wire);

        SubmitUnknownException error = (await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("A-USD", 1m).SubmitAsync()))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.GraphId, Is.EqualTo((string?)JObject.Parse(wire.Attempts[0].Body)["graph_id"]));
            Assert.That(error.Message, Does.StartWith($"Outcome unknown: the server may have accepted graph '{error.GraphId}'. "));
            Assert.That((error.Retryability, error.Operation), Is.EqualTo((Retryability.OutcomeUnknown, "submitOrder")));
            Assert.That(error.InnerException, Is.InstanceOf<SequenceException>());
        }
    }

    [TestCaseSource(nameof(Definite))]
    public async Task A_refusal_of_the_server_is_a_rejection(object answer)
    {
        using var wire = new ScriptedHandler(_time, (Step)answer);
        using SequenceClient client = Once(wire);

        await Assert.ThrowsAsync<SequenceApiException>(() => client.Buy("A-USD", 1m).SubmitAsync());
    }

    [Test]
    public async Task Without_a_connection_nothing_is_unknown()
    {
        using var wire = new ScriptedHandler(_time, Steps.Refused);
        using SequenceClient client = Once(wire);

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => client.Buy("A-USD", 1m).SubmitAsync()))!;

        Assert.That(error.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    [Test]
    public async Task A_deadline_that_passes_leaves_the_submit_unknown()
    {
        using var silent = new SilentHandler();
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { HttpHandler = silent, TimeProvider = _time });

        Task<SubmitResult> call = client.Buy("A-USD", 1m).SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.That((await Assert.ThrowsAsync<SubmitUnknownException>(() => call))!.Message, Does.Contain("no complete answer within 30 s"));
    }

    private static IEnumerable<TestCaseData> AfterDoubt =>
    [
        Case(Steps.Refused, "refused", typeof(SubmitUnknownException)), Case(Steps.Refusal(429), "429", typeof(SubmitUnknownException)),
        Case(Steps.Refusal(503, "SERVICE_UNAVAILABLE"), "503", typeof(SubmitUnknownException)), Case(Steps.Refusal(401), "401", typeof(SubmitUnknownException)),
        Case(Steps.Refusal(409, "CONFLICT"), "409", typeof(SequenceApiException)), Case(Steps.Refusal(422, "VALIDATION_ERROR"), "422", typeof(SequenceApiException)),
        Case(Steps.Refusal(400, "INVALID_PARAMS"), "400", typeof(SequenceApiException)), Case(Steps.Refusal(422, "INSUFFICIENT_BALANCE"), "balance", typeof(SubmitUnknownException)),
        Case(Steps.Refusal(409, "KILL_SWITCH"), "kill switch", typeof(SubmitUnknownException)), Case(Steps.Refusal(404, "NOT_FOUND"), "404", typeof(SubmitUnknownException)),
        Case(Steps.Answer(409, """{"error": {"code": "CONFLICT", "message": "Kill switch active"} }"""), "kill switch under CONFLICT", typeof(SubmitUnknownException)),
        Case(Steps.Gateway(409), "page under 409", typeof(SubmitUnknownException)), Case(Steps.Gateway(422), "page under 422", typeof(SubmitUnknownException)),
    ];

    [TestCaseSource(nameof(AfterDoubt))]
    public async Task What_follows_an_ambiguous_attempt_settles_it_only_if_it_refuses_the_request_itself(object answer, Type thrown)
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, (Step)answer);
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 1 });

        Task<SubmitResult> call = client.Buy("A-USD", 1m).SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await Assert.CatchAsync<SequenceException>(() => call))!, Is.TypeOf(thrown));
        Assert.That(wire.Attempts, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_graph_that_is_there_was_accepted()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, NotFound, Steps.Gateway(502), Steps.Broken, Found);
        SubmitUnknownException error = await FailAsync(wire);

        Task<SubmitOutcome> search = error.ResolveAsync(TimeSpan.FromSeconds(10));
        await DriveAsync(search);

        Assert.That(((SubmitOutcome.Accepted)await search).Graph.GraphId, Is.Not.Empty);
        Assert.That(wire.Attempts.Skip(1).Select(a => a.Request), Is.All.EqualTo($"GET /v1/execution_graphs/{error.GraphId}"));
        Assert.That(wire.WaitsMs.Skip(1), Is.EqualTo(new double[] { 250, 500, 1000 }));
    }

    [Test]
    public async Task A_graph_that_is_not_there_after_the_deadline_is_not_found()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, NotFound);
        SubmitUnknownException error = await FailAsync(wire);

        Task<SubmitOutcome> search = error.ResolveAsync(TimeSpan.FromSeconds(11));
        await DriveAsync(search);

        Assert.That(await search, Is.EqualTo(new SubmitOutcome.NotFound(error.GraphId, TimeSpan.FromSeconds(11), 9)));
        Assert.That(wire.Attempts.Skip(1).Select(a => (a.At - wire.Attempts[1].At).TotalMilliseconds), Is.EqualTo(new double[] { 0, 250, 750, 1750, 3750, 5750, 7750, 9750, 11000 }));
    }

    [Test]
    public async Task A_short_deadline_counts_as_the_minimum_so_that_a_late_delivery_is_found()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, NotFound, NotFound, NotFound, NotFound, NotFound, Found);
        SubmitUnknownException error = await FailAsync(wire);

        Task<SubmitOutcome> search = error.ResolveAsync(TimeSpan.FromSeconds(1));
        await DriveAsync(search);

        Assert.That(await search, Is.InstanceOf<SubmitOutcome.Accepted>());
        Assert.That(wire.Attempts[^1].At - wire.Attempts[1].At, Is.GreaterThan(TimeSpan.FromSeconds(4)));
    }

    private static IEnumerable<TestCaseData> NoEvidence =>
    [
        Case(Steps.Gateway(404), "page under 404"), Case(Steps.Refusal(404, "ROUTE"), "404 of another code", true), Case(Steps.Ok("<html>"), "page under 200"), Case(Steps.Ok("{}"), "no graph"),
        Case(Steps.Ok(ContractExamples.AnswerOf("getGraph")), "another graph"), Case(Steps.Answer(404, """{"error": "not found"}"""), "404 without a code"), Case(Steps.Broken, "broken"),
    ];

    [TestCaseSource(nameof(NoEvidence))]
    public async Task What_proves_nothing_is_neither_presence_nor_absence(object answer, bool endsSearch = false)
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, (Step)answer);
        SubmitUnknownException error = await FailAsync(wire);

        Task<SubmitOutcome> search = error.ResolveAsync(TimeSpan.FromSeconds(10));
        await DriveAsync(search);

        await Assert.CatchAsync<SequenceException>(() => search);
        Assert.That(wire.Attempts, Has.Count.EqualTo(endsSearch ? 2 : 10));
    }

    [Test]
    public async Task A_graph_id_is_known_before_the_submit_and_searched_by_the_client()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, Steps.Broken, Found);
        using SequenceClient client = Once(wire);
        OrderBuilder order = client.Buy("A-USD", 1m).AssignGraphId();
        GraphBuilder graph = client.Graph().Node("a", Node.Buy("A-USD", 1m)).AssignGraphId();

        SubmitUnknownException error = (await Assert.ThrowsAsync<SubmitUnknownException>(() => order.SubmitAsync()))!;
        SubmitUnknownException other = (await Assert.ThrowsAsync<SubmitUnknownException>(() => graph.SubmitAsync()))!;

        Assert.That((error.GraphId, other.GraphId), Is.EqualTo((order.AssignedGraphId, graph.AssignedGraphId)));
        Assert.That(client.Buy("A-USD", 1m).AssignedGraphId, Is.Null);
        Assert.That(client.NewGraphId(), Does.Match("^graph_[0-9a-f]{32}$"));
        Assert.That(((SubmitOutcome.Accepted)await client.ResolveAsync(order.AssignedGraphId!, TimeSpan.FromSeconds(10))).Graph.GraphId, Is.EqualTo(order.AssignedGraphId));
        Assert.That(Assert.ThrowsAsync<SequenceValidationException>(() => client.ResolveAsync("a:b", TimeSpan.FromSeconds(10))).Result!.Field, Is.EqualTo("graph_id"));
    }

    [Test]
    public async Task A_batch_can_be_sent_twice_under_ids_that_are_known_before()
    {
        using var wire = new ScriptedHandler(_time, Echo);
        using SequenceClient client = Once(wire);
        BatchBuilder batch = client.Batch("kraken").Buy("A-USD", 1m).Cancel("graph:g1:order:1").Sell("A-USD", 1m);
        BatchBuilder assigned = batch.AssignGraphIds();

        await assigned.EndAsync();
        await assigned.EndAsync();

        Assert.That(batch.GraphIds, Is.EqualTo(new[] { null, "g1", null }));
        Assert.That(assigned.GraphIds, Has.None.Null.And.Unique);
        Assert.That(wire.Attempts.Select(a => IdOf(a.Body) ?? a.Request.Split('/')[^1]), Is.EqualTo(assigned.GraphIds.Concat(assigned.GraphIds)));
        Assert.That(assigned.AssignGraphIds().GraphIds, Is.EqualTo(assigned.GraphIds));
    }

    [Test]
    public async Task Two_clients_with_one_seed_never_send_the_same_graph_id()
    {
        using var wire = new ScriptedHandler(_time, Echo);
        using SequenceClient one = wire.NewClient(new SequenceClientOptions { Seed = 5 });
        using SequenceClient other = wire.NewClient(new SequenceClientOptions { Seed = 5 });
        using SequenceClient own = wire.NewClient(new SequenceClientOptions { GraphIdFactory = () => "mine-1" });
        using SequenceClient bad = wire.NewClient(new SequenceClientOptions { GraphIdFactory = () => "mine:1" });

        await one.Buy("A-USD", 1m).SubmitAsync();
        await other.Buy("A-USD", 1m).SubmitAsync();
        await own.Buy("A-USD", 1m).SubmitAsync();

        Assert.That(wire.Attempts.Select(a => IdOf(a.Body)), Is.Unique);
        Assert.That(IdOf(wire.Attempts[2].Body), Is.EqualTo("mine-1"));
        Assert.That(Assert.Throws<SequenceValidationException>(() => bad.Buy("A-USD", 1m).SubmitAsync())!.Field, Is.EqualTo("GraphIdFactory"));
    }

    [Test]
    public async Task A_submit_that_is_cancelled_before_its_permit_was_not_sent()
    {
        using var wire = new ScriptedHandler(_time, Echo);
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { RateLimitQps = 1, GraphIdFactory = null });
        await client.Buy("A-USD", 1m).SubmitAsync();
        using var cancel = new CancellationTokenSource();

        Task<SubmitResult> call = client.Buy("A-USD", 1m).SubmitAsync(cancel.Token);
        Task<BatchResult> batch = client.Batch("kraken").Buy("A-USD", 1m).EndAsync(cancel.Token);
        await cancel.CancelAsync();

        OperationCanceledException error = (await Assert.CatchAsync<OperationCanceledException>(() => call))!;
        Assert.That(error, Is.Not.InstanceOf<SubmitCanceledException>());
        Assert.That(error.Message, Is.EqualTo("The call was cancelled before anything was sent."));
        Assert.That((await Assert.ThrowsAsync<BatchCanceledException>(() => batch))!.PendingGraphId, Is.Null);
        Assert.That(wire.Attempts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_last_question_without_an_answer_leaves_the_outcome_unknown()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, NotFound, NotFound, NotFound, Steps.Gateway(502));
        SubmitUnknownException error = await FailAsync(wire);

        Task<SubmitOutcome> search = error.ResolveAsync(TimeSpan.FromSeconds(10));
        await DriveAsync(search);

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => search))!.Status, Is.EqualTo(502));
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task A_server_that_refuses_to_tell_ends_the_search(int status)
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, Steps.Refusal(status));
        SubmitUnknownException error = await FailAsync(wire);

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => error.ResolveAsync(TimeSpan.FromSeconds(5))))!.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task The_search_may_have_any_positive_deadline_and_can_be_cancelled()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, NotFound);
        SubmitUnknownException error = await FailAsync(wire);
        using var cancel = new CancellationTokenSource();

        Task<SubmitOutcome> search = error.ResolveAsync(TimeSpan.MaxValue, cancel.Token);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.That(search.IsCompleted, Is.False);
        await cancel.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => search);
        Assert.That(Assert.ThrowsAsync<SequenceValidationException>(() => error.ResolveAsync(TimeSpan.Zero)).Result!.Field, Is.EqualTo("deadline"));
    }

    [Test]
    public async Task A_cancelled_submit_names_its_graph()
    {
        using var silent = new SilentHandler();
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { HttpHandler = silent, TimeProvider = _time });
        using var cancel = new CancellationTokenSource();

        Task<SubmitResult> call = client.Buy("A-USD", 1m).GraphId("mine").SubmitAsync(cancel.Token);
        await cancel.CancelAsync();

        SubmitCanceledException error = (await Assert.ThrowsAsync<SubmitCanceledException>(() => call))!;
        Assert.That((error.GraphId, error.CancellationToken), Is.EqualTo(("mine", cancel.Token)));
        await Assert.ThrowsAsync<SequenceValidationException>(() => error.ResolveAsync(TimeSpan.Zero));
        OperationCanceledException before = (await Assert.ThrowsAsync<OperationCanceledException>(() => client.Buy("A-USD", 1m).SubmitAsync(cancel.Token)))!;
        Assert.That(before.CancellationToken, Is.EqualTo(cancel.Token));
    }

    [Test]
    public async Task A_graph_is_unknown_in_the_same_way()
    {
        using var wire = new ScriptedHandler(_time, Steps.Gateway(502));
        using SequenceClient client = Once(wire);

        SubmitUnknownException error = (await Assert.ThrowsAsync<SubmitUnknownException>(
            () => client.Graph().Node("a", Node.Buy("A-USD", 1m)).GraphId("mine").SubmitAsync()))!;

        Assert.That(error.GraphId, Is.EqualTo("mine"));
    }

    [Test]
    public async Task An_unknown_order_of_a_batch_is_an_entry_and_the_rest_goes_on()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, Steps.Ok("{}"), Steps.Refusal(422), Found);
        using SequenceClient client = Once(wire);

        BatchResult result = await client.Batch("kraken").Buy("A-USD", 1m).Cancel("graph_1").Sell("A-USD", 1m).EndAsync();

        var unknown = (BatchItemResult.Unknown)result.Results[0];
        Assert.That(unknown.GraphId, Is.EqualTo((string?)JObject.Parse(wire.Attempts[0].Body)["graph_id"]));
        Assert.That(result.Results.Skip(1).Select(r => r.GetType()), Is.EqualTo(new[] { typeof(BatchItemResult.Cancelled), typeof(BatchItemResult.Failed) }));
        Assert.That(await unknown.Cause.ResolveAsync(TimeSpan.FromSeconds(1)), Is.InstanceOf<SubmitOutcome.Accepted>());
    }

    /// <summary>Accepts whatever is sent.</summary>
    private static HttpResponseMessage Echo(HttpRequestMessage request)
    {
        string? body = request.Content?.ReadAsStringAsync().GetAwaiter().GetResult();
        return Steps.Ok(body is null ? "{}" : $$"""{"graph_id": "{{IdOf(body)}}", "status": "pending", "node_count": 1, "edge_count": 0}""")(request);
    }

    private static string? IdOf(string body) => body.Length == 0 ? null : (string?)JObject.Parse(body)["graph_id"];

    private static TestCaseData Case(Step step, string name, params object[] more) => new TestCaseData([step, .. more]).SetArgDisplayNames(name);

    private static SequenceClient Once(ScriptedHandler wire) => wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

    private static async Task<SubmitUnknownException> FailAsync(ScriptedHandler wire) =>
        (await Assert.ThrowsAsync<SubmitUnknownException>(() => Once(wire).Buy("A-USD", 1m).SubmitAsync()))!;

    private async Task DriveAsync(Task task)
    {
        for (int i = 0; i < 20_000 && !task.IsCompleted; i++)
            _time.Advance(TimeSpan.FromMilliseconds(1));
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
