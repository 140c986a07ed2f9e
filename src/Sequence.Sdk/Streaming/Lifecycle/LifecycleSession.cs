using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>A lifecycle socket over one kept connection: each event once, and a gap where the replay of a reconnection does not reach back.</summary>
internal sealed class LifecycleSession : IConnectionHandler, IMessageSink, IAsyncDisposable
{
    /// <summary>Many times what the server tells again.</summary>
    private const int RememberedIds = 4096;

    /// <summary>A server that has something to tell again begins with it; after so long it has nothing.</summary>
    private static readonly TimeSpan ReplayTime = TimeSpan.FromSeconds(10);

    private readonly LifecycleFeed _feed;
    private readonly StreamPlan _plan;
    private readonly Redactor _redactor;
    private readonly TimeProvider _time;
    private readonly EventQueue _events;
    private readonly TopicQueue _topic;
    private readonly EventReader _reader;
    private readonly ReconnectingConnection _connection;
    private readonly ReplayLedger _ledger = new(RememberedIds);
    private readonly Lock _gate = new();
    private ITimer? _replay;
    private string _loss = string.Empty;

    public LifecycleSession(SequenceTransport transport, LifecycleFeed feed)
    {
        _feed = feed;
        _plan = new StreamPlan([feed.Topic]);
        _redactor = transport.Credential.Redactor;
        _events = new EventQueue(_plan.QueueCapacity);
        _topic = _events.Open(feed.Topic, QueuePolicy.NeverDrop);
        _reader = new EventReader(_events);
        _connection = new ReconnectingConnection(transport, this);
        _time = transport.Time;
    }

    public StreamStatistics Statistics => _events.Snapshot();

    string IConnectionHandler.Operation => _feed.Operation;

    string IConnectionHandler.Path => _feed.Path;

    int IConnectionHandler.MaxMessageBytes => _plan.MaxMessageBytes;

    TimeSpan IConnectionHandler.SilenceTimeout => _plan.SilenceTimeout;

    /// <summary>Opens the first connection; a failure is the caller's.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _connection.StartAsync(cancellationToken);

    public IAsyncEnumerable<StreamEvent> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(cancellationToken);

    /// <summary>Ends the enumeration, then the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _events.Complete(null, discard: true);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _replay?.Dispose();
    }

    IMessageSink IConnectionHandler.Opened(int connection)
    {
        _events.EnqueueConnectionEvent(new StreamEvent.Connected(connection));
        if (connection > 1)
        {
            lock (_gate)
                _ledger.Reconnected();
            _replay?.Dispose();
            _replay = _time.CreateTimer(_ => ExpectNoReplay(), null, ReplayTime, Timeout.InfiniteTimeSpan);
        }

        return this;
    }

    Task IConnectionHandler.BeginAsync(StreamConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    Task IConnectionHandler.ServiceAsync(StreamConnection connection, CancellationToken over) => Task.CompletedTask;

    void IConnectionHandler.Silent(TimeSpan silence) => _events.EnqueueConnectionEvent(new StreamEvent.Stale(_feed.Topic, silence), _feed.Topic);

    void IConnectionHandler.Lost(string detail)
    {
        lock (_gate)
            _loss = detail;
        _replay?.Dispose();
    }

    void IConnectionHandler.Failed(Exception failure) => _events.Complete(failure, discard: false);

    void IMessageSink.OnMessage(ReadOnlySpan<byte> message)
    {
        _events.CountMessage(message);
        Put(_feed.Read(message, _redactor));
    }

    void IMessageSink.OnOversized(ReadOnlySpan<byte> head, long length)
    {
        _events.CountMessage(head);
        Put(_feed.Malformed(head, $"Its {length} bytes are above the limit.", _redactor));
    }

    private void Put(LifecycleMessage message)
    {
        lock (_gate)
        {
            if (message is { Event: StreamEvent.Malformed malformed })
            {
                _events.PostMalformed(_topic, malformed);
                return;
            }

            (bool isNew, bool isAfterHole) = _ledger.Add(message.Id!, message.ObservedAt);
            if (isAfterHole)
                _events.PostDisconnected(_loss);
            if (isNew)
                _events.Post(_topic, message.Event);
        }
    }

    /// <summary>Nothing was told again: a server that forgot what it told cannot prove that nothing is missing.</summary>
    private void ExpectNoReplay()
    {
        lock (_gate)
        {
            if (_ledger.GiveUp())
                _events.PostDisconnected(_loss);
        }
    }
}
