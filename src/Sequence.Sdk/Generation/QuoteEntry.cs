using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>One symbol's result in a batch of quotes: <see cref="Ok"/> or <see cref="Failed"/>.</summary>
[JsonConverter(typeof(QuoteEntryConverter))]
public abstract record QuoteEntry : IUtf8Readable<QuoteEntry>
{
    private QuoteEntry()
    {
    }

    /// <summary>A quote came.</summary>
    /// <param name="Quote">The quote.</param>
    public sealed record Ok(Quote Quote) : QuoteEntry;

    /// <summary>This symbol failed; the others of the batch are not affected.</summary>
    /// <param name="Symbol">The symbol as it was asked.</param>
    /// <param name="Error">The server's reason.</param>
    public sealed record Failed(string Symbol, string Error) : QuoteEntry;

    static QuoteEntry IUtf8Readable<QuoteEntry>.Read(ref Utf8DtoReader json)
    {
        Utf8DtoReader start = json;
        if (ReadFailed(ref json) is { } failed)
            return failed;
        json = start;
        json.Refuse(json.IsNull);
        Quote? quote = json.Read(default(Quote));
        json.Refuse(quote is { HasAdditionalProperties: true } && quote.AdditionalProperties.TryGetValue("error", out object? error) && error is not null);
        return new Ok(quote!);
    }

    /// <summary>The one form of a failure that is documented: two texts.</summary>
    private static Failed? ReadFailed(ref Utf8DtoReader json)
    {
        string symbol = string.Empty;
        string error = string.Empty;
        ulong seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.IsPromised("symbol"u8, 0, ref seen))
                symbol = json.Read(symbol);
            else if (json.IsPromised("error"u8, 1, ref seen))
                error = json.Read(error);
            else
                return null;
        }

        json.Require(0b11, seen);
        return json.IsSurprised ? null : new Failed(symbol, error);
    }
}

internal sealed class QuoteEntryConverter : JsonConverter<QuoteEntry>
{
    public override QuoteEntry? ReadJson(JsonReader reader, Type objectType, QuoteEntry? existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        JObject entry = JObject.Load(reader);
        if (entry["error"] is { Type: not JTokenType.Null } error)
            return new QuoteEntry.Failed(SymbolOf(entry), error is JValue text ? text.ToString(CultureInfo.InvariantCulture) : error.ToString(Formatting.None));
        try
        {
            return new QuoteEntry.Ok(entry.ToObject<Quote>(serializer)!);
        }
        catch (JsonException unreadable)
        {
            // One bad symbol never fails the batch.
            return new QuoteEntry.Failed(SymbolOf(entry), $"The quote is not readable: {unreadable.Message}");
        }
    }

    public override void WriteJson(JsonWriter writer, QuoteEntry? value, JsonSerializer serializer)
    {
        object? content = value switch
        {
            QuoteEntry.Ok ok => ok.Quote,
            QuoteEntry.Failed failed => new JObject(new JProperty("symbol", failed.Symbol), new JProperty("error", failed.Error)),
            _ => null,
        };
        serializer.Serialize(writer, content);
    }

    private static string SymbolOf(JObject entry) => entry["symbol"] is JValue { Type: JTokenType.String } symbol ? (string)symbol! : string.Empty;
}
