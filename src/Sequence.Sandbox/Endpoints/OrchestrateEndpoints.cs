using Sequence.Sandbox.Generation;

namespace Sequence.Sandbox.Endpoints;

/// <summary>Level 3: execution graphs.</summary>
internal sealed class OrchestrateEndpoints(ExchangeCore exchange) : OrchestrateOperations
{
    public override Task<Wire.GraphStatusResponse> GetGraphAsync(ApiCall call, string graph_id) =>
        Task.FromResult(exchange.Scheduler.Enter(() => Find(call, graph_id).ToWire()));

    public override Task<JToken> CancelGraphAsync(ApiCall call, string graph_id) => ControlAsync(call, graph_id, exchange.Engine.RequestCancel);

    public override Task<JToken> ResumeGraphAsync(ApiCall call, string graph_id) => ControlAsync(call, graph_id, exchange.Engine.Resume);

    public override Task<JToken> AmendGraphNodeAsync(ApiCall call, string graph_id, string node_id, Wire.NodeAmendments body)
    {
        var change = Amendment.Read(body);
        return Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
        {
            Graph graph = Find(call, graph_id);
            GraphNode node = graph.Find(node_id) ?? throw RefusedException.NotFound($"The graph {graph_id} has no node '{node_id}'.");
            exchange.Engine.Amend(graph, node, change);
            return new JObject(
                new JProperty("graph_id", graph.Id),
                new JProperty("node_id", node.Spec.Id),
                new JProperty("status", node.Status.Value),
                new JProperty("node_order_id", node.Order?.NodeOrderId));
        }));
    }

    private Task<JToken> ControlAsync(ApiCall call, string graphId, Action<Graph> control) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
    {
        Graph graph = Find(call, graphId);
        control(graph);
        return new JObject(new JProperty("graph_id", graph.Id), new JProperty("status", graph.Status.Value));
    }));

    private Graph Find(ApiCall call, string graphId) =>
        exchange.Engine.Find(call.Account, graphId) ?? throw RefusedException.NotFound($"No graph is called '{graphId}'.");
}
