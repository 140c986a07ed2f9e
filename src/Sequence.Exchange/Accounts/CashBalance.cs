namespace Sequence.Exchange.Accounts;

/// <summary>Cash of one quote asset on one venue, in units of that asset. It never falls below zero.</summary>
internal sealed class CashBalance
{
    private readonly HashSet<Reservation> _buys = [];

    public CashBalance(int id, string venue, string asset)
    {
        Id = id;
        Venue = venue;
        Asset = asset;
        Margin = new MarginAccount(this);
    }

    public int Id { get; }

    public string Venue { get; }

    public string Asset { get; }

    public Usd Amount { get; private set; }

    /// <summary>The margin account of the perps that are paid in this cash.</summary>
    public MarginAccount Margin { get; }

    /// <summary>What resting buys of spot and of contracts hold back; see <see cref="Reservation"/>.</summary>
    public Usd Reserved { get; private set; }

    /// <summary>What resting orders hold back, those on perps too; no more than there is.</summary>
    public Usd Locked => Usd.Min(Amount, Reserved + Margin.OrderMargin);

    /// <summary>What the insurance fund has paid in.</summary>
    public Usd Insured { get; private set; }

    /// <summary>The newest buy that holds cash back; null when there is none.</summary>
    public Reservation? NewestBuy => _buys.Count == 0 ? null : _buys.MaxBy(order => order.Number);

    public void Add(Usd amount) => Amount += amount;

    /// <summary>Brings the balance back to zero out of the fund.</summary>
    public void Insure(InsuranceFund fund)
    {
        Usd missing = -Amount;
        fund.Pay(missing);
        Insured += missing;
        Amount += missing;
    }

    /// <param name="order">Whose reservation changes.</param>
    /// <param name="change">By how much; below zero gives back.</param>
    /// <param name="isLast">The order holds nothing back any more.</param>
    public void Reserve(Reservation order, Usd change, bool isLast)
    {
        Reserved += change;
        if (isLast)
            _buys.Remove(order);
        else
            _buys.Add(order);
    }
}
