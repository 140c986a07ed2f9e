namespace Sequence.Exchange.Accounts;

/// <summary>Perps are cross margined: one fifth of the notional of what is open or resting must be covered by the venue's cash.</summary>
internal static class Margin
{
    public const int Leverage = 5;

    /// <summary>A position is closed when what stands behind it falls below this part of its notional: a half of the initial margin.</summary>
    private const int MaintenancePart = 10;

    public static Usd Maintenance(Usd notional) =>
        Usd.FromRaw(FixedPoint.MultiplyDivide(Usd.Abs(notional).Raw, 1, MaintenancePart, MidpointRounding.ToPositiveInfinity));

    public static Usd Of(Usd notional) =>
        Usd.FromRaw(FixedPoint.MultiplyDivide(Usd.Abs(notional).Raw, 1, Leverage, MidpointRounding.ToPositiveInfinity));
}
