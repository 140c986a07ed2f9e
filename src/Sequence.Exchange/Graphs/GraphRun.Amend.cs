namespace Sequence.Exchange.Graphs;

// Changing a node that works or waits. A working order is cancelled and replaced: the new one stands at the back of the queue.
internal sealed partial class GraphRun
{
    /// <param name="node">Which one.</param>
    /// <param name="change">Its quantity is that of the whole node.</param>
    /// <param name="at">What the client named: it is refused when the node cannot be changed any more.</param>
    /// <exception cref="RefusedException">KillSwitch: it is engaged, and the change trades more or sooner. OrderTerminal: the node has ended. Validation: the node is cut into slices, the quantity is filled already, or the new order would be rejected; nothing has changed then.</exception>
    public void Amend(GraphNode node, Amendment change, Field at)
    {
        if (node.End is not null || Graph.IsEnded)
            throw RefusedException.OrderTerminal(at.Path, $"is {(Graph.IsEnded ? Graph.Status.Value : node.Status.Value)}: only what still works can be amended.");
        at.Require(node.Slices.Count == 0 && node.Parent is null, "is cut into slices, which cannot be amended; cancel it instead.");
        if (Graph.Account.KillSwitch.IsEngaged && TradesMore(node, change))
            throw Graph.Account.KillSwitch.Refuse("let an order grow or cross");
        CheckRules(node, change);
        if (node.IsStarted)
            Replace(node, change, at);
        else
            Prepare(node, change);
    }

    /// <summary>A new limit and a new quantity follow the rules that a new order follows.</summary>
    private static void CheckRules(GraphNode node, Amendment change)
    {
        OrderSpec spec = change.ApplyTo(node.Spec);
        if (change.Limit is { } limit)
            new Field("new_constraints.max_price_1e9").Allow(OrderAdmission.PriceProblem(spec.Markets, spec.Side, limit, isSent: node.IsStarted));
        if (change.Quantity is { } quantity)
            change.QuantityAt.Allow(OrderAdmission.QuantityProblem(spec.Markets, quantity, spec.Limit));
    }

    /// <summary>Whether a change makes a node larger, lets it pay more slippage, or moves its limit to where it trades at once.</summary>
    private static bool TradesMore(GraphNode node, Amendment change)
    {
        OrderSpec spec = node.Spec;
        bool grows = change.Quantity > node.Target || change.MaxSlippageBps > spec.Style.MaxSlippageBps;
        bool moves = change.Limit is { } limit && limit != spec.Limit && IsReached(limit, Prices.Best(spec.Markets, Prices.Opposite(spec.Side)), spec.Side);
        return grows || moves;
    }

    private static bool IsReached(Px limit, Px? touch, BookSide side) =>
        touch is { } price && (side == BookSide.Bid ? limit >= price : limit <= price);

    private static void Prepare(GraphNode node, Amendment change)
    {
        bool isSized = node.Spec.Quantity is null || node.Inbound.Any(edge => edge.Spec.Sizing is not null);
        change.QuantityAt.Require(change.Quantity is null || !isSized, "cannot be set before the node starts: an edge sizes it.");
        node.Spec = change.ApplyTo(node.Spec) with { Quantity = change.Quantity ?? node.Spec.Quantity };
        node.Target = change.Quantity ?? node.Target;
    }

    private void Replace(GraphNode node, Amendment change, Field at)
    {
        WorkingOrder old = node.Working!;
        Qty target = change.Quantity ?? node.Target;
        change.QuantityAt.Require(target > node.Filled, $"must be more than the {node.Filled} that are filled.");
        // The fills of the node's earlier orders are not this order's.
        Qty quantity = target - (node.Target - old.State.Quantity);
        OrderSpec spec = change.ApplyTo(node.Spec);
        var trial = new OrderState(Graph.Account, Graph.Id, spec, node.Orders + 1, quantity, _execution.Now);
        trial.CarryOn(old.State);
        string? refusal = old.WithoutReservations(() => Refusal(node, trial, spec));
        at.Require(refusal is null, $"stays as it is, because the new order would be rejected: {refusal}.");
        _nodes.Remove(old);
        old.Finish(OrderEnd.Cancelled, $"AMENDED: order {node.Orders + 1} of {node.Spec.Id} takes its place.");
        node.Spec = spec;
        node.Target = target;
        Work(node, quantity, old.State);
    }
}
