namespace Sequence.Sandbox.Recording;

/// <summary>A clock that starts where it is told and runs faster or slower than the one below it.</summary>
/// <param name="clock">The clock below.</param>
/// <param name="speed">How many seconds pass here in one second there; above zero.</param>
/// <param name="start">What it shows now.</param>
internal sealed class ScaledTime(TimeProvider clock, double speed, DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly long _begin = clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + (clock.GetElapsedTime(_begin) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(clock.CreateTimer(callback, state, Below(dueTime), Below(period)), this);

    /// <summary>The same wait on the clock below; a real timer counts whole milliseconds, and a shorter one would fire early and spin.</summary>
    private TimeSpan Below(TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero)
            return wait;
        TimeSpan scaled = wait.TotalSeconds / speed > LongestWait.TotalSeconds ? LongestWait : wait / speed;
        return scaled < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : scaled;
    }

    private sealed class Timer(ITimer timer, ScaledTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Below(dueTime), time.Below(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
