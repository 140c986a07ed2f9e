using Newtonsoft.Json.Linq;
using Sequence.ContractProbe.Calls;
using Sequence.ContractProbe.Contract;
using Sequence.ContractProbe.Plans;
using Sequence.Sandbox;

namespace Sequence.Contract.Tests.Probe;

/// <summary>What a submit promises beyond the shape of its answer, a full bucket, and the Markdown report.</summary>
[NonParallelizable]
public sealed class SubmitRuleTests
{
    private SandboxExchange _exchange = null!;

    [SetUp]
    public async Task Open() => _exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7 });

    [TearDown]
    public async Task Close() => await _exchange.DisposeAsync();

    [Test]
    public async Task A_server_that_forgets_graph_ids_differs()
    {
        int submits = 0;
        await using RewritingServer server = await RewritingServer.StartAsync(_exchange.BaseAddress, answer => answer.Request != "POST /v1/orders"
            ? answer
            : answer with { Status = 200, Body = new JObject { ["graph_id"] = $"graph_{++submits}", ["status"] = "pending", ["node_count"] = 1, ["edge_count"] = 0 }.ToString() });

        ProbeRun run = await ProbeRun.VerifyAsync(server.BaseAddress, _exchange.NewKey(), TimeProvider.System);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Findings("submitOrder"), Is.EquivalentTo(new[]
        {
            "$: the same body under the same graph_id made another graph",
            "$: status 200, where 409 refuses it",
            "$: the graph has another graph_id than was sent",
        }));
    }

    [Test]
    public async Task A_refused_submit_differs_and_the_rest_goes_on_with_ids_that_nobody_has()
    {
        await using RewritingServer server = await RewritingServer.StartAsync(_exchange.BaseAddress, answer => answer.Request != "POST /v1/orders"
            ? answer
            : answer with { Status = 422, Body = """{"error": {"code": "VALIDATION_ERROR", "message": "too small"}}""" });

        ProbeRun run = await ProbeRun.VerifyAsync(server.BaseAddress, _exchange.NewKey(), TimeProvider.System);

        Assert.That(run.Findings("submitOrder"), Is.EqualTo(new[] { "$: status 422, where the contract has 200: too small" }));
        Assert.That(run.With("differs"), Is.EqualTo(new[] { "submitOrder" }));
        Assert.That(run.Claims("getOrder")["answers"]!.Values<string>(), Is.EqualTo(new[] { "404 NOT_FOUND" }));
    }

    [Test]
    public async Task A_full_bucket_is_waited_out()
    {
        var time = new HastyTime(TimeSpan.FromSeconds(7));
        int refusals = 0;
        await using RewritingServer server = await RewritingServer.StartAsync(_exchange.BaseAddress, answer =>
            answer.Request == "GET /v1/symbols" && ++refusals <= 3
                ? answer with { Status = 429, RetryAfter = 7, Body = """{"error": {"code": "RATE_LIMITED", "message": "slow down"}}""" }
                : answer);

        ProbeRun run = await ProbeRun.VerifyAsync(server.BaseAddress, _exchange.NewKey(), time);

        Assert.That(run.Verdict("listSymbols"), Is.EqualTo("confirmed"));
        Assert.That(time.Shortened, Is.EqualTo(3));
    }

    [Test]
    public async Task A_bucket_that_stays_full_is_not_reachable()
    {
        var time = new HastyTime(TimeSpan.FromSeconds(60));
        await using RewritingServer server = await RewritingServer.StartAsync(_exchange.BaseAddress, answer => answer.Request == "GET /v1/symbols"
            ? answer with { Status = 429, RetryAfter = 90, Body = """{"error": {"code": "RATE_LIMITED", "message": "slow down"}}""" }
            : answer);

        ProbeRun run = await ProbeRun.VerifyAsync(server.BaseAddress, _exchange.NewKey(), time);

        Assert.That(run.Verdict("listSymbols"), Is.EqualTo("not_reachable"));
        Assert.That(run.Reason("listSymbols"), Does.Contain("429"));
        Assert.That(time.Shortened, Is.EqualTo(6));
    }

    [Test]
    public async Task A_run_that_is_stopped_cancels_its_orders()
    {
        using var stop = new CancellationTokenSource();
        string key = _exchange.NewKey();
        await using RewritingServer server = await RewritingServer.StartAsync(_exchange.BaseAddress, answer =>
        {
            if (answer.Request.StartsWith("GET /v1/orders/", StringComparison.Ordinal))
                stop.Cancel();
            return answer;
        });
        using var prober = new Prober(ApiContract.Embedded(), ProbeTarget.Parse(server.BaseAddress.ToString(), key), TimeProvider.System, TimeSpan.FromSeconds(1), stop.Token);

        await Assert.ThatAsync(() => Plan.RunAsync(prober, includeControl: false), Throws.InstanceOf<OperationCanceledException>());

        using var http = new HttpClient { BaseAddress = _exchange.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        JToken orders = JToken.Parse(await http.GetStringAsync("/v1/orders"))["orders"]!;
        Assert.That(orders.Select(order => (string)order["status"]!), Is.EqualTo(new[] { "CANCELLED" }));
    }

    [Test]
    public async Task The_markdown_report_has_the_table_and_the_claims()
    {
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "probe-report.md");
        string key = _exchange.NewKey();
        ProbeRun run = await ProbeRun.StartAsync(TimeProvider.System, "verify", "--base-url", _exchange.BaseAddress.ToString(), "--key", key, "--report", file);

        string page = await File.ReadAllTextAsync(file);
        File.Delete(file);
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(page, Does.Contain("| `getQuote` | confirmed | docs |"));
        Assert.That(page, Does.Contain("### listVenues: confirmed (x-fact vendor-client)"));
        Assert.That(page, Does.Contain("- `GET /v1/credentials`: exists"));
        Assert.That(page, Does.Contain("`$[].connected` (boolean)"));
        Assert.That(page, Does.Contain("- members never sent: `$.fills[]` (inferred)"));
        Assert.That(page + run.Output, Does.Not.Contain(key));
    }

    /// <summary>The machine's time, but waits of one length are over at once.</summary>
    private sealed class HastyTime(TimeSpan shortened) : TimeProvider
    {
        private int _shortened;

        public int Shortened => _shortened;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool isShortened = dueTime == shortened;
            if (isShortened)
                Interlocked.Increment(ref _shortened);
            return base.CreateTimer(callback, state, isShortened ? TimeSpan.Zero : dueTime, period);
        }
    }
}
