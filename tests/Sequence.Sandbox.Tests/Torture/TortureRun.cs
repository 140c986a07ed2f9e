using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>
/// A stream on a server where everything goes wrong. Exchange and client share one clock that stands still until the reader has all that was sent,
/// and only runs on by itself while a fault keeps the stream from getting there. The sockets are real.
/// </summary>
internal sealed class TortureRun : IAsyncDisposable
{
    public const string Fills = "fills";
    public const int QueueCapacity = 2_000;

    /// <summary>Asked for and taken back in turn: the server's answer comes behind everything that it sent before.</summary>
    private const string Marker = "routing";

    private static readonly string[] Symbols = ["BTC-USD", "ETH-USD", "SOL-USD", "BTC-USD-PERP", "ETH-USD-PERP"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan LongestFault = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Audit = TimeSpan.FromSeconds(10);

    /// <summary>The distance of two frames of a topic.</summary>
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(25);

    /// <summary>How far the clock moves while a fault blocks the stream, how far while there is no connection at all, and how long the sockets get for it.</summary>
    private static readonly TimeSpan Blocked = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Away = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    /// <summary>An answer that takes longer than this is held up by a fault, or by a machine that is busy, which does no harm.</summary>
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _patience = new(Patience, TimeProvider.System);
    private readonly SortedDictionary<string, int> _highest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _askedAgain = new(StringComparer.Ordinal);
    private readonly LastWords _words = new();
    private readonly Random _random;
    private readonly int _seed;
    private SandboxExchange _exchange = null!;
    private SequenceClient _client = null!;
    private SequenceClient _tradingClient = null!;
    private MarketDataStream _stream = null!;
    private IAsyncEnumerator<StreamEvent> _reader = null!;
    private Task<bool>? _next;
    private BusyMarkets _markets = null!;
    private BusyAccount _account = null!;
    private bool _isMarked;

    public TortureRun(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
    }

    public AccountTape Tape { get; private set; } = null!;

    public Deliveries Deliveries { get; private set; } = null!;

    public FaultDeck Faults { get; private set; } = null!;

    /// <summary>The most events of each topic that ever waited for the reader.</summary>
    public IReadOnlyDictionary<string, int> Highest => _highest;

    public StreamStatistics Statistics => _stream.Statistics;

    public TimeSpan ExchangeTime => _time.GetUtcNow() - _time.Start;

    public async Task OpenAsync()
    {
        _exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = _seed, TimeProvider = _time, CatalogueSize = 10 });
        string key = _exchange.NewKey();
        _tradingClient = new SequenceClient(key, new SequenceClientOptions { BaseAddress = _exchange.BaseAddress, Seed = _seed });
        _client = new SequenceClient(
            key, new SequenceClientOptions { BaseAddress = _exchange.BaseAddress, Seed = _seed + 1, TimeProvider = _time, Timeout = TimeSpan.FromMinutes(1), LoggerFactory = _words });
        _markets = new BusyMarkets(_exchange, Symbols, _seed);
        _account = new BusyAccount(_tradingClient, _markets, Symbols, _seed);
        Tape = new AccountTape(_exchange, key);
        Deliveries = new Deliveries(Tape);
        Faults = new FaultDeck(_exchange.Faults, Symbols, _seed);
        await _account.StockUpAsync(_patience.Token);
        _stream = await _client.Stream(Symbols).Book().Orders().Fills().QueueCapacity(QueueCapacity).SilenceTimeout(TimeSpan.FromSeconds(10)).AuditInterval(Audit)
            .ConnectAsync(_patience.Token);
        _reader = _stream.GetAsyncEnumerator(_patience.Token);
    }

    /// <summary>Lets the market, the account and the faults go on until the reader has so many events.</summary>
    public async Task RunAsync(int events, int scenes)
    {
        while (Deliveries.Events < events)
        {
            if ((long)Deliveries.Events * scenes >= (long)events * Faults.Scenes)
                Faults.Deal();
            await TradeAsync(oneStepIn: 4);
            _time.Advance(Frame);
            await CatchUpAsync();
        }
    }

    /// <summary>Ends all faults, and waits until the stream has told what there is to tell.</summary>
    public async Task SettleAsync()
    {
        _exchange.Faults.Clear();
        DateTimeOffset end = _time.GetUtcNow() + (4 * Audit);
        while (_time.GetUtcNow() < end)
        {
            _time.Advance(Blocked);
            await CatchUpAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task closing = _stream.DisposeAsync().AsTask();
        while (!closing.IsCompleted)
            await PassAsync(Moment);
        await closing;
        await _client.DisposeAsync();
        await _tradingClient.DisposeAsync();
        await _exchange.DisposeAsync();
        _patience.Dispose();
    }

    private async Task TradeAsync(int oneStepIn)
    {
        _markets.Step();
        if (_random.Next(oneStepIn) == 0)
            await _account.StepAsync(_patience.Token);
    }

    /// <summary>Reads until everything that was sent is read and every topic is live.</summary>
    private async Task CatchUpAsync()
    {
        Task marker = MarkAsync();
        await Task.WhenAny(marker, Task.Delay(RoundTrip, TimeProvider.System));
        await ReadAsync();
        DateTimeOffset since = _time.GetUtcNow();
        while (!marker.IsCompleted || !IsLive())
        {
            _patience.Token.ThrowIfCancellationRequested();
            Assert.That(_time.GetUtcNow() - since, Is.LessThan(LongestFault), () => $"the stream does not come back: {Standing(marker)}");
            await TradeAsync(oneStepIn: 12);
            await PassAsync(_exchange.OpenStreams == 0 ? Away : Blocked);
            await ReadAsync();
        }

        await marker;
        await ReadAsync();
    }

    private string Standing(Task marker)
    {
        IEnumerable<string> topics = _stream.TopicStates.Where(topic => topic.Value != TopicState.Active).Select(topic => $"{topic.Key} {topic.Value}");
        return $"{string.Join(", ", topics)}; marker {_isMarked} {marker.Status}; {_exchange.OpenStreams} open; {_stream.Statistics.Connections} connections; "
            + $"{string.Join(", ", _exchange.Faults.All.Where(fault => !fault.IsOver))}\n{_words}";
    }

    private async Task PassAsync(TimeSpan step)
    {
        _time.Advance(step);
        await Task.Delay(Moment, TimeProvider.System);
    }

    /// <summary>Completes when the client has everything that the server sent before.</summary>
    private async Task MarkAsync()
    {
        _isMarked = !_isMarked;
        try
        {
            if (_isMarked)
                await _stream.SubscribeAsync(Marker, _patience.Token);
            else
                await _stream.UnsubscribeAsync(Marker, _patience.Token);
        }
        catch (SequenceNetworkException)
        {
            // No answer in time; the topic is taken back all the same.
        }
    }

    /// <summary>Whether every topic comes. One that the server refused is asked for again, as a program would.</summary>
    private bool IsLive()
    {
        bool isLive = true;
        foreach ((string topic, TopicState state) in _stream.TopicStates)
        {
            isLive &= state == TopicState.Active || topic == Marker;
            bool isRefused = state == TopicState.Rejected && topic != Marker;
            if (isRefused && _askedAgain.GetValueOrDefault(topic) is null or { IsCompleted: true })
                _askedAgain[topic] = _stream.SubscribeAsync(topic, _patience.Token);
        }

        return isLive;
    }

    private async Task ReadAsync()
    {
        Deliveries.BeginReading();
        StreamStatistics now = _stream.Statistics;
        foreach (TopicStatistics topic in now.Topics)
            _highest[topic.Topic] = Math.Max(_highest.GetValueOrDefault(topic.Topic), topic.Waiting);
        while (await HasNextAsync())
        {
            Assert.That(await _next!, Is.True, "the stream ended");
            _next = null;
            Deliveries.Take(_reader.Current);
        }
    }

    /// <summary>Whether there is an event to take. What waits may be taken back again, so the read that waits for it must not hold up the clock.</summary>
    private async Task<bool> HasNextAsync()
    {
        _next ??= _reader.MoveNextAsync().AsTask();
        while (!_next.IsCompleted && _stream.Statistics.Waiting > 0)
            await Task.WhenAny(_next, Task.Delay(Moment, TimeProvider.System));
        return _next.IsCompleted;
    }
}
