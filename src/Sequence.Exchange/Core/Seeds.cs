namespace Sequence.Exchange.Core;

/// <summary>Gives every consumer of chance its own stream, so that one consumer's draws never shift another's.</summary>
internal static class Seeds
{
    private const uint Prime = 16777619;
    private const uint Start = 2166136261;

    /// <summary>The same seed and name always give the same stream: FNV-1a over both, since a string's own hash differs per process.</summary>
    /// <param name="seed">The exchange's seed.</param>
    /// <param name="consumer">A name that no other consumer uses, such as <c>maker:kraken:BTC-USD</c>.</param>
    public static Random For(int seed, string consumer)
    {
        uint hash = unchecked((Start ^ (uint)seed) * Prime);
        foreach (char letter in consumer)
            hash = unchecked((hash ^ letter) * Prime);
        return new Random(unchecked((int)hash));
    }
}
