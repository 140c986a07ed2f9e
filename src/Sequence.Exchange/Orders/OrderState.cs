namespace Sequence.Exchange.Orders;

/// <summary>One order as the client sees it: a node of a graph at work. It stays readable after its end.</summary>
internal sealed class OrderState(Account account, string graphId, OrderSpec node, int sequence, Qty quantity, UnixNanos createdAt)
{
    public Account Account { get; } = account;

    public string GraphId { get; } = graphId;

    public string NodeId { get; } = node.Id;

    /// <summary><c>graph:graph id:node id:sequence</c>; the sequence counts the orders of the node from 1.</summary>
    public string NodeOrderId { get; } = $"graph:{graphId}:{node.Id}:{sequence}";

    public string Symbol { get; } = node.Symbol;

    public BookSide Side { get; } = node.Side;

    /// <summary>Where it may trade; at least one.</summary>
    public IReadOnlyList<VenueMarket> Markets { get; } = node.Markets;

    public Px? Limit { get; } = node.Limit;

    public Qty Quantity { get; private set; } = quantity;

    public Qty Filled { get; private set; }

    /// <summary>What the fills cost or brought, before fees.</summary>
    public Usd FilledNotional { get; private set; }

    public Usd Fees { get; private set; }

    public Wire.OrderStatus Status { get; private set; } = Wire.OrderStatus.New;

    /// <summary>Why it was rejected, or ended before it was filled; null while there is nothing to say.</summary>
    public string? FailureReason { get; private set; }

    public UnixNanos CreatedAt { get; } = createdAt;

    public UnixNanos UpdatedAt { get; private set; } = createdAt;

    /// <summary>The mid when the order first looked at the market; null while a side was empty.</summary>
    public Px? ArrivalMid { get; set; }

    public Qty Open => Quantity - Filled;

    public bool IsTerminal => OrderEnding.IsTerminal(Status);

    public void Resize(Qty quantity) => Quantity = quantity;

    /// <summary>Begins with what the order that it replaces has filled.</summary>
    public void CarryOn(OrderState replaced)
    {
        Filled = replaced.Filled;
        FilledNotional = replaced.FilledNotional;
        Fees = replaced.Fees;
    }

    public void AddFill(Qty quantity, Px price, Usd fee)
    {
        Filled += quantity;
        FilledNotional += price * quantity;
        Fees += fee;
    }

    public void Move(Wire.OrderStatus status, string? reason, UnixNanos now)
    {
        Status = status;
        FailureReason = reason ?? FailureReason;
        UpdatedAt = now;
    }
}

/// <summary>Why an order is over.</summary>
internal enum OrderEnd
{
    Filled,

    /// <summary>By the client or by a reaction of the graph.</summary>
    Cancelled,

    /// <summary>Time ran out: the horizon, or the rest of an IOC or FOK order.</summary>
    Expired,

    Rejected,

    /// <summary>A residual edge gave the rest to another node.</summary>
    Transferred,

    /// <summary>There was nothing to trade, or nothing started it.</summary>
    Skipped,
}
