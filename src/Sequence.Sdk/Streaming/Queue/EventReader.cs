using System.Runtime.CompilerServices;

namespace Sequence.Sdk.Streaming;

/// <summary>Reads what waits in a queue, for one reader at a time; the next goes on where the last one stopped.</summary>
internal sealed class EventReader(EventQueue events)
{
    private int _isReading;

    public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReading, 1) != 0)
            throw new InvalidOperationException("The stream is being read already. One reader at a time: let it pass the events on.");
        try
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (events.TryTake(out StreamEvent? e))
                {
                    yield return e;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
            while (await events.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            Volatile.Write(ref _isReading, 0);
        }
    }
}
