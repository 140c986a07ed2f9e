using Sequence.Sdk.Tests.Transport;

namespace Sequence.Sdk.Tests.Execution;

/// <summary>A 2xx is a success only when its body can be the answer of this operation to this request.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FalseSuccessTests
{
    private const string Order = "graph:g1:order:1";

    private static readonly (string Name, Func<SequenceClient, Task> CallAsync)[] Verbs =
    [
        ("cancel", c => c.CancelAsync("g1")), ("cancel graph", c => c.CancelGraphAsync("g1")), ("cancel order", c => c.CancelOrderAsync(Order)),
        ("resume", c => c.ResumeGraphAsync("g1")), ("amend", c => c.AmendAsync(Order, newPrice: 1m)), ("redeem", c => c.RedeemAsync("slug", "kalshi")),
        ("engage", c => c.EngageKillSwitchAsync()), ("clear", c => c.ClearKillSwitchAsync()), ("cancel all", c => c.CancelAllOnVenueAsync("kraken")),
        ("connect", c => c.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("k", "s"))), ("disconnect", c => c.DisconnectVenueAsync("kraken")),
        ("rotate", c => c.ApiKeys.RotateAsync("key_1")), ("revoke", c => c.ApiKeys.DeleteAsync("key_1")), ("reset", c => c.SandboxControl.ResetAsync()),
        ("node", c => c.AmendNodeAsync("g1", "order", new NodeAmendments { Qty = Qty.FromDecimal(1m) })),
    ];

    private static readonly (string Name, string Body)[] Bodies =
    [
        ("login page", "<html><form action=login></form></html>"), ("plain text", "Service Unavailable"), ("cut off", "{\"status\": \"acc"), ("text behind", "{} {}"),
        ("error", """{"error": {"code": "INTERNAL_ERROR", "message": "m"}}"""), ("error without a code", """{"error": {"message": "m"}}"""),
        ("error behind other members", """{"status": "failed", "request_id": "r", "error": "no"}"""), ("error text", """{"error": "Rate limit exceeded"}"""),
    ];

    private readonly DirectTime _time = new();

    private static IEnumerable<TestCaseData> Cases() =>
        from verb in Verbs from body in Bodies select new TestCaseData(verb.CallAsync, body.Body).SetArgDisplayNames(verb.Name, body.Name);

    private static IEnumerable<TestCaseData> EmptyCases() =>
        Verbs.Where(verb => verb.Name != "rotate").Select(verb => new TestCaseData(verb.CallAsync).SetArgDisplayNames(verb.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task It_is_a_failure(Func<SequenceClient, Task> callAsync, string body)
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok(body));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

        SequenceException error = (await Assert.CatchAsync<SequenceException>(() => callAsync(client)))!;

        Assert.That(error.Retryability, Is.Not.EqualTo(Retryability.Never), "The server may have acted all the same.");
        Assert.That(error, Is.InstanceOf<SequenceApiException>().Or.InstanceOf<SequenceDeserializationException>());
    }

    [TestCaseSource(nameof(EmptyCases))]
    public async Task A_success_without_a_body_is_done(Func<SequenceClient, Task> callAsync)
    {
        using var wire = new ScriptedHandler(_time, Steps.Answer(204, ""));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

        await callAsync(client);
    }

    [TestCase(200)]
    [TestCase(204)]
    public async Task An_amend_without_a_body_keeps_the_id(int status)
    {
        using var wire = new ScriptedHandler(_time, Steps.Answer(status, ""));
        using SequenceClient client = wire.NewClient();

        Assert.That((await client.AmendAsync(Order, newPrice: 1m)).NodeOrderId, Is.EqualTo(Order));
    }

    [Test]
    public async Task A_false_success_is_repeated_where_that_is_safe()
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok("<html>"), Steps.Ok("""{"error": {"code": "BUSY", "message": "m"}}"""), Steps.Ok("{}"));
        using SequenceClient client = wire.NewClient();

        Task call = client.CancelGraphAsync("g1");
        for (int i = 0; i < 5000 && !call.IsCompleted; i++)
            _time.Advance(TimeSpan.FromMilliseconds(1));
        await call;

        Assert.That(wire.Attempts, Has.Count.EqualTo(3));
    }

    private static IEnumerable<TestCaseData> Foreign() =>
    [
        new TestCaseData((Func<SequenceClient, Task>)(c => c.CancelGraphAsync("g1")), """{"graph_id": "g2", "status": "aborted"}""").SetArgDisplayNames("cancel"),
        new TestCaseData((Func<SequenceClient, Task>)(c => c.CancelOrderAsync(Order)), """{"node_order_id": "graph:g2:order:1"}""").SetArgDisplayNames("cancel order"),
        new TestCaseData((Func<SequenceClient, Task>)(c => c.AmendAsync(Order, newPrice: 1m)), """{"node_order_id": "graph:g1:other:2"}""").SetArgDisplayNames("amend"),
        new TestCaseData((Func<SequenceClient, Task>)(c => c.EngageKillSwitchAsync()), """{"engaged": false}""").SetArgDisplayNames("engage"),
        new TestCaseData((Func<SequenceClient, Task>)(c => c.ClearKillSwitchAsync()), """{"engaged": true}""").SetArgDisplayNames("clear"),
    ];

    [TestCaseSource(nameof(Foreign))]
    public async Task An_answer_to_another_request_is_a_failure(Func<SequenceClient, Task> callAsync, string body)
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok(body));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

        Assert.That((await Assert.ThrowsAsync<SequenceDeserializationException>(() => callAsync(client)))!.Message, Does.Contain("not the answer of"));
    }

    [Test]
    public async Task A_delete_that_a_gateway_does_not_find_is_not_done()
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, Steps.Gateway(404));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 1 });

        Task call = client.CancelGraphAsync("g1");
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => call))!.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    [Test]
    public async Task An_amended_order_may_get_the_next_number()
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok("""{"node_order_id": "graph:g1:order:2"}"""));
        using SequenceClient client = wire.NewClient();

        Assert.That((await client.AmendAsync(Order, newPrice: 1m)).NodeOrderId, Is.EqualTo("graph:g1:order:2"));
    }
}
