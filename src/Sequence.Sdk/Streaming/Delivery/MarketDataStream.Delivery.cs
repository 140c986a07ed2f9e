using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

public sealed partial class MarketDataStream
{
    /// <summary>Calls a handler for each price, without an object for it. Of a symbol whose handler is behind, the latest price waits.</summary>
    /// <param name="handler">Called for one price after the other, on a thread of the pool; other handlers and readers do not wait for it.</param>
    /// <returns>What the handler did so far; disposing it takes the handler off the stream, and so does the end of the stream.</returns>
    public StreamSubscription OnPrice(PriceHandler handler) => _session.Deliver(new PriceDelivery(NotNull(handler)));

    /// <summary>Calls a handler for each snapshot of a book, without an object for it. Of a symbol whose handler is behind, the latest snapshot waits.</summary>
    /// <param name="handler">Called for one snapshot after the other, on a thread of the pool; other handlers and readers do not wait for it.</param>
    /// <inheritdoc cref="OnPrice"/>
    public StreamSubscription OnBook(BookHandler handler) => _session.Deliver(new BookDelivery(NotNull(handler)));

    /// <summary>
    /// Calls a handler for each event of a kind from now on, such as <c>stream.On&lt;StreamEvent.Fill&gt;(f => ...)</c>. It has a line of its own, with the
    /// bounds of the stream: what would be too much is a <see cref="StreamEvent.Gap"/>, for handlers that take those.
    /// </summary>
    /// <typeparam name="TEvent">The kind; <see cref="StreamEvent"/> for all.</typeparam>
    /// <param name="handler">Called for one event after the other, on a thread of the pool; other handlers and readers do not wait for it.</param>
    /// <inheritdoc cref="OnPrice"/>
    public StreamSubscription On<TEvent>(Action<TEvent> handler) where TEvent : StreamEvent => _session.Deliver(new EventDelivery<TEvent>(NotNull(handler)));

    /// <summary>
    /// The stream for Reactive Extensions. Each subscription gets every event from then on, one after the other, on a thread of the pool, from a line of its
    /// own. An observer that throws stays subscribed: that is a <see cref="StreamEvent.HandlerFailed"/> on the stream. It completes when the stream
    /// is disposed. Subscribing gives a <see cref="StreamSubscription"/>.
    /// </summary>
    public IObservable<StreamEvent> AsObservable() => new ObservableStream(_session);

    /// <summary>
    /// Writes every message of the server into a file from now on, with the time at which it came; <see cref="RecordedStream"/> reads it again. The socket never
    /// waits for the disk: what is too much for a line of 16,384 messages is counted in the file. No key is in it.
    /// </summary>
    /// <param name="path">A new file, compressed when its name ends in <c>.gz</c>.</param>
    /// <returns>The recording; disposing it, or the stream, writes what waits and ends the file.</returns>
    /// <exception cref="SequenceValidationException">The path is empty.</exception>
    /// <exception cref="IOException">The file exists already, or cannot be made.</exception>
    public StreamRecording RecordTo(string path) => _session.Record(Check.Text(path, "path"));

    private static T NotNull<T>(T handler) where T : class => handler ?? throw new SequenceValidationException("handler", "must not be null.");
}
