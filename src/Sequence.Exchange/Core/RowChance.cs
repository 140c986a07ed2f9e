namespace Sequence.Exchange.Core;

/// <summary>Draws that depend on nothing but their place: row 40,000 needs no row before it. SplitMix64.</summary>
internal struct RowChance
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;

    private RowChance(ulong state) => _state = state;

    /// <summary>The same seed, purpose and row give the same draws.</summary>
    public static RowChance For(int seed, string purpose, long row)
    {
        ulong hash = unchecked(14695981039346656037 ^ (uint)seed);
        foreach (char letter in purpose)
            hash = unchecked((hash ^ letter) * 1099511628211);
        return new RowChance(unchecked(hash + ((ulong)(row + 1) * Golden)));
    }

    public ulong Next()
    {
        unchecked
        {
            _state += Golden;
            ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>From <paramref name="low"/> up to, not including, <paramref name="high"/>.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low));
}
