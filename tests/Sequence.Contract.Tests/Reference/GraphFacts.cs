using Newtonsoft.Json.Linq;
using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Level 3: graphs, their state and their control.</summary>
internal static class GraphFacts
{
    public static IEnumerable<Fact> All =>
    [
        .. Methods<SequenceClient>(
            "",
            "graph() -> GraphBuilder = Graph",
            "graph_status(graph_id: &str) -> GraphStatusResponse = GetGraphAsync",
            "graph_cancel(graph_id: &str) -> () = CancelGraphAsync",
            "graph_resume(graph_id: &str) -> () = ResumeGraphAsync",
            "amend_order(graph_id: &str, node_id: &str, amendments: NodeAmendments) -> Value = AmendNodeAsync"),
        .. Methods<GraphBuilder>(
            "GraphBuilder.", "node(&str, Node) -> Self = Node", "edge(&str, &str, Trigger) -> Self = Edge", "sandbox() -> Self = Sandbox", "metadata(Value) -> Self = Metadata",
            "submit() -> SubmitResult = SubmitAsync"),
        Sends("GraphBuilder.edge_with configures the edge", c => Pair(c, Trigger.OnFill, e => e.Sizing(Sizing.Residual)), "POST /v1/orders", ("edges[0].sizing", "residual")),
        Sends("GraphBuilder.risk configures the limits", c => c.Graph().Node("a", Node.Buy("A", 1m)).Risk(r => r.MaxLossUsd(5m)).SubmitAsync(), "POST /v1/orders", ("risk.runtime.max_loss_usd", 5m)),
        Sends("GraphBuilder.sandbox is sent", c => c.Graph().Node("a", Node.Buy("A", 1m)).Sandbox().SubmitAsync(), "POST /v1/orders", ("is_sandbox", true)),
        Sends("GraphBuilder.metadata is sent", c => c.Graph().Node("a", Node.Buy("A", 1m)).Metadata(new JObject { ["tag"] = 1 }).SubmitAsync(), "POST /v1/orders", ("metadata.tag", 1)),
        Sends("nodes without an edge are roots", c => Pair(c, Trigger.OnFill), "POST /v1/orders", ("nodes[0].activation", "root")),
        Sends("the other nodes wait", c => Pair(c, Trigger.OnFill), "POST /v1/orders", ("nodes[1].activation", "wait")),

        Sends("graph_status", c => c.GetGraphAsync("g"), "GET /v1/execution_graphs/g"),
        .. Fields<GraphStatusResponse>("GraphStatusResponse", "graph_id: String", "client_id: String", "status: String", "nodes: HashMap<String, GraphNodeState>", "edges: HashMap<String, GraphEdgeState>"),
        .. Words<GraphStatus>(
            "GraphStatusResponse.status", "pending = Pending pending", "active = Active active", "partial_fill = PartialFill partial_fill", "completed = Completed completed", "aborted = Aborted aborted",
            "expired = Expired expired", "paused = Paused paused"),
        .. Fields<GraphNodeState>(
            "NodeStatus", "status: String", "node_order_id: Option<String>", "target_qty_1e8: i64", "filled_qty_1e8: i64", "avg_fill_price_1e9: i64", "fill_count: u64"),
        .. Words<NodeStatus>(
            "NodeStatus.status", "pending = Pending pending", "armed = Armed armed", "executing = Executing executing", "filled = Filled filled", "partial_fill = PartialFill partial_fill",
            "cancelled = Cancelled cancelled", "rejected = Rejected rejected"),
        .. Fields<GraphEdgeState>("EdgeStatus", "status: String", "fired: bool"),
        Sends("graph_cancel", c => c.CancelGraphAsync("g"), "DELETE /v1/execution_graphs/g"),
        Sends("graph_resume", c => c.ResumeGraphAsync("g"), "POST /v1/execution_graphs/g/resume"),
        Sends("amend_order: urgency", c => c.AmendNodeAsync("g", "n", new NodeAmendments { Urgency = Urgency.High }), "PUT /v1/execution_graphs/g/nodes/n", ("urgency", "high")),
        Sends("amend_order: max_slippage_bps", c => c.AmendNodeAsync("g", "n", new NodeAmendments { MaxSlippageBps = 5 }), "PUT /v1/execution_graphs/g/nodes/n", ("max_slippage_bps", 5)),
        Sends("amend_order: horizon_ms", c => c.AmendNodeAsync("g", "n", new NodeAmendments { HorizonMs = 0 }), "PUT /v1/execution_graphs/g/nodes/n", ("horizon_ms", 0)),
        Sends("amend_order: qty_1e8", c => c.AmendNodeAsync("g", "n", new NodeAmendments { Qty = Qty.FromDecimal(2m) }), "PUT /v1/execution_graphs/g/nodes/n", ("qty_1e8", 200_000_000L)),

        .. Example("spot and perp with risk", c => c.Graph()
            .Node("spot", Node.Buy("ETH-USD", 200m).Policy(Policy.Sor))
            .Node("hedge", Node.Sell("ETH-USD-PERP", 200m).Perp().Venue("hyperliquid"))
            .Edge("spot", "hedge", Trigger.FillPct(0.5m))
            .Risk(r => r.MaxNotionalUsd(500_000m).MaxUnhedgedQty(5m).OnRuntimeBreach(FailureAction.CancelAll))),
        .. Example("a TWAP of ten slices", c => c.Graph().Node("twap", Node.Buy("BTC-USD", 1m).Twap(10, TimeSpan.FromSeconds(30)))),
        .. Example("a streaming hedge", c => c.Graph()
            .Node("spot", Node.Buy("ETH-USD", 100m))
            .Node("hedge", Node.Sell("ETH-PERP", 0m).Perp().Derived())
            .Edge("spot", "hedge", Trigger.OnFill, e => e.Sizing(Sizing.LinearHedge(-1m)))),
        .. Example(
            "a bracket", c => c.Graph()
                .Node("entry", Node.Buy("BTC-USD", 0.1m))
                .Node("tp", Node.Sell("BTC-USD", 0m).Derived().LimitPrice(80_000m))
                .Node("sl", Node.Sell("BTC-USD", 0m).Derived())
                .Edge("entry", "tp", Trigger.FullFill)
                .Edge("entry", "sl", Trigger.OnPrice("BTC-USD", PriceDirection.Below, -5m))
                .Risk(r => r.MaxLossUsd(2_000m).OnRuntimeBreach(FailureAction.CancelAll)),
            "Both exits may fill, and then sell twice what was bought; Validate() says so."),
    ];

    /// <summary>A whole graph of the reference: it is valid, it is sent, and nothing warns of it.</summary>
    private static IEnumerable<Fact> Example(string name, Func<SequenceClient, GraphBuilder> build, string? warning = null)
    {
        yield return Sends($"example: {name} is sent", c => build(c).SubmitAsync(), "POST /v1/orders");
        var quiet = new Fact($"example: {name} is without warnings", async () =>
        {
            using RecordedCalls calls = new();
            await using SequenceClient client = calls.NewClient();
            GraphValidation validation = build(client).Validate();
            return validation.Warnings.Count == 0 ? null : validation.ToString();
        });
        yield return warning is null ? quiet : quiet.Differs(warning);
    }

    private static Task<SubmitResult> Pair(SequenceClient client, Trigger trigger, Func<EdgeConfig, EdgeConfig>? configure = null) => client.Graph()
        .Node("a", Node.Buy("A", 1m)).Node("b", Node.Sell("B", 1m)).Edge("a", "b", trigger, configure ?? (e => e)).SubmitAsync();
}
