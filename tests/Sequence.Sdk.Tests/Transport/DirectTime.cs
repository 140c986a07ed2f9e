using Microsoft.Extensions.Time.Testing;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>A clock on which everything that a wait held back happens while the test moves it, so that instants are exact.</summary>
internal sealed class DirectTime : FakeTimeProvider
{
    public DirectTime()
    {
    }

    public DirectTime(DateTimeOffset start) : base(start)
    {
    }

    private int _armed;

    /// <summary>How many waits are under way.</summary>
    public int Armed => Volatile.Read(ref _armed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _armed);
        int isOver = 0;
        ITimer inner = base.CreateTimer(
            s =>
            {
                End();
                RunHere(callback, s);
            },
            state, dueTime, period);
        return new CountedTimer(inner, End);

        void End()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
                Interlocked.Decrement(ref _armed);
        }
    }

    /// <summary>With the test's context in place, the rest of an asynchronous method would go to another thread.</summary>
    private static void RunHere(TimerCallback callback, object? state)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            callback(state);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class CountedTimer(ITimer inner, Action end) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

        public void Dispose()
        {
            end();
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            end();
            return inner.DisposeAsync();
        }
    }
}
