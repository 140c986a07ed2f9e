using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sequence.Sandbox.Accounts;
using Sequence.Sandbox.Analytics;
using Sequence.Sandbox.Automation;
using Sequence.Sandbox.Execution;
using Sequence.Sandbox.Faults;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Predictions;
using Sequence.Sandbox.Recording;
using Sequence.Sandbox.Rooms;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox;

/// <summary>
/// A Sequence exchange in this process: the documented REST API and event stream over real HTTP, with real matching behind them.
/// Everything happens on the clock and the seed of its <see cref="SandboxOptions"/>.
/// </summary>
public sealed partial class SandboxExchange : IAsyncDisposable
{
    internal const int LargestCatalogue = 1_000_000;

    private readonly Keyring _keyring;
    private readonly StreamHub _hub;
    private readonly MarketLifecycle _lifecycle;
    private readonly RequestLog _requestLog;
    private readonly Recordings _recordings;
    private readonly Lock _disposal = new();
    private readonly CancellationTokenSource _ending = new();
    private WebServer? _server;
    private Task? _disposed;

    private SandboxExchange(SandboxOptions options, Scheduler scheduler, Recordings recordings)
    {
        ILogger log = LogOf(options);
        Scheduler = scheduler;
        _recordings = recordings;
        Scheduler.Failed += failure => LogEventFailure(log, failure);
        Markets = DefaultMarkets.Open(Scheduler, options.Seed);
        TradeTape = new TradeTape(Markets);
        Operations = new OperationTable();
        Faults = new FaultSet(Scheduler, options.Seed, new FaultPlaces(Operations), _ending.Token);
        _keyring = new Keyring(Seeds.For(options.Seed, "keys"), options.RateLimitQps);
        Engine = new GraphEngine(Scheduler, Markets, options.Seed);
        var journal = new ExecutionJournal(Engine, Markets);
        ServerEvents = new ServerEvents(Scheduler, Engine, journal);
        var tickets = new StreamTickets(Scheduler, Seeds.For(options.Seed, "stream tickets"));
        var funding = new FundingRates(options.Seed);
        Clearing = PerpClearing.Open(Scheduler, Markets, Engine, funding);
        var predictions = new PredictionVenues(Scheduler, Markets, TradeTape, options.Seed, options.CatalogueSize);
        var automation = AutomationDesks.Open(Scheduler, Markets, TradeTape, options.Seed);
        Deployments = automation.Deployments;
        var books = new OutcomeBooks(Scheduler, Markets, Engine, predictions, options.Seed);
        var series = new UpDownSeries(Scheduler, Markets, predictions.Polymarket, books, options.Seed);
        var outcomes = new OutcomeQuotes(Markets);
        _lifecycle = new MarketLifecycle(Scheduler, outcomes, series, books);
        Scheduler.Enter(() => books.Watch(predictions.Listed.Pair));
        series.Open();
        var desks = new Desks(
            new QuoteDesk(Scheduler, Markets),
            new HistoryDesk(Scheduler, Markets, predictions, TradeTape),
            new FeeDesk(Markets, predictions),
            new PreviewDesk(Scheduler, Markets),
            new FundingDesk(Scheduler, Markets, funding, options.Seed),
            outcomes);
        var monitor = new MonitorDesks(
            new CostDesk(journal),
            new ExecutionDesk(Scheduler, Engine, journal),
            new VenueDesk(Engine, journal),
            new IntelligenceDesk(Markets, TradeTape),
            new ForecastDesk(Scheduler, Markets, TradeTape));
        var topics = new TopicList(
            Scheduler, Markets, (venue, symbol) => [.. desks.Funding.Rates(venue, symbol).Rates], (account, id) => Deployments.Find(account, id) is not null);
        _hub = new StreamHub(Scheduler, Markets, topics, Faults);
        AccountNews.Connect(_hub, Engine, journal, Deployments);
        Map(new ConnectRoom(Scheduler, Markets, ServerEvents), room => room.MapTo);
        Map(new SeeRoom(Scheduler, Markets, Engine, desks, predictions, ServerEvents), room => room.MapTo);
        Map(new TradeRoom(Scheduler, Markets, Engine, journal, predictions), room => room.MapTo);
        Map(new OrchestrateRoom(Scheduler, Engine), room => room.MapTo);
        Map(new StreamingRoom(tickets, _hub, _lifecycle, ServerEvents, Faults, recordings.Recorder, options.StreamBacklog), room => room.MapTo);
        Map(new AccountRoom(Scheduler, _keyring, new WalletDesk(Scheduler, Markets, options.Seed)), room => room.MapTo);
        Map(new AutomateRoom(Scheduler, _keyring, automation), room => room.MapTo);
        Map(new MonitorRoom(Scheduler, Markets, monitor), room => room.MapTo);
        Map(new SandboxRoom(Scheduler, Markets, Engine, predictions), room => room.MapTo);
        Pipeline = new RequestPipeline(
            new Router(Operations.Operations),
            _keyring,
            new RateGate(Scheduler, options.RateLimitRetryAfter),
            tickets,
            new RequestIds(Seeds.For(options.Seed, "request ids")),
            Faults,
            recordings.Recorder,
            log);
        _requestLog = new RequestLog(Pipeline.HandleAsync, log);
    }

