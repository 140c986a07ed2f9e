using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

/// <summary>
/// The account's positions, kept up to date: a read, every fill of the stream on top of it, and a new read after a gap and within a second after fills,
/// which brings cash and values along. Any thread may look; enumerate it to hear of changes. Disposing it closes its stream.
/// </summary>
/// <remarks>
/// Quantities are exact: a fill counts once, and one whose effect its form does not tell makes the tracker <see cref="PositionState.Resyncing"/> until it is read.
/// Which row a fill changes is inferred from its symbol. Cash and values are those of the last read.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The tokens live until DisposeAsync.")]
public sealed class PositionTracker : IAsyncEnumerable<PositionSnapshot>, IAsyncDisposable
{
    private static readonly TimeSpan ShortestBetweenReads = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly MarketDataStream _stream;
    private readonly Func<CancellationToken, Task<PositionsResponse>> _readAsync;
    private readonly Lock _gate = new();
    private readonly PositionLedger _ledger = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PositionSnapshot _snapshot = new(PositionState.Resyncing, default, []);
    private Task _work = Task.CompletedTask;
    private Exception? _failure;
    private bool _isConnected;
    private bool _isOver;

    /// <summary>Counts what a read that has begun already cannot have seen for sure.</summary>
    private long _doubts;

    private PositionTracker(MarketDataStream stream, TimeProvider time, Func<CancellationToken, Task<PositionsResponse>> readAsync)
    {
        _stream = stream;
        _time = time;
        _readAsync = readAsync;
    }

    /// <summary>How far the positions can be trusted now.</summary>
    public PositionState State => Snapshot().State;

    /// <summary>The positions now.</summary>
    public IReadOnlyList<TrackedPosition> Positions => Snapshot().Positions;

    /// <summary>Positions and state of one moment.</summary>
    public PositionSnapshot Snapshot()
    {
        lock (_gate)
            return _snapshot;
    }

    /// <summary>The positions now, and after each change; who is behind gets the newest only. Ends when the tracker is disposed.</summary>
    /// <param name="cancellationToken">Ends this enumeration only.</param>
    /// <exception cref="SequenceApiException">The server refused the key: the tracker is over.</exception>
    public async IAsyncEnumerator<PositionSnapshot> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        PositionSnapshot? last = null;
        while (true)
        {
            PositionSnapshot now;
            Task changed;
            lock (_gate)
            {
                now = _snapshot;
                changed = _changed.Task;
                if (_isOver)
                {
                    if (_failure is not null)
                        throw _failure;
                    yield break;
                }
            }

            if (!ReferenceEquals(now, last))
                yield return last = now;
            else
                await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends enumerations and closes the stream.</summary>
    public async ValueTask DisposeAsync()
    {
        End(null);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
    }

    internal static async Task<PositionTracker> StartAsync(
        MarketDataStream stream, TimeProvider time, Func<CancellationToken, Task<PositionsResponse>> readAsync, CancellationToken cancellationToken)
    {
        var tracker = new PositionTracker(stream, time, readAsync);
        tracker._work = Task.WhenAll(Task.Run(tracker.ListenAsync, CancellationToken.None), Task.Run(tracker.ReadAsync, CancellationToken.None));
        try
        {
            await tracker._ready.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return tracker;
        }
        catch
        {
            await tracker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Hears of fills and of what was lost; never fails.</summary>
    private async Task ListenAsync()
    {
        try
        {
            await foreach (StreamEvent e in _stream.WithCancellation(_stop.Token).ConfigureAwait(false))
                Hear(e);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private void Hear(StreamEvent e)
    {
        switch (e)
        {
            case StreamEvent.Fill fill:
                lock (_gate)
                {
                    bool isExact = _ledger.Add(fill.Value);
                    Publish(isExact ? _snapshot.State : Doubt());
                }

                _due.Writer.TryWrite(true);
                break;
            case StreamEvent.Subscribed:
                lock (_gate)
                {
                    _isConnected = true;
                    Publish(Doubt());
                }

                _due.Writer.TryWrite(true);
                break;
            case StreamEvent.Gap { Reason: GapReason.Disconnected } or StreamEvent.Stale or StreamEvent.Rejected:
                lock (_gate)
                {
                    _isConnected = false;
                    Publish(Doubt());
                }

                if (e is StreamEvent.Rejected rejected)
                    _ready.TrySetException(new SequenceNetworkException($"The server refuses the topic '{rejected.Topic}': positions cannot be tracked.", Retryability.Never));
                break;
            case StreamEvent.Gap or StreamEvent.Malformed:
                lock (_gate)
                    Publish(Doubt());
                _due.Writer.TryWrite(true);
                break;
        }
    }

    /// <summary>Reads when it is due, at most once a second; never fails.</summary>
    private async Task ReadAsync()
    {
        try
        {
            for (TimeSpan pause = PollBackoff.FirstPause; ;)
            {
                await _due.Reader.ReadAsync(_stop.Token).ConfigureAwait(false);
                if (await TryReadAsync().ConfigureAwait(false))
                {
                    pause = PollBackoff.FirstPause;
                    await Task.Delay(ShortestBetweenReads, _time, _stop.Token).ConfigureAwait(false);
                    continue;
                }

                await Task.Delay(pause, _time, _stop.Token).ConfigureAwait(false);
                pause = PollBackoff.PauseAfter(pause);
                _due.Writer.TryWrite(true);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private async Task<bool> TryReadAsync()
    {
        long doubts;
        lock (_gate)
            doubts = _doubts;
        try
        {
            PositionsResponse read = await _readAsync(_stop.Token).ConfigureAwait(false);
            lock (_gate)
            {
                bool isExact = _ledger.Reset(read) && doubts == _doubts;
                Publish(!_isConnected ? PositionState.Stale : isExact ? PositionState.Live : PositionState.Resyncing);
                if (!isExact && _isConnected)
                    _due.Writer.TryWrite(true);
            }

            _ready.TrySetResult();
            return true;
        }
        catch (SequenceException e) when (_ready.Task.IsCompletedSuccessfully && e is not SequenceApiException { Status: 401 or 403 })
        {
            return false;
        }
    }

    /// <summary>A read that has begun cannot settle this any more. For holders of the gate.</summary>
    private PositionState Doubt()
    {
        _doubts++;
        return _isConnected ? PositionState.Resyncing : PositionState.Stale;
    }

    private void Publish(PositionState state)
    {
        _snapshot = new PositionSnapshot(state, _ledger.AsOf, _ledger.Rows);
        TaskCompletionSource changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    private void End(Exception? failure)
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            _isOver = true;
            _isConnected = false;
            _failure = failure;
            Publish(PositionState.Stale);
        }

        if (failure is null)
            _ready.TrySetCanceled();
        else
            _ready.TrySetException(failure);
    }
}
