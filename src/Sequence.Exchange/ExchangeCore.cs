namespace Sequence.Exchange;

/// <summary>What an exchange is made of; the same settings and the same calls give the same exchange.</summary>
/// <param name="Seed">The source of all randomness.</param>
/// <param name="CatalogueSize">How many prediction markets are open on each of kalshi and polymarket at the start, 1 to 1,000,000.</param>
/// <param name="RateLimitQps">The requests per second of a client; null for as many as it likes.</param>
/// <param name="OpeningCoins">What a fresh account owns of a coin, on each venue that trades it for cash; null for none.</param>
/// <param name="Markets">What it lists; null for its own markets as they are.</param>
internal sealed record ExchangeSettings(
    int Seed = 1, int CatalogueSize = 500, int? RateLimitQps = null, IReadOnlyDictionary<string, Qty>? OpeningCoins = null, MarketSettings? Markets = null);

/// <summary>
/// The exchange without a server: markets with their makers, accounts, execution graphs and what can be read of them, on one scheduler.
/// A host calls it under <see cref="Scheduler.Enter{T}"/>. Build it and call <see cref="Open"/> inside one such step, so that all of it
/// begins at one exchange time; subscribe to its events in between.
/// </summary>
internal sealed class ExchangeCore
{
    private readonly OutcomeBooks _books;
    private readonly UpDownSeries _series;

    public ExchangeCore(Scheduler scheduler, ExchangeSettings settings)
    {
        int seed = settings.Seed;
        Scheduler = scheduler;
        Markets = DefaultMarkets.Open(scheduler, seed, settings.Markets);
        Tape = new TradeTape(Markets);
        var past = new PastPrices(seed, scheduler.Now, Markets);
        Keyring = new Keyring(Seeds.For(seed, "keys"), settings.RateLimitQps, settings.OpeningCoins, Fund);
        Engine = new GraphEngine(scheduler, Markets, new TacticSelector(), seed);
        Journal = new ExecutionJournal(Engine, Markets);
        var funding = new FundingRates(seed);
        Clearing = PerpClearing.Open(scheduler, Markets, Engine, funding);
        Predictions = new PredictionVenues(scheduler, Markets, Tape, seed, settings.CatalogueSize, past);
        Automation = AutomationServices.Open(scheduler, Markets, Tape, seed);
        _books = new OutcomeBooks(scheduler, Markets, Engine, Predictions, seed);
        _series = new UpDownSeries(scheduler, Markets, Predictions.Polymarket, _books, seed);
        Outcomes = new OutcomeQuotes(Markets);
        Quotes = new QuoteService(scheduler, Markets);
        History = new HistoryService(scheduler, Markets, Predictions, Tape, past, seed);
        Fees = new FeeService(Markets, Predictions);
        Preview = new PreviewService(scheduler, Markets, Tape);
        Funding = new FundingService(scheduler, Markets, funding, seed);
        Wallets = new WalletService(scheduler, Markets, seed);
        Costs = new CostService(Journal);
        Executions = new ExecutionService(scheduler, Engine, Journal);
        Venues = new VenueService(Engine, Journal);
        Intelligence = new IntelligenceService(Markets, Tape);
        Forecasts = new ForecastService(scheduler, Markets, Tape);
    }

    /// <summary>A question of five minutes was minted.</summary>
    public event Action<CatalogueRow>? Minted
    {
        add => _series.Minted += value;
        remove => _series.Minted -= value;
    }

    /// <summary>A prediction market was resolved.</summary>
    public event Action<PredictionMarket>? Resolved;

    public Scheduler Scheduler { get; }

    public MarketPlace Markets { get; }

    /// <summary>The latest trades of all venues.</summary>
    public TradeTape Tape { get; }

    public Keyring Keyring { get; }

    public GraphEngine Engine { get; }

    public ExecutionJournal Journal { get; }

    public PerpClearing Clearing { get; }

    /// <summary>Stands behind all accounts.</summary>
    public InsuranceFund Fund { get; } = new();

    public PredictionVenues Predictions { get; }

    public AutomationServices Automation { get; }

    /// <summary>Prices of prediction markets.</summary>
    public OutcomeQuotes Outcomes { get; }

    /// <summary>Prices and books.</summary>
    public QuoteService Quotes { get; }

    /// <summary>Past prices.</summary>
    public HistoryService History { get; }

    /// <summary>What venues charge.</summary>
    public FeeService Fees { get; }

    /// <summary>What an order would cost.</summary>
    public PreviewService Preview { get; }

    /// <summary>What perps pay.</summary>
    public FundingService Funding { get; }

    public WalletService Wallets { get; }

    /// <summary>What finished orders cost.</summary>
    public CostService Costs { get; }

    /// <summary>How orders go and went.</summary>
    public ExecutionService Executions { get; }

    /// <summary>How venues serve, and what the account is worth.</summary>
    public VenueService Venues { get; }

    /// <summary>What the markets show.</summary>
    public IntelligenceService Intelligence { get; }

    /// <summary>What an order would cost under a strategy.</summary>
    public ForecastService Forecasts { get; }

    /// <summary>Replays a recorded order flow as a market of its own, which ends with the flow: its orders end and its book empties.</summary>
    /// <param name="file">The recording (csv.gz).</param>
    /// <exception cref="InvalidDataException">The file does not fit; the message names the file, the line and the field.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public Replay StartReplay(string file)
    {
        var replay = Replay.Start(Scheduler, Markets, file);
        replay.Finished += () =>
        {
            Engine.EndOrders(replay.Market);
            Markets.End(replay.Market);
        };
        return replay;
    }

    /// <summary>Opens the prediction markets. Subscribers of <see cref="Minted"/> and <see cref="Resolved"/> come first.</summary>
    public void Open()
    {
        _series.Resolved += row => Resolved?.Invoke(row.Market);
        _books.Resolved += market => Resolved?.Invoke(market);
        Scheduler.Enter(() =>
        {
            _books.Watch(Predictions.Listed.Pair);
            // Its books may never have been opened.
            Scheduler.Schedule(UnixNanos.FromUnixSeconds(Predictions.Strike.EndSeconds) - Scheduler.Now, Predictions.Strike.Decide);
        });
        _series.Open();
    }
}
