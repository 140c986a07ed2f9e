using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable]
public sealed class TelemetryTests : IDisposable
{
    private readonly DirectTime _time = new();
    private readonly Reports _reports = new();

    public void Dispose() => _reports.Dispose();

    [Test]
    public async Task A_call_is_one_activity_over_all_its_attempts()
    {
        TimeSpan wait = new RetryDelay(7).Next(1);
        using ScriptedHandler wire = new(_time, Steps.Gateway(502), Steps.Answer(202, "[]"));
        await CallAsync(wire);

        Activity activity = _reports.Activities.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((activity.OperationName, activity.Kind, activity.Status), Is.EqualTo(("listSymbols", ActivityKind.Client, ActivityStatusCode.Unset)));
            Assert.That(activity.TagObjects, Is.EquivalentTo(new Dictionary<string, object?>
            {
                ["sequence.operation"] = "listSymbols",
                ["server.address"] = "script.test",
                ["server.port"] = 443,
                ["http.request.method"] = "GET",
                ["http.response.status_code"] = 202,
                ["sequence.attempts"] = 2,
                ["sequence.outcome"] = "done",
            }));
            Assert.That(_reports.Measurements.Select(m => (m.Name, m.Unit, m.Value)), Is.EquivalentTo(new[]
            {
                ("sequence.client.retries", "{retry}", 1.0),
                ("sequence.client.call.duration", "s", wait.TotalSeconds),
            }));
            Assert.That(_reports.Measurements.Single(m => m.Unit == "s").Tags, Is.EquivalentTo(new Dictionary<string, object?>
            {
                ["sequence.operation"] = "listSymbols",
                ["http.response.status_code"] = 202,
            }));
        }
    }

    private static IEnumerable<TestCaseData> Failures =>
    [
        new TestCaseData(Steps.Refusal(422), "422", 422).SetArgDisplayNames("422"),
        new TestCaseData(Steps.Gateway(503), "503", 503).SetArgDisplayNames("503"),
        new TestCaseData(Steps.Refused, "ConnectionError", null).SetArgDisplayNames("refused"),
        new TestCaseData(Steps.Broken, "ResponseEnded", null).SetArgDisplayNames("broken"),
    ];

    [TestCaseSource(nameof(Failures))]
    public async Task A_failure_has_a_kind(object failure, string kind, int? status)
    {
        using ScriptedHandler wire = new(_time, (Step)failure);
        await CallAsync(wire);

        Activity activity = _reports.Activities.Single();
        Dictionary<string, object?> tags = _reports.Measurements.Single(m => m.Unit == "s").Tags;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((activity.Status, activity.StatusDescription), Is.EqualTo((ActivityStatusCode.Error, (string?)null)));
            Assert.That((activity.GetTagItem("error.type"), activity.GetTagItem("http.response.status_code")), Is.EqualTo(((object)kind, (object?)status)));
            Assert.That((tags["error.type"], tags.GetValueOrDefault("http.response.status_code")), Is.EqualTo(((object)kind, (object?)status)));
        }
    }

    [Test]
    public async Task A_success_that_cannot_be_read_is_a_failure()
    {
        using ScriptedHandler wire = new(_time, Steps.Answer(200, "<html>"));
        await CallAsync(wire);

        Activity activity = _reports.Activities.Single();
        Dictionary<string, object?> tags = _reports.Measurements.Single(m => m.Unit == "s").Tags;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((activity.Status, activity.GetTagItem("http.response.status_code")), Is.EqualTo((ActivityStatusCode.Error, (object)200)));
            Assert.That(activity.GetTagItem("error.type"), Is.EqualTo(nameof(SequenceDeserializationException)));
            Assert.That((tags["error.type"], tags["http.response.status_code"]), Is.EqualTo(((object)nameof(SequenceDeserializationException), (object)200)));
        }
    }

    [Test]
    public async Task Where_only_the_status_counts_any_body_is_a_success()
    {
        using ScriptedHandler wire = new(_time, Steps.Answer(200, "<html>"));
        using SequenceClient client = wire.NewClient();
        Assert.That(await client.IsHealthyAsync(), Is.True);

        Assert.That((_reports.Activities.Single().Status, _reports.Measurements.Single(m => m.Unit == "s").Tags.ContainsKey("error.type")), Is.EqualTo((ActivityStatusCode.Unset, false)));
    }

    [Test]
    public async Task A_lookup_that_finds_nothing_is_a_failure_with_the_request_id_of_the_answer()
    {
        using ScriptedHandler wire = new(_time, Steps.Ok("""{"orders": [], "total": 0, "limit": 50, "offset": 0, "has_more": false}"""));
        using SequenceClient client = wire.NewClient();

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => client.GetOrderAsync("graph:g:order:1")))!;

        Assert.That(error.RequestId, Is.EqualTo(wire.Attempts[0].RequestId));
        Assert.That((_reports.Activities.Single().Status, _reports.Measurements.Single(m => m.Unit == "s").Tags["error.type"]), Is.EqualTo((ActivityStatusCode.Error, "404")));
    }

    [Test]
    public async Task An_activity_of_the_caller_is_current_again_after_the_call()
    {
        using var own = new Activity("own");
        own.Start();
        using ScriptedHandler wire = new(_time, Steps.Answer(200, "[]"));
        await CallAsync(wire);

        Assert.That((Activity.Current, _reports.Activities.Single().ParentSpanId), Is.EqualTo((own, own.SpanId)));
    }

    [TestCase(true, "timeout")]
    [TestCase(false, "cancelled")]
    public async Task A_call_that_was_ended_says_by_whom(bool byDeadline, string kind)
    {
        using var silent = new SilentHandler();
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { HttpHandler = silent, TimeProvider = _time });
        using var cancel = new CancellationTokenSource();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync(cancel.Token);
        if (byDeadline)
            _time.Advance(TimeSpan.FromSeconds(30));
        else
            await cancel.CancelAsync();

        await Assert.CatchAsync<Exception>(() => call);
        Assert.That(_reports.Activities.Single().GetTagItem("error.type"), Is.EqualTo(kind));
    }

    [Test]
    public async Task The_log_tells_of_each_failure_of_the_next_attempt_and_of_the_end()
    {
        TimeSpan wait = new RetryDelay(7).Next(1);
        using ScriptedHandler wire = new(_time, Steps.Refusal(503), Steps.Refused);
        await CallAsync(wire, maxRetries: 1);

        string id = wire.Attempts[0].RequestId;
        Assert.That(_reports.Logs, Is.EqualTo(new[]
        {
            (LogLevel.Debug, 1, $"listSymbols: attempt 1 failed (503), request {id}"),
            (LogLevel.Information, 2, FormattableString.Invariant($"listSymbols: attempt 2 follows in {wait.TotalMilliseconds} ms, request {id}")),
            (LogLevel.Debug, 1, $"listSymbols: attempt 2 failed (ConnectionError), request {id}"),
            (LogLevel.Warning, 3, $"listSymbols: gave up after 2 attempts (ConnectionError), request {id}"),
        }));
    }

    [Test]
    public async Task A_refusal_that_nobody_would_repeat_is_no_warning()
    {
        using ScriptedHandler wire = new(_time, Steps.Refusal(422));
        await CallAsync(wire);

        Assert.That(_reports.Logs.Select(l => l.Level), Is.EqualTo(new[] { LogLevel.Debug }));
    }

    [Test]
    public async Task Neither_key_nor_credentials_nor_bodies_are_reported()
    {
        const string Secret = "n0t-for-anybody";
        string echo = $$"""{"error": {"code": "{{Secret}}", "message": "{{TestKeys.Live}} {{Secret}}"} }""";
        foreach (Step step in new[] { Steps.Answer(503, echo), Steps.Answer(422, echo), Steps.Ok(echo), _ => throw new HttpRequestException("saw " + TestKeys.Live) })
        {
            using ScriptedHandler wire = new(_time, step);
            using SequenceClient client = wire.NewClient(new SequenceClientOptions { LoggerFactory = _reports }, TestKeys.Live);
            Task call = client.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("public-part", Secret));
            for (int i = 0; i < 4; i++)
                _time.Advance(TimeSpan.FromSeconds(2));
            await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.That(wire.Attempts[0].Body, Does.Contain(Secret));
        }

        Assert.That((_reports.Activities.Count, _reports.Logs.Count), Is.EqualTo((4, 25)));
        Assert.That(_reports.Everything, Does.Not.Contain(TestKeys.Live[9..20]).And.Not.Contain(Secret).And.Not.Contain("public-part"));
    }

    private async Task CallAsync(ScriptedHandler wire, int maxRetries = 3)
    {
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { LoggerFactory = _reports, MaxRetries = maxRetries });
        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        for (int i = 0; i < 5000 && !call.IsCompleted; i++)
            _time.Advance(TimeSpan.FromMilliseconds(1));
        await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
