using Sequence.Sdk;

namespace Sequence.Sandbox;

/// <summary>
/// The exchange's only clock and its only thread of time: events run one at a time under <see cref="Gate"/>,
/// each at its own due time, so that a jump of a virtual clock replays the same sequence as real time would.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly PriorityQueue<Event, (long Due, long Order)> _events = new();
    private long _order;
    private long _now;
    private bool _disposed;

    public Scheduler(TimeProvider time)
    {
        _time = time;
        _now = ReadClock();
        _timer = time.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Everything that touches the exchange's state holds this.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The exchange's time: the due time of the event that runs, else the clock.</summary>
    public UnixNanos Now => UnixNanos.FromRaw(_now);

    /// <summary>Takes the gate, brings the exchange up to the present, and runs the work.</summary>
    public T Enter<T>(Func<T> work)
    {
        lock (Gate)
        {
            CatchUp();
            T result = work();
            Arm();
            return result;
        }
    }

    /// <inheritdoc cref="Enter{T}"/>
    public void Enter(Action work) => Enter(() =>
    {
        work();
        return true;
    });

    /// <summary>Runs the action after a delay of exchange time. The caller holds the gate.</summary>
    /// <returns>Dispose it to call the action off.</returns>
    public IDisposable Schedule(TimeSpan delay, Action action)
    {
        var scheduled = new Event(action);
        long due = checked(_now + Math.Max(0, delay.Ticks) * 100);
        _events.Enqueue(scheduled, (due, _order++));
        return scheduled;
    }

    /// <summary>Runs the action again and again at a fixed distance, first after one interval.</summary>
    public IDisposable Every(TimeSpan interval, Action action)
    {
        var repeating = new Event(action);
        void Tick()
        {
            if (repeating.IsCancelled)
                return;
            action();
            Schedule(interval, Tick);
        }

        Schedule(interval, Tick);
        return repeating;
    }

    public void Dispose()
    {
        lock (Gate)
        {
            _disposed = true;
            _events.Clear();
        }

        _timer.Dispose();
    }

    private void RunDue()
    {
        lock (Gate)
        {
            CatchUp();
            Arm();
        }
    }

    private void CatchUp()
    {
        long clock = ReadClock();
        while (_events.TryPeek(out Event? next, out (long Due, long Order) key) && (next.IsCancelled || key.Due <= clock))
        {
            _events.Dequeue();
            if (next.IsCancelled)
                continue;
            _now = Math.Max(_now, key.Due);
            next.Action();
        }

        _now = Math.Max(_now, clock);
    }

    private void Arm()
    {
        if (_disposed || !_events.TryPeek(out _, out (long Due, long Order) key))
            return;
        _timer.Change(TimeSpan.FromTicks(Math.Max(0, (key.Due - ReadClock() + 99) / 100)), Timeout.InfiniteTimeSpan);
    }

    private long ReadClock() => UnixNanos.FromDateTimeOffset(_time.GetUtcNow()).Raw;

    private sealed class Event(Action action) : IDisposable
    {
        public Action Action { get; } = action;

        public bool IsCancelled { get; private set; }

        public void Dispose() => IsCancelled = true;
    }
}
