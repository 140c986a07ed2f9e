namespace Sequence.Sdk;

/// <summary>A snapshot of a symbol's book, in human units: what <see cref="StreamEvent.Book"/> says, without an object. Valid until the handler returns.</summary>
public readonly ref struct BookView
{
    internal BookView(string symbol, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks, UnixNanos timestamp)
    {
        Symbol = symbol;
        Bids = bids;
        Asks = asks;
        Timestamp = timestamp;
    }

    /// <summary>The symbol as the server names it.</summary>
    public string Symbol { get; }

    /// <summary>Bid levels in the server's order, the best first; may be empty.</summary>
    public ReadOnlySpan<BookLevel> Bids { get; }

    /// <summary>Ask levels in the server's order, the best first; may be empty.</summary>
    public ReadOnlySpan<BookLevel> Asks { get; }

    /// <summary>When the server made the snapshot.</summary>
    public UnixNanos Timestamp { get; }
}

/// <summary>Takes a snapshot of a book.</summary>
/// <param name="book">Its levels are overwritten once the handler returns: copy what is needed longer.</param>
public delegate void BookHandler(in BookView book);
