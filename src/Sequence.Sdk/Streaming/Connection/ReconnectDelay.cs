using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// When to try again: at once the first time, then after a random wait under the ceiling of <see cref="RetryDelay"/> (full jitter),
/// for ever. A connection must have held for a while before the count starts again, so a server that accepts and drops is not hammered.
/// </summary>
internal sealed class ReconnectDelay(Random jitter)
{
    /// <summary>A connection that lived so long counts as sound.</summary>
    public static readonly TimeSpan Sound = RetryDelay.LastCeiling;

    /// <summary>A server that asks for a longer pause than this is not believed.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Attempts since a connection was sound.</summary>
    public int Attempts { get; private set; }

    public void ConnectionHeld(TimeSpan lived)
    {
        if (lived >= Sound)
            Attempts = 0;
    }

    /// <param name="pause">How long the server wants to be left alone; null or zero when it did not say.</param>
    public TimeSpan Next(TimeSpan? pause = null)
    {
        int attempt = Attempts++;
        TimeSpan wait = attempt == 0 ? TimeSpan.Zero : RetryDelay.Ceiling(attempt) * jitter.NextDouble();
        TimeSpan asked = pause > LongestPause ? LongestPause : pause ?? TimeSpan.Zero;
        return wait > asked ? wait : asked;
    }
}
