using OrderBook = Sequence.Exchange.Matching.OrderBook;

namespace Sequence.Exchange.Markets;

/// <summary>
/// The price at which positions of one market are valued: the middle of its own venue's book, and the last such middle while a side
/// is empty. Orders of accounts do not count, so nobody moves the mark of an own position with an order that rests.
/// </summary>
internal sealed class MarkPrice(OrderBook book)
{
    /// <summary>Null until both sides were quoted for the first time.</summary>
    public Px? Current { get; private set; }

    /// <summary>The book changed.</summary>
    public void Update()
    {
        if (Quoted(BookSide.Bid) is { } bid && Quoted(BookSide.Ask) is { } ask)
            Current = Prices.Mid(bid, ask);
    }

    private Px? Quoted(BookSide side)
    {
        foreach (BookOrder order in book.Orders(side))
        {
            if (order.Owner is null)
                return order.Limit;
        }

        return null;
    }
}
