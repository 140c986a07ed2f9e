using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// Reads the contract's OrderResponse and Fill with the ordinary reader's result, only faster. Each method returns null
/// where it meets what it does not expect, or misses an amount: the ordinary reader then has the last word, so that no fill is
/// lost to a fast path.
/// </summary>
internal static class ExecutionDecoder
{
    /// <summary>An order has two amounts that must come, and so has a fill.</summary>
    private const int BothAmounts = 0b11;

    /// <param name="reader">At the payload's first token.</param>
    /// <param name="message">The bytes that the reader reads.</param>
    public static OrderResponse? ReadOrder(ref Utf8JsonReader reader, ReadOnlySpan<byte> message)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        var order = new OrderResponse();
        int amounts = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!ReadMember(ref reader, message, order, ref amounts))
                return null;
        }

        return amounts == BothAmounts ? order : null;
    }

    /// <inheritdoc cref="ReadOrder"/>
    public static Fill? ReadFill(ref Utf8JsonReader reader, ReadOnlySpan<byte> message)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        var fill = new Fill();
        int amounts = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!ReadMember(ref reader, message, fill, ref amounts))
                return null;
        }

        return amounts == BothAmounts ? fill : null;
    }

    private static bool ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, OrderResponse order, ref int amounts)
    {
        if (reader.ValueTextEquals("node_order_id"u8))
            return Text(ref reader, order.NodeOrderId, out string? text) && Set(order.NodeOrderId = text!);
        if (reader.ValueTextEquals("client_id"u8))
            return Text(ref reader, order.ClientId, out string? text) && Set(order.ClientId = text!);
        if (reader.ValueTextEquals("symbol"u8))
            return Text(ref reader, order.Symbol, out string? text) && Set(order.Symbol = text!);
        if (reader.ValueTextEquals("client_order_id"u8))
            return Text(ref reader, order.ClientOrderId, out string? text) && Set(order.ClientOrderId = text);
        if (reader.ValueTextEquals("side"u8))
            return Text(ref reader, order.Side.Value, out string? text) && Set(order.Side = OrderSide.Create(text!));
        if (reader.ValueTextEquals("status"u8))
            return Text(ref reader, order.Status.Value, out string? text) && Set(order.Status = OrderStatus.Create(text!));
        if (reader.ValueTextEquals("qty_1e8"u8))
            return Amount(ref reader, ref amounts, 1, out long raw) && Set(order.Qty = Qty.FromRaw(raw));
        if (reader.ValueTextEquals("filled_qty_1e8"u8))
            return Amount(ref reader, ref amounts, 2, out long raw) && Set(order.FilledQty = Qty.FromRaw(raw));
        if (reader.ValueTextEquals("failure_reason"u8))
            return Text(ref reader, order.FailureReason, out string? text) && Set(order.FailureReason = text);
        if (reader.ValueTextEquals("created_unix_ns"u8))
            return Instant(ref reader, order.CreatedAt, out UnixNanos? at) && Set(order.CreatedAt = at);
        if (reader.ValueTextEquals("updated_unix_ns"u8))
            return Instant(ref reader, order.UpdatedAt, out UnixNanos? at) && Set(order.UpdatedAt = at);
        if (reader.ValueTextEquals("constraints"u8))
            return Set(order.Constraints = Json(ref reader, message) ?? order.Constraints);
        if (reader.ValueTextEquals("tca"u8))
            return Set(order.Tca = Json(ref reader, message) ?? order.Tca);
        return Unknown(ref reader, message, order.AdditionalProperties);
    }

    private static bool ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, Fill fill, ref int amounts)
    {
        if (reader.ValueTextEquals("fill_id"u8))
            return Text(ref reader, fill.FillId, out string? text) && Set(fill.FillId = text!);
        if (reader.ValueTextEquals("node_order_id"u8))
            return Text(ref reader, fill.NodeOrderId, out string? text) && Set(fill.NodeOrderId = text!);
        if (reader.ValueTextEquals("graph_id"u8))
            return Text(ref reader, fill.GraphId, out string? text) && Set(fill.GraphId = text);
        if (reader.ValueTextEquals("symbol"u8))
            return Text(ref reader, fill.Symbol, out string? text) && Set(fill.Symbol = text!);
        if (reader.ValueTextEquals("venue"u8))
            return Text(ref reader, fill.Venue, out string? text) && Set(fill.Venue = text);
        if (reader.ValueTextEquals("side"u8))
            return Text(ref reader, fill.Side.Value, out string? text) && Set(fill.Side = OrderSide.Create(text!));
        if (reader.ValueTextEquals("qty_1e8"u8))
            return Amount(ref reader, ref amounts, 1, out long raw) && Set(fill.Qty = Qty.FromRaw(raw));
        if (reader.ValueTextEquals("price_1e9"u8))
            return Amount(ref reader, ref amounts, 2, out long raw) && Set(fill.Price = Px.FromRaw(raw));
        if (reader.ValueTextEquals("fee_usd_1e9"u8))
            return Optional(ref reader, fill.FeeUsd?.Raw, out long? raw) && Set(fill.FeeUsd = raw is { } fee ? Usd.FromRaw(fee) : null);
        if (reader.ValueTextEquals("ts_ns"u8))
            return Instant(ref reader, fill.Timestamp, out UnixNanos? at) && Set(fill.Timestamp = at);
        return Unknown(ref reader, message, fill.AdditionalProperties);
    }

    /// <summary>Lets an assignment stand in a condition.</summary>
    private static bool Set<T>(T assigned)
    {
        _ = assigned;
        return true;
    }

    private static bool Text(ref Utf8JsonReader reader, string? current, out string? value)
    {
        reader.Read();
        value = reader.TokenType == JsonTokenType.String ? reader.GetString() : current;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    /// <summary>An amount that the contract promises; a null is none.</summary>
    private static bool Amount(ref Utf8JsonReader reader, ref int amounts, int bit, out long value)
    {
        amounts |= bit;
        reader.Read();
        return JsonFields.TryLong(ref reader, out value);
    }

    private static bool Optional(ref Utf8JsonReader reader, long? current, out long? value)
    {
        reader.Read();
        value = current;
        if (reader.TokenType == JsonTokenType.Null)
            return true;
        if (!JsonFields.TryLong(ref reader, out long raw))
            return false;
        value = raw;
        return true;
    }

    private static bool Instant(ref Utf8JsonReader reader, UnixNanos? current, out UnixNanos? value)
    {
        bool read = Optional(ref reader, current?.Raw, out long? raw);
        value = raw is { } nanos ? UnixNanos.FromRaw(nanos) : null;
        return read;
    }

    private static JToken? Json(ref Utf8JsonReader reader, ReadOnlySpan<byte> message)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        bool isNull = reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        return isNull ? null : PayloadJson.Parse(message[start..(int)reader.BytesConsumed]);
    }

    /// <summary>Members that this version does not know are kept: plain values as themselves, the rest as tokens.</summary>
    private static bool Unknown(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, IDictionary<string, object> unknown)
    {
        string name = reader.GetString()!;
        JToken? value = Json(ref reader, message);
        unknown[name] = (value is JValue plain ? plain.Value : value)!;
        return true;
    }
}
