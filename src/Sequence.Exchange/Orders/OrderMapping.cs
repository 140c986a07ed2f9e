using Newtonsoft.Json;

namespace Sequence.Exchange.Orders;

/// <summary>Orders and fills as the wire shows them.</summary>
internal static class OrderMapping
{
    private static readonly JsonSerializer Plain = JsonSerializer.Create();

    /// <param name="order">The order.</param>
    /// <param name="costs">Its transaction costs; null while there are none.</param>
    public static Wire.OrderResponse ToWire(this OrderState order, JToken? costs = null) => new()
    {
        NodeOrderId = order.NodeOrderId,
        ClientId = order.Account.ClientId,
        Symbol = order.Symbol,
        Side = Side(order.Side),
        Qty = order.Quantity,
        FilledQty = order.Filled,
        Status = order.Status,
        FailureReason = order.FailureReason,
        Constraints = order.Limit is { } limit ? new JObject(new JProperty("max_price_1e9", limit.Raw)) : null,
        CreatedAt = order.CreatedAt,
        UpdatedAt = order.UpdatedAt,
        Tca = costs?.ToObject<Wire.TcaReport>(Plain),
    };

    public static Wire.Fill ToWire(this ExecutionReport fill) => new()
    {
        FillId = fill.Id,
        NodeOrderId = fill.Order.NodeOrderId,
        GraphId = fill.Order.GraphId,
        Symbol = fill.Order.Symbol,
        Venue = fill.Venue,
        Side = Side(fill.Side),
        Qty = fill.Quantity,
        Price = fill.Price,
        FeeUsd = fill.Order.Markets[0].Instrument.ToUsd(fill.Fee),
        Timestamp = fill.At,
    };

    private static Wire.OrderSide Side(BookSide side) => side == BookSide.Bid ? Wire.OrderSide.Buy : Wire.OrderSide.Sell;
}
