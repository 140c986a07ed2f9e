using System.Collections;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>The base of every generated client: one place for JSON settings and for reading bodies.</summary>
internal abstract class RawClientBase
{
    internal static JsonSerializerSettings CreateSettings()
    {
        var settings = new JsonSerializerSettings();
        UpdateJsonSerializerSettings(settings, isRequest: false);
        return settings;
    }

    /// <summary>Texts that look like dates stay texts, and decimals keep every digit.</summary>
    protected static void UpdateJsonSerializerSettings(JsonSerializerSettings settings, bool isRequest)
    {
        settings.DateParseHandling = DateParseHandling.None;
        settings.FloatParseHandling = FloatParseHandling.Decimal;
        settings.MetadataPropertyHandling = MetadataPropertyHandling.Ignore;
        settings.MaxDepth = 64;
    }

    /// <summary>A value in a path or a query: fixed-point numbers and instants as their raw integer, the rest invariant.</summary>
    protected static string ConvertToString(object? value, CultureInfo culture) => value switch
    {
        null => string.Empty,
        bool flag => flag ? "true" : "false",
        IRawLong number => number.Raw.ToString(culture),
        IFormattable formattable => formattable.ToString(null, culture),
        _ => value.ToString() ?? string.Empty,
    };

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(CreateSettings());

    /// <summary>Reads the whole body asynchronously, under the token, and only then parses it.</summary>
    protected static async Task<T> ReadBodyAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        string operation = RawCall.Of(response.RequestMessage)?.OperationId ?? "unknown operation";
        try
        {
            return Parse<T>(body);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            string text = System.Text.Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 4096));
            throw new SequenceDeserializationException(
                $"The answer of {operation} is not a {typeof(T).Name}: {e.Message}", SequenceException.Snippet(text), e)
            {
                Operation = operation,
            };
        }
    }

    private static T Parse<T>(byte[] body)
    {
        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body)))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
            MaxDepth = 64,
        };
        if (!reader.Read())
        {
            // An empty success answer is no error where any JSON may come.
            return typeof(T).IsAssignableFrom(typeof(JValue))
                ? (T)(object)JValue.CreateNull()
                : throw new JsonSerializationException("the body is empty.");
        }

        if (reader.TokenType == JsonToken.StartObject && IsList(typeof(T)))
            return UnwrapOnlyArray<T>(JObject.Load(reader));
        T? value = Serializer.Deserialize<T>(reader) ?? (typeof(T).IsAssignableFrom(typeof(JValue)) ? (T)(object)JValue.CreateNull() : default);
        if (value is null)
            throw new JsonSerializationException("the body is null.");
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
                throw new JsonReaderException($"unexpected text after the value at line {reader.LineNumber}, position {reader.LinePosition}.");
        }

        return value;
    }

    private static bool IsList(Type type) => type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)
        && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    /// <summary>Where the wrapper of a list is not documented, an object that holds the one array is read too.</summary>
    private static T UnwrapOnlyArray<T>(JObject wrapper)
    {
        List<JArray> arrays = [.. wrapper.PropertyValues().OfType<JArray>()];
        return arrays.Count == 1
            ? arrays[0].ToObject<T>(Serializer)!
            : throw new JsonSerializationException($"expected an array, or an object with one array, but found {arrays.Count} arrays.");
    }
}

/// <summary>Declared for the generated error branches, which are never taken: the error handler throws first.</summary>
internal sealed class RawApiException(string message, int status, string? response, object headers, Exception? inner)
    : Exception($"{message} ({status})", inner)
{
    public string? Response { get; } = response;
    public object Headers { get; } = headers;
}

/// <inheritdoc cref="RawApiException"/>
internal sealed class RawApiException<T>(string message, int status, string? response, object headers, T result, Exception? inner)
    : Exception($"{message} ({status})", inner)
{
    public string? Response { get; } = response;
    public object Headers { get; } = headers;
    public T Result { get; } = result;
}
