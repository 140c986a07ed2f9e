using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Transport;

namespace Sequence.Sdk.Tests.Execution;

/// <summary>The other forms in which servers and gateways say under a 2xx that they failed, and answers to other requests.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FailureUnderSuccessTests
{
    private const string Order = "graph:g1:order:1";

    private readonly DirectTime _time = new();

    private static readonly string[] Failures =
    [
        """{"errors": [{"code": "X", "message": "m"}]}""", """{"status": "error", "message": "m"}""", """{"success": false}""", """{"ok": false, "reason": "no"}""",
        """{"code": "CONFLICT", "message": "m"}""", """{"code": 500, "message": "m"}""", """{"statusCode": "503", "message": "m"}""",
        """{"type": "about:blank", "title": "Forbidden", "status": 403}""", """{"error": true}""", """{"Error": {"Code": "X"}}""", """{"venue": "kraken", "error": "boom"}""",
        """{"venue": "kraken", "cancelled": 1, "failed": 2}""", """[{"id": "a"}, {"id": "b", "error": "too late"}]""", """{"result": "failure"}""", "false",
        $$"""{"error": {"code": "X", "message": "{{new string('x', 70_000)}}"} }""",
    ];

    private static readonly string[] Successes =
    [
        """{"errors": [], "success": true, "status": "aborted"}""", """{"error": null, "failed": 0, "code": 0}""", """{"status": 200, "message": "done", "errors": {}}""",
        """{"code": "OK 1", "message": "done"}""", "true", "3", "[]", """{"data": {"success": false}}""",
    ];

    private static IEnumerable<TestCaseData> Verbs()
    {
        (string Name, Func<SequenceClient, Task> Call)[] verbs =
        [
            ("cancel", c => c.CancelAsync("g1")), ("engage", c => c.EngageKillSwitchAsync()), ("cancel all", c => c.CancelAllOnVenueAsync("kraken")), ("amend", c => c.AmendAsync(Order, newPrice: 1m)),
            ("withdraw", c => c.Wallets.WithdrawAsync(new JObject())),
        ];
        return from verb in verbs from i in Enumerable.Range(0, Failures.Length) select new TestCaseData(verb.Call, Failures[i]).SetArgDisplayNames(verb.Name, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task A_failure_in_any_form_is_no_success(Func<SequenceClient, Task> callAsync, string body)
    {
        SequenceException error = await FailAsync(callAsync, body);

        Assert.That(error, Is.InstanceOf<SequenceApiException>());
        Assert.That(error.Retryability, Is.Not.EqualTo(Retryability.Never), "The server may have acted all the same.");
    }

    [TestCaseSource(nameof(Successes))]
    public async Task Words_that_name_no_failure_are_a_success(string body)
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok(body));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

        await client.CancelAllOnVenueAsync("kraken");
    }

    [TestCase("""{"success": false, "rows": []}""")]
    [TestCase("""{"status": "error", "venue": "okx"}""")]
    [TestCase("""{"errors": {"today": 3}, "failed": {"runs": 1}, "runs": 4}""")]
    public async Task What_a_read_brings_is_data(string body)
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok(body));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

        Assert.That((await client.GetAccountAsync()).ToString(), Is.EqualTo(JToken.Parse(body).ToString()));
    }

    [Test]
    public async Task A_read_that_brings_nothing_but_an_error_fails() =>
        Assert.That(await FailAsync(c => c.GetAccountAsync(), """{"success": false, "errors": [{"code": 10000}], "messages": [], "result": null}"""), Is.InstanceOf<SequenceApiException>());

    [TestCase(""", "error": "insufficient funds" """)]
    [TestCase(""", "success": false""")]
    [TestCase(""", "errors": ["a"]""")]
    public async Task A_submit_that_names_its_graph_and_a_failure_is_unknown(string more) => Assert.That(
        await FailAsync(c => c.Buy("A-USD", 1m).GraphId("g1").SubmitAsync(), $$"""{"graph_id": "g1", "status": "pending", "node_count": 1, "edge_count": 0{{more}}}"""), Is.InstanceOf<SubmitUnknownException>());

    [Test]
    public async Task A_submit_that_comes_back_as_it_was_sent_is_unknown()
    {
        using var wire = new ScriptedHandler(_time, request => Steps.Ok(request.Content!.ReadAsStringAsync().GetAwaiter().GetResult())(request));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

        await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("A-USD", 1m).SubmitAsync());
    }

    private static IEnumerable<TestCaseData> Foreign()
    {
        (string Name, Func<SequenceClient, Task> Call, string Body)[] cases =
        [
            ("redeem", c => c.RedeemAsync("mine", "kalshi"), """{"mode": "auto", "slug": "other", "venue": "kalshi"}"""), ("redeem venue", c => c.RedeemAsync("mine", "kalshi"), """{"slug": "mine", "venue": "polymarket"}"""),
            ("disconnect", c => c.DisconnectVenueAsync("kraken"), """{"venue": "okx", "connected": false}"""), ("disconnect not", c => c.DisconnectVenueAsync("kraken"), """{"connected": true}"""),
            ("connect", c => c.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("k", "s")), """{"venue": "okx"}"""),
            ("connect not", c => c.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("k", "s")), """{"venue": "KRAKEN", "connected": false}"""),
            ("cancel all", c => c.CancelAllOnVenueAsync("kraken"), """{"venue": "okx", "cancelled": 2}"""), ("cancel by order", c => c.CancelAsync("g1"), """{"node_order_id": "graph:g2:order:1"}"""),
            ("cancel number", c => c.CancelAsync("g1"), """{"graph_id": 7}"""), ("cancel order", c => c.CancelOrderAsync(Order), """{"graph_id": "g2"}"""),
            ("amend", c => c.AmendAsync(Order, newPrice: 1m), """{"graph_id": "g2", "status": "PENDING"}"""),
            ("node", c => c.AmendNodeAsync("g1", "entry", new NodeAmendments { Qty = Qty.FromDecimal(1m) }), """{"graph_id": "g1", "node_id": "exit"}"""),
            ("create key", c => c.ApiKeys.CreateAsync("l", sandbox: true), """{"key_id": "k", "sandbox": false}"""), ("create no key", c => c.ApiKeys.CreateAsync("l", sandbox: true), "{}"),
            ("rotate", c => c.ApiKeys.RotateAsync("key_1"), """{"key_id": ""}"""), ("revoke", c => c.ApiKeys.DeleteAsync("key_1"), """{"key_id": "key_2"}"""),
            ("revoke not", c => c.ApiKeys.DeleteAsync("key_1"), """{"revoked": false}"""), ("stop deployment", c => c.StopDeploymentAsync("d1"), """{"deployment_id": "d2"}"""),
            ("stop strategy", c => c.StopStrategyAsync("s1"), """{"strategy_id": "s2"}"""), ("stop algo", c => c.StopAlgoAsync("BTC-USD"), """{"symbol": "ETH-USD"}"""),
            ("preview", c => c.PreviewAsync("BTC-USD", Side.Buy, 1m), """{"symbol": "ETH-USD", "nbbo": {}, "source": "x", "generated_at_ns": 1}"""),
            ("preview side", c => c.PreviewAsync("BTC-USD", Side.Buy, 1m), """{"side": "SELL", "nbbo": {}, "source": "x", "generated_at_ns": 1}"""),
        ];
        return cases.Select(one => new TestCaseData(one.Call, one.Body).SetArgDisplayNames(one.Name));
    }

    [TestCaseSource(nameof(Foreign))]
    public async Task An_answer_about_something_else_or_to_the_contrary_is_a_failure(Func<SequenceClient, Task> callAsync, string body) =>
        Assert.That((await FailAsync(callAsync, body)).Message, Does.Contain("not the answer of"));

    [Test]
    public async Task A_run_may_have_an_id_of_its_own_beside_that_of_its_strategy()
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok("""{"id": "run_1", "strategy_id": "s1"}"""));
        using SequenceClient client = wire.NewClient();

        Assert.That((string?)(await client.StartStrategyAsync("s1"))["id"], Is.EqualTo("run_1"));
    }

    private async Task<SequenceException> FailAsync(Func<SequenceClient, Task> callAsync, string body)
    {
        using var wire = new ScriptedHandler(_time, Steps.Ok(body));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });
        return (await Assert.CatchAsync<SequenceException>(() => callAsync(client)))!;
    }
}
