using Sequence.Sandbox.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Markets;

/// <summary>All markets of all venues. The caller holds <see cref="Scheduler.Gate"/>.</summary>
/// <param name="clock">Exchange time.</param>
internal sealed class MarketPlace(Func<UnixNanos> clock)
{
    private const string YesOutcome = ":YES";

    private readonly List<VenueMarket> _all = [];
    private readonly Dictionary<string, List<VenueMarket>> _bySymbol = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A book changed: once per operation on it.</summary>
    public event Action<VenueMarket>? Changed;

    /// <summary>A match, in order, before the <see cref="Changed"/> of the same operation.</summary>
    public event Action<VenueMarket, BookTrade>? Traded;

    /// <summary>Every market, in order of listing.</summary>
    public IReadOnlyList<VenueMarket> All => _all;

    /// <summary>Opens an empty market.</summary>
    /// <exception cref="ArgumentException">The venue lists that symbol already.</exception>
    public VenueMarket List(string venue, Instrument instrument)
    {
        if (Find(venue, instrument.Symbol) is { } old)
            throw new ArgumentException($"{old} is listed already.", nameof(instrument));
        var market = new VenueMarket(venue, instrument, clock);
        if (!_bySymbol.TryGetValue(instrument.Symbol, out List<VenueMarket>? venues))
            _bySymbol[instrument.Symbol] = venues = [];
        venues.Add(market);
        _all.Add(market);
        market.Book.Traded += trade => Traded?.Invoke(market, trade);
        market.Book.Changed += () => Changed?.Invoke(market);
        return market;
    }

    /// <summary>The market of one venue; null when the venue or the symbol is unknown. Case does not matter.</summary>
    public VenueMarket? Find(string venue, string symbol) =>
        For(symbol).FirstOrDefault(market => market.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase));

    /// <summary>Every venue's market of one symbol, in order of listing; empty when it is unknown.</summary>
    public IReadOnlyList<VenueMarket> For(string symbol) => Venues(symbol) ?? [];

    /// <summary>The instrument as its first venue lists it; null when the symbol is unknown.</summary>
    public Instrument? Instrument(string symbol) => Venues(symbol)?[0].Instrument;

    /// <summary>A known symbol as it is listed (a bare prediction ticker means its YES outcome); an unknown one as it came.</summary>
    public string Canonical(string symbol) => Instrument(symbol)?.Symbol ?? symbol;

    /// <summary>The highest bid and the lowest ask over all venues; null where no order rests.</summary>
    public (Px? Bid, Px? Ask) Nbbo(string symbol) => (Prices.Best(For(symbol), BookSide.Bid), Prices.Best(For(symbol), BookSide.Ask));

    private List<VenueMarket>? Venues(string symbol) =>
        _bySymbol.GetValueOrDefault(symbol) ?? _bySymbol.GetValueOrDefault(symbol + YesOutcome);
}
