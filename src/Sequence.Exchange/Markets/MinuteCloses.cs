using Sequence.Sandbox;

namespace Sequence.Exchange.Markets;

/// <summary>The last price of each minute of every market, up to two weeks of them; of what is older, every sixtieth. Trades come in order of time.</summary>
internal sealed class MinuteCloses
{
    private const long Minute = 60;
    private const int Thinned = 60;

    /// <summary>Minutes that are kept before the older half is thinned, and hours that are kept at most: two weeks and a year.</summary>
    private const int MostMinutes = 20_160;
    private const int MostHours = 8_760;

    private readonly Dictionary<(string Symbol, string Venue), Series> _markets = [];

    public void Add(TapeTrade trade)
    {
        (string Symbol, string Venue) market = (trade.Symbol, trade.Venue);
        if (!_markets.TryGetValue(market, out Series? series))
            _markets[market] = series = new Series();
        series.Add(trade.At, trade.Price);
    }

    public void Forget(string venue, string symbol) => _markets.Remove((symbol, venue));

    /// <summary>In order of time, over all venues when none is named.</summary>
    public IEnumerable<(UnixNanos At, Px Price)> Of(string symbol, string? venue) => _markets
        .Where(market => market.Key.Symbol == symbol && (venue is null || market.Key.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase)))
        .SelectMany(market => market.Value.Closes)
        .OrderBy(close => close.At);

    private sealed class Series
    {
        private readonly List<(UnixNanos At, Px Price)> _hours = [];
        private readonly List<(UnixNanos At, Px Price)> _minutes = [];

        public IEnumerable<(UnixNanos At, Px Price)> Closes => _hours.Concat(_minutes);

        public void Add(UnixNanos at, Px price)
        {
            if (_minutes.Count > 0 && _minutes[^1].At.ToUnixSeconds() / Minute == at.ToUnixSeconds() / Minute)
            {
                _minutes[^1] = (at, price);
                return;
            }

            if (_minutes.Count == MostMinutes)
                Thin();
            _minutes.Add((at, price));
        }

        private void Thin()
        {
            int old = MostMinutes / 2;
            for (int i = Thinned - 1; i < old; i += Thinned)
                _hours.Add(_minutes[i]);
            _minutes.RemoveRange(0, old);
            if (_hours.Count > MostHours)
                _hours.RemoveRange(0, _hours.Count - MostHours);
        }
    }
}
