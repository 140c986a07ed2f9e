namespace Sequence.Sdk;

/// <summary>Reads a state until it is the one that was waited for, at first every 250 ms and then ever slower, up to every 2 s.</summary>
internal static class Poll
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public static TimeSpan PauseAfter(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    public static async Task<T> UntilAsync<T>(
        TimeProvider time, Func<CancellationToken, Task<T>> readAsync, Func<T, bool> isDone, CancellationToken cancellationToken)
    {
        for (TimeSpan pause = FirstPause; ; pause = PauseAfter(pause))
        {
            T state = await readAsync(cancellationToken).ConfigureAwait(false);
            if (isDone(state))
                return state;
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
