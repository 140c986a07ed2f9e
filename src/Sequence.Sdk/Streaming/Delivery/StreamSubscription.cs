using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

/// <summary>
/// One handler on a stream, with a line of its own: it is called for one event after the other, on a thread of the pool, beside every other handler
/// and reader. When it throws, that is reported and the next event comes all the same. Disposing takes it off the stream.
/// </summary>
public sealed class StreamSubscription : IStreamListener, IThreadPoolWorkItem, IDisposable
{
    private const int NotYet = 0;
    private const int ToTell = 1;
    private const int Told = 2;

    private readonly EventQueue _stream;
    private readonly EventQueue _line;
    private readonly Delivery _delivery;
    private readonly Action<StreamSubscription, Exception> _report;
    private readonly Dictionary<TopicQueue, TopicQueue> _own = [];
    private long _failures;
    private Exception? _lastFailure;
    private Exception? _streamFailure;
    private int _isRunning;
    private int _end;

    internal StreamSubscription(EventQueue stream, int capacity, Delivery delivery, Action<StreamSubscription, Exception> report)
    {
        _stream = stream;
        _line = new EventQueue(capacity);
        _delivery = delivery;
        _report = report;
    }

    /// <summary>How often the handler threw.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>What the handler threw last; null when it never did.</summary>
    public Exception? LastFailure => Volatile.Read(ref _lastFailure);

    /// <summary>What came, was handed over, was replaced and was lost so far, for this handler alone.</summary>
    public IReadOnlyList<TopicStatistics> Topics => _line.Snapshot().Topics;

    /// <summary>The handler's failures wait here, the newest only.</summary>
    internal TopicQueue FailureTopic { get; } = new("handlers", QueuePolicy.Latest);

    internal string Name => _delivery.Name;

    /// <summary>True while nothing waits and the handler does not run.</summary>
    internal bool IsIdle => Volatile.Read(ref _isRunning) == 0 && !HasWork;

    /// <summary>Takes the handler off the stream. A call that runs is not interrupted; no other follows.</summary>
    public void Dispose()
    {
        _stream.Detach(this);
        Volatile.Write(ref _end, Told);
        _line.Complete(null, discard: true);
    }

    void IStreamListener.OnTopic(TopicQueue topic)
    {
        // Its line opens with its first event.
    }

    void IStreamListener.OnClosed(TopicQueue topic)
    {
        if (_own.Remove(topic, out TopicQueue? own))
            _line.Close(own);
    }

    void IStreamListener.OnLatest(TopicQueue topic, LatestFrame frame)
    {
        if (!_delivery.Wants(frame))
            return;
        _line.Post(OwnOf(topic), frame);
        Wake();
    }

    void IStreamListener.OnEvent(TopicQueue topic, StreamEvent e)
    {
        // A handler that hears of failures, and throws at that, would never rest.
        if (e is StreamEvent.HandlerFailed || !_delivery.Wants(e))
            return;
        if (e is StreamEvent.Gap gap)
            _line.Post(OwnOf(topic), gap);
        else
            _line.Post(OwnOf(topic), e);
        Wake();
    }

    void IStreamListener.OnConnectionEvent(StreamEvent e, string topic)
    {
        if (!_delivery.Wants(e))
            return;
        _line.EnqueueConnectionEvent(e, topic);
        Wake();
    }

    void IStreamListener.OnEnd(Exception? failure)
    {
        // Disposing a stream ends everything at once, a failure comes after what waits.
        _line.Complete(null, discard: failure is null);
        _streamFailure = failure;
        Interlocked.CompareExchange(ref _end, ToTell, NotYet);
        Wake();
    }

    /// <summary>Hands over what waits; on one thread at a time.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            while (Guarded(static s => s._delivery.DeliverNext(s._line)))
            {
            }

            if (Interlocked.CompareExchange(ref _end, Told, ToTell) == ToTell)
                Guarded(static s => s._delivery.End(s._streamFailure));
            Interlocked.Exchange(ref _isRunning, 0);
        }
        while (HasWork && Interlocked.Exchange(ref _isRunning, 1) == 0);
    }

    private bool HasWork => !_line.IsEmpty || Volatile.Read(ref _end) == ToTell;

    private void Wake()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private TopicQueue OwnOf(TopicQueue topic)
    {
        if (!_own.TryGetValue(topic, out TopicQueue? own))
            _own[topic] = own = _line.Open(topic.Name, topic.Policy);
        return own;
    }

    /// <summary>Calls the user's code. What it throws is told, and counts as handed over.</summary>
    private bool Guarded(Func<StreamSubscription, bool> call)
    {
        try
        {
            return call(this);
        }
        catch (Exception e)
        {
            Volatile.Write(ref _lastFailure, e);
            Interlocked.Increment(ref _failures);
            _report(this, e);
            return true;
        }
    }
}
