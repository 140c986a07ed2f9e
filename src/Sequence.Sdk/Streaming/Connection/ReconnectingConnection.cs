using System.Globalization;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>What a kept connection is for: which socket it is, what begins on it, and who hears of its fate.</summary>
internal interface IConnectionHandler
{
    /// <summary>The operation of the contract, for messages.</summary>
    string Operation { get; }

    /// <summary>Below the base address.</summary>
    string Path { get; }

    /// <summary>Longer messages are refused.</summary>
    int MaxMessageBytes { get; }

    /// <summary>So long may the server give no sign of life, not even an answer to a ping.</summary>
    TimeSpan SilenceTimeout { get; }

    /// <summary>A socket is open; returns what takes its messages.</summary>
    /// <param name="connection">1 for the first, then one more for each that opens.</param>
    IMessageSink Opened(int connection);

    /// <summary>Does what must be done before the connection counts, within the time that opening has.</summary>
    Task BeginAsync(StreamConnection connection, CancellationToken cancellationToken);

    /// <summary>Does what there is to do while the connection stands. Never fails.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="over">Cancelled when the connection is over.</param>
    Task ServiceAsync(StreamConnection connection, CancellationToken over);

    /// <summary>The server gave no sign of life for too long; the connection is about to be given up.</summary>
    void Silent(TimeSpan silence);

    /// <summary>An open connection ended; nothing more of it comes.</summary>
    void Lost(string detail);

    /// <summary>No connection will come any more.</summary>
    void Failed(Exception failure);
}

/// <summary>Keeps one connection: opens it, and after each end waits and opens the next, until it is disposed or the key is refused.</summary>
internal sealed class ReconnectingConnection(SequenceTransport transport, IConnectionHandler handler) : IAsyncDisposable
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(2);

    private readonly ReconnectDelay _delay = new(new Random(transport.Ids.NextSeed()));
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _disposeGate = new();
    private LivenessMonitor? _liveness;
    private Task _run = Task.CompletedTask;
    private Task? _disposal;
    private int _connections;

    /// <summary>Opens the first connection; a failure is the caller's.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        StreamConnection first = await OpenAsync(cancellationToken).ConfigureAwait(false);
        _run = RunAsync(first);
    }

    /// <summary>Ends the connection. A second call waits for the first.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_disposeGate)
            return new ValueTask(_disposal ??= EndAsync());
    }

    private async Task EndAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Runs from the first connection to the end; never fails.</summary>
    private async Task RunAsync(StreamConnection first)
    {
        try
        {
            StreamConnection connection = first;
            while (true)
            {
                await RunUntilClosedAsync(connection).ConfigureAwait(false);
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
            StreamLog.Over(transport.Log, handler.Operation, Reason(e));
            handler.Failed(e);
        }
    }

    /// <summary>Stays until the connection ends, and says so. When the stream is disposed, ends it.</summary>
    private async Task RunUntilClosedAsync(StreamConnection connection)
    {
        long since = transport.Time.GetTimestamp();
        using (connection)
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token))
        {
            Task tending = handler.ServiceAsync(connection, over.Token);
            try
            {
                Leave(connection, await EndOfAsync(connection, over.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                using var patience = new CancellationTokenSource(CloseTime, transport.Time);
                await connection.CloseAsync(patience.Token).ConfigureAwait(false);
                throw;
            }
            finally
            {
                await over.CancelAsync().ConfigureAwait(false);
                await tending.ConfigureAwait(false);
            }
        }

        _delay.ConnectionHeld(transport.Time.GetElapsedTime(since));
    }

    /// <summary>Waits for the end: told by the socket, or found out by its silence.</summary>
    private async Task<SocketEnd> EndOfAsync(StreamConnection connection, CancellationToken cancellationToken)
    {
        Task silent = _liveness!.WaitForSilenceAsync(handler.SilenceTimeout, cancellationToken);
        await Task.WhenAny(connection.Ended, silent).WaitAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (connection.Ended.IsCompleted)
            return await connection.Ended.ConfigureAwait(false);
        TimeSpan silence = _liveness.Silence;
        StreamLog.Silent(transport.Log, handler.Operation, _connections, silence.TotalMilliseconds);
        handler.Silent(silence);
        return new SocketEnd(null, null, null) { Silence = silence };
    }

    private void Leave(StreamConnection connection, SocketEnd end)
    {
        connection.Detach();
        StreamLog.Lost(transport.Log, handler.Operation, _connections, StreamConnection.Reason(end));
        handler.Lost(transport.Credential.Redactor.Clean(StreamConnection.Describe(end)));
    }

    /// <summary>Tries until a connection stands. Throws only when no further try can help.</summary>
    private async Task<StreamConnection> ReopenAsync()
    {
        TimeSpan? pause = null;
        while (true)
        {
            TimeSpan wait = _delay.Next(pause);
            StreamLog.Reconnects(transport.Log, handler.Operation, _delay.Attempts, wait.TotalMilliseconds);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, transport.Time, _stop.Token).ConfigureAwait(false);
            try
            {
                return await OpenAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (SequenceException e) when (e is not SequenceApiException { Status: 401 or 403 })
            {
                // The next try waits longer.
                StreamLog.AttemptFailed(transport.Log, handler.Operation, _delay.Attempts, Reason(e));
                pause = (e as SequenceApiException)?.RetryAfter;
            }
        }
    }

    /// <summary>A status or the kind of an error, without any text of the server.</summary>
    private static string Reason(Exception e) =>
        e is SequenceApiException { Status: var status } ? status.ToString(CultureInfo.InvariantCulture) : (e.InnerException ?? e).GetType().Name;

    /// <summary>Opens and begins, all under the total deadline.</summary>
    private async Task<StreamConnection> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(transport.Timeout, transport.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        StreamConnection? connection = null;
        try
        {
            connection = await StreamConnection.OpenAsync(
                async () =>
                {
                    OpenSocket open = await transport.Sockets.OpenAsync(handler.Operation, handler.Path, handler.SilenceTimeout, both.Token).ConfigureAwait(false);
                    _liveness = open.LivenessMonitor;
                    StreamLog.Connected(transport.Log, handler.Operation, ++_connections);
                    return new WebSocketTap(open.Socket, handler.Opened(_connections), handler.MaxMessageBytes);
                },
                transport.Sockets.Address(handler.Path)).ConfigureAwait(false);
            await handler.BeginAsync(connection, both.Token).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e)
        {
            Abandon(connection, e);
            if (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
                throw new TaskCanceledException("Opening the stream was cancelled.", e, cancellationToken);
            if (e is OperationCanceledException)
            {
                throw new SequenceNetworkException(
                    $"{handler.Operation}: no connection with an answer within {transport.Timeout.TotalSeconds:0.###} s.", Retryability.AfterBackoff, e) { Operation = handler.Operation };
            }

            if (e is SequenceException { Operation: null } failure)
                failure.NameOperation(handler.Operation);
            throw;
        }
    }

    /// <summary>Leaves a connection that did not come so far as to count; what it carried all the same may have a hole behind it.</summary>
    private void Abandon(StreamConnection? connection, Exception e)
    {
        using (connection)
        {
            if (connection is not null)
                Leave(connection, new SocketEnd(null, null, e));
        }
    }
}
