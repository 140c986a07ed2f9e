using System.Globalization;
using System.Text.RegularExpressions;

namespace Sequence.Exchange.Accounts;

/// <summary>
/// Makes API keys and knows whose they are. A well-formed key that was never seen opens an account of its own on first use;
/// one that was rotated or revoked opens nothing any more.
/// </summary>
/// <param name="random">Makes the keys.</param>
/// <param name="qps">The requests per second that each client may make; null for as many as it likes.</param>
/// <param name="coins">What each of their accounts owns of a coin at the start, on each venue; null for none.</param>
/// <param name="fund">Pays what the cash of accounts lacks; null for one fund for each account.</param>
internal sealed partial class Keyring(Random random, int? qps = null, IReadOnlyDictionary<string, Qty>? coins = null, InsuranceFund? fund = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ApiKey> _valid = new(StringComparer.Ordinal);
    private readonly HashSet<string> _retired = new(StringComparer.Ordinal);
    private int _clients;
    private int _lastId;

    /// <summary>A key that nobody uses yet.</summary>
    public string NewKey() => NewKey(isLive: false);

    /// <summary>Whether a text has the form of a key: <c>seq_live_</c> or <c>seq_test_</c> and 64 hexadecimal digits.</summary>
    public static bool IsWellFormed(string key) => WellFormed().IsMatch(key);

    /// <summary>The account of a well-formed key.</summary>
    /// <exception cref="RefusedException">Unauthenticated: the key was rotated or revoked.</exception>
    public Account AccountOf(string key)
    {
        lock (_gate)
        {
            if (_retired.Contains(key))
                throw RefusedException.Unauthenticated("The API key was rotated or revoked.");
            if (!_valid.TryGetValue(key, out ApiKey? known))
            {
                var client = new Client("client_" + (++_clients).ToString(CultureInfo.InvariantCulture), qps is { } rate ? new RateLimit(rate) : null, coins, fund);
                known = Add(client, key, label: null, key.StartsWith(ApiKey.LivePrefix, StringComparison.Ordinal));
            }

            return known.Account;
        }
    }

    /// <summary>The valid keys of a client.</summary>
    public IReadOnlyList<ApiKey> Of(Client client)
    {
        lock (_gate)
            return [.. client.Keys.Values];
    }

    /// <summary>Whether a key is valid and belongs to the client.</summary>
    public bool Owns(Client client, string key)
    {
        lock (_gate)
            return _valid.TryGetValue(key, out ApiKey? known) && known.Owner == client;
    }

    /// <returns>The key, and its secret text.</returns>
    public (ApiKey Key, string Secret) Create(Client client, string label, bool isLive)
    {
        lock (_gate)
        {
            string secret = NewKey(isLive);
            return (Add(client, secret, label, isLive), secret);
        }
    }

    /// <summary>Gives a key another secret; the old one is worth nothing from now on.</summary>
    /// <exception cref="RefusedException">Not found: the client has no such key.</exception>
    public (ApiKey Key, string Secret) Rotate(Client client, string id)
    {
        lock (_gate)
        {
            ApiKey key = Find(client, id);
            Retire(key);
            string secret = NewKey(key.IsLive);
            _valid[secret] = key;
            return (key, secret);
        }
    }

    /// <exception cref="RefusedException">Not found: the client has no such key.</exception>
    public void Revoke(Client client, string id)
    {
        lock (_gate)
        {
            Retire(Find(client, id));
            client.Keys.Remove(id);
        }
    }

    private static ApiKey Find(Client client, string id) => client.Keys.GetValueOrDefault(id) ?? throw RefusedException.NotFound($"No API key has the id '{id}'.");

    private ApiKey Add(Client client, string secret, string? label, bool isLive)
    {
        var key = new ApiKey("key_" + (++_lastId).ToString(CultureInfo.InvariantCulture), client, label, isLive);
        client.Keys[key.Id] = key;
        _valid[secret] = key;
        return key;
    }

    private void Retire(ApiKey key)
    {
        string secret = _valid.First(entry => entry.Value == key).Key;
        _valid.Remove(secret);
        _retired.Add(secret);
    }

    private string NewKey(bool isLive)
    {
        Span<byte> secret = stackalloc byte[32];
        lock (_gate)
            random.NextBytes(secret);
        return (isLive ? ApiKey.LivePrefix : ApiKey.TestPrefix) + Convert.ToHexStringLower(secret);
    }

    [GeneratedRegex(@"\Aseq_(live|test)_[0-9a-fA-F]{64}\z")]
    private static partial Regex WellFormed();
}
