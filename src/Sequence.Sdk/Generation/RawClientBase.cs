using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>The base of every generated client: sends a call and reads its answer, or says why it cannot be read.</summary>
internal abstract class RawClientBase(HttpClient http)
{
    /// <summary>Enough of a body to show the start of it after its secrets are masked.</summary>
    private const int ShownBytes = 8 * 1024;

    private const int LongestReason = 500;

    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue EventStream = new("text/event-stream");

    protected Task<T> SendAsync<T>(HttpMethod method, RawTarget target, RawCall call, object? body, CancellationToken cancellationToken) =>
        CallAsync(method, target, call, body, Json, ReadBodyAsync<T>, cancellationToken);

    protected Task SendAsync(HttpMethod method, RawTarget target, RawCall call, object? body, CancellationToken cancellationToken) =>
        CallAsync(method, target, call, body, Json, (_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>As <see cref="SendAsync{T}"/>, for an operation that answers with events.</summary>
    protected Task<T> OpenAsync<T>(HttpMethod method, RawTarget target, RawCall call, object? body, CancellationToken cancellationToken) =>
        CallAsync(method, target, call, body, EventStream, ReadBodyAsync<T>, cancellationToken);

    private async Task<T> CallAsync<T>(
        HttpMethod method, RawTarget target, RawCall call, object? body, MediaTypeWithQualityHeaderValue accepted,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, target.ToString());
        request.Headers.Accept.Add(accepted);
        request.Options.Set(RawCall.Key, call);

        // The vendor's client sends a content type with every request that may have a body, also without one.
        if (body is not null || (method != HttpMethod.Get && method != HttpMethod.Delete))
            request.Content = new ByteArrayContent(body is null ? [] : ContractJson.Write(body)) { Headers = { ContentType = Json } };
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return await read(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the whole body asynchronously, under the token, and only then parses it.</summary>
    private static async Task<T> ReadBodyAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
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
