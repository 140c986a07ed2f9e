using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

/// <summary>
/// The life of prediction markets (operations openNewMarketsStream and openResolvedMarketsStream): first the latest events, about 128, which the
/// server tells again, then live ones. Enumerate the stream itself for payloads as they came, or <see cref="Events"/> for typed events
/// with continuity between them; by one reader at a time.
/// </summary>
/// <remarks>
/// It reconnects by itself: at once, then after a random wait under a ceiling that doubles from 250 ms to 8 s. Each event comes once, though the
/// server tells its latest again on each connection. Up to 10,000 events wait for a slow reader; what comes beyond is a gap.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of events is what the product calls it.")]
public sealed class LifecycleStream : IAsyncEnumerable<JToken>, IAsyncDisposable
{
    private readonly LifecycleSession _session;
    private readonly string _topic;

    private LifecycleStream(LifecycleSession session, string topic)
    {
        _session = session;
        _topic = topic;
    }

    /// <summary>
    /// The stream as events: <see cref="StreamEvent.NewMarket"/> or <see cref="StreamEvent.MarketResolved"/>, <see cref="StreamEvent.Raw"/> for an
    /// object of another kind, and between them <see cref="StreamEvent.Connected"/>, <see cref="StreamEvent.Malformed"/>, and
    /// <see cref="StreamEvent.Gap"/> where a reconnection did not reach back to what was told before.
    /// </summary>
    public IAsyncEnumerable<StreamEvent> Events => _session.ReadAsync(CancellationToken.None);

    /// <summary>What came, was read and was lost so far.</summary>
    public StreamStatistics Statistics => _session.Statistics;

    internal static async Task<LifecycleStream> OpenAsync(Transport.SequenceTransport transport, LifecycleFeed feed, CancellationToken cancellationToken)
    {
        transport.ThrowIfDisposed();
        var session = new LifecycleSession(transport, feed);
        try
        {
            await session.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new LifecycleStream(session, feed.Topic);
    }

    /// <summary>
    /// Reads the payloads from where the last reader stopped, without the words about continuity that <see cref="Events"/> has;
    /// messages that are no JSON object are left out. It ends when the stream is disposed.
    /// </summary>
    /// <param name="cancellationToken">Ends this enumeration only; the stream goes on.</param>
    /// <exception cref="InvalidOperationException">Somebody else is reading (thrown by the first step).</exception>
    /// <exception cref="SequenceApiException">The server refused the key on a reconnection (401 or 403): the stream is over.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerator<JToken> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (StreamEvent e in _session.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (e is StreamEvent.NewMarket or StreamEvent.MarketResolved or StreamEvent.Raw)
                yield return e.Data;
        }
    }

    /// <summary>Ends enumerations at once, then closes the connection, waiting up to 2 seconds for the server's goodbye.</summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <summary>The topic.</summary>
    public override string ToString() => $"{nameof(LifecycleStream)}({_topic})";
}
