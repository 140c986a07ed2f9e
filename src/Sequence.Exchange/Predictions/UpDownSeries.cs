namespace Sequence.Exchange.Predictions;

/// <summary>
/// Polymarket's five-minute questions on each coin: at every fifth minute the old one is resolved by the coin's middle price,
/// and the next is minted and quoted. The first are minted when the exchange opens.
/// </summary>
internal sealed class UpDownSeries
{
    private static readonly Px HalfSpread = Px.FromDecimal(0.01m);
    private static readonly TimeSpan QuoteInterval = TimeSpan.FromSeconds(1);

    private readonly Scheduler _scheduler;
    private readonly MarketPlace _markets;
    private readonly Catalogue _polymarket;
    private readonly int _seed;
    private readonly OutcomeBooks _books;
    private readonly List<(UpDownMarket Market, long Position, OutcomePair Pair)> _open = [];

    public UpDownSeries(Scheduler scheduler, MarketPlace markets, Catalogue polymarket, OutcomeBooks books, int seed)
    {
        _books = books;
        _scheduler = scheduler;
        _markets = markets;
        _polymarket = polymarket;
        _seed = seed;
    }

    public event Action<CatalogueRow>? Minted;

    public event Action<CatalogueRow>? Resolved;

    /// <summary>Mints the questions of the five minutes that run, and keeps going.</summary>
    public void Open() => _scheduler.Enter(() =>
    {
        long start = _scheduler.Now.ToUnixSeconds() / UpDownMarket.Seconds * UpDownMarket.Seconds;
        Mint(start);
        TimeSpan untilNext = UnixNanos.FromUnixSeconds(start + UpDownMarket.Seconds) - _scheduler.Now;
        _scheduler.Schedule(untilNext, () =>
        {
            Turn();
            _scheduler.Every(TimeSpan.FromSeconds(UpDownMarket.Seconds), Turn);
        });
    });

    private void Turn()
    {
        foreach ((UpDownMarket market, long position, OutcomePair pair) in _open)
        {
            _books.Close(pair);
            // A coin that nobody quotes ends where it began.
            market.Resolve(Price(market.Coin) ?? market.StartPrice);
            _books.Settle(market, market.Winner(_scheduler.Now)!.Value);
            Resolved?.Invoke(new CatalogueRow(position, market));
        }

        _open.Clear();
        Mint(_scheduler.Now.ToUnixSeconds());
    }

    private void Mint(long startSeconds)
    {
        foreach (string coin in UpDownMarket.Coins)
        {
            if (Price(coin) is not { } price)
                continue;
            long position = _polymarket.Count;
            var market = new UpDownMarket(coin, startSeconds, _seed, position, price);
            _polymarket.Mint(market);
            Minted?.Invoke(new CatalogueRow(position, market));
            var odds = new CoinOdds(market, () => Price(market.Coin), () => _scheduler.Now);
            _open.Add((market, position, _books.Open(new OutcomeToken(market, 0), odds, HalfSpread, QuoteInterval)));
        }
    }

    private Px? Price(string coin) => Prices.Mid(_markets.For($"{coin}-USD"));
}
