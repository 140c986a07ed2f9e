using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>Bodies as types of the contract: hot types straight from the bytes, everything else, and every doubt, through the ordinary reader.</summary>
internal static class ContractJson
{
    private const int MaxDepth = 64;

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(Settings());

    /// <summary>Created with settings of its own, so that the process-wide ones of the host program do not reach it.</summary>
    private static readonly JsonSerializer Writer = JsonSerializer.Create(new JsonSerializerSettings());

    /// <summary>A whole body.</summary>
    /// <exception cref="JsonException">It is not what the contract says.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body) =>
        Hot<T>.Read is { } read && read(body.Span) is { } value ? value : ReadOrdinary<T>(body);

    /// <summary>How answers are read: texts that look like dates stay texts, and decimals keep every digit.</summary>
    public static JsonSerializerSettings Settings() => new()
    {
        ContractResolver = AnswerShape.Instance,
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Decimal,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MaxDepth = MaxDepth,
    };

    /// <summary>A value as UTF-8.</summary>
    public static byte[] Write(object? value) => Encoding.UTF8.GetBytes(TextOf(value));

    /// <summary>A value as text in one line.</summary>
    public static string TextOf(object? value)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text))
            Writer.Serialize(writer, value);
        return text.ToString();
    }

    /// <summary>A value as a token of its own.</summary>
    public static JToken TokenOf(object value) => JToken.FromObject(value, Writer);

    /// <summary>A whole body through the ordinary reader alone.</summary>
    /// <exception cref="JsonException">It is not what the contract says.</exception>
    public static T ReadOrdinary<T>(ReadOnlyMemory<byte> body)
    {
        using JsonTextReader reader = Open(new StreamReader(StreamOver(body)));
        if (!reader.Read())
        {
            // An empty success answer is no error where any JSON may come.
            return typeof(T).IsAssignableFrom(typeof(JValue))
                ? (T)(object)JValue.CreateNull()
                : throw new JsonSerializationException("the body is empty.");
        }

        T value = Read<T>(reader);
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
                throw new JsonReaderException($"unexpected text after the value at line {reader.LineNumber}, position {reader.LinePosition}.");
        }

        return value;
    }

    /// <summary>Any JSON, exact.</summary>
    public static JToken ParseToken(string json)
    {
        using JsonTextReader reader = Open(new StringReader(json));
        return JToken.Load(reader);
    }

    /// <summary>A value of a line of a file of ours.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    public static T? Parse<T>(string json)
    {
        using JsonTextReader reader = Open(new StringReader(json));
        return Serializer.Deserialize<T>(reader);
    }

    public static bool IsList(Type type) => type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)
        && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    private static JsonTextReader Open(TextReader text) =>
        new(text) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = MaxDepth };

    private static MemoryStream StreamOver(ReadOnlyMemory<byte> body) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(body, out ArraySegment<byte> part)
            ? new MemoryStream(part.Array!, part.Offset, part.Count)
            : new MemoryStream(body.ToArray());

    private static T Read<T>(JsonTextReader reader)
    {
        if (reader.TokenType == JsonToken.StartObject && IsList(typeof(T)))
            return UnwrapOnlyArray<T>(JObject.Load(reader));
        if (Serializer.Deserialize<T>(reader) is { } value)
            return value;
        return typeof(T).IsAssignableFrom(typeof(JValue))
            ? (T)(object)JValue.CreateNull()
            : throw new JsonSerializationException("the body is null.");
    }

    /// <summary>Where the wrapper of a list is not documented, an object that holds the one array is read too.</summary>
    private static T UnwrapOnlyArray<T>(JObject wrapper)
    {
        List<JArray> arrays = [.. wrapper.PropertyValues().OfType<JArray>()];
        return arrays.Count == 1
            ? arrays[0].ToObject<T>(Serializer)!
            : throw new JsonSerializationException($"expected an array, or an object with one array, but found {arrays.Count} arrays.");
    }

    private delegate T? HotRead<T>(ReadOnlySpan<byte> json);

    /// <summary>How a type is read when it is hot; found once for each type, so that no list of them is kept by hand.</summary>
    private static class Hot<T>
    {
        public static readonly HotRead<T>? Read = typeof(T).GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IUtf8Readable<>)) && typeof(T).IsClass
            ? typeof(Utf8DtoReader).GetMethod(nameof(Utf8DtoReader.TryReadAll), BindingFlags.Public | BindingFlags.Static)!.MakeGenericMethod(typeof(T)).CreateDelegate<HotRead<T>>()
            : null;
    }
}
