using Sequence.Sdk;

namespace Sequence.Sandbox.Execution;

// Changing a node that works or waits. A working order is cancelled and replaced: the new one stands at the back of the queue.
internal sealed partial class GraphRun
{
    /// <param name="node">Which one.</param>
    /// <param name="change">Its quantity is that of the whole node.</param>
    /// <param name="at">What the client named: it is refused when the node cannot be changed any more.</param>
    /// <exception cref="Hosting.ApiFault">422: the node is over or cut into slices, or the quantity is filled already.</exception>
    public void Amend(GraphNode node, Amendment change, Field at)
    {
        at.Require(node.End is null && !Graph.IsEnded, $"is {(Graph.IsEnded ? Graph.Status.Value : node.Status.Value)}: only what still works can be amended.");
        at.Require(node.Slices.Count == 0 && node.Whole is null, "is cut into slices, which cannot be amended; cancel it instead.");
        if (node.IsStarted)
            Replace(node, change);
        else
            Prepare(node, change);
    }

    private static void Prepare(GraphNode node, Amendment change)
    {
        bool isSized = node.Spec.Quantity is null || node.Inbound.Any(edge => edge.Spec.Sizing is not null);
        change.QuantityAt.Require(change.Quantity is null || !isSized, "cannot be set before the node starts: an edge sizes it.");
        node.Spec = change.ApplyTo(node.Spec) with { Quantity = change.Quantity ?? node.Spec.Quantity };
        node.Target = change.Quantity ?? node.Target;
    }

    private void Replace(GraphNode node, Amendment change)
    {
        WorkingOrder old = node.Working!;
        Qty target = change.Quantity ?? node.Target;
        change.QuantityAt.Require(target > node.Filled, $"must be more than the {node.Filled} that are filled.");
        // The fills of the node's earlier orders are not this order's.
        Qty quantity = target - (node.Target - old.State.Quantity);
        _nodes.Remove(old);
        old.Finish(OrderEnd.Cancelled, $"AMENDED: order {node.Orders + 1} of {node.Spec.Id} takes its place.");
        node.Spec = change.ApplyTo(node.Spec);
        node.Target = target;
        Work(node, quantity, old.State);
    }
}
