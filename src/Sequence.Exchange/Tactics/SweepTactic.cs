namespace Sequence.Exchange.Tactics;

/// <summary>
/// Takes what the venues offer, the cheapest after fees first. What is left of an IOC or FOK order expires, what is left of a
/// limit order rests, and a market order waits for the books to change. A resting part is pulled when another venue comes into reach.
/// </summary>
internal sealed class SweepTactic : Tactic
{
    public override void Work(WorkingOrder order)
    {
        RoutePlan plan = order.Route(order.Idle + order.Resting);
        if (order.IsAllOrNothing && plan.Total < order.State.Open)
        {
            order.Finish(OrderEnd.Expired, "FOK_NOT_FILLABLE");
            return;
        }

        if (plan.Total.Raw > 0)
            plan = Take(order);
        if (order.IsEnded || order.Idle.Raw <= 0)
            return;
        if (order.IsImmediate)
            order.Finish(OrderEnd.Expired, plan.IsShortOfFunds ? RejectReasons.InsufficientBalance : "IOC_REST");
        else if (order.Spec.Limit is not null && order.Bound is { } bound)
            RestAt(order, bound);
        else if (plan.IsShortOfFunds && plan.Total.Raw == 0)
            order.Finish(OrderEnd.Cancelled, RejectReasons.InsufficientBalance);
    }

    /// <summary>Takes what is in reach, with what rests already too.</summary>
    internal static RoutePlan Take(WorkingOrder order)
    {
        order.Pull();
        RoutePlan plan = order.Route(order.Idle);
        order.Take(plan.Legs);
        return plan;
    }

    /// <summary>An iceberg shows one part at a time.</summary>
    private static void RestAt(WorkingOrder order, Px price)
    {
        if (order.Spec.Style.Display is not { } display)
            Rest(order, price, order.Idle, stayPassive: false);
        else if (order.Resting.Raw == 0)
            Rest(order, price, Qty.Min(display, order.Idle), stayPassive: false);
    }
}
