namespace Sequence.Exchange.Tactics;

/// <summary>Rests in three equal parts: at the own side's best price, and one and two steps behind it. It does not follow the market.</summary>
internal sealed class LadderTactic : Tactic
{
    private const int Rungs = 3;
    private const int StepBps = 1;

    public override void Work(WorkingOrder order)
    {
        if (order.Idle.Raw <= 0 || PassiveTactic.Target(order, ticksBehind: 0) is not { } top)
            return;
        Qty[] parts = SliceSizes.Even(order.Idle, Rungs, order.Spec.Lot);
        Px step = Step(order.Spec, top);
        Px price = top;
        foreach (Qty part in parts)
        {
            if (part.Raw > 0)
                Rest(order, price, part, stayPassive: true);
            price = order.Spec.Side == BookSide.Bid ? price - step : price + step;
        }
    }

    /// <summary>A basis point of the price, in whole ticks, at least one.</summary>
    private static Px Step(OrderSpec spec, Px price) =>
        Px.Max(spec.Tick, Px.FromRaw(price.Raw / 10_000 * StepBps).RoundToTick(spec.Tick, MidpointRounding.ToZero));
}
