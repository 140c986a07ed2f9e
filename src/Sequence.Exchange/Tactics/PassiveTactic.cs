namespace Sequence.Exchange.Tactics;

/// <summary>
/// Joins the best price of its own side, or stands some ticks behind it (below zero: before all others), and follows when others
/// become better. Never crosses.
/// </summary>
internal sealed class PassiveTactic(int ticksBehind) : Tactic
{
    public override void Work(WorkingOrder order)
    {
        if (Target(order, ticksBehind) is not { } price)
            return;
        if (order.Parts.Any(part => IsWorse(part, price, order.Spec.Side)))
            order.Pull();
        if (order.Spec.Style.Display is not { } display)
            Rest(order, price, order.Idle, stayPassive: true);
        else if (order.Resting.Raw == 0)
            Rest(order, price, Qty.Min(display, order.Idle), stayPassive: true);
    }

    /// <summary>The price to stand at: the own side's best, one tick inside the other side where the own is empty, never beyond the bound.</summary>
    internal static Px? Target(WorkingOrder order, int ticksBehind)
    {
        BookSide side = order.Spec.Side;
        Px step = side == BookSide.Bid ? order.Spec.Tick : -order.Spec.Tick;
        Px? best = Prices.Best(order.Spec.Markets, side);
        if (best is null && Prices.Best(order.Spec.Markets, Prices.Opposite(side)) is { } far)
            best = far - step;
        if (best is not { } price)
            return order.Spec.Limit;
        bool isAhead = ticksBehind < 0 && order.Parts.Any(part => part.Price == price);
        if (!isAhead)
            price -= Px.FromRaw(step.Raw * ticksBehind);
        if (order.Bound is not { } bound)
            return price;
        return side == BookSide.Bid ? Px.Min(price, bound) : Px.Max(price, bound);
    }

    /// <summary>Measured against what its own venue allows, else a part that may not cross would be replaced for ever.</summary>
    private static bool IsWorse(VenueOrder part, Px target, BookSide side)
    {
        Px attainable = PriceAt(part.Market, side, target, stayPassive: true);
        return side == BookSide.Bid ? part.Price < attainable : part.Price > attainable;
    }
}
