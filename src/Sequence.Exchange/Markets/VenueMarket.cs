using OrderBook = Sequence.Exchange.Matching.OrderBook;

namespace Sequence.Exchange.Markets;

/// <summary>One instrument on one venue: its book, and when it last moved.</summary>
internal sealed class VenueMarket
{
    private readonly MarkPrice _mark;
    private readonly Func<UnixNanos> _clock;

    public VenueMarket(string venue, Instrument instrument, Func<UnixNanos> clock, Attention? attention = null)
    {
        Venue = venue;
        Instrument = instrument;
        Book = new OrderBook(clock);
        _mark = new MarkPrice(Book);
        _clock = clock;
        LastTick = clock();
        Attention = attention ?? new Attention(LastTick);
        Book.Traded += trade =>
        {
            LastTrade = trade;
            Trades++;
        };
        Book.Changed += () =>
        {
            LastTick = clock();
            Changes++;
            _mark.Update();
        };
    }

    public string Venue { get; }

    /// <summary>The venue's own listing: fees may differ between venues.</summary>
    public Instrument Instrument { get; }

    public OrderBook Book { get; }

    /// <summary>At what positions are valued; null until both sides were quoted for the first time. A market that is quoted on demand wakes for it.</summary>
    public Px? Mark
    {
        get
        {
            Attention.Ask(_clock());
            return _mark.Current;
        }
    }

    /// <summary>Exchange time of the book's last change; of the listing while there was none.</summary>
    public UnixNanos LastTick { get; private set; }

    /// <summary>Nothing trades here any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether anybody looks at its symbol.</summary>
    public Attention Attention { get; }

    /// <summary>Exchange time at which somebody last asked for it by its symbol.</summary>
    public UnixNanos LastAsked => Attention.LastAsked;

    /// <summary>Whether the latest lookup by its symbol was the first one, of a market that opens on demand.</summary>
    public bool IsFirstAsk { get; private set; }

    /// <summary>Nobody has asked for it yet, and nothing keeps it warm until somebody does.</summary>
    public bool IsCold { get; set; }

    /// <summary>The latest match; null before the first.</summary>
    public BookTrade? LastTrade { get; private set; }

    /// <summary>How often the book changed.</summary>
    public long Changes { get; private set; }

    /// <summary>How many matches there were.</summary>
    public long Trades { get; private set; }

    /// <summary>The quantity rounded down to whole lots, but at least one lot.</summary>
    /// <param name="qty">The quantity.</param>
    /// <param name="step">Rounds to multiples of it instead where it is larger than the lot; a multiple of the lot.</param>
    public Qty InLots(Qty qty, Qty step = default)
    {
        Qty size = Qty.Max(Instrument.Lot, step);
        return Qty.Max(size, qty.RoundToLot(size));
    }

    /// <summary>Somebody looks it up by its symbol, which makes it warm from the next lookup on.</summary>
    public void Ask(UnixNanos now)
    {
        Attention.Ask(now);
        IsFirstAsk = IsCold;
        IsCold = false;
    }

    /// <summary>Takes everything off the book for good.</summary>
    public void Close()
    {
        IsClosed = true;
        foreach (BookOrder order in Book.Orders(BookSide.Bid).Concat(Book.Orders(BookSide.Ask)).ToList())
            Book.Cancel(order);
    }

    public override string ToString() => $"{Instrument.Symbol} on {Venue}";
}
