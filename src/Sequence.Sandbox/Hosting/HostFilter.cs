using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Hosting;

/// <summary>
/// Refuses requests under a foreign host name (421) and from foreign pages (403). Without it any page in a browser on this machine could
/// trade here: its host name may lead to this address (DNS rebinding), and browsers let every page open a WebSocket.
/// </summary>
/// <remarks>
/// Allowed are loopback names and the address at which the connection arrived, at any port, and the names that the options add. A request
/// without an <c>Origin</c> does not come from a page.
/// </remarks>
internal sealed class HostFilter
{
    private const string Any = "*";

    private readonly HashSet<string> _hosts;
    private readonly HashSet<string> _origins;
    private readonly RequestIds _ids;

    /// <param name="hosts">Host names without scheme and port; <c>*</c> for any.</param>
    /// <param name="origins">Origins such as <c>https://example.com:8080</c>; <c>*</c> for any.</param>
    /// <param name="ids">Names a refused request.</param>
    /// <exception cref="ArgumentException">An entry is no host name or no origin; the message names it.</exception>
    public HostFilter(IReadOnlyList<string> hosts, IReadOnlyList<string> origins, RequestIds ids)
    {
        _hosts = hosts.Select(CheckHost).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _origins = origins.Select(CheckOrigin).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _ids = ids;
    }

    public Task FilterAsync(HttpContext http, RequestDelegate next)
    {
        if (Problem(http) is not { } problem)
            return next(http);
        string requestId = _ids.For(http.Request);
        http.Response.Headers[RequestIds.Header] = requestId;
        return Answer.Refusal(problem, requestId).SendAsync(http);
    }

    private ApiErrorException? Problem(HttpContext http)
    {
        HttpRequest request = http.Request;
        IPAddress? local = http.Connection.LocalIpAddress;
        string host = request.Host.Host;
        // HTTP/1.0 has no Host; browsers do not speak it.
        if (request.Headers.Host.Count > 0 && !_hosts.Contains(Any) && !IsAllowed(host, local))
            return ApiErrorException.HostNotAllowed(host);
        if (request.Headers.Origin.Count == 0 || _origins.Contains(Any))
            return null;
        string origin = request.Headers.Origin.ToString();
        return IsAllowedOrigin(origin, host, local) ? null : ApiErrorException.OriginNotAllowed(origin);
    }

    private bool IsAllowedOrigin(string origin, string host, IPAddress? local)
    {
        if (_origins.Contains(origin))
            return true;
        bool isPage = Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && (page.Scheme == Uri.UriSchemeHttp || page.Scheme == Uri.UriSchemeHttps);
        return isPage && (IsAllowed(page!.Host, local) || page.Host.Equals(host, StringComparison.OrdinalIgnoreCase));
    }

    private bool IsAllowed(string host, IPAddress? local)
    {
        string name = Bare(host);
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || _hosts.Contains(name))
            return true;
        return IPAddress.TryParse(name, out IPAddress? address) && (IPAddress.IsLoopback(address) || (local is not null && address.MapToIPv6().Equals(local.MapToIPv6())));
    }

    /// <summary>Without the brackets of an IPv6 address and the dot of a complete name.</summary>
    private static string Bare(string host) => host.StartsWith('[') ? host.Trim('[', ']') : host.EndsWith('.') ? host[..^1] : host;

    private static string CheckHost(string host)
    {
        string name = Bare(host ?? "");
        bool isName = name == Any || Uri.CheckHostName(name) is not UriHostNameType.Unknown;
        return isName ? name : throw new ArgumentException($"The allowed host '{host}' is no host name; write one without scheme and port, such as sandbox.example.", nameof(host));
    }

    private static string CheckOrigin(string origin)
    {
        // A page in a sandboxed frame or from a file calls itself null.
        if (origin is Any or "null")
            return origin;
        bool isOrigin = Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.Host.Length > 0 && page.PathAndQuery is "/" or "" && !(origin ?? "").EndsWith('/');
        return isOrigin ? origin! : throw new ArgumentException($"The allowed origin '{origin}' is no origin; write scheme, host and port, such as http://localhost:3000.", nameof(origin));
    }
}
