using System.Text.Json;

namespace Sequence.Sdk.Streaming;

/// <summary>What a price payload says; filled in place, so that reading one allocates nothing.</summary>
internal struct PriceFields
{
    public decimal Bid;
    public decimal Ask;
    public decimal Mid;
    public decimal? SpreadBps;
    public decimal? BidSize;
    public decimal? AskSize;
    public long TimestampNanos;
}

/// <summary>Reads the contract's PriceUpdate. Stricter than the ordinary reader: a price without bid or ask is no price of zero.</summary>
internal static class PriceDecoder
{
    private const int Required = 0b1111;

    /// <summary>Reads the object at the reader's token. Returns what is wrong, or null; after a problem the reader may stand anywhere in the payload.</summary>
    public static string? Read(ref Utf8JsonReader reader, out PriceFields tick)
    {
        tick = default;
        if (reader.TokenType != JsonTokenType.StartObject)
            return "the payload is no object";
        int seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadMember(ref reader, ref tick, ref seen) is { } wrong)
                return $"{wrong} is no number";
        }

        return seen == Required ? null : $"{FirstMissing(seen)} is missing";
    }

    private static string? ReadMember(ref Utf8JsonReader reader, ref PriceFields tick, ref int seen)
    {
        if (reader.ValueTextEquals("bid"u8))
            return Take(ref reader, out tick.Bid, ref seen, 1) ? null : "bid";
        if (reader.ValueTextEquals("ask"u8))
            return Take(ref reader, out tick.Ask, ref seen, 2) ? null : "ask";
        if (reader.ValueTextEquals("mid"u8))
            return Take(ref reader, out tick.Mid, ref seen, 4) ? null : "mid";
        if (reader.ValueTextEquals("ts_ns"u8))
        {
            seen |= 8;
            return reader.Read() && JsonFields.TryLong(ref reader, out tick.TimestampNanos) ? null : "ts_ns";
        }

        if (reader.ValueTextEquals("spread_bps"u8))
            return reader.Read() && JsonFields.TryOptional(ref reader, out tick.SpreadBps) ? null : "spread_bps";
        if (reader.ValueTextEquals("bid_sz"u8))
            return reader.Read() && JsonFields.TryOptional(ref reader, out tick.BidSize) ? null : "bid_sz";
        if (reader.ValueTextEquals("ask_sz"u8))
            return reader.Read() && JsonFields.TryOptional(ref reader, out tick.AskSize) ? null : "ask_sz";
        reader.Skip();
        return null;
    }

    private static bool Take(ref Utf8JsonReader reader, out decimal value, ref int seen, int bit)
    {
        seen |= bit;
        reader.Read();
        return JsonFields.TryDecimal(ref reader, out value);
    }

    private static string FirstMissing(int seen) =>
        (seen & 1) == 0 ? "bid" : (seen & 2) == 0 ? "ask" : (seen & 4) == 0 ? "mid" : "ts_ns";
}
