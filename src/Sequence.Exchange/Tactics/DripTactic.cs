namespace Sequence.Exchange.Tactics;

/// <summary>
/// Takes in ten equal drips, the first at once. They are spread over the horizon (a minute when there is none): over all of it
/// with low urgency, three quarters with medium, half with high.
/// </summary>
internal sealed class DripTactic : Tactic
{
    private const int Drips = 10;
    private static readonly TimeSpan DefaultHorizon = TimeSpan.FromMinutes(1);

    private readonly SweepTactic _sweep = new();

    public override void Start(WorkingOrder order)
    {
        Qty[] parts = SliceSizes.Even(order.State.Open, Drips, order.Spec.Lot);
        TimeSpan interval = (order.Spec.Style.Horizon ?? DefaultHorizon) * Share(order.Spec.Style.Urgency) / (100 * Drips);
        order.Held = order.State.Open - parts[0];
        for (int i = 1; i < Drips; i++)
        {
            Qty part = parts[i];
            order.Arm(interval * i, () => Release(order, part));
        }
    }

    public override void Work(WorkingOrder order)
    {
        if (order.Idle.Raw > 0 || order.Resting.Raw > 0)
            _sweep.Work(order);
    }

    private static void Release(WorkingOrder order, Qty part)
    {
        order.Held = Qty.Max(Qty.Zero, order.Held - part);
        order.Wake();
    }

    private static int Share(Wire.Urgency urgency)
    {
        if (urgency == Wire.Urgency.High)
            return 50;
        return urgency == Wire.Urgency.Low ? 100 : 75;
    }
}
