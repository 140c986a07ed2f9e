namespace Sequence.Exchange.Markets;

/// <summary>
/// Whether anybody looks at a symbol; all venues of it share one. A market that is quoted on demand rests while nobody does,
/// so that symbols that nobody trades cost nothing.
/// </summary>
/// <param name="opened">Exchange time of the listing.</param>
internal sealed class Attention(UnixNanos opened)
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private bool _wasAsked;
    private int _followers;

    /// <summary>Somebody looks again after nobody did: quotes are refreshed here before they are read.</summary>
    public event Action? Woken;

    /// <summary>Exchange time at which somebody last asked for the symbol; of the listing before.</summary>
    public UnixNanos LastAsked { get; private set; } = opened;

    /// <summary>True while somebody follows the symbol, and for a minute after it was asked for.</summary>
    public bool IsAwake(UnixNanos now) => _followers > 0 || (_wasAsked && now - LastAsked < Span);

    public void Ask(UnixNanos now)
    {
        bool slept = !IsAwake(now);
        LastAsked = now;
        _wasAsked = true;
        if (slept)
            Woken?.Invoke();
    }

    /// <summary>Keeps the symbol awake until <see cref="Release"/>.</summary>
    public void Hold(UnixNanos now)
    {
        Ask(now);
        _followers++;
    }

    public void Release() => _followers--;
}
