using System.Runtime.ExceptionServices;

namespace Sequence.Exchange.Matching;

/// <summary>
/// A limit order book with strict price-time priority: better prices first, older orders first within a price,
/// and the price of a trade is the resting order's. The caller holds <see cref="Scheduler.Gate"/>.
/// </summary>
/// <param name="clock">Exchange time, stamped on orders and trades.</param>
internal sealed class OrderBook(Func<UnixNanos> clock)
{
    private readonly BookSideLevels _bids = new(BookSide.Bid);
    private readonly BookSideLevels _asks = new(BookSide.Ask);
    private readonly Queue<Notification> _notifications = new();
    private long _lastOrder;
    private long _lastTrade;
    private bool _delivering;
    private bool _changed;

    /// <summary>Every match, after both owners have heard of it.</summary>
    public event Action<BookTrade>? Traded;

    /// <summary>The resting orders changed: once per outermost operation, after all other notification.</summary>
    public event Action? Changed;

    public Px? BestBid => _bids.Best?.Price;

    public Px? BestAsk => _asks.Best?.Price;

    /// <summary>Places an order: it trades with what it crosses, then rests (GTC limit) or expires.</summary>
    /// <param name="side">Bid buys, ask sells.</param>
    /// <param name="limit">The worst acceptable price; null takes any price and never rests.</param>
    /// <param name="qty">More than zero.</param>
    /// <param name="tif">What becomes of the part that does not trade at once.</param>
    /// <param name="owner">Hears of trades and of the end; may be null.</param>
    /// <param name="reference">The owner's name for the order.</param>
    /// <returns>The order as the operation left it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A quantity or price that is not positive; nothing was placed.</exception>
    /// <exception cref="OverflowException">Its price level would hold more than a quantity can say; nothing was placed.</exception>
    public BookOrder Place(BookSide side, Px? limit, Qty qty, BookTimeInForce tif, IBookOwner? owner, string? reference = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(qty.Raw, nameof(qty));
        if (limit is { } price)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(price.Raw, nameof(limit));
        var order = new BookOrder(++_lastOrder, side, limit, qty, owner, reference, clock());
        if (tif != BookTimeInForce.Fok || CanFill(order))
            Match(order);
        if (order.Remaining.Raw > 0)
            Settle(order, tif);
        Deliver();
        return order;
    }

    /// <summary>Takes a resting order back.</summary>
    /// <returns>False when it does not rest here (any more): it filled, was cancelled, or never rested.</returns>
    public bool Cancel(BookOrder order)
    {
        if (!Rests(order))
            return false;
        Half(order.Side).Remove(order);
        _changed = true;
        Close(order, BookOrderEnd.Cancelled);
        Deliver();
        return true;
    }

