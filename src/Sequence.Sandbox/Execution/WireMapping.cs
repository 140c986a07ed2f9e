using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Matching;

namespace Sequence.Sandbox.Execution;

/// <summary>The engine's state in the words of the wire.</summary>
internal static class WireMapping
{
    private static readonly JsonSerializer Plain = JsonSerializer.Create();

    /// <summary>The answer to a submit: the same for every repetition.</summary>
    public static Wire.SubmitResult ToSubmitResult(this Graph graph) => new()
    {
        GraphId = graph.Id,
        Status = Wire.GraphStatus.Pending,
        NodeCount = graph.Nodes.Count,
        EdgeCount = graph.Edges.Count,
    };

    public static Wire.GraphStatusResponse ToWire(this Graph graph) => new()
    {
        GraphId = graph.Id,
        ClientId = graph.Account.ClientId,
        Status = graph.Status,
        Nodes = graph.Nodes.ToDictionary(node => node.Spec.Id, node => node.ToWire()),
        Edges = graph.Edges.ToDictionary(edge => edge.Spec.Id, edge => new Wire.GraphEdgeState { Status = edge.Status, Fired = edge.HasFired }),
    };

    public static Wire.GraphNodeState ToWire(this GraphNode node) => new()
    {
        Status = node.Status,
        NodeOrderId = node.Order?.NodeOrderId,
        TargetQty = node.Target,
        FilledQty = node.Filled,
        AvgFillPrice = node.AveragePrice,
        FillCount = node.FillCount,
    };

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
        FeeUsd = fill.Fee,
        Timestamp = fill.At,
    };

    private static Wire.OrderSide Side(BookSide side) => side == BookSide.Bid ? Wire.OrderSide.Buy : Wire.OrderSide.Sell;
}
