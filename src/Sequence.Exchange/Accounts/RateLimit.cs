namespace Sequence.Exchange.Accounts;

/// <summary>The token bucket of a client: it holds twice the rate, and the rate flows in each second of exchange time. The caller holds the gate.</summary>
/// <param name="qps">Requests per second, above zero.</param>
internal sealed class RateLimit(int qps)
{
    /// <summary>A request in parts: each nanosecond brings <see cref="Qps"/> of them, a whole number.</summary>
    private const long Request = 1_000_000_000;

    private Int128 _parts = Capacity(qps);
    private UnixNanos? _at;

    /// <summary>Requests per second.</summary>
    public long Qps { get; } = qps;

    /// <summary>Takes one request out.</summary>
    /// <returns>Zero when it was there; otherwise nothing is taken, and this is the time until it is.</returns>
    public TimeSpan Take(UnixNanos now)
    {
        _parts = Int128.Min(Capacity(Qps), _parts + ((Int128)now.NanosecondsSince(_at ?? now) * Qps));
        _at = now;
        Int128 lacking = Request - _parts;
        if (lacking > 0)
            return TimeSpan.FromTicks((long)((lacking + PerTick - 1) / PerTick));
        _parts -= Request;
        return TimeSpan.Zero;
    }

    private long PerTick => Qps * TimeSpan.NanosecondsPerTick;

    private static Int128 Capacity(long qps) => (Int128)2 * qps * Request;
}
