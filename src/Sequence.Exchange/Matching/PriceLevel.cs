namespace Sequence.Exchange.Matching;

/// <summary>The orders at one price, oldest first: a linked queue, so that an order leaves from its middle at once.</summary>
internal sealed class PriceLevel(Px price)
{
    public Px Price { get; } = price;

    /// <summary>What all orders of the level have left.</summary>
    public Qty Size { get; private set; }

    public BookOrder? First { get; private set; }

    public BookOrder? Last { get; private set; }

    public void Append(BookOrder order)
    {
        // First, because it may overflow. An order that comes to a level of its own side has traded nothing before: nothing is left half done.
        Size += order.Remaining;
        order.Level = this;
        order.Previous = Last;
        if (Last is null)
            First = order;
        else
            Last.Next = order;
        Last = order;
    }

    public void Remove(BookOrder order)
    {
        Size -= order.Remaining;
        if (order.Previous is null)
            First = order.Next;
        else
            order.Previous.Next = order.Next;
        if (order.Next is null)
            Last = order.Previous;
        else
            order.Next.Previous = order.Previous;
        order.Level = null;
        order.Previous = null;
        order.Next = null;
    }

    /// <summary>Takes a part of an order's rest away; the order keeps its place.</summary>
    public void Shrink(BookOrder order, Qty by)
    {
        order.Remaining -= by;
        Size -= by;
    }
}
