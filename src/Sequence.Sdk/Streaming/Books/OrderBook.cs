using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

/// <summary>
/// The newest book of a symbol on a stream, whoever reads the stream and however slowly. It changes by itself; any thread may read it.
/// What belongs together comes from one <see cref="Snapshot"/>; the other members each look at the newest.
/// </summary>
public sealed class OrderBook
{
    private readonly Lock _gate = new();
    private readonly LatestBook _latest = new();
    private OrderBookSnapshot? _snapshot;
    private OrderBookState _state;
    private bool _isRefused;

    internal OrderBook(string symbol)
    {
        Symbol = symbol;
        _snapshot = new OrderBookSnapshot(symbol, OrderBookState.Empty, [], [], null);
    }

    /// <summary>The symbol as the server names it.</summary>
    public string Symbol { get; }

    /// <summary>How far the levels can be trusted now.</summary>
    public OrderBookState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>Bid levels, the best first. The list is that of one moment and does not change.</summary>
    public IReadOnlyList<BookLevel> Bids => Snapshot().Bids;

    /// <summary>Ask levels, the best first. The list is that of one moment and does not change.</summary>
    public IReadOnlyList<BookLevel> Asks => Snapshot().Asks;

    /// <summary>When the server made the levels; null before the first snapshot.</summary>
    public UnixNanos? Timestamp => Snapshot().Timestamp;

    /// <summary>The book as it is now: levels and state of one moment.</summary>
    public OrderBookSnapshot Snapshot()
    {
        lock (_gate)
        {
            // Made only when somebody looks: a book that nobody reads costs no memory for each message.
            return _snapshot ??= new OrderBookSnapshot(
                Symbol, _state, BestFirst(_latest.Bids, descending: true), BestFirst(_latest.Asks, descending: false), UnixNanos.FromRaw(_latest.TimestampNanos));
        }
    }

    /// <inheritdoc cref="OrderBookSnapshot.AveragePrice(Side, decimal)"/>
    public decimal? AveragePrice(Side side, decimal qty) => Snapshot().AveragePrice(side, qty);

    /// <inheritdoc cref="OrderBookSnapshot.AveragePrice(Side, decimal)"/>
    public decimal? AveragePrice(Side side, Qty qty) => Snapshot().AveragePrice(side, qty);

    /// <summary>The symbol, the state and the number of levels.</summary>
    public override string ToString() => Snapshot().ToString();

    internal void Apply(LatestBook book)
    {
        lock (_gate)
        {
            _latest.CopyLevels(book);
            _state = OrderBookState.Live;
            _snapshot = null;
        }
    }

    /// <summary>Newer levels may exist from now on.</summary>
    internal void Distrust() => Move(OrderBookState.Live, OrderBookState.Resyncing, OrderBookState.Stale);

    /// <summary>The topic is subscribed again, unless the server refuses it.</summary>
    internal void Resync()
    {
        lock (_gate)
        {
            if (!_isRefused)
                Move(OrderBookState.Stale, OrderBookState.Stale, OrderBookState.Resyncing);
        }
    }

    /// <summary>A new connection asks for the topic again.</summary>
    internal void AskAgain()
    {
        lock (_gate)
            _isRefused = false;
    }

    /// <summary>Nothing comes for the topic on this connection.</summary>
    internal void Refuse()
    {
        lock (_gate)
        {
            _isRefused = true;
            Distrust();
        }
    }

    private void Move(OrderBookState from, OrderBookState orFrom, OrderBookState to)
    {
        lock (_gate)
        {
            if (_state != from && _state != orFrom)
                return;
            _state = to;
            _snapshot = _snapshot is null ? null : _snapshot with { State = to };
        }
    }

    // That the server sends the best level first is inferred.
    private static BookLevel[] BestFirst(List<BookLevel> levels, bool descending)
    {
        BookLevel[] copy = [.. levels];
        for (int i = 1; i < copy.Length; i++)
        {
            if (descending ? copy[i].Price <= copy[i - 1].Price : copy[i].Price >= copy[i - 1].Price)
                continue;
            return [.. descending ? copy.OrderByDescending(l => l.Price) : copy.OrderBy(l => l.Price)];
        }

        return copy;
    }
}
