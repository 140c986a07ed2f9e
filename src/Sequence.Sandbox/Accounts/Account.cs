namespace Sequence.Sandbox.Accounts;

/// <summary>One client of the exchange: everything that belongs to one API key.</summary>
internal sealed partial class Account(string clientId, string key)
{
    public string ClientId { get; } = clientId;

    public string Key { get; } = key;
}
