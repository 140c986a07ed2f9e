namespace Sequence.Sdk;

/// <summary>The order that stands after an amend.</summary>
/// <param name="NodeOrderId">Its id: a new one when the venue replaced the order, else the old one.</param>
/// <param name="Status">Its state; null when the server sent none.</param>
/// <param name="Mode">How the venue did it. A server that does not say so cancelled and replaced.</param>
public sealed record AmendResult(string NodeOrderId, OrderStatus? Status, AmendMode Mode);

/// <summary>How a venue made an order smaller.</summary>
public enum DecreaseMode
{
    /// <summary>The order was cancelled and sent again with less; its place in the queue is lost.</summary>
    CancelReplaceShrink,

    /// <summary>The venue made the resting order smaller.</summary>
    Native,
}

/// <summary>The order that stands after a decrease.</summary>
/// <param name="NodeOrderId">Its id: a new one when the venue replaced the order, else the old one.</param>
/// <param name="Status">Its state; null when the server sent none.</param>
/// <param name="Mode">How the venue did it. A server that does not say so cancelled and replaced.</param>
/// <param name="NewQty">The total quantity that was asked for, the filled part included.</param>
public sealed record DecreaseResult(string NodeOrderId, OrderStatus? Status, DecreaseMode Mode, Qty NewQty);
