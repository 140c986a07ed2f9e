namespace Sequence.Exchange.Core;

/// <summary>Version 4 UUIDs from random bytes that the caller draws, so that they repeat with its seed.</summary>
internal static class RandomUuid
{
    /// <summary>The UUID of 16 random bytes, two of which it marks with version and variant.</summary>
    public static string FromBytes(Span<byte> bytes)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
