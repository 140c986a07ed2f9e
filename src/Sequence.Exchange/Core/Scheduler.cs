namespace Sequence.Exchange.Core;

/// <summary>
/// The exchange's only clock and its only thread of time: events run one at a time under <see cref="Gate"/>,
/// each at its own due time, so that a jump of a virtual clock replays the same sequence as real time would.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    // A real timer counts whole milliseconds: a shorter wait would fire early and spin.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    // A timer takes at most 49 days; waking up once more does no harm.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly PriorityQueue<Event, (long Due, long Order)> _events = new();
    private long _order;
    private long _now;
    private bool _entered;
    private bool _disposed;

    public Scheduler(TimeProvider time)
    {
        _time = time;
        _now = ReadClock();
        _timer = time.CreateTimer(_ => Enter(() => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An event threw. The schedule goes on, and so does whoever happened to bring the exchange up to date.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Everything that touches the exchange's state holds this.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Inside an event its due time, inside <see cref="Enter{T}"/> the clock. It never goes back. The caller has entered.</summary>
    public UnixNanos Now => UnixNanos.FromRaw(_now);

    /// <summary>
    /// Takes the gate, brings the exchange up to the present, and runs the work. Inside an event or other work,
    /// it just runs the work: time stands still there.
    /// </summary>
    public T Enter<T>(Func<T> work)
    {
        lock (Gate)
        {
            if (_entered)
                return work();
            _entered = true;
            try
            {
                CatchUp();
                return work();
            }
            finally
            {
                _entered = false;
                Arm();
            }
        }
    }

    /// <inheritdoc cref="Enter{T}"/>
    public void Enter(Action work) => Enter(() =>
    {
        work();
        return true;
    });

    /// <summary>Runs the action after a delay of exchange time; events of the same due time run in the order of their scheduling.</summary>
    /// <param name="delay">From <see cref="Now"/>; zero or less means at once after what is due already.</param>
    /// <param name="action">Runs under the gate.</param>
    /// <returns>Dispose it to call the action off.</returns>
    public IDisposable Schedule(TimeSpan delay, Action action) => Enter(() =>
    {
        var scheduled = new Event(action);
        Add(scheduled, delay);
        return scheduled;
    });

    /// <summary>As <see cref="Schedule"/>, but after everything else of the same due time, what is added until then included: as a caller from outside would come.</summary>
    public void ScheduleLast(TimeSpan delay, Action action) => Enter(() =>
    {
        if (!_disposed)
            _events.Enqueue(new Event(action), (Due(delay), long.MaxValue));
    });

    /// <summary>Runs the action again and again at a fixed distance, first after one interval; also after a run that threw.</summary>
    /// <param name="interval">More than zero.</param>
    /// <param name="action">Runs under the gate.</param>
    /// <returns>Dispose it to stop; a run may do so itself.</returns>
    public IDisposable Every(TimeSpan interval, Action action)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return Enter(() =>
        {
            Event? repeating = null;
            repeating = new Event(() =>
            {
                Add(repeating!, interval);
                action();
            });
            Add(repeating, interval);
            return repeating;
        });
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

    private void Add(Event scheduled, TimeSpan delay)
    {
        if (!_disposed)
            _events.Enqueue(scheduled, (Due(delay), _order++));
    }

    private long Due(TimeSpan delay) => checked(_now + (Math.Max(0, delay.Ticks) * TimeSpan.NanosecondsPerTick));

    private void CatchUp()
    {
        long clock = ReadClock();
        while (NextDue() is { } due && due <= clock)
        {
            _now = Math.Max(_now, due);
            Run(_events.Dequeue());
        }

        _now = Math.Max(_now, clock);
    }

    private void Run(Event next)
    {
        try
        {
            next.Action();
        }
        catch (Exception e)
        {
            Failed?.Invoke(e);
        }
    }

    /// <summary>The due time of the first event that was not called off.</summary>
    private long? NextDue()
    {
        while (_events.TryPeek(out Event? next, out (long Due, long Order) key))
        {
            if (!next.IsCancelled)
                return key.Due;
            _events.Dequeue();
        }

        return null;
    }

    private void Arm()
    {
        if (_disposed || NextDue() is not { } due)
            return;
        TimeSpan wait = UnixNanos.FromRaw(due) - UnixNanos.FromRaw(ReadClock());
        _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : Clamp(wait), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait;

    private long ReadClock() => UnixNanos.FromDateTimeOffset(_time.GetUtcNow()).Raw;

    private sealed class Event(Action action) : IDisposable
    {
        public Action Action { get; } = action;

        public bool IsCancelled { get; private set; }

        public void Dispose() => IsCancelled = true;
    }
}
