using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Sequence.Sandbox.Accounts;

namespace Sequence.Sandbox.Hosting;

/// <summary>Makes API keys and knows whose they are: a well-formed key gets an account of its own on first use.</summary>
internal sealed partial class Keyring(Random random)
{
    private const string Scheme = "Bearer ";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    /// <summary>A key that nobody uses yet.</summary>
    public string NewKey()
    {
        Span<byte> secret = stackalloc byte[32];
        lock (_gate)
            random.NextBytes(secret);
        return "seq_test_" + Convert.ToHexStringLower(secret);
    }

    public static bool HasKey(HttpRequest request) => request.Headers.Authorization.Count > 0;

    public Account Identify(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            throw ApiFault.Unauthorized("An API key is missing; send the header Authorization: Bearer seq_...");
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw ApiFault.Unauthorized("The Authorization header has another scheme than Bearer.");
        string key = header[Scheme.Length..].Trim();
        return WellFormed().IsMatch(key)
            ? AccountOf(key)
            : throw ApiFault.Unauthorized("The API key is malformed: it is seq_live_ or seq_test_ and 64 hexadecimal digits.");
    }

    /// <summary>The account of a well-formed key.</summary>
    public Account AccountOf(string key)
    {
        lock (_gate)
        {
            if (!_accounts.TryGetValue(key, out Account? account))
                _accounts[key] = account = new Account("client_" + (_accounts.Count + 1).ToString(CultureInfo.InvariantCulture), key);
            return account;
        }
    }

    [GeneratedRegex(@"\Aseq_(live|test)_[0-9a-fA-F]{64}\z")]
    private static partial Regex WellFormed();
}
