using System.Threading.Channels;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>How a stream makes up for what it missed of the account.</summary>
internal sealed record RecoveryPlan(int HeldEvents, TimeSpan AuditInterval);

/// <summary>
/// Keeps one topic of the account whole: lets each event through once, fills the hole behind a lost connection from the server's list,
/// and compares with that list from time to time, since a server may fail to send what happened.
/// </summary>
/// <param name="topic">The topic.</param>
/// <param name="log">What was delivered.</param>
/// <param name="events">Where events go.</param>
/// <param name="transport">The clock, the log and the randomness of the waits.</param>
/// <param name="plan">How much may be held, and how often to compare.</param>
internal sealed class AccountRecovery(string topic, IAccountLog log, EventQueue events, SequenceTransport transport, RecoveryPlan plan) : IAsyncDisposable
{
    /// <summary>What the list shows may still be on its way on the stream.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<StreamEvent> _held = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _doubts = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private CancellationTokenSource? _connection;
    private Task _run = Task.CompletedTask;
    private Task? _audit;
    private TopicQueue? _queue;
    private bool _isHolding;
    private bool _isFilling;
    private bool _hasOverrun;

    /// <summary>The topic is current again.</summary>
    public event Action<string>? Resynced;

    /// <summary>
    /// Notes what was there before the first event, so that it is never taken for missed. A list that cannot be read does not keep the stream
    /// from opening: then the first recovery is not complete.
    /// </summary>
    /// <param name="patience">Ends the reading, but not the opening.</param>
    /// <param name="cancellationToken">Ends both.</param>
    public async Task AnchorAsync(CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            await log.AnchorAsync(patience).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SequenceException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StreamLog.NotAnchored(transport.Log, topic, e.GetType().Name);
        }
    }

    /// <summary>Takes an event from the connection; on the receive loop.</summary>
    public void Take(TopicQueue queue, StreamEvent e)
    {
        lock (_gate)
        {
            if (!_isHolding)
                Deliver(queue, e);
            else if (_held.Count < plan.HeldEvents)
                _held.Add(e);
            else
                _hasOverrun = true;
        }
    }

    /// <summary>A message of the topic could not be read: compare soon.</summary>
    public void Doubt() => _doubts.Writer.TryWrite(true);

    /// <summary>The connection is over. What it still carries is held, and told in order once the hole is filled.</summary>
    public void Lost()
    {
        lock (_gate)
        {
            if (_queue is null)
                return;
            // Not here and now: what waits for it would go on under this lock.
            _ = _connection?.CancelAsync();
            _held.Clear();
            _hasOverrun = false;
            _isHolding = true;
            _isFilling = false;
        }
    }

    /// <summary>The server sends the topic. True when a hole must be filled first.</summary>
    public bool Begin(TopicQueue queue)
    {
        lock (_gate)
        {
            _queue = queue;
            _audit ??= AuditAsync(_stop.Token);
            if (!_isHolding || _isFilling)
                return _isHolding;
            _isFilling = true;
            _connection?.Dispose();
            _connection = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            _run = FillAsync(_run, queue, _connection.Token);
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task run, audit;
        lock (_gate)
            (run, audit) = (_run, _audit ?? Task.CompletedTask);
        await run.ConfigureAwait(false);
        await audit.ConfigureAwait(false);
        _connection?.Dispose();
        _stop.Dispose();
    }

    /// <summary>Reads what was missed until it can be read, and lets it and then the held events through. Ends early with the connection; never fails.</summary>
    private async Task FillAsync(Task before, TopicQueue queue, CancellationToken over)
    {
        await before.ConfigureAwait(false);
        var delay = new ReconnectDelay(new Random(transport.Ids.NextSeed()));
        bool isComplete = true;
        int recovered = 0;
        try
        {
            while (true)
            {
                MissedEvents missed;
                try
                {
                    missed = await log.ReadMissedAsync(over).ConfigureAwait(false);
                }
                catch (SequenceException e)
                {
                    StreamLog.NotRecovered(transport.Log, topic, e.GetType().Name);
                    await Task.Delay(delay.Next(), transport.Time, over).ConfigureAwait(false);
                    continue;
                }

                isComplete &= missed.IsComplete;
                if (TryFill(queue, missed, isComplete, ref recovered, over))
                    break;
            }

            Resynced?.Invoke(topic);
        }
        catch (OperationCanceledException)
        {
            // The next connection begins anew.
        }
    }

    /// <summary>Lets the missed events through, and the held ones too unless there were too many: then the list must be read again.</summary>
    private bool TryFill(TopicQueue queue, MissedEvents missed, bool isComplete, ref int recovered, CancellationToken over)
    {
        lock (_gate)
        {
            over.ThrowIfCancellationRequested();
            recovered += DeliverAll(queue, missed);
            bool isDone = !_hasOverrun;
            if (isDone)
            {
                foreach (StreamEvent e in _held)
                    Deliver(queue, e);
                _isHolding = false;
                _isFilling = false;
                events.Post(queue, new StreamEvent.Resynced(topic) { Recovered = recovered, IsComplete = isComplete });
            }

            _held.Clear();
            _hasOverrun = false;
            return isDone;
        }
    }

    private async Task AuditAsync(CancellationToken over)
    {
        try
        {
            while (true)
            {
                await WaitForAuditAsync(over).ConfigureAwait(false);
                try
                {
                    await CompareAsync(over).ConfigureAwait(false);
                }
                catch (SequenceException e)
                {
                    StreamLog.NotRecovered(transport.Log, topic, e.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task WaitForAuditAsync(CancellationToken over)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(over);
        Task<bool> doubt = _doubts.Reader.WaitToReadAsync(wait.Token).AsTask();
        await Task.WhenAny(doubt, Task.Delay(plan.AuditInterval, transport.Time, wait.Token)).ConfigureAwait(false);
        await wait.CancelAsync().ConfigureAwait(false);
        over.ThrowIfCancellationRequested();
        _doubts.Reader.TryRead(out _);
    }

    /// <summary>Finds what the list shows and the stream still has not told after a while.</summary>
    private async Task CompareAsync(CancellationToken over)
    {
        lock (_gate)
        {
            if (_isHolding)
                return;
        }

        MissedEvents missed = await log.ReadMissedAsync(over).ConfigureAwait(false);
        if (missed.Events.Count > 0)
            await Task.Delay(Grace, transport.Time, over).ConfigureAwait(false);
        lock (_gate)
        {
            // A connection that was lost meanwhile has a reading of its own.
            if (_isHolding)
                return;
            int missing = missed.Events.Count(log.IsNew);
            if (missing > 0)
            {
                events.Post(_queue!, new StreamEvent.Gap(topic, GapReason.Omitted) { Missed = missing });
                DeliverAll(_queue!, missed);
                events.Post(_queue!, new StreamEvent.Resynced(topic) { Recovered = missing, IsComplete = missed.IsComplete });
            }

            log.Agree(missed);
        }
    }

    private int DeliverAll(TopicQueue queue, MissedEvents missed)
    {
        int delivered = missed.Events.Count(e => Deliver(queue, e));
        log.Agree(missed);
        return delivered;
    }

    /// <summary>True when the event is told now; false when it was before.</summary>
    private bool Deliver(TopicQueue queue, StreamEvent e)
    {
        if (!log.IsNew(e))
            return false;
        log.Note(e);
        events.Post(queue, e);
        return true;
    }
}
