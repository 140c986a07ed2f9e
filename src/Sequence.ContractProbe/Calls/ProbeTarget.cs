using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Sequence.ContractProbe.Calls;

/// <summary>The server and the key of a run. The key leaves it as a request header alone.</summary>
internal sealed partial class ProbeTarget
{
    private readonly string _key;

    private ProbeTarget(string baseUrl, string key)
    {
        BaseUrl = baseUrl;
        _key = key;
    }

    /// <summary>The base address without a slash at its end.</summary>
    public string BaseUrl { get; }

    /// <summary>Checks both before anything is sent.</summary>
    /// <exception cref="ProbeException">What is wrong with them.</exception>
    public static ProbeTarget Parse(string baseUrl, string? key)
    {
        if (string.IsNullOrEmpty(key))
            throw new ProbeException("A key is missing: pass --key seq_test_…, or set SEQUENCE_API_KEY.");
        if (key.StartsWith("seq_live_", StringComparison.OrdinalIgnoreCase))
            throw new ProbeException("This is a seq_live_ key, and the comparison places orders: use a seq_test_ key, which trades on paper.");
        if (!SandboxKey().IsMatch(key))
            throw new ProbeException("The key is not one of the sandbox: it starts with seq_test_ and has letters and digits after that.");
        return new ProbeTarget(Checked(baseUrl), key);
    }

    public Uri Http(string target) => new(BaseUrl + target);

    public Uri WebSocket(string target) => new(string.Concat("ws", BaseUrl.AsSpan("http".Length), target));

    public AuthenticationHeaderValue Bearer() => new("Bearer", _key);

    private static string Checked(string baseUrl)
    {
        if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
            throw new ProbeException("The base address is no http or https address.");
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            throw new ProbeException("The base address is scheme, host and port, at most with a path: no user, query or fragment.");
        if (url.Scheme == "http" && !IsLoopback(url))
            throw new ProbeException($"The key would go to {url.Authority} unencrypted: plain http is for this machine alone, use https.");
        return url.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    private static bool IsLoopback(Uri url) =>
        url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.DnsSafeHost, out IPAddress? address) && IPAddress.IsLoopback(address));

    [GeneratedRegex(@"\Aseq_test_[0-9A-Za-z_-]+\z")]
    private static partial Regex SandboxKey();
}
