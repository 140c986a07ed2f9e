using Newtonsoft.Json;

namespace Sequence.Sdk;

public readonly partial struct OrderStatus
{
    /// <summary>True when nothing can happen to the order any more: COMPLETED, FILLED, CANCELLED, REJECTED and FAILED.</summary>
    public bool IsTerminal => this == Completed || this == Filled || this == Cancelled || this == Rejected || this == Failed;
}

public partial class OrderResponse
{
    /// <inheritdoc cref="OrderStatus.IsTerminal"/>
    [JsonIgnore]
    public bool IsTerminal => Status.IsTerminal;

    /// <summary>The filled part of the quantity, 0 to 1, exact; 0 for an order without a quantity.</summary>
    [JsonIgnore]
    public decimal FillPct => Qty == Qty.Zero ? 0m : decimal.Clamp(Qty.Ratio(FilledQty, Qty), 0m, 1m);
}
