namespace Sequence.Exchange.Accounts;

/// <summary>
/// Who owns keys. All keys of a kind share one account, and so its money and its orders; keys for the sandbox and keys for
/// real venues have one each. Both carry the client's id.
/// </summary>
internal sealed class Client
{
    public Client(string id, RateLimit? limit, IReadOnlyDictionary<string, Qty>? coins = null, InsuranceFund? fund = null)
    {
        Id = id;
        Limit = limit;
        Paper = new Account(this, isLive: false, coins, fund);
        Live = new Account(this, isLive: true, coins, fund);
    }

    public string Id { get; }

    /// <summary>How often all its keys together may call; null for as often as they like.</summary>
    public RateLimit? Limit { get; }

    public Account Paper { get; }

    public Account Live { get; }

    /// <summary>The keys that are valid, in order of their creation.</summary>
    public OrderedDictionary<string, ApiKey> Keys { get; } = new(StringComparer.Ordinal);
}
