using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// Lets any number of waits for orders and graphs share one stream of the account's orders. The first wait that finds its state not
/// reached opens the stream, and it stays until the client is disposed. Reads back every wait: at the start, whenever the stream
/// may have lost something, and as a clock of their own, often while there is no stream and rarely while there is one.
/// </summary>
/// <param name="transport">The way to the server.</param>
/// <param name="usesStream">False where the caller's own handler carries the calls: where its server is, sockets need not lead.</param>
internal sealed class AccountWatch(SequenceTransport transport, bool usesStream) : IAsyncDisposable
{
    /// <summary>How long a wait trusts a stream that says nothing.</summary>
    private static readonly TimeSpan PauseOverStream = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<WatchedChanges> _waits = [];
    private Task? _run;
    private volatile bool _isLive;

    /// <summary>Reads a state until it is the one that was waited for.</summary>
    /// <param name="concerns">Which changes of orders concern the state.</param>
    /// <param name="readAsync">Reads the state.</param>
    /// <param name="fromChange">The state as a change tells it; null when only a read can tell.</param>
    /// <param name="isDone">Whether it was waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> UntilAsync<T>(
        Func<OrderResponse, bool> concerns,
        Func<CancellationToken, Task<T>> readAsync,
        Func<OrderResponse, T?> fromChange,
        Func<T, bool> isDone,
        CancellationToken cancellationToken) where T : class
    {
        var changes = new WatchedChanges(concerns);
        Add(changes);
        try
        {
            for (TimeSpan pause = PollBackoff.FirstPause; ; pause = PollBackoff.PauseAfter(pause))
            {
                T state = await readAsync(cancellationToken).ConfigureAwait(false);
                if (isDone(state))
                    return state;
                Open();

                // What the stream tells of the state needs no read.
                do
                {
                    TimeSpan patience = _isLive ? PauseOverStream : pause;
                    OrderResponse? change = await changes.NextAsync(patience, transport.Time, cancellationToken).ConfigureAwait(false);
                    state = change is null ? null! : fromChange(change)!;
                }
                while (state is not null && !isDone(state));
                if (state is not null)
                    return state;
            }
        }
        finally
        {
            Remove(changes);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? run;
        lock (_gate)
        {
            run = _run;
            _run = Task.CompletedTask;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        if (run is not null)
            await run.ConfigureAwait(false);
    }

    private void Add(WatchedChanges changes)
    {
        lock (_gate)
            _waits.Add(changes);
    }

    private void Remove(WatchedChanges changes)
    {
        lock (_gate)
            _waits.Remove(changes);
    }

    private void Open()
    {
        lock (_gate)
            _run ??= usesStream ? Task.Run(RunAsync) : Task.CompletedTask;
    }

    /// <summary>Keeps the stream until the client is disposed, or for good without one when the key is refused; never fails.</summary>
    private async Task RunAsync()
    {
        var delay = new ReconnectDelay(new Random(transport.Ids.NextSeed()));
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(delay.Next(), transport.Time, _stop.Token).ConfigureAwait(false);
                await using MarketDataStream stream = await StreamBuilder.Create(transport, []).Orders().WithoutRecovery().ConnectAsync(_stop.Token).ConfigureAwait(false);
                await foreach (StreamEvent e in stream.WithCancellation(_stop.Token).ConfigureAwait(false))
                    Pass(e);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SequenceApiException { Status: 401 or 403 })
            {
                // Disposed, or no further try can help: the reads go on, and say so too if they are refused.
                break;
            }
            catch (SequenceException)
            {
                // The next try waits longer; until then the reads do the work.
            }
        }

        _isLive = false;
        ReadAgain();
    }

    private void Pass(StreamEvent e)
    {
        switch (e)
        {
            case StreamEvent.Order order:
                lock (_gate)
                {
                    foreach (WatchedChanges wait in _waits)
                        wait.Offer(order.Value);
                }

                break;
            case StreamEvent.Subscribed subscribed:
                _isLive = subscribed.Topics.Contains(Topic.Orders);
                ReadAgain();
                break;
            case StreamEvent.Gap or StreamEvent.Stale or StreamEvent.Rejected or StreamEvent.Malformed:
                _isLive &= e is StreamEvent.Malformed or StreamEvent.Gap { Reason: GapReason.Overflow };
                ReadAgain();
                break;
        }
    }

    /// <summary>Changes may have passed unseen.</summary>
    private void ReadAgain()
    {
        lock (_gate)
        {
            foreach (WatchedChanges wait in _waits)
                wait.OfferRead();
        }
    }
}
