using Newtonsoft.Json.Linq;
using Sequence.ContractProbe.Calls;
using Sequence.Sandbox;

namespace Sequence.Contract.Tests.Probe;

/// <summary>Sockets that say what the contract does not.</summary>
[NonParallelizable]
public sealed class WrongStreamTests
{
    private SandboxExchange _exchange = null!;
    private RewritingServer _server = null!;
    private ProbeRun _run = null!;

    [OneTimeSetUp]
    public async Task Verify()
    {
        _exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7 });
        _server = await RewritingServer.StartAsync(_exchange.BaseAddress, Events, Frames);
        _run = await ProbeRun.VerifyAsync(_server.BaseAddress, _exchange.NewKey(), TimeProvider.System);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _server.DisposeAsync();
        await _exchange.DisposeAsync();
    }

    [TestCase("openStream", "$.rejected: missing, and the contract requires it")]
    [TestCase("openStream", "$.data: missing, and the contract requires it")]
    [TestCase("openStream", "$: a frame is not JSON")]
    [TestCase("openStream", "$: a frame is array, where the contract has object")]
    [TestCase("stream prices:{symbol}", "$.data.bid: string, where the contract has number (decimal)")]
    [TestCase("stream book:{symbol}", "$.data.bids[1]: 1 entries, where the contract has at least 2")]
    [TestCase("stream orders", "$.data.status: the word 'SLEEPING', where the contract has one of NEW, PENDING, ACCEPTED, PARTIAL, FILLED, COMPLETED, CANCELLED, REJECTED, FAILED")]
    [TestCase("stream new_markets", "$.slug: missing, and the contract requires it")]
    [TestCase("stream market_resolved", "$: a frame is not JSON")]
    [TestCase("stream error frame", "$.error: string, where the contract has object")]
    [TestCase("stream ticket", "$: the ticket was accepted a second time")]
    public void Each_difference_is_found_and_named(string name, string finding)
    {
        Assert.That(_run.ExitCode, Is.EqualTo(1));
        Assert.That(_run.Findings(name), Does.Contain(finding));
    }

    [Test]
    public void An_event_that_nobody_asked_for_is_noted() =>
        Assert.That(_run.Findings("openStream", "note"), Does.Contain("$: an event of a topic that was not asked for"));

    [Test]
    public void Server_sent_events_are_known_by_their_content_type()
    {
        Assert.That(_run.Verdict("openTcaEvents"), Is.EqualTo("confirmed"));
        Assert.That(_run.Findings("openTcaEvents", "note"), Is.EqualTo(new[] { "$: an event came" }));
        Assert.That(_run.Findings("openRiskEvents"), Is.EqualTo(new[] { "$: content type application/json, where the contract has text/event-stream" }));
        Assert.That(_run.Findings("openAlertEvents", "note"), Is.EqualTo(new[] { "$: a comment came first" }));
    }

    [Test]
    public async Task Server_sent_events_that_never_come_are_watched_for_a_while()
    {
        using var connection = new ApiConnection(ProbeTarget.Parse(_server.BaseAddress.ToString(), _exchange.NewKey()), TimeProvider.System);

        Answer answer = await connection.OpenEventsAsync(new ApiRequest("GET", "/v1/tca/stream?silent=1"), TimeSpan.FromSeconds(0.1), CancellationToken.None);

        Assert.That((answer.Status, answer.MediaType, answer.Text, answer.Failure), Is.EqualTo((200, "text/event-stream", "", (string?)null)));
    }

    [Test]
    public void A_silent_topic_is_not_reachable() => Assert.That(_run.Reason("stream fair_price"), Does.Contain("no event"));

    private static PassingAnswer Events(PassingAnswer answer) => answer.Request switch
    {
        "GET /v1/tca/stream" => answer with { Body = "event: tca\r\ndata: {}\r\n\r\n", IsEndless = true },
        "GET /v1/tca/stream?silent=1" => answer with { Body = "data: half an", IsEndless = true },
        "GET /v1/risk/stream" => answer with { MediaType = "application/json", Body = "{}", IsEndless = true },
        "GET /v1/alerts/stream" => answer with { Body = ": open\n\n", IsEndless = true },
        _ => answer,
    };

    private static string[] Frames(string path, string said) => (path, said) switch
    {
        ("/v1/ws/new_markets", "") => ["""{"kind": "new_market", "venue": "polymarket", "observed_at_ns": 1}"""],
        ("/v1/ws/market_resolved", "") => ["resolved"],
        ("/v1/stream", "no command") => ["""{"error": "no command"}"""],
        ("/v1/stream", { Length: > 0 }) =>
        [
            new JObject { ["subscribed"] = JObject.Parse(said)["subscribe"] }.ToString(),
            """{"channel": "prices:BTC-USD", "data": {"bid": "1", "ask": 2, "mid": 1.5, "ts_ns": 1}}""",
            """{"channel": "book:BTC-USD", "data": {"bids": [[1, 2], [1]], "asks": [], "ts_ns": 1}}""",
            """{"channel": "orders", "data": {"node_order_id": "a", "client_id": "b", "symbol": "c", "side": "BUY", "qty_1e8": 1, "filled_qty_1e8": 0, "status": "SLEEPING"}}""",
            """{"channel": "weather", "data": {}}""",
            """{"channel": "fills"}""",
            "hello",
            "[]",
        ],
        _ => [],
    };
}
