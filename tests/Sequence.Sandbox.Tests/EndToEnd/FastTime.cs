namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>A clock on which everything takes a fraction of its time: timers, timestamps and dates alike.</summary>
internal sealed class FastTime(int speed) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly long _began = System.GetTimestamp();
    private readonly DateTimeOffset _start = System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => (System.GetTimestamp() - _began) * speed;

    public override DateTimeOffset GetUtcNow() => _start + GetElapsedTime(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Below(dueTime), Below(period)), this);

    private TimeSpan Below(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(Math.Max(1, Math.Min((wait / speed).TotalMilliseconds, LongestWait.TotalMilliseconds)));

    private sealed class Timer(ITimer timer, FastTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Below(dueTime), time.Below(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