    /// <summary>Makes a resting order smaller; it keeps its place in the queue.</summary>
    /// <returns>False when it does not rest here (any more) or is not larger: growing needs a new order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The new rest is not positive: use <see cref="Cancel"/>.</exception>
    public bool Reduce(BookOrder order, Qty newRemaining)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(newRemaining.Raw, nameof(newRemaining));
        if (!Rests(order) || newRemaining >= order.Remaining)
            return false;
        Qty by = order.Remaining - newRemaining;
        order.Quantity -= by;
        order.Level!.Shrink(order, by);
        _changed = true;
        Deliver();
        return true;
    }

    /// <summary>Price and total size of each level, best first. A live view: copy it before placing orders.</summary>
    public IEnumerable<(Px Price, Qty Size)> Levels(BookSide side) => Half(side).Levels.Select(level => (level.Price, level.Size));

    /// <summary>The resting orders of one side in order of priority. A live view, as <see cref="Levels"/>.</summary>
    public IEnumerable<BookOrder> Orders(BookSide side)
    {
        foreach (PriceLevel level in Half(side).Levels)
        {
            for (BookOrder? order = level.First; order is not null; order = order.Next)
                yield return order;
        }
    }

    /// <summary>What rests on one side at the given price or better; null counts the whole side.</summary>
    public Qty Depth(BookSide side, Px? worst = null)
    {
        BookSideLevels half = Half(side);
        Qty total = default;
        foreach (PriceLevel level in half.Levels)
        {
            if (worst is { } end && half.IsBetter(end, level.Price))
                break;
            total += level.Size;
        }

        return total;
    }

    /// <summary>What trades before this resting order: all better prices, and the older orders at its own.</summary>
    public Qty Ahead(BookOrder order)
    {
        Qty total = default;
        if (!Rests(order))
            return total;
        foreach (PriceLevel level in Half(order.Side).Levels.TakeWhile(level => level != order.Level))
            total += level.Size;
        for (BookOrder? older = order.Previous; older is not null; older = older.Previous)
            total += older.Remaining;
        return total;
    }

    private BookSideLevels Half(BookSide side) => side == BookSide.Bid ? _bids : _asks;

    private BookSideLevels Against(BookOrder order) => order.Side == BookSide.Bid ? _asks : _bids;

    /// <summary>A level alone does not know its book, so the order's price is looked up in this one.</summary>
    private bool Rests(BookOrder order) => order.Level is { } level && Half(order.Side).Holds(level);

    private bool Crosses(BookOrder taker, Px price) => taker.Limit is not { } limit || !Against(taker).IsBetter(limit, price);

    private bool CanFill(BookOrder taker)
    {
        Qty missing = taker.Remaining;
        foreach (PriceLevel level in Against(taker).Levels)
        {
            if (!Crosses(taker, level.Price))
                return false;
            if (level.Size >= missing)
                return true;
            missing -= level.Size;
        }

        return false;
    }

    private void Match(BookOrder taker)
    {
        BookSideLevels against = Against(taker);
        while (taker.Remaining.Raw > 0 && against.Best is { } level && Crosses(taker, level.Price))
            Trade(against, level, taker);
        if (taker.Remaining.Raw == 0)
            Close(taker, BookOrderEnd.Filled);
    }

    private void Trade(BookSideLevels against, PriceLevel level, BookOrder taker)
    {
        BookOrder maker = level.First!;
        Qty qty = maker.Remaining < taker.Remaining ? maker.Remaining : taker.Remaining;
        taker.Remaining -= qty;
        level.Shrink(maker, qty);
        _changed = true;
        _notifications.Enqueue(new Notification(maker, new BookTrade(++_lastTrade, clock(), level.Price, qty, maker, taker), default));
        if (maker.Remaining.Raw > 0)
            return;
        against.Remove(maker);
        Close(maker, BookOrderEnd.Filled);
    }

    private void Settle(BookOrder order, BookTimeInForce tif)
    {
        if (order.Limit is { } price && tif == BookTimeInForce.Gtc)
        {
            Half(order.Side).Add(order, price);
            _changed = true;
        }
        else
        {
            Close(order, BookOrderEnd.Expired);
        }
    }

    private void Close(BookOrder order, BookOrderEnd end)
    {
        if (order.Owner is not null)
            _notifications.Enqueue(new Notification(order, null, end));
    }

    /// <summary>
    /// The outermost operation delivers everything, also what operations inside callbacks add.
    /// A listener that throws costs nobody else the notification; the first exception is thrown at the end.
    /// </summary>
    private void Deliver()
    {
        if (_delivering)
            return;
        ExceptionDispatchInfo? failure = null;
        _delivering = true;
        while (_notifications.TryDequeue(out Notification notification))
            Notify(notification, ref failure);
        _delivering = false;
        if (_changed)
        {
            _changed = false;
            Guard(() => Changed?.Invoke(), ref failure);
        }

        failure?.Throw();
    }

    private void Notify(Notification notification, ref ExceptionDispatchInfo? failure)
    {
        if (notification.Trade is not { } trade)
        {
            Guard(() => notification.Order.Owner!.OnClosed(notification.Order, notification.End), ref failure);
            return;
        }

        if (trade.Maker.Owner is { } maker)
            Guard(() => maker.OnTrade(trade.Maker, trade), ref failure);
        if (trade.Taker.Owner is { } taker)
            Guard(() => taker.OnTrade(trade.Taker, trade), ref failure);
        if (Traded is { } traded)
            Guard(() => traded(trade), ref failure);
    }

    private static void Guard(Action notify, ref ExceptionDispatchInfo? failure)
    {
        try
        {
            notify();
        }
        catch (Exception e)
        {
            failure ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    private readonly record struct Notification(BookOrder Order, BookTrade? Trade, BookOrderEnd End);
}
