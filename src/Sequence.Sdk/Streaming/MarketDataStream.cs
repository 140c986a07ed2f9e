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
public sealed partial class MarketDataStream : IAsyncEnumerable<StreamEvent>, IAsyncDisposable
{
    private readonly StreamSession _session;

    internal MarketDataStream(StreamSession session) => _session = session;

    /// <summary>The topics that are wanted now, in the order in which they were asked for.</summary>
    public IReadOnlyList<string> Topics => _session.Topics;

    /// <summary>How each of the <see cref="Topics"/> stands at this moment.</summary>
    public IReadOnlyDictionary<string, TopicState> TopicStates => _session.States;

    /// <summary>What came, was read, was replaced and was lost so far.</summary>
    public StreamStatistics Statistics => _session.Statistics;

    /// <summary>The newest book of each symbol, with how far it can be trusted; kept up to date whether or not anybody reads the stream.</summary>
    public OrderBooks Books => _session.Books;

    /// <summary>Reads the stream from where the last reader stopped; it ends when the stream is disposed.</summary>
    /// <param name="cancellationToken">Ends this enumeration only; the stream goes on.</param>
    /// <exception cref="InvalidOperationException">Somebody else is reading (thrown by the first step).</exception>
    /// <exception cref="SequenceApiException">The server refused the key on a reconnection (401 or 403): the stream is over.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IAsyncEnumerator<StreamEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _session.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>
    /// Asks for a topic while the stream runs; see <see cref="SubscribeAsync(IEnumerable{string}, CancellationToken)"/>.
    /// </summary>
    /// <param name="topic">The full name, such as <c>prices:SOL-USD</c>, <c>book:SOL-USD</c>, <c>fills</c> or <c>tca</c>; not empty.</param>
    /// <param name="cancellationToken">Gives up waiting; the topic stays wanted.</param>
    /// <inheritdoc cref="SubscribeAsync(IEnumerable{string}, CancellationToken)"/>
    public Task<SubscribeResult> SubscribeAsync(string topic, CancellationToken cancellationToken = default) => SubscribeAsync([topic], cancellationToken);

    /// <summary>
    /// Asks for topics while the stream runs, and waits for the server's answer. Each call counts: a topic that is wanted already is not asked for
    /// again, and ends with as many calls of <see cref="UnsubscribeAsync(IEnumerable{string}, CancellationToken)"/>. A topic that the server refused
    /// is asked for again. While the stream reconnects, the call waits for the new connection.
    /// </summary>
    /// <param name="topics">The full names; none empty.</param>
    /// <param name="cancellationToken">Gives up waiting; the topics stay wanted.</param>
    /// <returns>
    /// Which topics the server took. Each of the others is also a <see cref="StreamEvent.Rejected"/> in the stream, and affects no other topic; that goes
    /// too for one without an answer within the client's timeout. It stays wanted, and is asked for again on the next connection.
    /// </returns>
    /// <exception cref="SequenceValidationException">A name is empty.</exception>
    /// <exception cref="SequenceApiException">The stream is over: the key was refused on a reconnection.</exception>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public Task<SubscribeResult> SubscribeAsync(IEnumerable<string> topics, CancellationToken cancellationToken = default) =>
        _session.SubscribeAsync(Checked(topics), cancellationToken);

    /// <summary>Takes back one call for a topic; see <see cref="UnsubscribeAsync(IEnumerable{string}, CancellationToken)"/>.</summary>
    /// <param name="topic">The full name.</param>
    /// <param name="cancellationToken">Gives up waiting; the topic is taken back all the same.</param>
    /// <inheritdoc cref="UnsubscribeAsync(IEnumerable{string}, CancellationToken)"/>
    public Task UnsubscribeAsync(string topic, CancellationToken cancellationToken = default) => UnsubscribeAsync([topic], cancellationToken);

    /// <summary>
    /// Takes back one call for each topic, and waits for the server's answer. Of a topic that nobody wants any more nothing comes after this call
    /// has begun, what waited for the reader included, and its counters go.
    /// </summary>
    /// <param name="topics">The full names; each is among <see cref="Topics"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; the topics are taken back all the same.</param>
    /// <exception cref="SequenceValidationException">A topic is not subscribed; then nothing happened.</exception>
    /// <exception cref="SequenceNetworkException">No answer within the client's timeout; the topics are taken back all the same.</exception>
    /// <exception cref="SequenceApiException">The stream is over: the key was refused on a reconnection.</exception>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public Task UnsubscribeAsync(IEnumerable<string> topics, CancellationToken cancellationToken = default) =>
        _session.UnsubscribeAsync(Checked(topics), cancellationToken);

    /// <summary>Ends enumerations at once, then closes the connection, waiting up to 2 seconds for the server's goodbye.</summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <summary>The topics.</summary>
    public override string ToString() => $"{nameof(MarketDataStream)}({string.Join(' ', Topics)})";

    private static string[] Checked(IEnumerable<string> topics)
    {
        string[] all = [.. (topics ?? throw new SequenceValidationException(nameof(topics), "must not be null.")).Distinct(StringComparer.Ordinal)];
        for (int i = 0; i < all.Length; i++)
            Check.Text(all[i], $"topics[{i}]");
        return all;
    }
}
