using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Newtonsoft.Json;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>What a stream asks for.</summary>
internal sealed record StreamPlan(IReadOnlyList<string> Topics)
{
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    public int QueueCapacity { get; init; } = 10_000;
}

/// <summary>Keeps a stream connected: opens, subscribes, and after each end says so in line, waits and does it again.</summary>
internal sealed class StreamSession : IAsyncDisposable
{
    private const string Operation = "openStream";
    private const string Path = "v1/stream";
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(2);

    private readonly SequenceTransport _transport;
    private readonly StreamPlan _plan;
    private readonly EventQueue _events;
    private readonly FrameDecoder _decoder;
    private readonly ReconnectDelay _delay;
    private readonly string _command;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _disposeGate = new();
    private Task _run = Task.CompletedTask;
    private Task? _disposal;
    private int _connections;
    private int _isReading;

    public StreamSession(SequenceTransport transport, StreamPlan plan)
    {
        _transport = transport;
        _plan = plan;
        _events = new EventQueue(plan.QueueCapacity);
        _decoder = new FrameDecoder(new ChannelTable(_events, plan.Topics), transport.Credential.Redactor);
        _delay = new ReconnectDelay(new Random(transport.Ids.NextSeed()));
        _command = JsonConvert.SerializeObject(new StreamCommand { Subscribe = plan.Topics });
    }

    public StreamPlan Plan => _plan;

    public StreamStatistics Statistics => _events.Snapshot();

    /// <summary>Opens the first connection; a failure is the caller's.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        StreamConnection first = await OpenAsync(cancellationToken).ConfigureAwait(false);
        _run = RunAsync(first);
    }

    public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReading, 1) != 0)
            throw new InvalidOperationException("The stream is being read already. One reader at a time: let it pass the events on.");
        try
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (_events.TryTake(out StreamEvent? e))
                {
                    yield return e;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
            while (await _events.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }

    /// <summary>Ends the enumeration, then the connection. A second call waits for the first.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_disposeGate)
            return new ValueTask(_disposal ??= EndAsync());
    }

    private async Task EndAsync()
    {
        _events.Complete(null, discard: true);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Runs from the first connection to the end of the stream; never fails.</summary>
    private async Task RunAsync(StreamConnection first)
    {
        try
        {
            StreamConnection connection = first;
            while (true)
            {
                await HoldAsync(connection).ConfigureAwait(false);
                connection = await ReopenAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception e)
        {
            // A refused key, or a defect of ours: the reader must hear of it, an open loop that reads nothing is worse.
            _events.Complete(e, discard: false);
        }
    }

    /// <summary>Stays until the connection ends, and says so in line. When the stream is disposed, ends it.</summary>
    private async Task HoldAsync(StreamConnection connection)
    {
        long since = _transport.Time.GetTimestamp();
        using (connection)
        {
            try
            {
                SocketEnd end = await connection.Ended.WaitAsync(_stop.Token).ConfigureAwait(false);
                Mark(connection, end);
            }
            catch (OperationCanceledException)
            {
                using var patience = new CancellationTokenSource(CloseTime, _transport.Time);
                await connection.CloseAsync(patience.Token).ConfigureAwait(false);
                throw;
            }
        }

        _delay.ConnectionHeld(_transport.Time.GetElapsedTime(since));
    }

    private void Mark(StreamConnection connection, SocketEnd end)
    {
        if (connection.Detach())
            _events.PostDisconnected(_transport.Credential.Redactor.Clean(StreamConnection.Describe(end)));
    }

    /// <summary>Tries until a connection stands. Throws only when no further try can help.</summary>
    private async Task<StreamConnection> ReopenAsync()
    {
        while (true)
        {
            TimeSpan wait = _delay.Next();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, _transport.Time, _stop.Token).ConfigureAwait(false);
            try
            {
                return await OpenAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (SequenceException e) when (e is not SequenceApiException { Status: 401 or 403 })
            {
                // The next try waits longer.
            }
        }
    }

    /// <summary>Opens, subscribes and hears the answer, all under the total deadline.</summary>
    private async Task<StreamConnection> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(_transport.Timeout, _transport.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        StreamConnection? connection = null;
        try
        {
            var sink = new ConnectionSink(_events, _decoder, _plan.Topics);
            connection = await StreamConnection.OpenAsync(
                async () =>
                {
                    WebSocket socket = await _transport.Sockets.OpenAsync(Operation, Path, both.Token).ConfigureAwait(false);
                    _events.PostControl(new StreamEvent.Connected(++_connections));
                    return socket;
                },
                _transport.Sockets.Address(Path), sink, _plan.MaxMessageBytes).ConfigureAwait(false);
            await connection.SubscribeAsync(_command, both.Token).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e)
        {
            connection?.Dispose();
            if (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
                throw new TaskCanceledException("Opening the stream was cancelled.", e, cancellationToken);
            if (e is OperationCanceledException)
            {
                throw new SequenceNetworkException(
                    $"No answer to the subscription within {_transport.Timeout.TotalSeconds:0.###} s.", Retryability.AfterBackoff, e) { Operation = Operation };
            }

            if (e is SequenceException { Operation: null } failure)
                failure.Operation = Operation;
            throw;
        }
    }
}
