using Newtonsoft.Json;

namespace Sequence.Sdk;

public partial class SubmitResult
{
    private string[] _nodeIds = [];

    /// <summary>The id of an order that was sent alone, as <c>GetOrderAsync</c>, <c>WaitForOrderAsync</c> and <c>AmendAsync</c> take it.</summary>
    /// <exception cref="SequenceValidationException">The graph has several nodes: <see cref="NodeOrderId"/> says the order of one.</exception>
    [JsonIgnore]
    public string OrderId => _nodeIds.Length > 1
        ? throw new SequenceValidationException("order_id", $"graph '{GraphId}' has several orders. Pass one of its nodes to NodeOrderId: {Nodes}.")
        : GraphIds.NodeOrderId(GraphId, _nodeIds is [string only] ? only : GraphIds.SingleNode);

    /// <summary>The id of the order that a node becomes, <c>graph:&lt;graph_id&gt;:&lt;node&gt;:1</c>, as <c>GetOrderAsync</c> and <c>AmendAsync</c> take it.</summary>
    /// <param name="node">The node's id; <c>order</c> for an order that was sent alone.</param>
    /// <exception cref="SequenceValidationException">The node is empty, or was not sent with this graph.</exception>
    public string NodeOrderId(string node)
    {
        Check.Text(node, "node");
        // Pacing adds nodes whose ids only the server knows.
        bool isKnown = _nodeIds.Length == 0 || NodeCount > _nodeIds.Length || _nodeIds.Contains(node, StringComparer.Ordinal);
        return isKnown
            ? GraphIds.NodeOrderId(GraphId, node)
            : throw new SequenceValidationException("node", $"graph '{GraphId}' has no node '{node}'. It was sent with: {Nodes}.");
    }

    /// <summary>Keeps which nodes were sent, so that a wrong name is found before a call.</summary>
    internal SubmitResult Of(SubmitBody sent)
    {
        _nodeIds = [.. (sent.Nodes ?? []).Select(node => node.NodeId)];
        return this;
    }

    private string Nodes => TextLine.List(_nodeIds, "none");
}
