namespace Sequence.Exchange.Accounts;

/// <summary>Cash of one quote asset on one venue, in units of that asset.</summary>
internal sealed class CashBalance(int id, string venue, string asset)
{
    public int Id { get; } = id;

    public string Venue { get; } = venue;

    public string Asset { get; } = asset;

    public Usd Amount { get; private set; }

    /// <summary>What resting orders hold back; see <see cref="Reservation"/>.</summary>
    public Usd Locked { get; private set; }

    public void Add(Usd amount) => Amount += amount;

    public void Lock(Usd change) => Locked += change;
}
