using Newtonsoft.Json;

namespace Sequence.Exchange.Wire;

/// <summary>One entry of a batch of quotes: a full quote, or the symbol with the reason of its failure. The generator has no type for such a choice.</summary>
[JsonConverter(typeof(QuoteEntryConverter))]
internal abstract record QuoteEntry
{
    internal sealed record Ok(Quote Quote) : QuoteEntry;

    internal sealed record Failed(string Symbol, string Error) : QuoteEntry;

    private sealed class QuoteEntryConverter : JsonConverter<QuoteEntry>
    {
        public override QuoteEntry ReadJson(JsonReader reader, Type objectType, QuoteEntry? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
            throw new NotSupportedException("The exchange only writes entries.");

        public override void WriteJson(JsonWriter writer, QuoteEntry? value, JsonSerializer serializer) => serializer.Serialize(writer, value switch
        {
            Ok ok => ok.Quote,
            Failed failed => new JObject(new JProperty("symbol", failed.Symbol), new JProperty("error", failed.Error)),
            _ => null,
        });
    }
}
