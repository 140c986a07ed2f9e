namespace Sequence.Exchange.Matching;

/// <summary>One order that was placed on a book; it stays readable after it has left the book.</summary>
internal sealed class BookOrder
{
    internal BookOrder(long id, BookSide side, Px? limit, Qty quantity, IBookOwner? owner, string? reference, UnixNanos placedAt)
    {
        Id = id;
        Side = side;
        Limit = limit;
        Quantity = quantity;
        Remaining = quantity;
        Owner = owner;
        Reference = reference;
        PlacedAt = placedAt;
    }

    /// <summary>Counts from 1 within its book; a lower number at the same price has priority.</summary>
    public long Id { get; }

    public BookSide Side { get; }

    /// <summary>The worst acceptable price; null for a market order.</summary>
    public Px? Limit { get; }

    /// <summary>The size as placed, less what <see cref="OrderBook.Reduce"/> took off: always <see cref="Filled"/> plus <see cref="Remaining"/>.</summary>
    public Qty Quantity { get; internal set; }

    /// <summary>What did not trade; keeps its value when the order is cancelled or expires.</summary>
    public Qty Remaining { get; internal set; }

    /// <summary>What traded.</summary>
    public Qty Filled => Quantity - Remaining;

    /// <summary>True while the order stands in the book.</summary>
    public bool IsResting => Level is not null;

    /// <summary>Who hears of the order; null for flow that nobody follows.</summary>
    public IBookOwner? Owner { get; }

    /// <summary>The owner's own name for the order, such as the number of a recorded order.</summary>
    public string? Reference { get; }

    /// <summary>Exchange time of the placement.</summary>
    public UnixNanos PlacedAt { get; }

    /// <summary>The queue that the order stands in; the links belong to it.</summary>
    internal PriceLevel? Level { get; set; }

    internal BookOrder? Previous { get; set; }

    internal BookOrder? Next { get; set; }

    public override string ToString() => $"{Side} {Remaining} of {Quantity} @ {(Limit is { } limit ? limit.ToString() : "market")} #{Id}";
}
