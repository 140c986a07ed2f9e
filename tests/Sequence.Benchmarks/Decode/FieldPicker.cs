using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Benchmarks.Decode;

/// <summary>What a program writes that takes the members it needs out of a parsed message.</summary>
internal static class FieldPicker
{
    public static PriceUpdate Price(JToken data) => new()
    {
        Bid = (decimal)data["bid"]!,
        Ask = (decimal)data["ask"]!,
        Mid = (decimal)data["mid"]!,
        SpreadBps = (decimal?)data["spread_bps"],
        BidSz = (decimal?)data["bid_sz"],
        AskSz = (decimal?)data["ask_sz"],
        Ts = UnixNanos.FromRaw((long)data["ts_ns"]!),
    };

    public static BookUpdate Book(JToken data) => new()
    {
        Bids = Levels((JArray)data["bids"]!),
        Asks = Levels((JArray)data["asks"]!),
        Ts = UnixNanos.FromRaw((long)data["ts_ns"]!),
    };

    public static Fill Fill(JToken data) => new()
    {
        FillId = (string)data["fill_id"]!,
        NodeOrderId = (string)data["node_order_id"]!,
        GraphId = (string?)data["graph_id"],
        Symbol = (string)data["symbol"]!,
        Venue = (string?)data["venue"],
        Side = OrderSide.Create((string)data["side"]!),
        Qty = Qty.FromRaw((long)data["qty_1e8"]!),
        Price = Px.FromRaw((long)data["price_1e9"]!),
        FeeUsd = Usd.FromRaw((long)data["fee_usd_1e9"]!),
        Timestamp = UnixNanos.FromRaw((long)data["ts_ns"]!),
    };

    public static OrderResponse Order(JToken data) => new()
    {
        NodeOrderId = (string)data["node_order_id"]!,
        ClientId = (string)data["client_id"]!,
        Symbol = (string)data["symbol"]!,
        ClientOrderId = (string?)data["client_order_id"],
        Side = OrderSide.Create((string)data["side"]!),
        Qty = Qty.FromRaw((long)data["qty_1e8"]!),
        FilledQty = Qty.FromRaw((long)data["filled_qty_1e8"]!),
        Status = OrderStatus.Create((string)data["status"]!),
        FailureReason = (string?)data["failure_reason"],
        CreatedAt = UnixNanos.FromRaw((long)data["created_unix_ns"]!),
        UpdatedAt = UnixNanos.FromRaw((long)data["updated_unix_ns"]!),
    };

    private static BookLevel[] Levels(JArray side)
    {
        var levels = new BookLevel[side.Count];
        for (int i = 0; i < levels.Length; i++)
            levels[i] = new BookLevel((decimal)side[i][0]!, (decimal)side[i][1]!);
        return levels;
    }
}
