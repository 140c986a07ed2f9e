using Sequence.Exchange.Automation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sequence.Sandbox.Endpoints;
using Sequence.Sandbox.Faults;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Recording;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox;

/// <summary>
/// A Sequence exchange in this process: the documented REST API and event stream over real HTTP, with real matching behind them.
/// Everything happens on the clock and the seed of its <see cref="SandboxOptions"/>.
/// </summary>
public sealed partial class SandboxExchange : IAsyncDisposable
{
    private readonly ExchangeCore _core;
    private readonly FaultPlaces _faultPlaces;
    private readonly HostFilter _hostFilter;
    private readonly StreamHub _hub;
    private readonly MarketLifecycle _lifecycle;
    private readonly RequestPipeline _pipeline;
    private readonly RequestLog _requestLog;
    private readonly Recordings _recordings;
    private readonly Lock _disposal = new();
    private readonly CancellationTokenSource _ending = new();
    private WebServer? _server;
    private Task? _disposed;

    private SandboxExchange(SandboxOptions options, ExchangeSettings settings, Scheduler scheduler, Recordings recordings)
    {
        ILogger log = LogOf(options);
        _recordings = recordings;
        scheduler.Failed += failure => LogEventFailure(log, failure);
        _core = new ExchangeCore(scheduler, settings);
        Operations = new OperationTable();
        _faultPlaces = new FaultPlaces(() => Operations.Operations.Select(operation => operation.OperationId));
        Faults = new FaultSet(scheduler, options.Seed, _faultPlaces);
        var injector = new FaultInjector(Faults, scheduler, _ending.Token);
        ServerEvents = new ServerEvents(scheduler, _core.Engine, _core.Journal);
        var ids = new RequestIds(Seeds.For(options.Seed, "request ids"));
        _hostFilter = new HostFilter(options.AllowedHosts, options.AllowedOrigins, ids);
        var tickets = new StreamTickets(scheduler, Seeds.For(options.Seed, "stream tickets"));
        _lifecycle = new MarketLifecycle(_core);
        _core.Open();
        var topics = new TopicList(
            scheduler, Markets, (venue, symbol) => [.. _core.Funding.Rates(venue, symbol).Rates], (account, id) => Deployments.Find(account, id) is not null);
        _hub = new StreamHub(scheduler, Markets, topics, injector, log);
        AccountTopicPublisher.Connect(_hub, Engine, _core.Journal, Deployments);
        Map(new ConnectEndpoints(_core, ServerEvents), endpoints => endpoints.MapTo);
        Map(new SeeEndpoints(_core, ServerEvents), endpoints => endpoints.MapTo);
        Map(new TradeEndpoints(_core), endpoints => endpoints.MapTo);
        Map(new OrchestrateEndpoints(_core), endpoints => endpoints.MapTo);
        Map(new StreamingEndpoints(tickets, _hub, _lifecycle, ServerEvents, injector, recordings.Recorder, options.StreamBacklog), endpoints => endpoints.MapTo);
        Map(new AccountEndpoints(_core), endpoints => endpoints.MapTo);
        Map(new AutomateEndpoints(_core), endpoints => endpoints.MapTo);
        Map(new MonitorEndpoints(_core), endpoints => endpoints.MapTo);
        Map(new SandboxEndpoints(_core), endpoints => endpoints.MapTo);
        _pipeline = new RequestPipeline(
            new Router(Operations.Operations),
            _core.Keyring,
            new RateLimiterGate(scheduler, options.RateLimitRetryAfter),
            tickets,
            ids,
            injector,
            recordings.Recorder,
            log);
        _requestLog = new RequestLog(_pipeline.HandleAsync, log);
    }

    /// <summary>The address that clients use, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress => Addresses[0];

    /// <summary>The latest 100,000 matches of all venues, oldest first: a copy of the present state. Recorded orders are named in the references.</summary>
    public IReadOnlyList<TapeTrade> Tape => Scheduler.Enter(() => _core.Tape.Trades.ToList());

    /// <summary>The replay of <see cref="SandboxOptions.ReplayFile"/>; null without one.</summary>
    public ReplayProgress? Replay { get; private set; }

    /// <summary>What goes wrong on demand; nothing until a fault is added.</summary>
    public FaultSet Faults { get; }

    internal IReadOnlyList<Uri> Addresses { get; private set; } = [];

    internal Scheduler Scheduler => _core.Scheduler;

    internal int OpenStreams => _hub.Sessions;

    internal MarketPlace Markets => _core.Markets;

    internal GraphEngine Engine => _core.Engine;

    internal DeploymentService Deployments => _core.Automation.Deployments;

    internal PerpClearing Clearing => _core.Clearing;

    internal ServerEvents ServerEvents { get; }

    internal OperationTable Operations { get; }

