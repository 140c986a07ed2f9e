namespace Sequence.Sdk.Streaming;

/// <summary>
/// When to try again: at once the first time, then after a random wait under a ceiling that doubles from 250 ms to 8 s (full jitter),
/// for ever. A connection must have held for a while before the count starts again, so a server that accepts and drops is not hammered.
/// </summary>
internal sealed class ReconnectDelay(Random jitter)
{
    public static readonly TimeSpan FirstCeiling = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan LastCeiling = TimeSpan.FromSeconds(8);

    /// <summary>A connection that lived so long counts as sound.</summary>
    public static readonly TimeSpan Sound = LastCeiling;

    /// <summary>2^5 x 250 ms is the last ceiling.</summary>
    private const int LastDoubling = 5;

    private int _attempts;

    public void ConnectionHeld(TimeSpan lived)
    {
        if (lived >= Sound)
            _attempts = 0;
    }

    public TimeSpan Next()
    {
        int attempt = _attempts;
        _attempts = Math.Min(attempt + 1, LastDoubling + 1);
        return attempt == 0 ? TimeSpan.Zero : FirstCeiling * (1 << (attempt - 1)) * jitter.NextDouble();
    }
}
