using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Exchange.Markets;

/// <summary>All markets of all venues. The caller holds <see cref="Scheduler.Gate"/>.</summary>
/// <param name="clock">Exchange time.</param>
/// <param name="rates">What currencies are worth in USD; null for the defaults.</param>
/// <param name="changes">Changes to what is listed; null for none.</param>
internal sealed class MarketPlace(Func<UnixNanos> clock, UsdRates? rates = null, InstrumentChanges? changes = null)
{
    private const string YesOutcome = ":YES";

    private readonly List<VenueMarket> _all = [];
    private readonly HashSet<VenueMarket> _passing = [];
    private readonly Dictionary<string, List<VenueMarket>> _bySymbol = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _shortNames = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A book changed: once per operation on it.</summary>
    public event Action<VenueMarket>? Changed;

    /// <summary>A match, in order, before the <see cref="Changed"/> of the same operation.</summary>
    public event Action<VenueMarket, BookTrade>? Traded;

    /// <summary>A market is over: nobody finds it by its symbol any more.</summary>
    public event Action<VenueMarket>? Closed;

    /// <summary>Opens the market of a symbol that is not listed; gives the symbol that it is listed by, null when there is no such market.</summary>
    public Func<string, string?>? OnDemand { get; set; }

    /// <summary>Whether a symbol that is not listed is that of a market which has ended.</summary>
    public Func<string, bool>? IsPast { get; set; }

    /// <summary>What currencies are worth in USD.</summary>
    public UsdRates Rates { get; } = rates ?? UsdRates.Default;

    /// <summary>Every market that is open now, in order of listing.</summary>
    public IReadOnlyList<VenueMarket> All => _all;

    /// <summary>How many markets were ever opened.</summary>
    public long Listings { get; private set; }

    /// <summary>The markets that are listed for good, in order of listing.</summary>
    public IEnumerable<VenueMarket> Standing => _all.Where(market => !_passing.Contains(market));

    /// <summary>Opens an empty market that comes and goes.</summary>
    /// <exception cref="ArgumentException">The venue lists that symbol already.</exception>
    public VenueMarket ListForNow(string venue, Instrument instrument)
    {
        VenueMarket market = List(venue, instrument);
        market.IsCold = true;
        _passing.Add(market);
        return market;
    }

    /// <summary>Opens an empty market for good.</summary>
    /// <exception cref="ArgumentException">The venue lists that symbol already.</exception>
    public VenueMarket List(string venue, Instrument instrument)
    {
        if (_bySymbol.GetValueOrDefault(instrument.Symbol)?.Find(market => market.Venue == venue) is { } old)
            throw new ArgumentException($"{old} is listed already.", nameof(instrument));
        if (!_bySymbol.TryGetValue(instrument.Symbol, out List<VenueMarket>? venues))
            _bySymbol[instrument.Symbol] = venues = [];
        var market = new VenueMarket(venue, AsListed(venue, instrument), clock, venues.FirstOrDefault()?.Attention);
        venues.Add(market);
        if (instrument.Kind == InstrumentKind.Perp)
            _shortNames.TryAdd($"{instrument.Base}-PERP", instrument.Symbol);
        _all.Add(market);
        Listings++;
        market.Book.Traded += trade => Traded?.Invoke(market, trade);
        market.Book.Changed += () => Changed?.Invoke(market);
        return market;
    }

    /// <summary>The instrument with the changes of the exchange's user and the rate of its quote asset.</summary>
    public Instrument AsListed(string venue, Instrument instrument) =>
        (changes ?? InstrumentChanges.None).ApplyTo(venue, instrument) with { UsdPerQuote = Rates.Of(instrument.Quote) };

