namespace Sequence.Exchange.Accounts;

internal sealed partial class Account
{
    /// <summary>Null until the client had one made.</summary>
    public TradingWallet? Wallet { get; set; }
}
