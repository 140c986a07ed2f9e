using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>What a stream asks for.</summary>
internal sealed record StreamPlan(IReadOnlyList<string> Topics)
{
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    public int QueueCapacity { get; init; } = 10_000;

    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Null to leave gaps of orders and fills as they are.</summary>
    public TimeSpan? AuditInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where the orders of the stream can be waited for; null for nowhere.</summary>
    public IOrderSource? OrderSource { get; init; }

    public RecoveryPlan? Recovery => AuditInterval is { } interval ? new RecoveryPlan(QueueCapacity, interval) : null;
}

/// <summary>A stream over one kept connection: tells the server which topics are wanted, and says in line what the end of a connection lost.</summary>
internal sealed class StreamSession : IConnectionHandler, IAsyncDisposable
{
    private readonly SequenceTransport _transport;
    private readonly StreamPlan _plan;
    private readonly EventQueue _events;
    private readonly EventReader _reader;
    private readonly AccountTopics _account;
    private readonly Subscriptions _subscriptions;
    private readonly MessageDispatcher _sink;
    private readonly ReconnectingConnection _connection;
    private readonly List<StreamRecording> _recordings = [];
    private readonly TaskCompletionSource<Exception> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamSession(SequenceTransport transport, StreamPlan plan)
    {
        _transport = transport;
        _plan = plan;
        _events = new EventQueue(plan.QueueCapacity);
        _reader = new EventReader(_events);
        _events.Attach(Books);
        var channels = new ChannelTable(_events);
        _account = new AccountTopics(_events, transport, plan.Recovery, plan.OrderSource);
        _subscriptions = new Subscriptions(_events, channels, _account);
        _account.Resynced += _subscriptions.Resynced;
        _subscriptions.Want(plan.Topics);
        _sink = new MessageDispatcher(_events, new FrameDecoder(channels, transport.Credential.Redactor, plan.OrderSource), _subscriptions, _account);
        _connection = new ReconnectingConnection(transport, this);
    }

    public IReadOnlyList<string> Topics => _subscriptions.Topics;

    public IReadOnlyDictionary<string, TopicState> States => _subscriptions.States;

    public StreamStatistics Statistics => _events.Snapshot();

    public OrderBooks Books { get; } = new();

    string IConnectionHandler.Operation => "openStream";

    string IConnectionHandler.Path => "v1/stream";

    int IConnectionHandler.MaxMessageBytes => _plan.MaxMessageBytes;

    TimeSpan IConnectionHandler.SilenceTimeout => _plan.SilenceTimeout;

    private string NoAnswer => $"The server did not answer within {_transport.Timeout.TotalSeconds:0.###} s.";

    /// <summary>Opens the first connection; a failure is the caller's.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _connection.StartAsync(cancellationToken);

    public IAsyncEnumerable<StreamEvent> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(cancellationToken);

    /// <summary>Gives a handler a line of its own.</summary>
    public StreamSubscription Deliver(Delivery delivery)
    {
        var subscription = new StreamSubscription(_events, _plan.QueueCapacity, delivery, Report);
        _events.Attach(subscription);
        return subscription;
    }

    /// <summary>Writes every message into a file from now on, until the recording or the stream is disposed.</summary>
    public StreamRecording Record(string path)
    {
        ThrowIfOver();
        var recording = new StreamRecording(path, _events, _transport);
        _events.Attach(recording);
        lock (_recordings)
            _recordings.Add(recording);
        return recording;
    }

    /// <summary>Asks for more topics and waits for the server's answer on each, over a reconnection when one is under way.</summary>
    public async Task<SubscribeResult> SubscribeAsync(IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        ThrowIfOver();
        Task<StreamEvent.Rejected?>[] answers = _subscriptions.Want(topics);
        Task<StreamEvent.Rejected?[]> all = Task.WhenAll(answers);
        if (!await IsInTimeAsync(all, cancellationToken).ConfigureAwait(false))
            _subscriptions.Reject(topics, NoAnswer);
        StreamEvent.Rejected?[] results = await all.ConfigureAwait(false);
        return new SubscribeResult([.. topics.Where((_, i) => results[i] is null)], [.. results.OfType<StreamEvent.Rejected>()]);
    }

