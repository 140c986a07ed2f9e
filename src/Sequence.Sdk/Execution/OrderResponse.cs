using Newtonsoft.Json;

namespace Sequence.Sdk;

public readonly partial struct OrderStatus
{
    /// <summary>True when nothing can happen to the order any more: COMPLETED, FILLED, CANCELLED, REJECTED and FAILED.</summary>
    public bool IsTerminal => this == Completed || this == Filled || this == Cancelled || this == Rejected || this == Failed;
}

public partial class OrdersPage
{
    /// <summary>Sets where the orders can be waited for.</summary>
    internal OrdersPage From(IOrderSource? source)
    {
        foreach (OrderResponse order in Orders)
            order.Source = source;
        return this;
    }
}

public partial class OrderResponse
{
    /// <summary>Where the order was read; null when it was made by hand.</summary>
    internal IOrderSource? Source { get; set; }

    /// <inheritdoc cref="OrderStatus.IsTerminal"/>
    [JsonIgnore]
    public bool IsTerminal => Status.IsTerminal;

    /// <summary>The filled part of the quantity in percent, 0 to 100; 0 for an order without a quantity. 4 of 10 is 40.</summary>
    [JsonIgnore]
    public decimal FillPct => Qty == Qty.Zero ? 0m : decimal.Clamp(Qty.Ratio(FilledQty, Qty) * 100m, 0m, 100m);

    /// <summary>Waits until nothing can happen to the order any more: COMPLETED, FILLED, CANCELLED, REJECTED or FAILED.</summary>
    /// <remarks>As <see cref="SequenceClient.WaitForOrderAsync"/> of the client that the order came from. This object stays as it is.</remarks>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The order at its end; this object when it has ended already.</returns>
    /// <exception cref="InvalidOperationException">The order has not ended, and came from no client: it was made by hand or read from a recording.</exception>
    /// <exception cref="SequenceApiException">A read was refused.</exception>
    /// <exception cref="SequenceNetworkException">A read got no complete answer.</exception>
    public Task<OrderResponse> WhenTerminalAsync(CancellationToken cancellationToken = default) =>
        IsTerminal ? Task.FromResult(this)
        : Source is { } source ? source.WhenTerminalAsync(NodeOrderId, cancellationToken)
        : throw new InvalidOperationException($"The order '{NodeOrderId}' came from no client, so its end cannot be waited for. Use WaitForOrderAsync of a client.");
}
