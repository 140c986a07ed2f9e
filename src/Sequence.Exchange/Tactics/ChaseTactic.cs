namespace Sequence.Exchange.Tactics;

/// <summary>
/// Takes what the venues offer; what is left stands a tick before all others of its side, and moves up again when somebody passes
/// it, as far as the limit and the allowed slippage go: ten times a second at most, since two that chase each other would not end.
/// </summary>
internal sealed class ChaseTactic : Tactic
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly PassiveTactic _lead = new(ticksBehind: -1);
    private bool _waits;

    public override void Work(WorkingOrder order)
    {
        if (order.Route(order.Idle + order.Resting).Total.Raw > 0)
            SweepTactic.Take(order);
        if (order.IsEnded || order.State.Open.Raw <= 0 || _waits)
            return;
        Px[] stood = Prices(order);
        _lead.Work(order);
        if (order.IsEnded || Prices(order).SequenceEqual(stood))
            return;
        _waits = true;
        order.After(Pace, () =>
        {
            _waits = false;
            order.Wake();
        });
    }

    private static Px[] Prices(WorkingOrder order) => [.. order.Parts.Select(part => part.Price)];
}
