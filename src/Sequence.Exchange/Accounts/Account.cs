namespace Sequence.Exchange.Accounts;

/// <summary>One side of a client, on paper or live: everything that belongs to its keys of that kind.</summary>
internal sealed partial class Account(Client client, bool isLive)
{
    public Client Client { get; } = client;

    public string ClientId => Client.Id;

    /// <summary>A live account trades paper here too, but may not rewrite it.</summary>
    public bool IsLive { get; } = isLive;
}
