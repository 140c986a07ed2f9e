using System.Net;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Automate;

[TestFixture]
public sealed class AutomateAnswerTests
{
    /// <summary>The sample of the documentation.</summary>
    private const string AlgosSample = """
        {"algos": [{"symbol": "XRP/USD", "size_bytes": 10658, "modified_at": 1706500000, "status": "running"}],
         "edges": [{"symbol": "XRP/USD", "edge_id": "venue-edge-kraken", "deploy_id": "5c1b0c4a-0f8f-4f11-9a2e-5e8f7f3f17f5",
                    "status": "running", "size_bytes": 10658, "deployed_at": 1706500000, "last_heartbeat": 1706500123,
                    "pause_reason": null, "position_1e8": -150000000, "realized_pnl_1e9": 1250000000, "session_realized_pnl_1e9": 0,
                    "unrealized_pnl_1e9": -1, "callback_latency_ns": 42000, "update_count": 18211}]}
        """;

    private const string DeploymentSample = """
        {"deployment_id": "dep_ab12", "symbols": ["ETH-USD"], "size_bytes": 10658, "status": "draining", "pushed_to": 1, "capable_edges": 2,
         "edges": [{"edge_id": "venue-edge-kraken", "venue": "kraken", "status": "running", "position_1e8": 9223372036854775807,
                    "realized_pnl_1e9": -1250000001, "unrealized_pnl_1e9": 1, "fill_count": 42, "callback_latency_ns": 42000}], "region": "us"}
        """;

    [Test]
    public async Task Algos_per_edge_are_read_to_the_last_unit()
    {
        using var wire = new WireRecorder();
        wire.Answer("listAlgos", AlgosSample);

        AlgosResult algos = await wire.Client.GetAlgosPerEdgeAsync();

        Algo algo = algos.Algos.Single();
        AlgoEdge edge = algos.Edges!.Single();
        Assert.That((algo.Symbol, algo.SizeBytes, algo.ModifiedAt, algo.Status), Is.EqualTo(("XRP/USD", 10658L, 1706500000L, AlgoStatus.Running)));
        Assert.That((edge.Position, edge.RealizedPnl, edge.UnrealizedPnl!.Value.Raw), Is.EqualTo((Qty.FromDecimal(-1.5m), Usd.FromDecimal(1.25m), -1L)));
        Assert.That((edge.PauseReason, edge.CallbackLatencyNs, edge.UpdateCount), Is.EqualTo(((string?)null, 42000L, 18211L)));
    }

    [Test]
    public async Task Algos_without_edges_have_none()
    {
        using var wire = new WireRecorder();
        wire.Answer("listAlgos", """{"algos": []}""");

        AlgosResult algos = await wire.Client.GetAlgosAsync();

        Assert.That(algos.Algos, Is.Empty);
        Assert.That(algos.Edges, Is.Null);
    }

    [Test]
    public async Task An_unknown_status_of_an_algo_survives()
    {
        using var wire = new WireRecorder();
        wire.Answer("getAlgo", """{"symbol": "ETH-USD", "status": "hibernating"}""");

        Algo algo = await wire.Client.GetAlgoAsync("ETH-USD");

        Assert.That((algo.Status.Value, algo.Status.IsKnown), Is.EqualTo(("hibernating", false)));
    }

    [Test]
    public async Task A_deployment_is_read_with_members_it_does_not_know()
    {
        using var wire = new WireRecorder();
        wire.Answer("getDeployment", DeploymentSample);

        Deployment deployment = await wire.Client.GetDeploymentAsync("dep_ab12");

        DeploymentEdge edge = deployment.Edges.Single();
        Assert.That((deployment.DeploymentId, deployment.Name, deployment.Status), Is.EqualTo(("dep_ab12", (string?)null, "draining")));
        Assert.That((deployment.PushedTo, deployment.CapableEdges, deployment.SizeBytes), Is.EqualTo((1, 2, 10658L)));
        Assert.That((edge.Position.Raw, edge.RealizedPnl.Raw, edge.FillCount), Is.EqualTo((long.MaxValue, -1250000001L, 42L)));
        Assert.That(deployment.AdditionalProperties["region"], Is.EqualTo("us"));
    }

    [TestCase("[" + DeploymentSample + "]")]
    [TestCase("""{"deployments": [""" + DeploymentSample + """], "total": 1}""")]
    public async Task Deployments_are_read_bare_and_wrapped(string body)
    {
        using var wire = new WireRecorder();
        wire.Answer("listDeployments", body);

        IReadOnlyList<Deployment> deployments = await wire.Client.GetDeploymentsAsync();

        Assert.That(deployments.Single().DeploymentId, Is.EqualTo("dep_ab12"));
    }

    [Test]
    public async Task A_module_travels_byte_for_byte()
    {
        byte[] module = [.. SampleModule.Bytes, .. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))];
        using var wire = new WireRecorder();

        await wire.Client.DeployAlgoAsync("mm", module, ["ETH-USD"]);

        Assert.That(Convert.FromBase64String((string)wire.Request.Body!["wasm_base64"]!), Is.EqualTo(module));
    }

    [Test]
    public async Task A_start_may_answer_with_nothing()
    {
        using var wire = new WireRecorder();
        wire.Answer("startStrategy", "");

        JToken answer = await wire.Client.StartStrategyAsync("strat_abc");

        Assert.That(answer.Type, Is.EqualTo(JTokenType.Null));
    }

    [Test]
    public async Task Free_form_answers_come_as_they_are()
    {
        using var wire = new WireRecorder();
        wire.Answer("getStrategyLogs", """{"lines": ["2026-04-18T18:40:00Z up"], "cost": 0.123456789012345678}""");

        JToken logs = await wire.Client.GetStrategyLogsAsync("strat_abc");

        Assert.That((string?)logs["lines"]![0], Is.EqualTo("2026-04-18T18:40:00Z up"));
        Assert.That(((JValue)logs["cost"]!).Value, Is.EqualTo(0.123456789012345678m));
    }

    [Test]
    public async Task A_second_deployment_is_not_made_by_itself()
    {
        using var wire = new WireRecorder();
        wire.Fail("createDeployment", HttpStatusCode.BadGateway);

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(
            () => wire.Client.DeployAlgoAsync("mm", SampleModule.Bytes, ["ETH-USD"])))!;

        Assert.That(error.Retryability, Is.EqualTo(Retryability.OutcomeUnknown));
        Assert.That(wire.Requests, Has.Count.EqualTo(1));
    }
}
