namespace Sequence.Sandbox;

/// <summary>
/// The faults of one exchange. They act in the order of their adding; several may act on the same request or frame, up to the first that ends the request.
/// The same seed and the same script of calls give the same faults.
/// </summary>
public sealed class FaultSet
{
    private readonly Scheduler _scheduler;
    private readonly int _seed;
    private readonly FaultPlaces _places;
    private readonly List<ActiveFault> _all = [];
    private volatile ActiveFault[] _live = [];
    private int _added;

    internal FaultSet(Scheduler scheduler, int seed, FaultPlaces places)
    {
        _scheduler = scheduler;
        _seed = seed;
        _places = places;
    }

    /// <summary>A fault of sockets begins to act on those that are open. Under the gate.</summary>
    internal event Action<ActiveFault>? Struck;

    /// <summary>What a fault held back goes out. Under the gate.</summary>
    internal event Action<ActiveFault>? Released;

    /// <summary>Those that were added and not removed, also when they are over: a copy of the present state.</summary>
    public IReadOnlyList<ActiveFault> All => _scheduler.Enter(() => _all.ToList());

    /// <summary>No fault can act: nobody needs to ask.</summary>
    internal bool IsQuiet => _live.Length == 0;

    /// <summary>Those that can still act, in the order of their adding.</summary>
    internal IReadOnlyList<ActiveFault> Live => _live;

    /// <summary>Lets a fault act from now on.</summary>
    /// <param name="fault">A fault may be added several times; each counts on its own.</param>
    /// <exception cref="ArgumentException">The contract has no such operation, or the stream no such topic.</exception>
    public ActiveFault Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (_places.Problem(fault) is { } problem)
            throw new ArgumentException(problem, nameof(fault));
        return _scheduler.Enter(() =>
        {
            var active = new ActiveFault(this, fault, Seeds.For(_seed, FormattableString.Invariant($"fault:{_added++}:{fault}")), _scheduler.Now);
            _all.Add(active);
            _live = [.. _live, active];
            if (fault.OnSocket is not null && fault.Begin > TimeSpan.Zero)
                _scheduler.Schedule(fault.Begin, () => Strike(active));
            else if (fault.OnSocket is not null)
                Strike(active);
            if (fault.Length is { } length)
                _scheduler.Schedule(fault.Begin + length, () => End(active));
            return active;
        });
    }

    /// <summary>Stops a fault and takes it off the list.</summary>
    /// <param name="fault">One that <see cref="Add"/> gave.</param>
    /// <returns>False when it had been removed before.</returns>
    public bool Remove(ActiveFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return _scheduler.Enter(() =>
        {
            End(fault);
            Release(fault);
            return _all.Remove(fault);
        });
    }

    /// <summary>Stops all faults and empties the list.</summary>
    public void Clear() => _scheduler.Enter(() =>
    {
        foreach (ActiveFault fault in _all.ToList())
            Remove(fault);
    });

    /// <summary>It acts no more. Under the gate.</summary>
    internal void End(ActiveFault fault)
    {
        if (fault.IsOver)
            return;
        fault.MarkOver();
        _live = [.. _live.Where(live => live != fault)];
        // What was held for a count goes out in front of the next frame; a window has no next frame to wait for.
        if (fault.Fault.Length is not null)
            Release(fault);
    }

    /// <summary>Whether a subscription is to be refused. Under the gate.</summary>
    internal bool Rejects(string topic) => Array.Exists(
        _live, active => active.Fault.RejectsSubscription && active.Fault.IsAbout(topic) && active.TryFire(_scheduler.Now));

    /// <summary>A fault of sockets begins: those that are open are hit now.</summary>
    private void Strike(ActiveFault active)
    {
        Struck?.Invoke(active);
        if (active.Fault.IsForOpenSocketsOnly)
            End(active);
    }

    private void Release(ActiveFault fault) => Released?.Invoke(fault);
}
