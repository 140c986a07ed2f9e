using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Hosting;

/// <summary>The caller's request id when it sent a usable one, else a version 4 UUID; repeatable by its seed.</summary>
internal sealed class RequestIds(Random random)
{
    public const string Header = "X-Request-Id";
    private const int Longest = 128;

    private readonly Lock _gate = new();

    public string For(HttpRequest request)
    {
        string sent = request.Headers[Header].ToString();
        return IsUsable(sent) ? sent : Next();
    }

    private static bool IsUsable(string id) => id.Length is > 0 and <= Longest && id.All(c => c is >= ' ' and <= '~');

    private string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
            random.NextBytes(bytes);
        return Version4(bytes);
    }

    /// <summary>The UUID of 16 random bytes, two of which it marks.</summary>
    public static string Version4(Span<byte> bytes)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
