using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Transport;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Execution;

/// <summary>Accepted, rejected or unknown: a submit never ends in a fourth way.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SubmitUnknownTests
{
    private static readonly Step Found = Steps.Ok(ContractExamples.AnswerOf("getGraph"));
    private static readonly Step NotFound = Steps.Refusal(404, "NOT_FOUND");

    private readonly DirectTime _time = new();

    private static IEnumerable<TestCaseData> Doubtful =>
    [
        Case(Steps.Broken, "broken"), Case(Steps.BrokenBody, "broken body"), Case(Steps.Gateway(502), "502"), Case(Steps.Gateway(504), "504"),
        Case(Steps.Gateway(503), "503 of a gateway"), Case(Steps.Refusal(500, "INTERNAL_ERROR"), "500"), Case(Steps.Gateway(408), "408"),
        Case(Steps.Ok("<html>"), "unreadable"), Case(Steps.Ok(""), "empty"), Case(Steps.Answer(201, "{"), "cut off"),
    ];

    private static IEnumerable<TestCaseData> Definite =>
    [
        Case(Steps.Refusal(400), "400"), Case(Steps.Refusal(401), "401"), Case(Steps.Refusal(403), "403"), Case(Steps.Refusal(409, "CONFLICT"), "409"),
        Case(Steps.Refusal(422), "422"), Case(Steps.Refusal(429), "429"), Case(Steps.Refusal(503, "SERVICE_UNAVAILABLE"), "503"), Case(Steps.Gateway(302), "302"),
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
            Assert.That(error.Message, Does.StartWith($"Nobody knows whether the server accepted graph '{error.GraphId}'. "));
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
        Case(Steps.Refusal(409, "CONFLICT"), "409", typeof(SequenceApiException)), Case(Steps.Refusal(422), "422", typeof(SequenceApiException)),
    ];

    [TestCaseSource(nameof(AfterDoubt))]
    public async Task What_follows_a_doubtful_attempt_clears_the_doubt_only_if_the_server_looked_at_the_submit(object answer, Type thrown)
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
    public async Task A_graph_that_is_not_there_when_the_deadline_has_passed_never_arrived()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, NotFound);
        SubmitUnknownException error = await FailAsync(wire);

        Task<SubmitOutcome> search = error.ResolveAsync(TimeSpan.FromSeconds(5));
        await DriveAsync(search);

        Assert.That(await search, Is.EqualTo(new SubmitOutcome.NeverArrived()));
        Assert.That(wire.Attempts.Skip(1).Select(a => (a.At - wire.Attempts[1].At).TotalMilliseconds), Is.EqualTo(new double[] { 0, 250, 750, 1750, 3750, 5000 }));
    }

    [Test]
    public async Task A_refusal_after_a_doubtful_attempt_is_a_rejection_once_the_graph_is_not_there()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, Steps.Refusal(429, "RATE_LIMITED"), NotFound);
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 1 });
        Task<SubmitResult> call = client.Buy("A-USD", 1m).SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        SubmitUnknownException error = (await Assert.ThrowsAsync<SubmitUnknownException>(() => call))!;

        Task<SubmitOutcome> search = error.ResolveAsync(TimeSpan.FromSeconds(1));
        await DriveAsync(search);

        Assert.That(((SubmitOutcome.Rejected)await search).Error.Code, Is.EqualTo("RATE_LIMITED"));
    }

    [Test]
    public async Task A_last_question_without_an_answer_leaves_the_outcome_unknown()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, NotFound, NotFound, NotFound, Steps.Gateway(502));
        SubmitUnknownException error = await FailAsync(wire);

        Task<SubmitOutcome> search = error.ResolveAsync(TimeSpan.FromSeconds(1));
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
