namespace Sequence.Sdk;

public partial class SubmitResult
{
    /// <summary>The id of the order that a node becomes, <c>graph:&lt;graph_id&gt;:&lt;node&gt;:1</c>, as <c>GetOrderAsync</c> and <c>AmendAsync</c> take it.</summary>
    /// <param name="node">The node's id; <c>order</c> for an order that was sent alone.</param>
    /// <exception cref="SequenceValidationException">The node is empty.</exception>
    public string NodeOrderId(string node) => GraphIds.NodeOrderId(GraphId, Check.Text(node, "node"));
}
