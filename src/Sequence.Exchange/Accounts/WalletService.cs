using System.Globalization;

namespace Sequence.Exchange.Accounts;

/// <summary>Trading wallets, at most one for each account, and what leaves through them. The caller holds the gate.</summary>
internal sealed class WalletService(Scheduler scheduler, MarketPlace markets, int seed)
{
    private static readonly TimeSpan ProvisioningTime = TimeSpan.FromSeconds(3);

    private int _wallets;
    private int _withdrawals;

    /// <exception cref="RefusedException">Not found: none was made.</exception>
    public static TradingWallet Trading(Account account) => account.Wallet
        ?? throw RefusedException.NotFound("The account has no trading wallet; POST /v1/wallets/trading/create-turnkey makes one.");

    /// <summary>The wallet that the account has, or a new one, which is ready three seconds later.</summary>
    public TradingWallet Create(Account account)
    {
        if (account.Wallet is { } wallet)
            return wallet;
        RowChance chance = RowChance.For(seed, "wallet", ++_wallets);
        string address = string.Create(CultureInfo.InvariantCulture, $"0x{chance.Next():x16}{chance.Next():x16}{(uint)chance.Next():x8}");
        return account.Wallet = new TradingWallet(address, scheduler.Now + ProvisioningTime);
    }

    /// <summary>Takes an asset off the paper account: from the venue that the body names, else from the first that has enough of it free.</summary>
    /// <exception cref="RefusedException">Validation: no wallet, one that is not ready, too little money, or a body that does not fit.</exception>
    public JObject Withdraw(Account account, JToken body)
    {
        var at = new Field("");
        TradingWallet wallet = Ready(account, at["wallet_id"], Optional(body, "wallet_id", at));
        string asset = at["asset"].Text(at.Word(body, "asset"));
        Qty amount = Amount(at.Member(body, "amount"), at["amount"]);
        account.Ledger.Open(markets);
        string venue = account.Ledger.Withdraw(Optional(body, "venue", at), asset, amount)
            ?? throw at["amount"].Refuse($"INSUFFICIENT_BALANCE: no venue has {amount} {asset} free.");
        return new JObject(
            new JProperty("withdrawal_id", string.Create(CultureInfo.InvariantCulture, $"wd_{++_withdrawals}")),
            new JProperty("status", "submitted"),
            new JProperty("wallet_id", wallet.Id),
            new JProperty("venue", venue),
            new JProperty("asset", asset),
            new JProperty("amount", amount.ToString()));
    }

    private TradingWallet Ready(Account account, Field at, string? id)
    {
        if (account.Wallet is not { } wallet || (id is not null && id != wallet.Id))
            throw at.Refuse("NO_TRADING_WALLET: the account has no such wallet.");
        at.Require(wallet.IsReady(scheduler.Now), "TRADING_WALLET_NOT_READY: the wallet is being made.");
        return wallet;
    }

    private static string? Optional(JToken body, string name, Field at) =>
        at.Member(body, name) is null or { Type: JTokenType.Null } ? null : at.Word(body, name);

    /// <summary>A text, which keeps every digit, or a number.</summary>
    private static Qty Amount(JToken? token, Field at) =>
        token is JValue { Type: JTokenType.String or JTokenType.Integer or JTokenType.Float, Value: { } value }
        && decimal.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal amount)
            ? at.Quantity(amount)
            : throw at.Refuse("must be an amount, as a text or a number.");
}
