namespace Sequence.Exchange.Accounts;

/// <summary>
/// The books of one account: cash per venue and asset, holdings per venue and symbol. Everything is an integer and nothing
/// gets lost: cash + cost of holdings that were paid for + fees + funding - realized P&amp;L is always what was deposited or insured and not withdrawn.
/// The caller holds <see cref="Scheduler.Gate"/>.
/// </summary>
/// <param name="coins">What a fresh account owns of a coin on each venue that trades it for cash; null for none.</param>
/// <param name="fund">Pays what cash lacks; null for a fund of its own.</param>
internal sealed class Ledger(IReadOnlyDictionary<string, Qty>? coins = null, InsuranceFund? fund = null)
{
    /// <summary>What a fresh account owns of each quote asset on each venue, in units of the asset.</summary>
    public static readonly Usd OpeningCash = Usd.FromDecimal(1_000_000_000m);

    /// <summary>The most of USDC and USDT on a venue of coins and perps, so that the sum over all venues stays within what the wire can count.</summary>
    private static readonly Usd MostStablecoins = Usd.FromDecimal(10_000_000m);

    private readonly Dictionary<(string Venue, string Asset), CashBalance> _cash = [];
    private readonly Dictionary<(string Venue, HoldingKind Kind, string Symbol), Holding> _holdings = [];
    private int _lastId;
    private Usd? _opening = OpeningCash;
    private long _openedFor;
    private long _lastReservation;

    /// <summary>Receives the fees of liquidations.</summary>
    public InsuranceFund Fund { get; } = fund ?? new InsuranceFund();

    /// <summary>In order of first use.</summary>
    public IReadOnlyCollection<CashBalance> Cash => _cash.Values;

    /// <summary>What was ever held, in order of first use; closed ones stay.</summary>
    public IReadOnlyCollection<Holding> Holdings => [.. _holdings.Values.Where(holding => holding.IsUsed)];

    /// <summary>Deposits the opening cash wherever a listed market may need it, and the opening coins wherever they trade, where none was ever kept.</summary>
    public void Open(MarketPlace markets)
    {
        if (_opening is not { } amount || _openedFor == markets.Listings)
            return;
        _openedFor = markets.Listings;
        foreach (VenueMarket market in markets.All)
        {
            if (!_cash.ContainsKey((market.Venue, market.Instrument.Quote)))
                CashAt(market.Venue, market.Instrument.Quote).Add(OpeningUnits(markets, market, amount));
            if (coins is not null && Find(market) is null && market.Instrument.Kind == Instruments.InstrumentKind.Spot && !UsdRates.IsStablecoin(market.Instrument.Quote) && coins.TryGetValue(market.Instrument.Base, out Qty quantity))
                HoldingIn(market).Reset(quantity, market.Mark ?? Px.Zero);
        }
    }

    /// <summary>Units of the quote asset that are worth an amount of USD, and no more than a billion of them, or as many as the amount when that is larger.</summary>
    private static Usd OpeningUnits(MarketPlace markets, VenueMarket market, Usd amount)
    {
        Instrument instrument = market.Instrument;
        bool isStablecoin = UsdRates.IsStablecoin(instrument.Quote) && instrument.Kind != Instruments.InstrumentKind.Prediction;
        return markets.Rates.UnitsFor(amount, instrument.Quote, isStablecoin ? MostStablecoins : Usd.Max(amount, OpeningCash));
    }

    /// <summary>Drops everything for good: nothing is deposited until <see cref="Restart"/>. No order may rest.</summary>
    public void Clear()
    {
        _cash.Clear();
        _holdings.Clear();
        _opening = null;
        _openedFor = 0;
    }

    /// <summary>Drops everything; <see cref="Open"/> deposits this amount from now on. No order may rest.</summary>
    public void Restart(Usd openingCash)
    {
        Clear();
        _opening = openingCash;
    }

    /// <summary>The balance of one asset on one venue; an empty one when there was none.</summary>
    public CashBalance CashAt(string venue, string asset)
    {
        if (_cash.TryGetValue((venue, asset), out CashBalance? known))
            return known;
        var cash = new CashBalance(++_lastId, venue, asset);
        _cash[(venue, asset)] = cash;
        foreach (Holding holding in _holdings.Values)
            Join(holding, cash);
        return cash;
    }

    /// <summary>The cash that pays for trades on a market.</summary>
    public CashBalance CashFor(VenueMarket market) => CashAt(market.Venue, market.Instrument.Quote);

    /// <summary>The balance of one asset on one venue; null when there was none.</summary>
    public CashBalance? FindCash(string venue, string asset) => _cash.GetValueOrDefault((venue, asset));

    /// <summary>What is held of a symbol on one venue; null when it was never held.</summary>
    public Holding? Find(string venue, HoldingKind kind, string symbol) => _holdings.GetValueOrDefault((venue, kind, symbol));

    /// <summary>What trades on a market change; null when nothing was ever traded there.</summary>
    public Holding? Find(VenueMarket market)
    {
        (HoldingKind kind, string symbol) = KeyOf(market.Instrument);
        return _holdings.GetValueOrDefault((market.Venue, kind, symbol));
    }

    /// <summary>What trades on a market change; an empty holding when there was none.</summary>
    public Holding HoldingIn(VenueMarket market)
    {
        (HoldingKind kind, string symbol) = KeyOf(market.Instrument);
        Holding holding = HoldingAt(market.Venue, kind, symbol, market.Instrument.Quote);
        holding.Attach(market);
        return holding;
    }

