namespace Sequence.Exchange.Accounts;

internal sealed partial class Account
{
    /// <summary>The venues that this account connected.</summary>
    public VenueConnections Venues { get; } = new();
}
