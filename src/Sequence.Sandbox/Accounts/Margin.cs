using Sequence.Sdk;

namespace Sequence.Sandbox.Accounts;

/// <summary>Perps are cross margined: one fifth of the notional of what is open or resting must be covered by the venue's cash.</summary>
internal static class Margin
{
    public const int Leverage = 5;

    public static Usd Of(Usd notional) =>
        Usd.FromRaw(FixedPoint.MultiplyDivide(Usd.Abs(notional).Raw, 1, Leverage, MidpointRounding.ToPositiveInfinity));
}
