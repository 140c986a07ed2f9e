namespace Sequence.Exchange.Accounts;

/// <summary>One side of a client, on paper or live: everything that belongs to its keys of that kind.</summary>
/// <param name="client">Whose account.</param>
/// <param name="isLive">On the side of its live keys.</param>
/// <param name="coins">What it owns of each coin at the start, on each venue.</param>
/// <param name="fund">Pays what its cash lacks; null for a fund of its own.</param>
internal sealed partial class Account(Client client, bool isLive, IReadOnlyDictionary<string, Qty>? coins, InsuranceFund? fund)
{
    public Client Client { get; } = client;

    public string ClientId => Client.Id;

    /// <summary>A live account trades paper here too, but may not rewrite it.</summary>
    public bool IsLive { get; } = isLive;
}
