namespace Sequence.Exchange.Orders;

/// <summary>
/// The states in which an order and its node end: the one table that orders, nodes, the stream and docs/order-states.md follow.
/// </summary>
/// <param name="Passing">The state that the order shows first, for one event of the same exchange time; null for none.</param>
/// <param name="Final">The state that the order keeps.</param>
/// <param name="Node">The state of the node that the order works for.</param>
internal sealed record OrderEnding(Wire.OrderStatus? Passing, Wire.OrderStatus Final, Wire.NodeStatus Node)
{
    private static readonly OrderEnding Filled = new(Wire.OrderStatus.Filled, Wire.OrderStatus.Completed, Wire.NodeStatus.Filled);
    private static readonly OrderEnding Cancelled = new(null, Wire.OrderStatus.Cancelled, Wire.NodeStatus.Cancelled);
    private static readonly OrderEnding Rejected = new(Wire.OrderStatus.Rejected, Wire.OrderStatus.Failed, Wire.NodeStatus.Rejected);

    /// <summary>A paced order whose slices were all rejected was accepted before, so that it just fails.</summary>
    private static readonly OrderEnding Failed = new(null, Wire.OrderStatus.Failed, Wire.NodeStatus.Rejected);

    private static readonly HashSet<Wire.OrderStatus> Terminal =
        [.. new[] { Filled, Cancelled, Rejected, Failed }.SelectMany(ending => new[] { ending.Passing, ending.Final }).OfType<Wire.OrderStatus>()];

    /// <param name="end">Why it ended.</param>
    /// <param name="isAccepted">Whether the order worked before; only a rejection depends on it.</param>
    public static OrderEnding Of(OrderEnd end, bool isAccepted = false) => end switch
    {
        OrderEnd.Filled => Filled,
        OrderEnd.Rejected => isAccepted ? Failed : Rejected,
        _ => Cancelled,
    };

    /// <summary>Whether nothing is bought or sold after an order shows this state.</summary>
    public static bool IsTerminal(Wire.OrderStatus status) => Terminal.Contains(status);
}
