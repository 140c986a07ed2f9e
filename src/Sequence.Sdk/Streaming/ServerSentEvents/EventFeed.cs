using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// The server-sent events of one operation, connected anew for as long as somebody reads. The first connection must come up;
/// after it only a refused key ends the feed.
/// </summary>
internal sealed class EventFeed(SequenceTransport transport, Func<RawClients, CancellationToken, Task<string>> call)
{
    public async IAsyncEnumerable<JToken> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var delay = new ReconnectDelay(new Random(transport.Ids.NextSeed()));
        string lastEventId = string.Empty;
        TimeSpan pause = TimeSpan.Zero;
        TimeSpan? refusedFor = null;
        EventConnection? next = await OpenAsync(lastEventId, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (next is not null)
            {
                await using EventConnection connection = next;
                long opened = transport.Time.GetTimestamp();
                while (await connection.MoveNextAsync().ConfigureAwait(false))
                {
                    lastEventId = connection.EventId ?? lastEventId;
                    yield return connection.Current;
                }

                delay.ConnectionHeld(transport.Time.GetElapsedTime(opened));
                pause = connection.PauseAskedFor;
            }

            await Task.Delay(delay.Next(refusedFor ?? pause), transport.Time, cancellationToken).ConfigureAwait(false);
            (next, refusedFor) = await TryOpenAsync(lastEventId, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<EventConnection> OpenAsync(string lastEventId, CancellationToken cancellationToken) =>
        new(await transport.OpenEventsAsync(call, lastEventId, cancellationToken).ConfigureAwait(false), transport.MaxResponseBytes, cancellationToken);

    /// <summary>A connection, or how long a refusal asks to be left alone.</summary>
    private async Task<(EventConnection? Connection, TimeSpan? RefusedFor)> TryOpenAsync(string lastEventId, CancellationToken cancellationToken)
    {
        try
        {
            return (await OpenAsync(lastEventId, cancellationToken).ConfigureAwait(false), null);
        }
        catch (SequenceException e) when (e is not SequenceApiException { Status: 401 or 403 })
        {
            return (null, (e as SequenceApiException)?.RetryAfter);
        }
    }
}
