using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>A clock that the test moves, and that tells which waits were begun on it.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        // What ticks is no wait.
        if (dueTime > TimeSpan.Zero && period == Timeout.InfiniteTimeSpan)
            _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The next wait that somebody begins, or has begun.</summary>
    public async Task<TimeSpan> NextWaitAsync(CancellationToken cancellationToken) => await _waits.Reader.ReadAsync(cancellationToken);
}
