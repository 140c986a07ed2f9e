using Sequence.Sandbox;

namespace Sequence.Exchange.Markets;

/// <summary>The latest matches of all venues, oldest first. The caller holds the gate.</summary>
internal sealed class TradeTape
{
    /// <summary>How many are remembered.</summary>
    public const int Capacity = 100_000;

    private readonly Queue<TapeTrade> _trades = new();

    public TradeTape(MarketPlace markets) => markets.Traded += Record;

    public IEnumerable<TapeTrade> Trades => _trades;

    private void Record(VenueMarket market, BookTrade trade)
    {
        if (_trades.Count == Capacity)
            _trades.Dequeue();
        _trades.Enqueue(new TapeTrade(
            market.Venue,
            market.Instrument.Symbol,
            trade.At,
            trade.Price,
            trade.Qty,
            trade.Maker.Reference,
            trade.Taker.Reference,
            trade.Taker.Side == BookSide.Bid));
    }
}
