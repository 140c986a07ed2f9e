using System.Net.Mime;
using System.Text;

namespace Sequence.Sdk.Transport;

/// <summary>
/// Keeps the body of an event stream for its reader. The generated client, which would read a body to its end, gets an empty text instead.
/// Made for one call.
/// </summary>
internal sealed class EventStreamHandler(string lastEventId) : DelegatingHandler
{
    private const string LastEventIdHeader = "Last-Event-ID";

    /// <summary>The body, once an event stream came.</summary>
    public HttpContent? Body { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (lastEventId.Length > 0 && IsHeaderValue(lastEventId))
            request.Headers.TryAddWithoutValidation(LastEventIdHeader, lastEventId);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (IsEventStream(response))
        {
            Body = response.Content;
            response.Content = new StringContent("\"\"", Encoding.UTF8, MediaTypeNames.Application.Json);
        }

        return response;
    }

    public static bool IsEventStream(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == MediaTypeNames.Text.EventStream;

    private static bool IsHeaderValue(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
