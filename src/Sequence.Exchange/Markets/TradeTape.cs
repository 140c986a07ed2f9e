using Sequence.Sandbox;

namespace Sequence.Exchange.Markets;

/// <summary>
/// The latest matches of all venues, oldest first, and of those that were forgotten the last one of each minute. The caller holds the gate.
/// </summary>
internal sealed class TradeTape
{
    /// <summary>How many are remembered.</summary>
    public const int Capacity = 100_000;

    private readonly Queue<TapeTrade> _trades = new();
    private readonly MinuteCloses _closes = new();

    public TradeTape(MarketPlace markets)
    {
        markets.Traded += Record;
        markets.Closed += market => _closes.Forget(market.Venue, market.Instrument.Symbol);
    }

    public IEnumerable<TapeTrade> Trades => _trades;

    /// <summary>The prices of a symbol since the exchange opened, oldest first: the last one of each minute first, then every match that is remembered.</summary>
    /// <param name="symbol">As it is listed.</param>
    /// <param name="venue">Only this venue; null for all.</param>
    public IEnumerable<(UnixNanos At, Px Price)> Prices(string symbol, string? venue) =>
        _closes.Of(symbol, venue).Concat(Of(symbol, venue).Select(trade => (trade.At, trade.Price)));

    /// <summary>The remembered matches of a symbol.</summary>
    /// <param name="symbol">As it is listed.</param>
    /// <param name="venue">Only this venue; null for all.</param>
    public IEnumerable<TapeTrade> Of(string symbol, string? venue) => _trades.Where(trade =>
        trade.Symbol == symbol && (venue is null || trade.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase)));

    private void Record(VenueMarket market, BookTrade trade)
    {
        if (_trades.Count == Capacity)
            _closes.Add(_trades.Dequeue());
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
