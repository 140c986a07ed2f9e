using Sequence.Sdk;

namespace Sequence.Sandbox.Faults;

/// <summary>Waits in exchange time. It counts from its making, so that a clock that is moved before the wait begins is not missed.</summary>
/// <param name="scheduler">The exchange's clock.</param>
/// <param name="ended">The exchange ends.</param>
internal sealed class ExchangeClock(Scheduler scheduler, CancellationToken ended)
{
    private readonly UnixNanos _start = scheduler.Now;

    /// <exception cref="OperationCanceledException">The caller has gone, or the exchange ends.</exception>
    public async Task WaitAsync(TimeSpan sinceStart, CancellationToken cancellationToken)
    {
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable wait = scheduler.Enter(() => scheduler.Schedule(_start + sinceStart - scheduler.Now, due.SetResult));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, cancellationToken);
        await due.Task.WaitAsync(either.Token).ConfigureAwait(false);
    }
}
