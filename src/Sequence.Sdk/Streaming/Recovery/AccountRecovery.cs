using System.Threading.Channels;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>How a stream makes up for what it missed of the account.</summary>
/// <param name="HeldEvents">How many live events may wait while the list is read.</param>
/// <param name="AuditInterval">How often to compare with the list; null for never.</param>
internal sealed record RecoveryPlan(int HeldEvents, TimeSpan? AuditInterval);

/// <summary>
/// Keeps one topic of the account whole on its way to somebody: lets each event through once, and fills a hole from the server's list. There are two in
/// a row: the first fills what the connection did not bring, for all who hear; the second what found no room in the reader's line, for the reader alone.
/// </summary>
/// <param name="topic">The topic.</param>
/// <param name="log">What was let through.</param>
/// <param name="put">Lets an event through; false when there is no room for it.</param>
/// <param name="transport">The clock, the log and the randomness of the waits.</param>
/// <param name="plan">How much may be held, and how often to compare.</param>
internal sealed class AccountRecovery(string topic, IAccountLog log, Func<TopicQueue, StreamEvent, bool> put, SequenceTransport transport, RecoveryPlan plan)
    : IAsyncDisposable
{
    /// <summary>What the list shows may still be on its way on the stream.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<StreamEvent> _held = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _doubts = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private CancellationTokenSource? _fill;
    private Task _run = Task.CompletedTask;
    private Task? _audit;
    private TopicQueue? _queue;
    private bool _isHolding;
    private bool _isFilling;
    private bool _hasOverrun;

    /// <summary>The topic is current again.</summary>
    public event Action<string>? Resynced;

    /// <summary>The second in the row, which only the first has.</summary>
    public AccountRecovery? Reader { get; init; }

    /// <summary>Counts an event that is not let through, since one before it was not either; null where all are held.</summary>
    public Action<TopicQueue>? Drop { get; init; }

    /// <summary>Puts a gap in front of what the comparison found.</summary>
    public Action<TopicQueue, StreamEvent.Gap>? PutGap { get; init; }

    /// <summary>True while there is a hole.</summary>
    public bool IsHolding
    {
        get
        {
            lock (_gate)
                return _isHolding;
        }
    }

    /// <summary>Takes an event, in the order in which they come.</summary>
    public void Take(TopicQueue queue, StreamEvent e)
    {
        lock (_gate)
        {
            if (!_isHolding)
                Deliver(queue, e);
            else if (e is StreamEvent.Resynced)
                BeginAfterAnother(queue);
            else if (!_isFilling && Drop is { } drop)
                drop(queue);
            else if (_held.Count < plan.HeldEvents)
                _held.Add(e);
            else
                _hasOverrun = true;
        }
    }

    /// <summary>A message of the topic could not be read: compare soon.</summary>
    public void RequestAudit() => _doubts.Writer.TryWrite(true);

    /// <summary>The connection is over. What comes then is held, and told in order once the hole is filled.</summary>
    public void Lost()
    {
        lock (_gate)
        {
            if (_queue is not null)
                MarkGap();
        }

        Reader?.Interrupt();
    }

    /// <summary>The way is open again. True when a hole must be filled first.</summary>
    public bool StartBackfill(TopicQueue queue)
    {
        lock (_gate)
        {
            _queue = queue;
            if (plan.AuditInterval is { } interval)
                _audit ??= AuditAsync(interval, _stop.Token);
            if (!_isHolding || _isFilling)
                return _isHolding;
            _isFilling = true;
            _fill?.Dispose();
            _fill = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            _run = BackfillAsync(_run, queue, _fill.Token);
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
        if (Reader is { } reader)
            await reader.DisposeAsync().ConfigureAwait(false);
        _fill?.Dispose();
        _stop.Dispose();
    }

    /// <summary>The first in the row has a hole: this one waits until it is filled.</summary>
    private void Interrupt()
    {
        lock (_gate)
        {
            if (_isFilling)
                MarkGap();
        }
    }

    /// <summary>The first in the row has no hole any more; this one still has, and its reader may have caught up meanwhile.</summary>
    private void BeginAfterAnother(TopicQueue queue)
    {
        if (!_isFilling && !queue.HasOverflow)
            StartBackfill(queue);
    }

    private void AdvanceWatermark(MissedEvents missed)
    {
        lock (_gate)
        {
            if (!_isHolding)
                log.AdvanceWatermark(missed);
        }
    }

    /// <summary>From now on there is a hole.</summary>
    private void MarkGap()
    {
        // Not here and now: what waits for it would go on under this lock.
        _ = _fill?.CancelAsync();
        _held.Clear();
        _hasOverrun = false;
        _isHolding = true;
        _isFilling = false;
    }

    /// <summary>Reads what was missed until it can be read, and lets it and then the held events through. Ends early with a new hole; never fails.</summary>
    private async Task BackfillAsync(Task before, TopicQueue queue, CancellationToken over)
    {
        // A list that is there at once must not be told under the locks of whoever begins, which has yet to note that the topic recovers.
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
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
            // The next beginning starts anew.
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
            foreach (StreamEvent e in isDone ? [.. _held] : Array.Empty<StreamEvent>())
                Deliver(queue, e);
            _held.Clear();
            _hasOverrun = false;

            // Without room there is a new hole, which ends this filling.
            ThrowIfBroken();
            if (!isDone)
                return false;
            Deliver(queue, new StreamEvent.Resynced(topic) { Recovered = recovered, IsComplete = isComplete });
            ThrowIfBroken();
            _isHolding = false;
            _isFilling = false;
            return true;
        }
    }

    private void ThrowIfBroken()
    {
        if (!_isFilling)
            throw new OperationCanceledException();
    }

    private async Task AuditAsync(TimeSpan interval, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await WaitForAuditAsync(interval, over).ConfigureAwait(false);
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

    private async Task WaitForAuditAsync(TimeSpan interval, CancellationToken over)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(over);
        Task<bool> doubt = _doubts.Reader.WaitToReadAsync(wait.Token).AsTask();
        await Task.WhenAny(doubt, Task.Delay(interval, transport.Time, wait.Token)).ConfigureAwait(false);
        await wait.CancelAsync().ConfigureAwait(false);
        over.ThrowIfCancellationRequested();
        _doubts.Reader.TryRead(out _);
    }

    /// <summary>Finds what the list shows and the stream still has not told after a while.</summary>
    private async Task CompareAsync(CancellationToken over)
    {
        if (IsHolding)
            return;
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
                PutGap?.Invoke(_queue!, new StreamEvent.Gap(topic, GapReason.Omitted) { Missed = missing });
            DeliverAll(_queue!, missed);
            if (missing > 0)
                Deliver(_queue!, new StreamEvent.Resynced(topic) { Recovered = missing, IsComplete = missed.IsComplete });
        }
    }

    private int DeliverAll(TopicQueue queue, MissedEvents missed)
    {
        int delivered = 0;
        foreach (StreamEvent e in missed.Events)
        {
            if (_isHolding && !_isFilling)
                return delivered;
            if (Deliver(queue, e))
                delivered++;
        }

        log.AdvanceWatermark(missed);
        Reader?.AdvanceWatermark(missed);
        return delivered;
    }

    /// <summary>True when the event is told now; false when it was before, or there is no room for it.</summary>
    private bool Deliver(TopicQueue queue, StreamEvent e)
    {
        bool isWord = e is StreamEvent.Resynced;
        if (!isWord && !log.IsNew(e))
            return false;
        if (!put(queue, e))
        {
            MarkGap();
            return false;
        }

        if (!isWord)
            log.Note(e);
        return true;
    }
}
