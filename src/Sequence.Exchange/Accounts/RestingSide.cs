namespace Sequence.Exchange.Accounts;

/// <summary>
/// The orders of an account that rest on one side of the book of one perp. The sums are kept, because they are asked for at every change of
/// the book: no look at the account may cost more for every order that rests.
/// </summary>
internal sealed class RestingSide(BookSide side)
{
    private readonly SortedSet<Reservation> _byPriority = new(Comparer<Reservation>.Create((left, right) => Compare(side, left, right)));
    private decimal _reduceOnly;
    private int _reduceOnlyCount;

    public bool IsEmpty => _byPriority.Count == 0;

    /// <summary>All that rests.</summary>
    public decimal Quantity { get; private set; }

    /// <summary>All that rests, each order at its own price.</summary>
    public decimal Notional { get; private set; }

    /// <summary>All that rests and may only reduce the position.</summary>
    public Qty ReduceOnly => Counted(_reduceOnly);

    public bool HasReduceOnly => _reduceOnlyCount > 0;

    /// <summary>In the order in which they trade.</summary>
    public IEnumerable<Reservation> ByPriority => _byPriority;

    /// <summary>The order that gives way first: the newest, a reduce-only one last; null when none rests.</summary>
    public Reservation? Last => _byPriority.OrderBy(order => order.IsReduceOnly).ThenByDescending(order => order.Number).FirstOrDefault();

    /// <summary>What else may trade before an order of this price does: the ordinary orders at this price or a better one.</summary>
    public Qty Ahead(Px price) => Counted(
        _byPriority.TakeWhile(order => side == BookSide.Bid ? order.Price >= price : order.Price <= price)
            .Where(order => !order.IsReduceOnly).Sum(order => order.Remaining.ToDecimal()));

    /// <param name="order">One of this side.</param>
    /// <param name="remaining">What of it rests from now on; zero takes it away.</param>
    public void Resize(Reservation order, Qty remaining)
    {
        decimal change = remaining.ToDecimal() - order.Remaining.ToDecimal();
        Quantity += change;
        Notional += change * order.Price.ToDecimal();
        if (order.IsReduceOnly)
            _reduceOnly += change;
        int count = 0;
        if (order.Remaining == Qty.Zero && remaining != Qty.Zero)
            count = _byPriority.Add(order) ? 1 : 0;
        else if (order.Remaining != Qty.Zero && remaining == Qty.Zero)
            count = _byPriority.Remove(order) ? -1 : 0;
        _reduceOnlyCount += order.IsReduceOnly ? count : 0;
    }

    private static int Compare(BookSide side, Reservation left, Reservation right)
    {
        int byPrice = side == BookSide.Bid ? right.Price.CompareTo(left.Price) : left.Price.CompareTo(right.Price);
        return byPrice != 0 ? byPrice : left.Number.CompareTo(right.Number);
    }

    /// <summary>Without a mark price orders may be larger together than a quantity can say.</summary>
    private static Qty Counted(decimal quantity) => quantity >= Qty.MaxValue.ToDecimal() ? Qty.MaxValue : Qty.FromDecimal(quantity);
}
