using BookUpdate = Sequence.Exchange.Wire.BookUpdate;
using Sequence.Sdk;

namespace Sequence.Sandbox.Streaming;

/// <summary><c>book:{symbol}</c>: the ten best levels a side, all venues merged.</summary>
internal sealed class BookTopic(string name, string symbol, MarketPlace markets, Scheduler scheduler) : MarketTopic(name, scheduler, () => markets.Watch(symbol))
{
    private const int Depth = 10;

    private IReadOnlyList<BookLevel>? _bids;
    private IReadOnlyList<BookLevel>? _asks;

    public override bool HasEnded => markets.HasEnded(symbol);

    protected override bool Covers(VenueMarket market) => market.Instrument.Symbol == symbol;

    protected override object? Change(UnixNanos now)
    {
        IReadOnlyList<VenueMarket> venues = markets.For(symbol);
        IReadOnlyList<BookLevel> bids = MergedBook.Levels(venues, BookSide.Bid, Depth);
        IReadOnlyList<BookLevel> asks = MergedBook.Levels(venues, BookSide.Ask, Depth);
        if (_bids is { } lastBids && _asks is { } lastAsks && bids.SequenceEqual(lastBids) && asks.SequenceEqual(lastAsks))
            return null;
        (_bids, _asks) = (bids, asks);
        return new BookUpdate { Bids = bids, Asks = asks, Ts = now };
    }
}
