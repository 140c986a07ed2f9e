using Sequence.Sandbox.Markets;
using Sequence.Sdk;

namespace Sequence.Sandbox.Streaming;

/// <summary>
/// One market topic that somebody watches: a frame at once, then at most one per 25 ms of exchange time, and only when its content changed.
/// The caller holds the gate.
/// </summary>
internal abstract class MarketTopic(string name, string symbol, Scheduler scheduler)
{
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(25);

    private readonly List<StreamSession> _watchers = [];
    private UnixNanos _lastLook;
    private byte[]? _frame;
    private IDisposable? _look;

    /// <summary>As the clients subscribed it.</summary>
    public string Name { get; } = name;

    /// <summary>The canonical symbol.</summary>
    public string Symbol { get; } = symbol;

    public bool IsWatched => _watchers.Count > 0;

    /// <summary>Adds a client and sends it the present state.</summary>
    public void Join(StreamSession session)
    {
        if (!IsWatched)
            Look();
        _watchers.Add(session);
        if (_frame is { } frame)
            session.PostLatest(Name, frame);
    }

    public void Leave(StreamSession session)
    {
        _watchers.Remove(session);
        if (IsWatched)
            return;
        _look?.Dispose();
        _look = null;
    }

    /// <summary>A book of the symbol changed: look at it as soon as the distance to the last look allows.</summary>
    public void Touch()
    {
        TimeSpan wait = _lastLook + Distance - scheduler.Now;
        _look ??= scheduler.Schedule(wait, Look);
    }

    /// <summary>The payload when it differs from the last one, else null.</summary>
    protected abstract object? Change(UnixNanos now);

    private void Look()
    {
        _look = null;
        if (Change(scheduler.Now) is not { } payload)
            return;
        _lastLook = scheduler.Now;
        byte[] frame = _frame = StreamFrames.Event(Name, payload);
        foreach (StreamSession session in _watchers)
            session.PostLatest(Name, frame);
    }
}
