namespace Sequence.Exchange.Accounts;

/// <summary>The wallet that the exchange keeps for an account.</summary>
/// <param name="Address">On the chain.</param>
/// <param name="ReadyAt">Until then it is being made.</param>
internal sealed record TradingWallet(string Address, UnixNanos ReadyAt)
{
    private const string Backend = "turnkey";

    public string Id => $"{Backend}:{Address}";

    public bool IsReady(UnixNanos now) => now >= ReadyAt;

    public Wire.WalletStatus Status(UnixNanos now) => IsReady(now) ? Wire.WalletStatus.Ready : Wire.WalletStatus.Provisioning;

    public Wire.Wallet ToWire(UnixNanos now) => new()
    {
        WalletId = Id,
        Address = Address,
        Role = Wire.WalletRole.Trading,
        SignerBackend = Wire.SignerBackend.Turnkey,
        Status = Status(now),
        CanTradeApi = IsReady(now),
    };
}
