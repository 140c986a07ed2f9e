using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using Sequence.Sdk;

namespace Sequence.Sandbox.Hosting;

/// <summary>How the exchange reads and writes JSON: decimals keep every digit, texts that look like dates stay texts.</summary>
internal static class WireJson
{
    private const int MaxDepth = 64;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Bodies of requests and answers.</summary>
    public static readonly JsonSerializer Rest = JsonSerializer.Create(Settings());

    /// <summary>Payloads of the stream, where a price level is a pair.</summary>
    public static readonly JsonSerializer Stream = JsonSerializer.Create(Settings(new StreamContracts()));

    public static byte[] Bytes(object value, JsonSerializer serializer)
    {
        using var buffer = new MemoryStream();
        using (var writer = new JsonTextWriter(new StreamWriter(buffer, Utf8)))
            serializer.Serialize(writer, value);
        return buffer.ToArray();
    }

    public static string Text(object value, JsonSerializer serializer)
    {
        using var text = new StringWriter();
        using (var writer = new JsonTextWriter(text))
            serializer.Serialize(writer, value);
        return text.ToString();
    }

    public static JsonTextReader Reader(TextReader text) => new(text)
    {
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Decimal,
        MaxDepth = MaxDepth,
    };

    private static JsonSerializerSettings Settings(IContractResolver? contracts = null) => new()
    {
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Decimal,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MaxDepth = MaxDepth,
        ContractResolver = contracts,
    };

    /// <summary>The type's own converter writes an object, as REST sends it.</summary>
    private sealed class StreamContracts : DefaultContractResolver
    {
        protected override JsonConverter? ResolveContractConverter(Type objectType) =>
            objectType == typeof(BookLevel) ? new LevelPair() : base.ResolveContractConverter(objectType);
    }

    private sealed class LevelPair : JsonConverter<BookLevel>
    {
        public override BookLevel ReadJson(JsonReader reader, Type objectType, BookLevel existingValue, bool hasExistingValue, JsonSerializer serializer) =>
            throw new NotSupportedException("The exchange only writes levels.");

        public override void WriteJson(JsonWriter writer, BookLevel value, JsonSerializer serializer)
        {
            writer.WriteStartArray();
            writer.WriteValue(value.Price);
            writer.WriteValue(value.Size);
            writer.WriteEndArray();
        }
    }
}
