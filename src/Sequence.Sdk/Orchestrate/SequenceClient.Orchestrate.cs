using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

// Level 3, orchestrate: graphs of orders.
public sealed partial class SequenceClient
{
    /// <summary>Opens an empty graph of orders. Nothing is sent before <see cref="GraphBuilder.SubmitAsync"/>.</summary>
    public GraphBuilder Graph() => new(_transport, GraphDraft.Empty);

    /// <summary>Reads a graph with the state of each node and edge. Operation: getGraph.</summary>
    /// <param name="graphId">As <see cref="SubmitResult.GraphId"/> gives it; a node-order id is reduced to its graph.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceApiException">The server refused: 404 when there is no such graph, also when it answered with another one.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task<GraphStatusResponse> GetGraphAsync(string graphId, CancellationToken cancellationToken = default)
    {
        string id = GraphIds.Reduce(graphId, "graph_id");
        return _transport.CallAsync(
            (raw, token) => Requested.ByIdAsync(raw.Orchestrate.GetGraphAsync(id, token), "getGraph", id, graph => graph.GraphId), cancellationToken);
    }

    /// <summary>Cancels everything of a graph that is open. Operation: cancelGraph.</summary>
    /// <param name="graphId">Id of the graph; <see cref="CancelAsync"/> takes the id of one of its orders too.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceApiException">The server refused: 404 when there is no such graph.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task CancelGraphAsync(string graphId, CancellationToken cancellationToken = default)
    {
        string id = GraphIds.Reduce(graphId, "graph_id");
        return _transport.CallAsync((raw, token) => raw.Orchestrate.CancelGraphAsync(id, token), cancellationToken, verify: AnswerCheck.Graph(id));
    }

    /// <summary>Lets a paused graph go on. Operation: resumeGraph.</summary>
    /// <param name="graphId">Id of the graph; a node-order id is reduced to its graph.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <exception cref="SequenceValidationException">The id is empty.</exception>
    /// <exception cref="SequenceApiException">The server refused: 404 when there is no such graph.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task ResumeGraphAsync(string graphId, CancellationToken cancellationToken = default)
    {
        string id = GraphIds.Reduce(graphId, "graph_id");
        return _transport.CallAsync((raw, token) => raw.Orchestrate.ResumeGraphAsync(id, token), cancellationToken, verify: AnswerCheck.Graph(id));
    }

    /// <summary>Changes a working node of a graph. Operation: amendGraphNode. One order's price or quantity is changed by <c>AmendAsync</c>.</summary>
    /// <param name="graphId">Id of the graph; a node-order id is reduced to its graph.</param>
    /// <param name="nodeId">Id of the node.</param>
    /// <param name="amendments">What changes; at least one member. A quantity is the new total.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <returns>The server's answer, whose members are not documented.</returns>
    /// <exception cref="SequenceValidationException">An id is empty, nothing changes, or a value cannot be sent.</exception>
    /// <exception cref="SequenceApiException">The server refused: 404 when there is no such graph or node.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task<JToken> AmendNodeAsync(string graphId, string nodeId, NodeAmendments amendments, CancellationToken cancellationToken = default)
    {
        string id = GraphIds.Reduce(graphId, "graph_id");
        Check.PathValue(nodeId, "node_id");
        NodeAmendments body = NodeAmendments.Checked(amendments);
        return _transport.CallAsync((raw, token) => raw.Orchestrate.AmendGraphNodeAsync(id, nodeId, body, token), cancellationToken, verify: AnswerCheck.Node(id, nodeId));
    }
}
