using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Levels 4 and 5: deployments, algos, strategies, and what an order did or would cost.</summary>
internal static class AutomateFacts
{
    private const string Answer = "gives: What the server answers is given instead of nothing; await it without a result.";
    private static readonly byte[] Wasm = [0, 97, 115, 109, 1, 0, 0, 0];

    public static IEnumerable<Fact> All =>
    [
        .. Methods<SequenceClient>(
            "",
            "deploy_algo(name: &str, wasm_bytes: &[u8], symbols: &[&str]) -> Deployment = DeployAlgoAsync",
            "algo_status(deployment_id: &str) -> Deployment = GetDeploymentAsync",
            $"algo_start(deployment_id: &str) -> () = StartDeploymentAsync ! {Answer}",
            $"algo_stop(deployment_id: &str) -> () = StopDeploymentAsync ! {Answer}",
            $"algo_undeploy(deployment_id: &str) -> () = UndeployAsync ! {Answer}",
            "algo_logs(deployment_id: &str, limit: u32) -> Value = GetDeploymentLogsAsync",
            "algo_mesh(deployment_id: &str) -> Value = GetDeploymentMeshAsync",
            "algo_metrics(deployment_id: &str) -> Value = GetDeploymentMetricsAsync"),
        Sends(
            "deploy_algo posts to /v1/deployments and starts at once", c => c.DeployAlgoAsync("n", Wasm, ["A"]), "POST /v1/deployments",
            ("wasm_base64", "AGFzbQEAAAA="), ("start_immediately", true), ("symbols", new[] { "A" }), ("name", "n")),
        .. Fields<Deployment>(
            "Deployment", "deployment_id: String", "name: Option<String>", "symbols: Vec<String>", "size_bytes: u64", "status: String", "pushed_to: usize", "capable_edges: usize", "edges: Vec<DeploymentEdge>"),
        .. Fields<DeploymentEdge>(
            "DeploymentEdge", "edge_id: String", "venue: String", "status: String", "position_1e8: i64", "realized_pnl_1e9: i64", "unrealized_pnl_1e9: i64", "fill_count: u64", "callback_latency_ns: u64"),
        Sends("algo_status", c => c.GetDeploymentAsync("d"), "GET /v1/deployments/d"),
        Sends("algo_start", c => c.StartDeploymentAsync("d"), "POST /v1/deployments/d/start"),
        Sends("algo_stop", c => c.StopDeploymentAsync("d"), "POST /v1/deployments/d/stop"),
        Sends("algo_undeploy", c => c.UndeployAsync("d"), "DELETE /v1/deployments/d"),
        Sends("algo_logs", c => c.GetDeploymentLogsAsync("d", 5), "GET /v1/deployments/d/logs?limit=5"),
        Sends("algo_mesh", c => c.GetDeploymentMeshAsync("d"), "GET /v1/deployments/d/mesh"),
        Sends("algo_metrics", c => c.GetDeploymentMetricsAsync("d"), "GET /v1/deployments/d/metrics"),

        Sends("algos", c => c.GetAlgosAsync(), "GET /v1/algos"),
        Sends("algos_per_edge", c => c.GetAlgosPerEdgeAsync(), "GET /v1/algos?detail=edge"),
        Sends("algo", c => c.GetAlgoAsync("ETH-USD"), "GET /v1/algos/ETH-USD"),
        Sends("algo_start_by_symbol", c => c.StartAlgoAsync("ETH-USD"), "POST /v1/algos/ETH-USD/start"),
        Sends("algo_stop_by_symbol", c => c.StopAlgoAsync("ETH-USD"), "POST /v1/algos/ETH-USD/stop"),
        Sends("algo_logs_by_symbol", c => c.GetAlgoLogsAsync("ETH-USD"), "GET /v1/algos/ETH-USD/logs"),
        Sends("algo_stats", c => c.GetAlgoStatsAsync("ETH-USD"), "GET /v1/algos/ETH-USD/stats"),
        Sends("strategies", c => c.GetStrategiesAsync(), "GET /v1/strategies"),
        Sends("strategy", c => c.GetStrategyAsync("s"), "GET /v1/strategies/s"),
        Sends("strategy_start", c => c.StartStrategyAsync("s"), "POST /v1/strategies/s/start"),
        Sends("strategy_stop", c => c.StopStrategyAsync("s"), "POST /v1/strategies/s/stop"),
        Sends("strategy_logs", c => c.GetStrategyLogsAsync("s"), "GET /v1/strategies/s/logs"),
        Sends("strategy_delete", c => c.DeleteStrategyAsync("s"), "DELETE /v1/strategies/s"),

        .. Methods<SequenceClient>(
            "",
            "tca() -> Value = GetTcaAsync",
            "tca_symbol(symbol: &str) -> Value = GetTcaAsync",
            "intel(symbol: &str) -> Value = GetIntelAsync",
            "slippage(symbol: &str, side: Side) -> Value = GetSlippageAsync",
            "forecast(symbol: &str, side: Side, qty: f64) -> Value = GetForecastAsync",
            "routing_intelligence(symbol: &str, side: Side, qty: f64) -> Value = GetRoutingAsync",
            "depth(symbol: &str) -> Value = GetDepthAsync",
            "execution_live(node_order_id: &str) -> Value = GetExecutionLiveAsync",
            "execution_review(node_order_id: &str) -> Value = GetExecutionReviewAsync",
            "execution_summary() -> Value = GetExecutionSummaryAsync",
            "trace(node_order_id: &str) -> Vec<TraceEvent> = GetTraceAsync"),
        Sends("execution_live", c => c.GetExecutionLiveAsync("n"), "GET /v1/execution/live/n"),
        Sends("execution_review", c => c.GetExecutionReviewAsync("n"), "GET /v1/execution/review/n"),
        Sends("execution_summary", c => c.GetExecutionSummaryAsync(), "GET /v1/execution/summary"),
        .. Fields<TraceEvent>("TraceEvent", "event_type: String", "timestamp_ns: u64", "venue: Option<String>", "detail: Option<String>"),
        .. new[] { "admitted", "routed", "edge_submitted", "venue_acked", "first_fill", "completed" }.Select(step =>
            Reads<TraceEvent>($"trace step {step}", $$"""{"event_type":"{{step}}","timestamp_ns":1}""", e => e.EventType, step)),
        Reads<TraceEvent>("detail is text", """{"event_type":"routed","timestamp_ns":1,"detail":"two legs"}""", e => e.Detail, "two legs"),
    ];
}
