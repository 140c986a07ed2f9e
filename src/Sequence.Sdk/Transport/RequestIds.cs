using System.Net.Http.Headers;

namespace Sequence.Sdk.Transport;

/// <summary>The header under which the server logs a request.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";

    /// <summary>Null when the header is missing.</summary>
    public static string? Of(HttpHeaders headers) => headers.TryGetValues(Header, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
