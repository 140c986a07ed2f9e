using Sequence.Sdk;

namespace Sequence.Sandbox.Recording;

/// <summary>A clock that stands where it is put. Its timers never ring: who moves it wakes the exchange too.</summary>
internal sealed class VirtualTime(UnixNanos start) : TimeProvider
{
    public UnixNanos Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
