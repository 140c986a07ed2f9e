using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>The base of every generated client: JSON settings, texts of a URL, and answers that cannot be read.</summary>
internal abstract class RawClientBase
{
    /// <summary>Enough of a body to show the start of it after its secrets are masked.</summary>
    private const int ShownBytes = 8 * 1024;

    private const int LongestReason = 500;

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
        if (!isRequest)
            settings.ContractResolver = AnswerShape.Instance;
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

    /// <summary>Reads the whole body asynchronously, under the token, and only then parses it.</summary>
    protected static async Task<T> ReadBodyAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = await BufferedContent.BytesOfAsync(response.Content, cancellationToken).ConfigureAwait(false);
        try
        {
            return ContractJson.Read<T>(body);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            throw await UnreadableAsync<T>(response.RequestMessage, body, e).ConfigureAwait(false);
        }
    }

    private static async Task<SequenceDeserializationException> UnreadableAsync<T>(HttpRequestMessage? request, ReadOnlyMemory<byte> body, Exception reason)
    {
        Redactor redactor = await RawCall.RedactorOfAsync(request).ConfigureAwait(false);
        RawCall? call = RawCall.Of(request);
        string text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, ShownBytes)]);
        string why = ServerText.OneLine(redactor.Clean(reason.Message), LongestReason);
        return new SequenceDeserializationException(
            $"The answer of {call?.OperationId ?? "an unknown operation"} is not {NameOf(typeof(T))}: {why}",
            SequenceException.Snippet(redactor.Clean(text)),
            ServerText.Cause(redactor.Cause(reason)),
            PathOf(reason) is { Length: > 0 } path ? ServerText.OneLine(redactor.Clean(path), LongestReason) : null)
        {
            Operation = call?.OperationId,
        };
    }

    private static string NameOf(Type type) => type switch
    {
        _ when ContractJson.IsList(type) => "a list of " + type.GetGenericArguments()[0].Name,
        _ when type == typeof(JToken) => "JSON",
        // Only event streams are declared as texts, and they do not come this far.
        _ when type == typeof(string) => "an event stream",
        _ => "the documented " + type.Name,
    };

    private static string? PathOf(Exception reason) => reason switch
    {
        JsonReaderException reader => reader.Path,
        JsonSerializationException serializer => serializer.Path,
        _ => null,
    };
}
