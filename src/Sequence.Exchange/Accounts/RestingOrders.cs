namespace Sequence.Exchange.Accounts;

/// <summary>The orders of an account that rest on the book of one perp.</summary>
internal sealed class RestingOrders
{
    private readonly List<Reservation> _oldestFirst = [];

    public bool IsEmpty => _oldestFirst.Count == 0;

    public IEnumerable<Reservation> On(BookSide side) => _oldestFirst.Where(order => order.Side == side);

    /// <summary>All that rests on one side.</summary>
    public Qty Quantity(BookSide side) => Sum(On(side));

    /// <summary>All that rests on one side and may only reduce the position.</summary>
    public Qty ReduceOnly(BookSide side) => Sum(On(side).Where(order => order.IsReduceOnly));

    /// <summary>What else may trade on one side before an order of this price does: the ordinary orders at this price or a better one.</summary>
    public Qty Ahead(BookSide side, Px price) =>
        Sum(On(side).Where(order => !order.IsReduceOnly && (side == BookSide.Bid ? order.Price >= price : order.Price <= price)));

    /// <summary>The orders of one side in the order in which they trade.</summary>
    public IReadOnlyList<Reservation> ByPriority(BookSide side) =>
        [.. On(side).OrderBy(order => side == BookSide.Bid ? -order.Price.Raw : order.Price.Raw).ThenBy(order => order.Number)];

    /// <summary>The order that gives way first: the newest, a reduce-only one last; null when none rests.</summary>
    public Reservation? Last(BookSide side) => On(side).OrderBy(order => order.IsReduceOnly).ThenByDescending(order => order.Number).FirstOrDefault();

    public void Add(Reservation order) => _oldestFirst.Add(order);

    public void Remove(Reservation order) => _oldestFirst.Remove(order);

    /// <summary>Without a mark price orders may be larger together than a quantity can say.</summary>
    private static Qty Sum(IEnumerable<Reservation> orders) =>
        orders.Aggregate(Qty.Zero, (sum, order) => sum > Qty.MaxValue - order.Remaining ? Qty.MaxValue : sum + order.Remaining);
}
