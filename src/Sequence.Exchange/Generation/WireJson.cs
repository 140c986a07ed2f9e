using System.Buffers;
using System.Reflection;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Sequence.Exchange.Generation;

/// <summary>How the exchange reads and writes JSON: decimals keep every digit, texts that look like dates stay texts.</summary>
internal static class WireJson
{
    /// <summary>Levels of lists and objects that a text may nest.</summary>
    public const int MaxDepth = 64;

    private const int SmallestBuffer = 128;
    private const int LargestBuffer = 4_096;
    private const int WriterBuffer = 256;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Members in which null is an answer: nothing rests there, nothing is decided yet, do not route here, no page follows, nothing paused it.</summary>
    private static readonly HashSet<string> SaysNull = new(StringComparer.Ordinal)
    {
        "best_yes_bid", "best_yes_ask", "best_no_bid", "best_no_ask", "spread_pct", "next_cursor", "resolved_outcome", "yes_price", "no_price",
        "taker_bps", "maker_bps", "pause_reason",
    };

    /// <summary>Bodies of requests and answers.</summary>
    public static readonly JsonSerializer Rest = JsonSerializer.Create(Settings(new WireContracts()));

    /// <summary>Payloads of the stream, where a price level is a pair.</summary>
    public static readonly JsonSerializer Stream = JsonSerializer.Create(Settings(new StreamContracts()));

    public static byte[] Bytes(object value, JsonSerializer serializer)
    {
        using var buffer = new MemoryStream();
        using (var writer = new JsonTextWriter(new StreamWriter(buffer, Utf8, WriterBuffer)) { ArrayPool = CharPool.Shared })
            serializer.Serialize(writer, value);
        return buffer.ToArray();
    }

    public static string Text(object value, JsonSerializer serializer)
    {
        using var text = new StringWriter();
        using (var writer = new JsonTextWriter(text) { ArrayPool = CharPool.Shared })
            serializer.Serialize(writer, value);
        return text.ToString();
    }

    /// <summary>Most bodies are short, and the usual buffers would be most of what reading one costs.</summary>
    public static StreamReader Decode(MemoryStream body) =>
        new(body, Utf8, detectEncodingFromByteOrderMarks: true, (int)Math.Clamp(body.Length, SmallestBuffer, LargestBuffer));

    public static JsonTextReader Reader(TextReader text)
    {
        var reader = new JsonTextReader(text);
        SetUp(reader);
        return reader;
    }

    /// <summary>Lets a reader keep every digit, leave texts that look like dates alone, and refuse what nests too deep.</summary>
    public static void SetUp(JsonTextReader reader)
    {
        reader.ArrayPool = CharPool.Shared;
        reader.DateParseHandling = DateParseHandling.None;
        reader.FloatParseHandling = FloatParseHandling.Decimal;
        reader.MaxDepth = MaxDepth;
    }

    private static JsonSerializerSettings Settings(IContractResolver contracts) => new()
    {
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Decimal,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MaxDepth = MaxDepth,
        ContractResolver = contracts,
    };

    private sealed class CharPool : IArrayPool<char>
    {
        public static readonly CharPool Shared = new();

        public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

        public void Return(char[]? array)
        {
            if (array is not null)
                ArrayPool<char>.Shared.Return(array);
        }
    }

    private class WireContracts : DefaultContractResolver
    {
        protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
        {
            JsonProperty property = base.CreateProperty(member, memberSerialization);
            if (SaysNull.Contains(property.PropertyName!))
                property.NullValueHandling = NullValueHandling.Include;
            return property;
        }
    }

    /// <summary>The type's own converter writes an object, as REST sends it.</summary>
    private sealed class StreamContracts : WireContracts
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
