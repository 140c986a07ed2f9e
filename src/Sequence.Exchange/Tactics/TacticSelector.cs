namespace Sequence.Exchange.Tactics;

/// <summary>Chooses a tactic by policy, time in force and placement.</summary>
internal sealed class TacticSelector : ITacticSelector
{
    public Tactic Escalated() => new SweepTactic();

    public Tactic For(OrderSpec spec)
    {
        Wire.Policy policy = spec.Style.Policy;
        if (policy == Wire.Policy.PassiveLadder)
            return new LadderTactic();
        if (policy == Wire.Policy.TimeDrip)
            return new DripTactic();
        if (policy == Wire.Policy.AggressiveChase && spec.Style.TimeInForce == Wire.TimeInForce.Gtc && spec.Style.Placement is null)
            return new ChaseTactic();
        if (policy == Wire.Policy.PassiveLimit || spec.Style.Placement == Wire.Placement.Passive)
            return new PassiveTactic(ticksBehind: 0);
        return spec.Style.Placement == Wire.Placement.PassiveOffset ? new PassiveTactic(ticksBehind: 1) : new SweepTactic();
    }
}
