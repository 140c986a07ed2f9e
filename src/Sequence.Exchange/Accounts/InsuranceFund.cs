namespace Sequence.Exchange.Accounts;

/// <summary>
/// Receives the fee of liquidations and pays what accounts lack to bring their cash back to zero. The house lends it what it does
/// not have, so that no account pays for another: its balance may be below zero. All quote assets count alike.
/// </summary>
internal sealed class InsuranceFund
{
    /// <summary>The fee of a liquidation in basis points of its notional, on top of the venue's own.</summary>
    public const int FeeBps = 50;

    private const int Whole = 10_000;

    /// <summary>All fees of liquidations so far.</summary>
    public Usd Received { get; private set; }

    /// <summary>All that accounts lacked so far.</summary>
    public Usd Paid { get; private set; }

    public Usd Balance => Received - Paid;

    /// <summary>The fee of one fill of a liquidation.</summary>
    public static Usd Fee(Usd notional) => Usd.FromRaw(FixedPoint.MultiplyDivide(notional.Raw, FeeBps, Whole, MidpointRounding.ToEven));

    public void Receive(Usd fee) => Received += fee;

    public void Pay(Usd amount) => Paid += amount;
}
