using Sequence.ContractProbe.Contract;
using Sequence.ContractProbe.Plans;
using Sequence.Sandbox;

namespace Sequence.Contract.Tests.Probe;

/// <summary>The sandbox against the contract, with the tool that owners of a key use against the real server.</summary>
[NonParallelizable]
public sealed class SandboxAgreementTests
{
    private SandboxExchange _exchange = null!;
    private ProbeRun _run = null!;

    [OneTimeSetUp]
    public async Task Verify()
    {
        _exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7 });
        _run = await ProbeRun.VerifyAsync(_exchange.BaseAddress, _exchange.NewKey(), TimeProvider.System);
    }

    [OneTimeTearDown]
    public async Task Close() => await _exchange.DisposeAsync();

    [Test]
    public void Nothing_differs()
    {
        Assert.That(_run.With("differs"), Is.Empty, _run.Output);
        Assert.That(_run.ExitCode, Is.Zero);
        Assert.That(_run.Errors, Is.Empty);
    }

    [TestCase("getLiveness")]
    [TestCase("listVenues")]
    [TestCase("getQuote")]
    [TestCase("getQuotesBatch")]
    [TestCase("getPositions")]
    [TestCase("submitOrder")]
    [TestCase("listOrders")]
    [TestCase("getOrder")]
    [TestCase("cancelOrder")]
    [TestCase("getGraph")]
    [TestCase("cancelGraph")]
    [TestCase("resumeGraph")]
    [TestCase("listApiKeys")]
    [TestCase("listWallets")]
    [TestCase("getTradingWallet")]
    [TestCase("listDeployments")]
    [TestCase("getDeployment")]
    [TestCase("startDeployment")]
    [TestCase("listAlgos")]
    [TestCase("getAlgo")]
    [TestCase("listStrategies")]
    [TestCase("getStrategy")]
    [TestCase("getBacktest")]
    [TestCase("openStream")]
    [TestCase("stream prices:{symbol}")]
    [TestCase("stream book:{symbol}")]
    [TestCase("stream orders")]
    [TestCase("stream routing")]
    [TestCase("stream tca")]
    [TestCase("stream funding")]
    [TestCase("stream funding:{venue}")]
    [TestCase("stream funding:{venue}:{symbol}")]
    [TestCase("stream fair_price")]
    [TestCase("stream fair_price:{underlying}")]
    [TestCase("getTca")]
    [TestCase("getTcaReport")]
    [TestCase("getPortfolioAnalytics")]
    [TestCase("getVenueAnalytics")]
    [TestCase("getMarketAnalytics")]
    [TestCase("getSlippageCurve")]
    [TestCase("getExecutionForecast")]
    [TestCase("simulateExecution")]
    [TestCase("getExecutionLive")]
    [TestCase("getExecutionReview")]
    [TestCase("listTraces")]
    [TestCase("openTcaEvents")]
    [TestCase("openRiskEvents")]
    [TestCase("openAlertEvents")]
    [TestCase("stream error frame")]
    [TestCase("stream ticket")]
    [TestCase("missing key")]
    [TestCase("unknown path")]
    [TestCase("request id")]
    public void What_the_sandbox_serves_is_confirmed(string name) => Assert.That(_run.Verdict(name), Is.EqualTo("confirmed"), _run.Reason(name));

    [Test]
    public void Every_operation_and_topic_has_a_row_and_was_tried_or_has_a_reason()
    {
        ApiContract contract = ApiContract.Embedded();
        IEnumerable<string> expected = contract.Operations.Select(operation => operation.Id).Concat(contract.Channels.Select(channel => Prober.TopicName(channel.Topic)));

        Assert.That(expected.Except(_run.Names), Is.Empty);
        Assert.That(_run.With("skipped").Concat(_run.With("not_reachable")).Where(name => _run.Reason(name) is "" or "nothing came"), Is.Empty);
    }

    [Test]
    public void What_changes_the_account_is_skipped_with_the_reason()
    {
        Assert.That(Plan.Never.Keys.Concat(AccountControl.Operations).Where(id => _run.Verdict(id) != "skipped"), Is.Empty);
        Assert.That(_run.Reason("resetSandbox"), Does.Contain("--include-control"));
    }

    [Test]
    public void The_claims_name_path_answers_and_members_with_their_types()
    {
        Assert.That((string?)_run.Claims("getOrder")["path_and_verb"], Is.EqualTo("exists"));
        Assert.That(_run.Claims("submitOrder")["answers"]!.Values<string>(), Is.EquivalentTo(new[] { "200", "409 CONFLICT" }));
        Assert.That(_run.Claims("getOrder")["members_as_documented"]!.ToString(), Does.Contain("$.qty_1e8").And.Contain("integer"));
        Assert.That(_run.Claims("listFills")["members_never_sent"]!.ToString(), Does.Contain("$.fills[]").And.Contain("inferred"));
    }

    [Test]
    public void The_table_has_a_line_for_each_row_and_the_sum()
    {
        string[] lines = _run.Output.TrimEnd().Split('\n');

        Assert.That(lines[0], Does.Match(@"^operation +verdict +x-fact +findings\s*$"));
        Assert.That(_run.Names.Where(name => !lines.Any(line => line.StartsWith(name + " ", StringComparison.Ordinal))), Is.Empty);
        Assert.That(lines[^1].TrimEnd(), Does.Match(@"^\d+ checked: \d+ confirmed, 0 differ, \d+ not reachable, \d+ skipped\.$"));
        Assert.That(_run.Output.Contains('\u001b', StringComparison.Ordinal), Is.False);
    }

    [Test]
    public async Task Control_of_the_account_is_tried_when_asked_for_and_nothing_stays_open()
    {
        string key = _exchange.NewKey();

        ProbeRun run = await ProbeRun.VerifyAsync(_exchange.BaseAddress, key, TimeProvider.System, "--include-control");

        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(AccountControl.Operations.Where(id => run.Reason(id).Contains("--include-control", StringComparison.Ordinal)), Is.Empty);
        Assert.That(new[] { "createApiKey", "rotateApiKey", "revokeApiKey" }.Select(run.Verdict), Has.All.EqualTo("confirmed"));
        Assert.That(run.Verdict("stream fills"), Is.EqualTo("confirmed"), run.Reason("stream fills"));
        Assert.That(run.Claims("listFills")["members_as_documented"]!.ToString(), Does.Contain("$.fills[].price_1e9"));
        using var http = new HttpClient { BaseAddress = _exchange.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.That(await http.GetStringAsync("/v1/orders"), Does.Not.Match("\"status\":\"(NEW|PENDING|ACCEPTED|PARTIAL)\""));
    }
}
