namespace Sequence.Exchange.Predictions;

/// <summary>
/// The books of prediction markets: they open with their makers when somebody first asks for a symbol, close when nobody asks,
/// rests or holds any more, and end with the question. The caller holds the gate.
/// </summary>
internal sealed class OutcomeBooks
{
    /// <summary>Pairs of books of the catalogue that may be open; those in use stay open beyond it.</summary>
    public const int MostPairs = 1_000;

    /// <summary>A pair that nobody asked for so long may close.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan QuoteInterval = TimeSpan.FromSeconds(5);

    private readonly Scheduler _scheduler;
    private readonly MarketPlace _markets;
    private readonly IOutcomeSettlement _settlement;
    private readonly PredictionVenues _venues;
    private readonly int _seed;
    private readonly List<OutcomePair> _onDemand = [];
    private readonly HashSet<string> _told = [];

    public OutcomeBooks(Scheduler scheduler, MarketPlace markets, IOutcomeSettlement settlement, PredictionVenues venues, int seed)
    {
        (_scheduler, _markets, _settlement, _venues, _seed) = (scheduler, markets, settlement, venues, seed);
        markets.OnDemand = Open;
        markets.IsPast = HasEnded;
        scheduler.Every(Sweep, () => CloseIdle(keep: MostPairs));
    }

    /// <summary>A question of the catalogue that was traded is decided.</summary>
    public event Action<PredictionMarket>? Resolved;

    /// <summary>Opens a question's books, which its owner ends.</summary>
    public OutcomePair Open(OutcomeToken yes, IFairPrice fair, Px halfSpread, TimeSpan interval)
    {
        OutcomePair pair = OutcomePair.List(_markets, yes);
        pair.Quote(_scheduler, _seed, fair, halfSpread, interval);
        return pair;
    }

    /// <summary>Watches books that are listed already, until their question ends.</summary>
    public void Watch(OutcomePair pair)
    {
        UnixNanos end = UnixNanos.FromUnixSeconds(pair.Token.Market.EndSeconds);
        pair.Clock = _scheduler.Schedule(end - _scheduler.Now, () => End(pair));
    }

    /// <summary>Ends the orders on both books, and closes them.</summary>
    public void Close(OutcomePair pair)
    {
        foreach (VenueMarket book in pair.Books)
        {
            _settlement.EndOrders(book);
            _markets.Close(book);
        }

        _onDemand.Remove(pair);
    }

    /// <summary>The question is decided: whoever holds a token of it is paid, or can redeem it.</summary>
    public void Settle(PredictionMarket market, int winner)
    {
        foreach (OutcomeToken token in OutcomeToken.Of(market))
            _settlement.Settle(market.Venue, token.Symbol, token.Payout(winner), pays: market.Venue == Catalogue.Kalshi);
    }

    private string? Open(string symbol)
    {
        if (_venues.FindOutcome(symbol) is not { } token || !token.Market.IsOpen(_scheduler.Now))
            return null;
        if (_markets.Peek(token.Symbol) is null)
            OpenOnDemand(token.Yes);
        return token.Symbol;
    }

    private bool HasEnded(string symbol) => _venues.FindOutcome(symbol) is { } token && !token.Market.IsOpen(_scheduler.Now);

    private void OpenOnDemand(OutcomeToken yes)
    {
        if (_onDemand.Count >= MostPairs)
            CloseIdle(keep: MostPairs * 3 / 4);
        OutcomePair pair = OutcomePair.List(_markets, yes);
        _onDemand.Add(pair);
        Watch(pair);
        OutcomePrices posted = yes.Prices(_scheduler.Now);
        if (posted is { YesBid: { } bid, YesAsk: { } ask })
            pair.Quote(_scheduler, _seed, new PostedPrice(yes, () => _scheduler.Now), Px.FromDecimal((ask - bid) / 2), QuoteInterval);
    }

    private void End(OutcomePair pair)
    {
        Close(pair);
        _scheduler.Schedule(pair.Token.Market.TimeToResolve, () => Resolve(pair.Token.Market));
    }

    /// <summary>A group has several pairs, of which the first to come here settles all.</summary>
    private void Resolve(PredictionMarket market)
    {
        market.Decide();
        if (!_told.Add(market.EventId()))
            return;
        Settle(market, market.Winner(_scheduler.Now)!.Value);
        Resolved?.Invoke(market);
    }

    /// <summary>Closes pairs that nobody uses: those that nobody asked for in a while, and the longest forgotten of what is too many.</summary>
    private void CloseIdle(int keep)
    {
        HashSet<string> used = _settlement.SymbolsInUse();
        int surplus = _onDemand.Count - keep;
        UnixNanos forgotten = _scheduler.Now - Patience;
        foreach (OutcomePair pair in _onDemand.OrderBy(LastAsked).ToList())
        {
            if (pair.Books.Any(book => used.Contains(book.Instrument.Symbol)) || (LastAsked(pair) > forgotten && surplus <= 0))
                continue;
            surplus--;
            pair.Clock?.Dispose();
            Close(pair);
        }
    }

    private static UnixNanos LastAsked(OutcomePair pair) => pair.Yes.LastAsked > pair.No.LastAsked ? pair.Yes.LastAsked : pair.No.LastAsked;
}
