using System.Security.Cryptography;

namespace Sequence.Sdk.Transport;

/// <summary>Request and graph ids: version 4 UUIDs from the system's entropy, or repeatable ones from a seed.</summary>
internal sealed class IdGenerator
{
    private readonly Lock _gate = new();
    private readonly Random? _seeded;

    public IdGenerator(int? seed) => _seeded = seed is int value ? new Random(value) : null;

    public string NextRequestId() => Next().ToString("D");

    public string NextGraphId() => "graph_" + Next().ToString("N");

    /// <summary>A seed for somebody's own random numbers, such as the jitter of waits.</summary>
    public int NextSeed()
    {
        if (_seeded is null)
            return RandomNumberGenerator.GetInt32(int.MaxValue);
        lock (_gate)
            return _seeded.Next();
    }

    private Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (_seeded is null)
            RandomNumberGenerator.Fill(bytes);
        else
            lock (_gate)
                _seeded.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
