namespace Sequence.Exchange.Orders;

/// <summary>The part of an order that one venue's book holds. What it may cost is reserved while it rests.</summary>
internal sealed class VenueOrder : IBookOwner
{
    private readonly WorkingOrder _parent;
    private readonly Reservation _reservation;
    private BookOrder? _order;
    private bool _isAcknowledged;

    public VenueOrder(WorkingOrder parent, VenueMarket market, Px price, Qty quantity)
    {
        _parent = parent;
        _reservation = new Reservation(parent.Ledger, market, parent.Spec.Side, price, quantity);
        Market = market;
        Price = price;
        Remaining = quantity;
    }

    public VenueMarket Market { get; }

    public Px Price { get; }

    public Qty Remaining { get; private set; }

    public void Place(BookTimeInForce timeInForce)
    {
        Qty quantity = Remaining;
        _parent.Report(this, VenueStep.Submitted, quantity);
        _order = Market.Book.Place(_parent.Spec.Side, Price, quantity, timeInForce, this, _parent.State.NodeOrderId);
        Acknowledge(quantity);
    }

    /// <summary>Nothing to do while the book is still placing it: such a part is complete already.</summary>
    public void Cancel()
    {
        if (_order is not null)
            Market.Book.Cancel(_order);
    }

    /// <summary>Gives back what the part may cost, until <see cref="Reserve"/>: the order stays where it is.</summary>
    public void Free() => _reservation.Release();

    public void Reserve() => _reservation.Resize(Remaining);

    public void OnTrade(BookOrder mine, BookTrade trade)
    {
        Acknowledge(Remaining);
        Remaining -= trade.Qty;
        _reservation.Resize(Remaining);
        _parent.OnTrade(this, trade, isMaker: ReferenceEquals(trade.Maker, mine));
    }

    public void OnClosed(BookOrder mine, BookOrderEnd end)
    {
        Acknowledge(Remaining);
        _reservation.Release();
        _parent.OnClosed(this);
    }

    /// <summary>Any first report of the venue shows that it has the order.</summary>
    private void Acknowledge(Qty quantity)
    {
        if (_isAcknowledged)
            return;
        _isAcknowledged = true;
        _parent.Report(this, VenueStep.Acknowledged, quantity);
    }
}
