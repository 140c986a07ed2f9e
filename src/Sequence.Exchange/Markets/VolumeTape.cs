namespace Sequence.Exchange.Markets;

/// <summary>The latest trades of every symbol over all venues: what a volume weighted schedule follows.</summary>
internal sealed class VolumeTape
{
    private const int Kept = 10_000;

    private readonly Dictionary<string, Queue<(UnixNanos At, Qty Quantity)>> _trades = [];

    public VolumeTape(MarketPlace markets)
    {
        markets.Traded += Record;
        markets.Closed += market => _trades.Remove(market.Instrument.Symbol);
    }

    /// <summary>The traded volume of the latest spans of time, the oldest first: one number per slice, in raw units.</summary>
    public long[] Profile(string symbol, int slices, TimeSpan interval, UnixNanos now)
    {
        var volumes = new long[slices];
        if (!_trades.TryGetValue(symbol, out Queue<(UnixNanos At, Qty Quantity)>? trades))
            return volumes;
        long start = now.Raw - (interval.Ticks * 100 * slices);
        foreach ((UnixNanos at, Qty quantity) in trades)
        {
            if (at.Raw > start && at <= now)
                volumes[(at.Raw - start - 1) / (interval.Ticks * 100)] += quantity.Raw;
        }

        return volumes;
    }

    private void Record(VenueMarket market, BookTrade trade)
    {
        if (!_trades.TryGetValue(market.Instrument.Symbol, out Queue<(UnixNanos At, Qty Quantity)>? trades))
            _trades[market.Instrument.Symbol] = trades = new Queue<(UnixNanos At, Qty Quantity)>();
        trades.Enqueue((trade.At, trade.Qty));
        if (trades.Count > Kept)
            trades.Dequeue();
    }
}