    /// <summary>Opens an exchange.</summary>
    /// <param name="options">How it is set up; default: real time, seed 1, a free port of the loopback address.</param>
    /// <param name="cancellationToken">Calls the start off.</param>
    /// <exception cref="ArgumentException">An address that nothing can listen on, an allowed host or origin that is none, a backlog or rate limit that is not above zero, a catalogue size out of range, or an opening balance, an instrument or a USD rate that cannot be.</exception>
    /// <exception cref="IOException">The address is taken, or a file cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The recording or the file of faults does not fit; the message names the place and the field.</exception>
    public static Task<SandboxExchange> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default) =>
        StartAsync(options ?? new SandboxOptions(), addPages: null, cancellationToken);

    /// <summary>Opens an exchange that serves pages of its host besides the API.</summary>
    /// <param name="options">How it is set up.</param>
    /// <param name="addPages">Adds middleware in front of the API; null for none.</param>
    /// <param name="cancellationToken">Calls the start off.</param>
    internal static Task<SandboxExchange> StartAsync(SandboxOptions options, Action<IApplicationBuilder>? addPages, CancellationToken cancellationToken) =>
        // The web host continues on the caller's context, which may be the thread that waits for it.
        Task.Run(() => OpenAsync(options, addPages, cancellationToken), cancellationToken);

    private static async Task<SandboxExchange> OpenAsync(SandboxOptions options, Action<IApplicationBuilder>? addPages, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.StreamBacklog, nameof(options.StreamBacklog));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RateLimitQps ?? 1, 1, nameof(options.RateLimitQps));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CatalogueSize, 1, nameof(options.CatalogueSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.CatalogueSize, PredictionVenues.LargestCatalogue, nameof(options.CatalogueSize));
        SettingsOf(options);
        SessionFile? session = options.ReplayFile is { } file && SessionFile.Holds(file) ? SessionFile.Read(file) : null;
        options = Like(session, options);
        var scheduler = new Scheduler(options.TimeProvider);
        SandboxExchange exchange = Open(options, scheduler, Recordings.Of(session, options.Seed, options.RecordFile, scheduler, LogOf(options)));
        try
        {
            if (options.FaultFile is { } faults)
                FaultFile.AddTo(exchange.Faults, exchange._faultPlaces, faults);
            await exchange.ListenAsync(options.Urls, addPages, cancellationToken).ConfigureAwait(false);
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
    public string NewKey() => _core.Keyring.NewKey();

    /// <summary>Closes the streams with 1001, finishes running calls, and stops. Repeating it is harmless.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_disposal)
            return new ValueTask(_disposed ??= Task.Run(StopAsync));
    }

    /// <summary>An exchange that plays a session and does not listen.</summary>
    internal static SandboxExchange Play(SessionFile session, TimeProvider time, ISessionSink sink, Secrets secrets)
    {
        SandboxOptions options = Like(session, new SandboxOptions { TimeProvider = time });
        var scheduler = new Scheduler(time);
        return Open(options, scheduler, Recordings.Compared(session, scheduler, sink, secrets));
    }

    /// <summary>Ends what is recorded; the exchange goes on.</summary>
    internal void EndRecording() => _recordings.Recorder?.End();

    internal Account AccountOf(string key) => _core.Keyring.AccountOf(key);

    /// <summary>All of it at one exchange time, so that the same seed gives the same exchange on a clock that runs.</summary>
    private static SandboxExchange Open(SandboxOptions options, Scheduler scheduler, Recordings recordings)
    {
        try
        {
            return scheduler.Enter(() =>
            {
                ExchangeSettings settings = SettingsOf(options);
                var exchange = new SandboxExchange(options, settings, scheduler, recordings);
                var flow = options.ReplayFile is { } file ? exchange._core.StartReplay(file) : null;
                if (flow is not null || recordings.IsReplay)
                    exchange.Replay = new ReplayProgress(() => scheduler.Enter(() => flow is not { IsFinished: false } && recordings.IsPlayed));
                recordings.Begin(
                    new HeaderRecord(scheduler.Now, options.Seed, options.CatalogueSize, options.RateLimitQps, options.ReplayFile, settings.OpeningCoins!)
                    {
                        Instruments = options.Instruments,
                        UsdRates = options.UsdRates,
                    },
                    scheduler, exchange._pipeline.HandleAsync);
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

    /// <exception cref="ArgumentException">An opening balance, an instrument or a USD rate that cannot be.</exception>
    private static ExchangeSettings SettingsOf(SandboxOptions options) => new(
        options.Seed, options.CatalogueSize, options.RateLimitQps, OpeningCoins.Read(options.OpeningBalances), MarketSettings.Read(options.Instruments, options.UsdRates));

    /// <summary>The options of an exchange that equals the recorded one.</summary>
    private static SandboxOptions Like(SessionFile? session, SandboxOptions options) => session is null
        ? options
        : options with
        {
            Seed = session.Header.Seed,
            CatalogueSize = session.Header.CatalogueSize,
            RateLimitQps = session.Header.RateLimitQps,
            OpeningBalances = session.Header.OpeningCoins.ToDictionary(coin => coin.Key, coin => coin.Value.ToDecimal()),
            Instruments = session.Header.Instruments,
            UsdRates = session.Header.UsdRates,
            ReplayFile = session.Header.OrderFlow,
        };

    private static ILogger LogOf(SandboxOptions options) => (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<SandboxExchange>();

    private void Map<T>(T endpoints, Func<T, Action<OperationTable>> mapTo) where T : class => Operations.Map(endpoints, mapTo(endpoints));

    private async Task ListenAsync(string urls, Action<IApplicationBuilder>? addPages, CancellationToken cancellationToken)
    {
        _server = await WebServer.StartAsync(urls, app => AddPages(app, addPages), _requestLog.HandleAsync, cancellationToken).ConfigureAwait(false);
        Addresses = [.. _server.Addresses.Select(ListenAddress.ForClients)];
    }

    private void AddPages(IApplicationBuilder app, Action<IApplicationBuilder>? others)
    {
        app.Use(_hostFilter.FilterAsync);
        others?.Invoke(app);
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
