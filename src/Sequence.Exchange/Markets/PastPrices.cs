namespace Sequence.Exchange.Markets;

/// <summary>
/// Prices of the time before the exchange opened, for every market that makers quote from the start. They follow from the seed
/// and end at the prices of the opening. All pairs and perps of a coin move together. The caller holds the gate.
/// </summary>
internal sealed class PastPrices
{
    /// <summary>Unix seconds of 1 January 2015: nothing older is known, unless the exchange itself opened earlier than five years after it.</summary>
    private const long UsualOldest = 1_420_070_400;
    private const long FiveYears = 1_825 * 86_400L;

    private readonly int _seed;
    private readonly Dictionary<string, Px> _openings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PastPath> _paths = new(StringComparer.Ordinal);

    /// <param name="seed">The exchange's seed.</param>
    /// <param name="opened">When the exchange opened.</param>
    /// <param name="markets">Quoted already.</param>
    public PastPrices(int seed, UnixNanos opened, MarketPlace markets)
    {
        _seed = seed;
        Opened = opened.ToUnixSeconds();
        foreach (IGrouping<string, VenueMarket> symbol in markets.Standing.GroupBy(market => market.Instrument.Symbol))
        {
            if (Prices.Mid(symbol) is { } mid)
                _openings[symbol.Key] = mid;
        }
    }

    /// <summary>When the exchange opened, in Unix seconds.</summary>
    public long Opened { get; }

    /// <summary>The first moment of which prices are known, in Unix seconds.</summary>
    public long Oldest => Math.Max(0, Math.Min(UsualOldest, Opened - FiveYears));

    /// <summary>The path of a name, the same one for all who ask.</summary>
    public PastPath PathOf(string name)
    {
        if (!_paths.TryGetValue(name, out PastPath? path))
            _paths[name] = path = new PastPath(_seed, name, Opened);
        return path;
    }

    /// <summary>The middle of all venues at the opening; null for a market that came later.</summary>
    /// <param name="symbol">As it is listed.</param>
    public Px? Opening(string symbol) => _openings.TryGetValue(symbol, out Px opening) ? opening : null;

    /// <summary>The price at a moment up to the opening; null after it, and for a market that came later.</summary>
    /// <param name="symbol">As it is listed.</param>
    /// <param name="coin">What moves it: the base of its instrument.</param>
    /// <param name="seconds">The moment, in Unix seconds.</param>
    public Px? At(string symbol, string coin, long seconds) =>
        seconds <= Opened && Opening(symbol) is { } opening ? PathOf(coin).At(opening, seconds) : null;
}