    /// <summary>The holding of one kind and symbol on one venue; an empty one when there was none.</summary>
    public Holding HoldingAt(string venue, HoldingKind kind, string symbol, string quote)
    {
        if (_holdings.TryGetValue((venue, kind, symbol), out Holding? known))
            return known;
        var holding = new Holding(++_lastId, venue, kind, symbol, quote);
        _holdings[(venue, kind, symbol)] = holding;
        if (_cash.TryGetValue((venue, quote), out CashBalance? cash))
            Join(holding, cash);
        return holding;
    }

    /// <summary>Books one fill: a perp pays only its realized P&amp;L, everything else is paid in full.</summary>
    public void Book(VenueMarket market, BookSide side, Qty quantity, Px price, Usd fee)
    {
        Usd notional = price * quantity;
        Usd realized = HoldingIn(market).Trade(side, quantity, notional, fee);
        CashBalance cash = CashFor(market);
        if (market.Instrument.Kind == Instruments.InstrumentKind.Perp)
            cash.Add(realized);
        else
            cash.Add(side == BookSide.Bid ? -notional : notional);
        cash.Add(-fee);
        if (market.Instrument.Kind == Instruments.InstrumentKind.Perp)
            cash.Margin.Cover(Fund);
    }

    /// <summary>A perp pays its funding, or receives it: below zero.</summary>
    public void PayFunding(Holding perp, Usd amount)
    {
        CashBalance cash = CashAt(perp.Venue, perp.Quote);
        perp.PayFunding(amount);
        cash.Add(-amount);
        cash.Margin.Cover(Fund);
        cash.Margin.Review();
    }

    /// <summary>The market's book changed: what rests against the same cash must still be covered.</summary>
    public void Review(VenueMarket market)
    {
        if (_cash.TryGetValue((market.Venue, market.Instrument.Quote), out CashBalance? cash))
            cash.Margin.Review();
    }

    /// <summary>The number of the next order that holds something back.</summary>
    public long NextReservation() => ++_lastReservation;

    /// <summary>A question is decided: the contracts of one outcome are worth this much.</summary>
    /// <param name="venue">Where.</param>
    /// <param name="symbol">The outcome's symbol.</param>
    /// <param name="mark">1 or 0.</param>
    /// <param name="pays">Whether the venue pays at once; else the contracts wait for <see cref="Redeem"/>.</param>
    public void Settle(string venue, string symbol, Px mark, bool pays)
    {
        if (_holdings.GetValueOrDefault((venue, HoldingKind.EventContract, symbol)) is not { SettledMark: null } holding)
            return;
        holding.Settle(mark);
        if (pays)
            CashAt(venue, holding.Quote).Add(holding.PayOut(redeems: false));
    }

    /// <summary>Turns the settled contracts of one outcome into cash; a second time there are none.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Redeem(string venue, string symbol)
    {
        if (_holdings.GetValueOrDefault((venue, HoldingKind.EventContract, symbol)) is not { SettledMark: not null, Quantity.Raw: > 0 } holding)
            return false;
        CashAt(venue, holding.Quote).Add(holding.PayOut(redeems: true));
        return true;
    }

    /// <summary>Takes cash away, or coins, from the named venue, else from the first that has enough of it free.</summary>
    /// <returns>The venue; null when none has enough, and then nothing is taken.</returns>
    public string? Withdraw(string? venue, string asset, Qty amount)
    {
        bool Fits(string where, string what) => what == asset && (venue is null || where.Equals(venue, StringComparison.OrdinalIgnoreCase));
        decimal wanted = amount.ToDecimal();
        if (_cash.Values.FirstOrDefault(cash => Fits(cash.Venue, cash.Asset) && cash.Margin.Free.ToDecimal() >= wanted) is { } paying)
        {
            paying.Add(-Usd.FromDecimal(wanted));
            return paying.Venue;
        }

        Holding? coins = _holdings.Values.FirstOrDefault(
            holding => holding.Kind == HoldingKind.Crypto && Fits(holding.Venue, holding.Symbol) && holding.Available >= amount);
        coins?.Withdraw(amount);
        return coins?.Venue;
    }

    /// <summary>Cash that neither resting orders nor the margin of perps hold.</summary>
    public Usd FreeCash(VenueMarket market) => CashFor(market).Margin.Free;

    private static void Join(Holding holding, CashBalance cash)
    {
        if (holding.Kind == HoldingKind.Perp && holding.Venue == cash.Venue && holding.Quote == cash.Asset)
            cash.Margin.Add(holding);
    }

    /// <summary>An empty holding of a market that stays out of the books.</summary>
    public static Holding Unused(VenueMarket market)
    {
        (HoldingKind kind, string symbol) = KeyOf(market.Instrument);
        var holding = new Holding(0, market.Venue, kind, symbol, market.Instrument.Quote);
        holding.Attach(market);
        return holding;
    }

    private static (HoldingKind Kind, string Symbol) KeyOf(Instrument instrument) => instrument.Kind switch
    {
        Instruments.InstrumentKind.Spot => (HoldingKind.Crypto, instrument.Base),
        Instruments.InstrumentKind.Perp => (HoldingKind.Perp, instrument.Symbol),
        _ => (HoldingKind.EventContract, instrument.Symbol),
    };
}
