using System.Diagnostics.CodeAnalysis;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

/// <summary>
/// A live stream (operation openStream): enumerate it with <c>await foreach</c>, by one reader at a time.
/// It reconnects by itself and says in line what that lost (<see cref="StreamEvent.Gap"/>).
/// </summary>
/// <remarks>
/// Reading never slows the socket. What waits for a slow reader is bounded: of prices, books and reference prices the latest
/// of each topic waits, in the place of the first that waited; of orders, fills and all others every event, in the order they came,
/// up to the builder's bound, and beyond it a gap tells what is missing.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of events is what the product calls it.")]
public sealed class MarketDataStream : IAsyncEnumerable<StreamEvent>, IAsyncDisposable
{
    private readonly StreamSession _session;

    internal MarketDataStream(StreamSession session) => _session = session;

    /// <summary>The topics that were asked for, in that order.</summary>
    public IReadOnlyList<string> Topics => _session.Plan.Topics;

    /// <summary>What came, was read, was replaced and was lost so far.</summary>
    public StreamStatistics Statistics => _session.Statistics;

    /// <summary>Reads the stream from where the last reader stopped; it ends when the stream is disposed.</summary>
    /// <param name="cancellationToken">Ends this enumeration only; the stream goes on.</param>
    /// <exception cref="InvalidOperationException">Somebody else is reading (thrown by the first step).</exception>
    /// <exception cref="SequenceApiException">The server refused the key on a reconnection (401 or 403): the stream is over.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IAsyncEnumerator<StreamEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _session.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Ends enumerations at once, then closes the connection, waiting up to 2 seconds for the server's goodbye.</summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <summary>The topics.</summary>
    public override string ToString() => $"{nameof(MarketDataStream)}({string.Join(' ', Topics)})";
}