    /// <summary>Takes a market off the list, and all orders off its book.</summary>
    public void Close(VenueMarket market)
    {
        // Orders keep the list that they were routed by.
        List<VenueMarket> others = [.. _bySymbol[market.Instrument.Symbol].Where(other => other != market)];
        if (others.Count == 0)
            _bySymbol.Remove(market.Instrument.Symbol);
        else
            _bySymbol[market.Instrument.Symbol] = others;
        _all.Remove(market);
        _passing.Remove(market);
        market.Close();
        Closed?.Invoke(market);
    }

    /// <summary>Ends a market that stays on the list: all orders leave its book, and nothing trades there any more.</summary>
    public void End(VenueMarket market)
    {
        market.Close();
        Closed?.Invoke(market);
    }

    /// <summary>Whether the markets of a symbol have ended. Asking neither opens a market nor keeps it open.</summary>
    public bool HasEnded(string symbol) => Listed(symbol) is { } venues ? venues.All(market => market.IsClosed) : IsPast?.Invoke(symbol) ?? false;

    /// <summary>The market of an open symbol that one venue lists; null for any other. Asking neither opens a market nor keeps it open.</summary>
    public VenueMarket? Peek(string symbol) => _bySymbol.TryGetValue(symbol, out List<VenueMarket>? venues) && venues is [var only] ? only : null;

    /// <summary>The market of one venue; null when the venue or the symbol is unknown. Case does not matter.</summary>
    public VenueMarket? Find(string venue, string symbol) =>
        For(symbol).FirstOrDefault(market => market.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps the quotes of a symbol fresh until the result is released; null when the symbol is not listed.</summary>
    public Attention? Watch(string symbol)
    {
        Attention? attention = _bySymbol.GetValueOrDefault(symbol)?[0].Attention;
        attention?.Hold(clock());
        return attention;
    }

    /// <summary>Every venue's market of one symbol, in order of listing; empty when it is unknown.</summary>
    public IReadOnlyList<VenueMarket> For(string symbol) => Venues(symbol) ?? [];

    /// <summary>The instrument as its first venue lists it; null when the symbol is unknown.</summary>
    public Instrument? Instrument(string symbol) => Venues(symbol)?[0].Instrument;

    /// <summary>A known symbol as it is listed (a bare prediction ticker means its YES outcome, <c>ETH-PERP</c> the perp <c>ETH-USD-PERP</c>); an unknown one as it came.</summary>
    public string Canonical(string symbol) => Instrument(symbol)?.Symbol ?? symbol;

    /// <summary>What a symbol is paid in on a venue. What trades there no more, and a coin, is paid in what its venue pays in.</summary>
    public string QuoteOn(string venue, string symbol) =>
        (Find(venue, symbol) ?? _all.Find(market => market.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase)))?.Instrument.Quote ?? "USD";

    /// <summary>The symbol of the perp on a coin, as it is listed; null when there is none.</summary>
    public string? PerpOf(Instrument coin) =>
        _all.Find(market => market.Instrument.Kind == InstrumentKind.Perp && market.Instrument.Base == coin.Base && market.Instrument.Quote == coin.Quote)?.Instrument.Symbol;

    /// <summary>The highest bid and the lowest ask over all venues; null where no order rests.</summary>
    public (Px? Bid, Px? Ask) Nbbo(string symbol) => (Prices.Best(For(symbol), BookSide.Bid), Prices.Best(For(symbol), BookSide.Ask));

    private List<VenueMarket>? Listed(string symbol) => _bySymbol.GetValueOrDefault(symbol) ?? _bySymbol.GetValueOrDefault(symbol + YesOutcome)
        ?? (_shortNames.TryGetValue(symbol, out string? perp) ? _bySymbol.GetValueOrDefault(perp) : null);

    private List<VenueMarket>? Venues(string symbol)
    {
        List<VenueMarket>? venues = Listed(symbol) ?? (OnDemand?.Invoke(symbol) is { } listed ? _bySymbol.GetValueOrDefault(listed) : null);
        venues?[0].Ask(clock());
        return venues;
    }
}
