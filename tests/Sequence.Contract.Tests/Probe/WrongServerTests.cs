using Newtonsoft.Json.Linq;
using Sequence.Sandbox;

namespace Sequence.Contract.Tests.Probe;

/// <summary>A server that is wrong in many ways at once: each of them is found at its place.</summary>
[NonParallelizable]
public sealed class WrongServerTests
{
    private const string Page = "<!DOCTYPE html><html><body>Bad gateway</body></html>";

    private SandboxExchange _exchange = null!;
    private RewritingServer _server = null!;
    private string _key = null!;
    private ProbeRun _run = null!;

    [OneTimeSetUp]
    public async Task Verify()
    {
        _exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7 });
        _server = await RewritingServer.StartAsync(_exchange.BaseAddress, Lie);
        _key = _exchange.NewKey();
        _run = await ProbeRun.VerifyAsync(_server.BaseAddress, _key, TimeProvider.System);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _server.DisposeAsync();
        await _exchange.DisposeAsync();
    }

    [Test]
    public void The_exit_code_is_1() => Assert.That(_run.ExitCode, Is.EqualTo(1));

    [TestCase("listQuotes", "$.quotes[0].nbbo: missing, and the contract requires it")]
    [TestCase("getPositions", "$.positions[0].qty_1e8: string, where the contract has integer (int64)")]
    [TestCase("getQuotesBatch", "$.count: number, where the contract has integer (int32)")]
    [TestCase("listSymbols", "$[1].instrument_type: the word 'option', where the contract has one of spot, perp, prediction")]
    [TestCase("listVenues", "$[0].connected: null, where the contract has boolean")]
    [TestCase("getPriceHistory", "$.points[0].ts_ns: a number that does not fit int64")]
    [TestCase("getQuote", "$.error: string, where the contract has object")]
    [TestCase("getOrder", "$: status 404 without the error envelope: the answer is text/html")]
    [TestCase("listVenuesAlias", "$: the answer is text/html, where the contract has array")]
    [TestCase("getPositionsUnified", "$: the answer is not JSON, where the contract has object")]
    [TestCase("submitOrder", "$: status 201, where the contract has 200")]
    [TestCase("getHealth", "$: status 404, where the contract has 200: the same as for a path that does not exist")]
    [TestCase("cancelOrder", "$: status 405: the path does not take DELETE")]
    [TestCase("getStreamTicket", "$: status 302, a redirection")]
    [TestCase("listFills", "$: status 400, where the contract has 200: limit is too small")]
    [TestCase("missing key", "$: status 200, where 401 refuses it")]
    public void Each_difference_is_found_and_named(string name, string finding)
    {
        Assert.That(_run.Verdict(name), Is.EqualTo("differs"));
        Assert.That(_run.Findings(name), Does.Contain(finding));
        Assert.That(_run.Output, Does.Contain(finding.Replace("$: ", "", StringComparison.Ordinal)));
    }

    [Test]
    public void What_was_left_alone_is_confirmed() =>
        Assert.That(new[] { "getLiveness", "getGraph", "cancelGraph", "unknown path" }.Where(name => _run.Verdict(name) != "confirmed"), Is.Empty);

    [Test]
    public void An_unknown_member_is_named_and_no_difference()
    {
        Assert.That(_run.Verdict("listOrders"), Is.EqualTo("confirmed"));
        Assert.That(_run.Findings("listOrders", "note"), Does.Contain("$.surprise: unknown member"));
        Assert.That(_run.Output, Does.Contain("unknown: $.surprise"));
        Assert.That(_run.Claims("listOrders")["members_unknown"]!.ToString(), Does.Contain("$.surprise").And.Contain("boolean"));
    }

    [Test]
    public void A_key_without_permission_and_a_sick_server_are_not_reachable()
    {
        Assert.That(_run.Verdict("listPairVenues"), Is.EqualTo("not_reachable"));
        Assert.That(_run.Reason("listPairVenues"), Is.EqualTo("status 403: the key may not call it"));
        Assert.That(_run.Verdict("listWallets"), Is.EqualTo("not_reachable"));
        Assert.That(_run.Reason("listWallets"), Is.EqualTo("status 503"));
        Assert.That(_run.Reason("openStream"), Does.Contain("501"));
    }

    [Test]
    public void A_404_that_says_the_same_as_for_any_path_proves_nothing()
    {
        Assert.That(_run.Verdict("resumeGraph"), Is.EqualTo("not_reachable"));
        Assert.That(_run.Reason("resumeGraph"), Does.Contain("the same as for a path that does not exist"));
    }

    [Test]
    public void The_answers_without_the_request_id_are_noted() => Assert.That(_run.Verdict("request id"), Is.EqualTo("not_reachable"));

    [Test]
    public void A_key_that_the_server_repeats_is_shown_nowhere()
    {
        Assert.That(_run.Output + _run.Json, Does.Not.Contain(_key["seq_test_".Length..]));
        Assert.That(_run.Json, Does.Contain("seq_test_…"));
    }

    private PassingAnswer Lie(PassingAnswer answer) => answer.Request.Split('?')[0] switch
    {
        "GET /v1/quotes" => Edit(answer, body => ((JObject)body["quotes"]![0]!).Remove("nbbo")),
        "GET /v1/positions" => Edit(answer, body => body["positions"]![0]!["qty_1e8"] = "1"),
        "POST /v1/quotes_batch" => Edit(answer, body => body["count"] = 2.5m),
        "GET /v1/symbols" => Edit(answer, body => body[1]!["instrument_type"] = "option"),
        "GET /v1/credentials" when answer.Status == 401 => answer with { Status = 200, Body = "[]" },
        "GET /v1/credentials" => Edit(answer, body => body[0]!["connected"] = null),
        "GET /v1/price_history/BTC-USD" => Edit(answer, body => body["points"] = new JArray(new JObject { ["ts_ns"] = new JRaw("99999999999999999999"), ["price_1e9"] = 1 })),
        "GET /v1/quotes/contract-probe-no-such-id" => answer with { Body = """{"error": "no such symbol"}""" },
        "GET /v1/venues" => answer with { MediaType = "text/html", Body = Page },
        "GET /v1/positions/unified" => answer with { Body = """{"positions": NaN}""" },
        "POST /v1/orders" when answer.Status == 200 => answer with { Status = 201 },
        "GET /v1/health" => NoSuchPath(answer, "/v1/health"),
        "POST /v1/execution_graphs/contract-probe-no-such-id/resume" => NoSuchPath(answer, "/v1/execution_graphs/contract-probe-no-such-id/resume"),
        "GET /v1/ws/ticket" => answer with { Status = 302, Body = "" },
        "GET /v1/fills" => Refuse(answer, 400, "INVALID_PARAMS", "limit is too small"),
        "GET /v1/pairs/BTC-USD/venues" => Refuse(answer, 403, "FORBIDDEN", $"not for {_key}"),
        "GET /v1/wallets" => Refuse(answer, 503, "SERVICE_UNAVAILABLE", "later"),
        "GET /v1/account" => Edit(answer, body => body[_key] = _key),
        var request when request.StartsWith("GET /v1/orders/", StringComparison.Ordinal) => answer with { Status = 404, MediaType = "text/html", Body = Page },
        var request when request.StartsWith("DELETE /v1/orders/", StringComparison.Ordinal) => Refuse(answer, 405, "METHOD_NOT_ALLOWED", "no"),
        "GET /v1/orders" => Edit(answer, body => body["surprise"] = true),
        _ => answer,
    };

    private static PassingAnswer NoSuchPath(PassingAnswer answer, string path) => Refuse(answer, 404, "NOT_FOUND", $"The API has no path {path}.");

    private static PassingAnswer Refuse(PassingAnswer answer, int status, string code, string message) =>
        answer with { Status = status, Body = new JObject { ["error"] = new JObject { ["code"] = code, ["message"] = message } }.ToString() };

    private static PassingAnswer Edit(PassingAnswer answer, Action<JToken> edit)
    {
        JToken body = JToken.Parse(answer.Body);
        edit(body);
        return answer with { Body = body.ToString() };
    }
}