    /// <summary>Takes topics back and waits until the server has confirmed.</summary>
    public async Task UnsubscribeAsync(IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        ThrowIfOver();
        Task confirmed = _subscriptions.Release(topics);
        if (!await IsInTimeAsync(confirmed, cancellationToken).ConfigureAwait(false))
            throw new SequenceNetworkException(NoAnswer, Retryability.Never) { Operation = ((IConnectionHandler)this).Operation };
        await confirmed.ConfigureAwait(false);
    }

    /// <summary>Ends the enumeration, then the connection, then the recordings.</summary>
    public async ValueTask DisposeAsync()
    {
        _events.Complete(null, discard: true);
        _over.TrySetResult(new ObjectDisposedException(nameof(MarketDataStream)));
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _account.DisposeAsync().ConfigureAwait(false);
        StreamRecording[] recordings;
        lock (_recordings)
            recordings = [.. _recordings];
        foreach (StreamRecording recording in recordings)
            await EndAsync(recording).ConfigureAwait(false);
    }

    IMessageSink IConnectionHandler.Opened(int connection)
    {
        _subscriptions.Reconnected();
        _events.EnqueueConnectionEvent(new StreamEvent.Connected(connection));
        return _sink;
    }

    /// <summary>Subscribes everything and waits for the server's answer.</summary>
    async Task IConnectionHandler.BeginAsync(StreamConnection connection, CancellationToken cancellationToken)
    {
        while (_subscriptions.Next() is { } command)
            await CarryOutAsync(connection, command, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells the server what changes.</summary>
    async Task IConnectionHandler.ServiceAsync(StreamConnection connection, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await _subscriptions.WaitForWorkAsync(over).ConfigureAwait(false);
                while (_subscriptions.Next() is { } command)
                    await TryAsync(connection, command, over).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SequenceNetworkException)
        {
            // The connection is over; what the server was not told is said to it on the next one.
        }
    }

    void IConnectionHandler.Silent(TimeSpan silence) => _subscriptions.Silent(silence);

    void IConnectionHandler.Lost(string detail) => _subscriptions.Lost(detail);

    void IConnectionHandler.Failed(Exception failure)
    {
        _events.Complete(failure, discard: false);
        _over.TrySetResult(failure);
    }

    private async Task TryAsync(StreamConnection connection, SubscriptionCommand command, CancellationToken over)
    {
        using var deadline = new CancellationTokenSource(_transport.Timeout, _transport.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, over);
        try
        {
            await CarryOutAsync(connection, command, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !over.IsCancellationRequested)
        {
            _subscriptions.GiveUp(NoAnswer);
        }
    }

    private async Task CarryOutAsync(StreamConnection connection, SubscriptionCommand command, CancellationToken cancellationToken)
    {
        if (command.IsSubscribe)
            await _account.SeedAsync(command.Topics, cancellationToken).ConfigureAwait(false);
        await connection.SendAsync(command.Text, cancellationToken).ConfigureAwait(false);
        await connection.WaitAsync(command.Answered, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for an answer; false when none came in time. The end of the stream is thrown.</summary>
    private async Task<bool> IsInTimeAsync(Task answer, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(answer, _over.Task).WaitAsync(_transport.Timeout, _transport.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }

        if (!answer.IsCompleted)
            ThrowIfOver();
        return true;
    }

    private void ThrowIfOver()
    {
        if (_over.Task.IsCompletedSuccessfully)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_over.Task.Result);
    }

    /// <summary>Ends a recording. A disk that fails is no failure of the stream: the recording's own dispose throws it.</summary>
    private async Task EndAsync(StreamRecording recording)
    {
        try
        {
            await recording.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            StreamLog.RecordingFailed(_transport.Log, e);
        }
    }

    private void Report(StreamSubscription subscription, Exception failure)
    {
        SequenceTelemetry.HandlerFailures.Add(1, new KeyValuePair<string, object?>(SequenceTelemetry.HandlerTag, subscription.Name));
        StreamLog.HandlerFailed(_transport.Log, subscription.Name, failure);
        _events.Post(subscription.FailureTopic, new StreamEvent.HandlerFailed(subscription.Name, failure));
    }
}
