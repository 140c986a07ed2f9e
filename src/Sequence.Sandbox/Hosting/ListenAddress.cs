using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Hosting;

/// <summary>Where the exchange listens: a plain http address with a loopback or other numeric host.</summary>
internal static class ListenAddress
{
    /// <summary>Splits at semicolons and checks each address.</summary>
    /// <exception cref="ArgumentException">An address that nothing can listen on.</exception>
    public static IReadOnlyList<string> Parse(string urls)
    {
        string[] parts = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0 ? Array.ConvertAll(parts, Check) : throw Refusal(urls, "names no address");
    }

    public static bool IsLoopback(string url)
    {
        string host = BindingAddress.Parse(url).Host;
        return IsLocalhost(host) || (IPAddress.TryParse(host, out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>The address that a client on this machine uses: a wildcard is reached over loopback.</summary>
    public static Uri ForClients(string listening)
    {
        BindingAddress address = BindingAddress.Parse(listening);
        string host = address.Host switch
        {
            "*" or "+" or "0.0.0.0" => "127.0.0.1",
            "[::]" => "[::1]",
            var named => named,
        };
        return new UriBuilder(Uri.UriSchemeHttp, host, address.Port).Uri;
    }

    private static string Check(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Refusal(url, "is not an http address");
        }

        if (!address.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
            throw Refusal(url, "is not plain http, and the sandbox has no certificate");
        if (address.PathBase.Length > 0)
            throw Refusal(url, "has a path");
        if (address.Port is < 0 or > IPEndPoint.MaxPort)
            throw Refusal(url, "has no port from 0 to 65535");
        if (!IsLocalhost(address.Host) && address.Host is not ("*" or "+") && !IPAddress.TryParse(address.Host, out _))
            throw Refusal(url, "has a host that is neither localhost nor an IP address");
        return IsLocalhost(address.Host) && address.Port == 0 ? throw Refusal(url, "asks for a free port, which needs an IP address") : url;
    }

    private static bool IsLocalhost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static ArgumentException Refusal(string url, string problem) =>
        new($"The address '{url}' {problem}; write one such as http://127.0.0.1:50052.");
}
