using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

/// <summary>The live books of a stream, one for each symbol whose book it carries. Any thread may read them.</summary>
public sealed class OrderBooks : IStreamListener
{
    private readonly ConcurrentDictionary<string, OrderBook> _books = new(StringComparer.Ordinal);

    internal OrderBooks()
    {
    }

    /// <summary>The books as of now, in no particular order.</summary>
    public IReadOnlyCollection<OrderBook> All => [.. _books.Values];

    /// <summary>The book of a symbol: always the same object, from the moment that the stream asks for it until it unsubscribes it.</summary>
    /// <param name="symbol">As it was asked for.</param>
    /// <exception cref="SequenceValidationException">The stream does not carry the book of this symbol.</exception>
    public OrderBook this[string symbol] => TryGet(symbol, out OrderBook? book)
        ? book
        : throw new SequenceValidationException(
            "symbol", $"'{symbol}' has no book on this stream. Ask for it with Stream(\"{symbol}\").Book() or SubscribeAsync(\"book:{symbol}\").");

    /// <summary>The book of a symbol, if the stream carries it.</summary>
    /// <param name="symbol">As it was asked for.</param>
    /// <param name="book">The book; null when there is none.</param>
    public bool TryGet(string symbol, [NotNullWhen(true)] out OrderBook? book) => _books.TryGetValue(Check.Text(symbol, "symbol"), out book);

    void IStreamListener.OnTopic(TopicQueue topic)
    {
        if (Topic.Parse(topic.Name) is { Family: TopicFamily.Book, Subject: var symbol })
            _books.TryAdd(symbol, new OrderBook(symbol));
    }

    void IStreamListener.OnClosed(TopicQueue topic)
    {
        if (Find(topic.Name) is { } book && _books.TryRemove(book.Symbol, out _))
            book.Refuse();
    }

    void IStreamListener.OnLatest(TopicQueue topic, LatestFrame frame)
    {
        if (frame is LatestBook latest && _books.TryGetValue(latest.Symbol, out OrderBook? book))
            book.Apply(latest);
    }

    void IStreamListener.OnEvent(TopicQueue topic, StreamEvent e)
    {
        // A snapshot that cannot be read would have replaced the levels.
        string? lost = e switch
        {
            StreamEvent.Gap gap => gap.Topic,
            StreamEvent.Malformed malformed => malformed.Channel,
            _ => null,
        };
        if (Find(lost) is { } book)
            book.Distrust();
    }

    void IStreamListener.OnConnectionEvent(StreamEvent e, string topic)
    {
        switch (e)
        {
            case StreamEvent.Connected:
                ForEach(book => book.AskAgain());
                break;
            case StreamEvent.Subscribed:
                ForEach(book => book.Resync());
                break;
            case StreamEvent.Stale stale:
                Find(stale.Topic)?.Distrust();
                break;
            case StreamEvent.Rejected rejected:
                Find(rejected.Topic)?.Refuse();
                break;
        }
    }

    void IStreamListener.OnEnd(Exception? failure) => ForEach(book => book.Refuse());

    private OrderBook? Find(string? topic) =>
        topic is not null && Topic.Parse(topic) is { Family: TopicFamily.Book, Subject: var symbol } ? _books.GetValueOrDefault(symbol) : null;

    private void ForEach(Action<OrderBook> act)
    {
        foreach (OrderBook book in _books.Values)
            act(book);
    }
}
