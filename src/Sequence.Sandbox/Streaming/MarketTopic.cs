using Sequence.Sdk;

namespace Sequence.Sandbox.Streaming;

/// <summary>A topic that follows books: a frame at once, then at most one per distance of exchange time, and only when its content changed.</summary>
/// <param name="name">As it was subscribed.</param>
/// <param name="scheduler">The exchange's time.</param>
/// <param name="watch">Keeps its symbol quoted while somebody watches; null when that needs nothing.</param>
internal abstract class MarketTopic(string name, Scheduler scheduler, Func<Attention?>? watch = null) : WatchedTopic(name)
{
    private UnixNanos _lastLook;
    private byte[]? _frame;
    private IDisposable? _look;
    private Attention? _attention;

    /// <summary>The shortest time from one frame to the next.</summary>
    protected virtual TimeSpan Distance { get; } = TimeSpan.FromMilliseconds(25);

    public override void OnMarketChanged(VenueMarket market)
    {
        if (!Covers(market))
            return;
        TimeSpan wait = _lastLook + Distance - scheduler.Now;
        _look ??= scheduler.Schedule(wait, Look);
    }

    public override void SendLast() => Look();

    /// <summary>A change of this book may change the topic.</summary>
    protected abstract bool Covers(VenueMarket market);

    /// <summary>The payload when it differs from the last one, else null.</summary>
    protected abstract object? Change(UnixNanos now);

    protected override void Begin()
    {
        _attention = watch?.Invoke();
        Look();
    }

    protected override void SendSnapshot(StreamSession session)
    {
        if (_frame is { } frame)
            session.PostLatest(Name, frame);
    }

    protected override void End()
    {
        _look?.Dispose();
        _look = null;
        _attention?.Release();
        _attention = null;
    }

    private void Look()
    {
        _look = null;
        if (Change(scheduler.Now) is not { } payload)
            return;
        _lastLook = scheduler.Now;
        byte[] frame = _frame = StreamFrames.Event(Name, payload);
        foreach (StreamSession session in Watchers)
            session.PostLatest(Name, frame);
    }
}
