using System.Security.Cryptography;

namespace Sequence.Sdk.Transport;

/// <summary>
/// The wait before the next attempt: random from 0 to a ceiling that doubles from 250 ms to 8 s (full jitter), in whole milliseconds.
/// Its randomness is its own, so that a failure does not change the ids that a seed gives.
/// </summary>
internal sealed class RetryDelay(int? seed)
{
    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan LastCeiling = TimeSpan.FromMilliseconds(LastCeilingMs);

    private const int FirstCeilingMs = 250;
    private const int LastCeilingMs = 8000;

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <param name="attempt">The attempts so far, from 1.</param>
    public static TimeSpan Ceiling(int attempt) => TimeSpan.FromMilliseconds(CeilingMs(attempt));

    /// <inheritdoc cref="Ceiling"/>
    public TimeSpan Next(int attempt)
    {
        lock (_gate)
            return TimeSpan.FromMilliseconds(_random.Next(CeilingMs(attempt) + 1));
    }

    private static int CeilingMs(int attempt) => Math.Min(FirstCeilingMs << Math.Min(attempt - 1, 5), LastCeilingMs);
}
