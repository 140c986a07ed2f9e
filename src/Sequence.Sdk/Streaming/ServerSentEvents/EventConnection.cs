using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Streaming;

/// <summary>One connection with server-sent events. A connection that breaks ends like one that the server closes.</summary>
internal sealed class EventConnection : IAsyncDisposable
{
    private readonly Stream _body;
    private readonly SseParser<JToken> _parser;
    private readonly IAsyncEnumerator<SseItem<JToken>> _events;

    /// <param name="body">The events.</param>
    /// <param name="maxEventBytes">The most bytes of one event; a longer one fails the reader.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public EventConnection(Stream body, int maxEventBytes, CancellationToken cancellationToken)
    {
        _body = new EventSizeStream(body, maxEventBytes);
        _parser = SseParser.Create(_body, (_, data) => Decode(data));
        _events = _parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>The payload of the event that came last.</summary>
    public JToken Current => _events.Current.Data;

    /// <summary>The id that came with the last event, empty when the server took its ids back; null when none came with it.</summary>
    public string? EventId => _events.Current.EventId;

    /// <summary>How long the server wants to be left alone before the next connection; zero when it did not say.</summary>
    public TimeSpan PauseAskedFor => _parser.ReconnectionInterval > TimeSpan.Zero ? _parser.ReconnectionInterval : TimeSpan.Zero;

    /// <summary>Waits for the next event; false when the connection is over.</summary>
    public async ValueTask<bool> MoveNextAsync()
    {
        try
        {
            return await _events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync().ConfigureAwait(false);
        await _body.DisposeAsync().ConfigureAwait(false);
    }

    // What the events hold is not documented: a text that is no JSON must not end the stream.
    private static JToken Decode(ReadOnlySpan<byte> data)
    {
        try
        {
            return PayloadJson.ParseStrictly(data);
        }
        catch (Exception e) when (e is JsonException or Newtonsoft.Json.JsonException)
        {
            return new JValue(Encoding.UTF8.GetString(data));
        }
    }
}
