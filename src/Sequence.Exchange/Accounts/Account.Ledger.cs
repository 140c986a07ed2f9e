namespace Sequence.Exchange.Accounts;

internal sealed partial class Account
{
    /// <summary>The money and the holdings of this client on every venue.</summary>
    public Ledger Ledger { get; } = new(coins, fund);
}
