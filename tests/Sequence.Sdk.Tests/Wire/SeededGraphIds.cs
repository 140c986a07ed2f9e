namespace Sequence.Sdk.Tests.Wire;

/// <summary>Repeatable graph ids, for snapshots.</summary>
internal static class SeededGraphIds
{
    public static Func<string> From(int seed)
    {
        var random = new Random(seed);
        return () =>
        {
            Span<byte> bytes = stackalloc byte[16];
            lock (random)
                random.NextBytes(bytes);
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return "graph_" + Convert.ToHexStringLower(bytes);
        };
    }
}
