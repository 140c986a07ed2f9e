using System.Text.Json;

namespace Sequence.Sdk.Streaming;

/// <summary>Reads the contract's BookUpdate into lists that are used again and again.</summary>
internal static class BookDecoder
{
    /// <summary>Reads the object at the reader's token. Returns what is wrong, or null; after a problem the reader may stand anywhere in the payload.</summary>
    public static string? Read(ref Utf8JsonReader reader, LatestBook book)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return "the payload is no object";
        bool hasBids = false;
        bool hasAsks = false;
        bool hasTime = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("bids"u8))
            {
                hasBids = true;
                if (!ReadLevels(ref reader, book.Bids))
                    return "bids is no list of price levels";
            }
            else if (reader.ValueTextEquals("asks"u8))
            {
                hasAsks = true;
                if (!ReadLevels(ref reader, book.Asks))
                    return "asks is no list of price levels";
            }
            else if (reader.ValueTextEquals("ts_ns"u8))
            {
                hasTime = true;
                reader.Read();
                if (!JsonFields.TryLong(ref reader, out long nanos))
                    return "ts_ns is no number";
                book.TimestampNanos = nanos;
            }
            else
            {
                reader.Skip();
            }
        }

        return hasBids && hasAsks && hasTime ? null : $"{(!hasBids ? "bids" : !hasAsks ? "asks" : "ts_ns")} is missing";
    }

    private static bool ReadLevels(ref Utf8JsonReader reader, List<BookLevel> levels)
    {
        levels.Clear();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bool read = reader.TokenType switch
            {
                JsonTokenType.StartArray => ReadPair(ref reader, levels),
                JsonTokenType.StartObject => ReadObject(ref reader, levels),
                _ => false,
            };
            if (!read)
                return false;
        }

        return true;
    }

    /// <summary><c>[price, size]</c>; what may follow in the list is not for this version.</summary>
    private static bool ReadPair(ref Utf8JsonReader reader, List<BookLevel> levels)
    {
        reader.Read();
        if (!TryNumber(ref reader, out decimal price))
            return false;
        reader.Read();
        if (!TryNumber(ref reader, out decimal size))
            return false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            reader.Skip();
        levels.Add(new BookLevel(price, size));
        return true;
    }

    /// <summary><c>{"price": p, "size": s}</c>, the form of the REST reads.</summary>
    private static bool ReadObject(ref Utf8JsonReader reader, List<BookLevel> levels)
    {
        decimal? price = null;
        decimal? size = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isPrice = reader.ValueTextEquals("price"u8);
            bool isSize = reader.ValueTextEquals("size"u8);
            reader.Read();
            if (!isPrice && !isSize)
            {
                reader.Skip();
                continue;
            }

            if (!TryNumber(ref reader, out decimal number))
                return false;
            if (isPrice)
                price = number;
            else
                size = number;
        }

        if (price is not { } p || size is not { } s)
            return false;
        levels.Add(new BookLevel(p, s));
        return true;
    }

    /// <summary>A level has no text for a number, unlike other payloads: the ordinary reader refuses it too.</summary>
    private static bool TryNumber(ref Utf8JsonReader reader, out decimal value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && JsonFields.TryDecimal(ref reader, out value);
    }
}
