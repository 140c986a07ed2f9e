using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Http;

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
        return RandomUuid.FromBytes(bytes);
    }
}
