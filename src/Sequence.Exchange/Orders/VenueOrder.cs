namespace Sequence.Exchange.Orders;

/// <summary>The part of an order that one venue's book holds. What it may cost is reserved while it rests.</summary>
internal sealed class VenueOrder : IBookOwner, IReservationOwner
{
    private readonly WorkingOrder _parent;
    private readonly Reservation _reservation;
    private BookOrder? _order;
    private bool _isAcknowledged;
    private Qty? _cut;

    public VenueOrder(WorkingOrder parent, VenueMarket market, Px price, Qty quantity)
    {
        _parent = parent;
        _reservation = new Reservation(parent.Ledger, market, parent.Spec.Side, price, quantity, parent.Spec.Style.ReduceOnly, this);
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
        if (_cut is { } remaining)
            Cut(remaining);
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

    /// <summary>The book reports the change before it returns the order that it places; such a cut waits until then.</summary>
    public void Cut(Qty remaining)
    {
        if (_order is null)
        {
            _cut = remaining;
        }
        else if (remaining.Raw <= 0)
        {
            Market.Book.Cancel(_order);
        }
        else if (Market.Book.Reduce(_order, remaining))
        {
            Remaining = remaining;
            _reservation.Resize(remaining);
        }
    }

    public void EndUncovered()
    {
        _reservation.Release();
        _parent.Finish(OrderEnd.Cancelled, RejectReasons.Uncovered);
        Cut(Qty.Zero);
    }

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
