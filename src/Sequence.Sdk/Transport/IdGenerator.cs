using System.Security.Cryptography;

namespace Sequence.Sdk.Transport;

/// <summary>Makes ids: version 4 UUIDs from the system's entropy. A seed makes request ids and jitter repeatable, never graph ids: two processes with one seed must not send the same one.</summary>
internal sealed class IdGenerator
{
    private readonly Lock _gate = new();
    private readonly Random? _seeded;
    private readonly Func<string>? _graphIds;

    /// <param name="seed">Null for entropy.</param>
    /// <param name="graphIds">The caller's own graph ids; null for entropy.</param>
    public IdGenerator(int? seed, Func<string>? graphIds = null)
    {
        _seeded = seed is int value ? new Random(value) : null;
        _graphIds = graphIds;
    }

    public string NextRequestId() => Next(_seeded).ToString("D");

    public string NextGraphId() => _graphIds is null
        ? "graph_" + Next(null).ToString("N")
        : Check.GraphId(_graphIds(), nameof(SequenceClientOptions.GraphIdFactory));

    /// <summary>A seed for somebody's own random numbers, such as the jitter of waits.</summary>
    public int NextSeed()
    {
        if (_seeded is null)
            return RandomNumberGenerator.GetInt32(int.MaxValue);
        lock (_gate)
            return _seeded.Next();
    }

    private Guid Next(Random? seeded)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (seeded is null)
            RandomNumberGenerator.Fill(bytes);
        else
            lock (_gate)
                seeded.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
