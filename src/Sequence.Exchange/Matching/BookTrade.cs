namespace Sequence.Exchange.Matching;

/// <summary>The side of a book that an order belongs to: who buys is a bid, who sells is an ask.</summary>
internal enum BookSide
{
    Bid,
    Ask,
}

/// <summary>How long an order lives: until cancelled, for this moment only, or all of it at once or nothing.</summary>
internal enum BookTimeInForce
{
    Gtc,
    Ioc,
    Fok,
}

/// <summary>Why an order has left the book for good.</summary>
internal enum BookOrderEnd
{
    /// <summary>All of it traded.</summary>
    Filled,

    /// <summary>Its owner took it back.</summary>
    Cancelled,

    /// <summary>The rest of a market or IOC order, or a FOK order that the book could not fill.</summary>
    Expired,
}

/// <summary>One match. The price is the maker's.</summary>
/// <param name="Id">Counts from 1 within its book.</param>
/// <param name="At">Exchange time.</param>
/// <param name="Price">The limit of <paramref name="Maker"/>.</param>
/// <param name="Qty">What changed hands.</param>
/// <param name="Maker">The order that rested.</param>
/// <param name="Taker">The order that arrived.</param>
internal sealed record BookTrade(long Id, UnixNanos At, Px Price, Qty Qty, BookOrder Maker, BookOrder Taker);

/// <summary>
/// Whoever owns an order hears of it here, in the order in which things happened and after the book is consistent again,
/// so a callback may place, cancel and reduce orders on the same book. Notifications of such an inner operation follow after
/// the news that were already waiting: the inner call returns before they are delivered.
/// </summary>
internal interface IBookOwner
{
    /// <summary>An order traded. <see cref="BookOrder.Remaining"/> may be ahead: it already counts later trades of the same operation.</summary>
    void OnTrade(BookOrder mine, BookTrade trade);

    /// <summary>An order is done; no news of it follows.</summary>
    void OnClosed(BookOrder mine, BookOrderEnd end);
}