    /// <summary>The address that clients use, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress => Addresses[0];

    /// <summary>The latest 100,000 matches of all venues, oldest first: a copy of the present state. Recorded orders are named in the references.</summary>
    public IReadOnlyList<TapeTrade> Tape => Scheduler.Enter(() => TradeTape.Trades.ToList());

    /// <summary>What goes wrong on demand; nothing until a fault is added.</summary>
    public FaultSet Faults { get; }

    internal IReadOnlyList<Uri> Addresses { get; private set; } = [];

    internal Scheduler Scheduler { get; }

    internal int OpenStreams => _hub.Sessions;

    internal MarketPlace Markets { get; }

    internal GraphEngine Engine { get; }

    internal DeploymentDesk Deployments { get; }

    internal PerpClearing Clearing { get; }

    internal ServerEvents ServerEvents { get; }

    internal OperationTable Operations { get; }

    private TradeTape TradeTape { get; }

    private RequestPipeline Pipeline { get; }

    /// <summary>Opens an exchange.</summary>
    /// <param name="options">How it is set up; default: real time, seed 1, a free port of the loopback address.</param>
    /// <param name="cancellationToken">Calls the start off.</param>
    /// <exception cref="ArgumentException">An address that nothing can listen on, a backlog or rate limit that is not above zero, or a catalogue size out of range.</exception>
    /// <exception cref="IOException">The address is taken, or a file cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The recording or the file of faults does not fit; the message names the place and the field.</exception>
    public static async Task<SandboxExchange> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SandboxOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.StreamBacklog, nameof(options.StreamBacklog));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RateLimitQps ?? 1, 1, nameof(options.RateLimitQps));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CatalogueSize, 1, nameof(options.CatalogueSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.CatalogueSize, LargestCatalogue, nameof(options.CatalogueSize));
        SessionFile? session = options.ReplayFile is { } file && SessionFile.Holds(file) ? SessionFile.Read(file) : null;
        options = Recordings.Like(session, options);
        var scheduler = new Scheduler(options.TimeProvider);
        SandboxExchange exchange = Open(options, scheduler, Recordings.Of(session, options, scheduler, LogOf(options)));
        try
        {
            if (options.FaultFile is { } faults)
                FaultFile.AddTo(exchange.Faults, new FaultPlaces(exchange.Operations), faults);
            await exchange.ListenAsync(options.Urls, cancellationToken).ConfigureAwait(false);
            return exchange;
        }
        catch
        {
            await exchange.DisposeAsync().ConfigureAwait(false);
            exchange._recordings.Discard();
            throw;
        }
    }

    /// <summary>A fresh key of the form <c>seq_test_</c> and 64 hexadecimal digits. The first use of any well-formed key opens an account for it.</summary>
    public string NewKey() => _keyring.NewKey();

    /// <summary>Closes the streams with 1001, finishes running calls, and stops. Repeating it is harmless.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_disposal)
            return new ValueTask(_disposed ??= StopAsync());
    }

    /// <summary>An exchange that plays a session and does not listen.</summary>
    internal static SandboxExchange Play(SessionFile session, TimeProvider time, ISessionSink sink, Secrets secrets)
    {
        SandboxOptions options = Recordings.Like(session, new SandboxOptions { TimeProvider = time });
        var scheduler = new Scheduler(time);
        return Open(options, scheduler, Recordings.Compared(session, scheduler, sink, secrets));
    }

    /// <summary>Ends what is recorded; the exchange goes on.</summary>
    internal void EndRecording() => _recordings.Recorder?.End();

    internal Account AccountOf(string key) => _keyring.AccountOf(key);

    /// <summary>All of it at one exchange time, so that the same seed gives the same exchange on a clock that runs.</summary>
    private static SandboxExchange Open(SandboxOptions options, Scheduler scheduler, Recordings recordings)
    {
        try
        {
            return scheduler.Enter(() =>
            {
                var exchange = new SandboxExchange(options, scheduler, recordings);
                if (options.ReplayFile is { } flow)
                    Replay.Start(scheduler, exchange.Markets, flow);
                recordings.Begin(options, scheduler, exchange.Pipeline.HandleAsync);
                return exchange;
            });
        }
        catch
        {
            scheduler.Dispose();
            recordings.Discard();
            throw;
        }
    }

    private static ILogger LogOf(SandboxOptions options) => (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<SandboxExchange>();

    private void Map<TRoom>(TRoom room, Func<TRoom, Action<OperationTable>> mapTo) where TRoom : class => Operations.Map(room, mapTo(room));

    private async Task ListenAsync(string urls, CancellationToken cancellationToken)
    {
        _server = await WebServer.StartAsync(urls, _requestLog.HandleAsync, cancellationToken).ConfigureAwait(false);
        Addresses = [.. _server.Addresses.Select(ListenAddress.ForClients)];
    }

    private async Task StopAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        EndRecording();
        _hub.CloseAll();
        _lifecycle.CloseAll();
        ServerEvents.CloseAll();
        if (_server is { } server)
            await server.DisposeAsync().ConfigureAwait(false);
        Scheduler.Dispose();
        _ending.Dispose();
        _recordings.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An event of the exchange failed")]
    private static partial void LogEventFailure(ILogger logger, Exception exception);
}
