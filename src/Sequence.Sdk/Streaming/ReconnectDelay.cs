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

    private int _attempts;

    public void ConnectionHeld(TimeSpan lived)
    {
        if (lived >= Sound)
            _attempts = 0;
    }

    public TimeSpan Next()
    {
        int attempt = _attempts++;
        return attempt == 0 ? TimeSpan.Zero : RetryDelay.Ceiling(attempt) * jitter.NextDouble();
    }
}
