namespace Sequence.Exchange.Markets;

/// <summary>
/// Makes the markets of one underlying. On every move of the fair price all makers first pull what the move made wrong,
/// so venues do not cross each other; then each quotes anew after its own latency.
/// </summary>
internal sealed class MarketMaker(Scheduler scheduler, IFairPrice fair, TimeSpan interval, int seed)
{
    private readonly List<Seat> _seats = [];
    private IDisposable? _moves;

    /// <summary>Takes a market on.</summary>
    /// <param name="market">An empty market.</param>
    /// <param name="style">How to quote it.</param>
    /// <param name="worth">What the instrument is worth at a fair price of its underlying.</param>
    /// <param name="onDemand">Quotes only while somebody looks at the symbol; the quotes are fresh when somebody looks again.</param>
    public void Make(VenueMarket market, QuoteStyle style, Func<Px, Px> worth, bool onDemand = false)
    {
        if (onDemand && !_seats.Exists(seat => seat.Market.Attention == market.Attention))
            market.Attention.Woken += () => Refresh(market.Attention);
        Random chance = Seeds.For(seed, $"maker:{market.Venue}:{market.Instrument.Symbol}");
        _seats.Add(new Seat(
            market,
            new QuoteLadder(BookSide.Bid, market, style, chance),
            new QuoteLadder(BookSide.Ask, market, style, chance),
            new Customer(market, style, Seeds.For(seed, $"customer:{market.Venue}:{market.Instrument.Symbol}")),
            () => worth(fair.Current),
            style.Latency,
            onDemand));
    }

    /// <summary>Places the first quotes at once, and keeps them fresh from then on, until the last of its markets closes.</summary>
    public void Open()
    {
        foreach (Seat seat in _seats)
            seat.Quote();
        _moves = scheduler.Every(interval, Move);
    }

    private void Move()
    {
        _seats.RemoveAll(seat => seat.Market.IsClosed);
        if (_seats.Count == 0)
        {
            _moves?.Dispose();
            return;
        }

        fair.Step();
        foreach (Seat seat in _seats)
        {
            if (seat.OnDemand && !seat.Market.Attention.IsAwake(scheduler.Now))
                continue;
            scheduler.Schedule(seat.Latency, seat.QuoteAndServe);
            seat.Pull();
        }
    }

    /// <summary>All venues of a symbol give up their stale quotes before one of them quotes anew, so that they do not cross.</summary>
    private void Refresh(Attention attention)
    {
        List<Seat> rested = [.. _seats.Where(seat => seat.OnDemand && seat.Market.Attention == attention && !seat.Market.IsClosed)];
        rested.ForEach(seat => seat.Pull());
        rested.ForEach(seat => seat.Quote());
    }

    private sealed record Seat(
        VenueMarket Market, QuoteLadder Bids, QuoteLadder Asks, Customer Customer, Func<Px> Worth, TimeSpan Latency, bool OnDemand)
    {
        public void Pull()
        {
            Bids.Pull(Worth());
            Asks.Pull(Worth());
        }

        public void Quote()
        {
            Bids.Quote(Worth());
            Asks.Quote(Worth());
        }

        public void QuoteAndServe()
        {
            if (Market.IsClosed)
                return;
            Quote();
            Customer.Visit();
        }
    }
}
