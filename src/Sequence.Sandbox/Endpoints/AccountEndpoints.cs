using Sequence.Sandbox.Generation;

namespace Sequence.Sandbox.Endpoints;

/// <summary>A client's API keys and wallets.</summary>
internal sealed class AccountEndpoints(ExchangeCore exchange) : AccountOperations
{
    public override Task<Wire.ApiKeyCreated> CreateApiKeyAsync(ApiCall call, Wire.ApiKeyBody body)
    {
        string label = new Field("label").Text(body.Label);
        new Field("sandbox").Require(body.SandboxSpecified, "is required: true for a seq_test_ key, false for a seq_live_ key.");
        return Task.FromResult(Shown(exchange.Keyring.Create(call.Account.Client, label, isLive: !body.Sandbox)));
    }

    public override Task<IReadOnlyList<Wire.ApiKeyInfo>> ListApiKeysAsync(ApiCall call) => Task.FromResult<IReadOnlyList<Wire.ApiKeyInfo>>(
        [.. exchange.Keyring.Of(call.Account.Client).Select(key => new Wire.ApiKeyInfo { KeyId = key.Id, Label = key.Label, Sandbox = !key.IsLive })]);

    public override Task<Wire.ApiKeyCreated> RotateApiKeyAsync(ApiCall call, string key_id) =>
        Task.FromResult(Shown(exchange.Keyring.Rotate(call.Account.Client, key_id)));

    public override Task<JToken> RevokeApiKeyAsync(ApiCall call, string key_id)
    {
        exchange.Keyring.Revoke(call.Account.Client, key_id);
        return Task.FromResult<JToken>(new JObject(new JProperty("key_id", key_id), new JProperty("revoked", true)));
    }

    public override Task<Wire.WalletsResult> ListWalletsAsync(ApiCall call) => Task.FromResult(exchange.Scheduler.Enter(() => new Wire.WalletsResult
    {
        Wallets = call.Account.Wallet is { } wallet ? [wallet.ToWire(exchange.Scheduler.Now)] : [],
    }));

    public override Task<Wire.Wallet> GetTradingWalletAsync(ApiCall call) =>
        Task.FromResult(exchange.Scheduler.Enter(() => WalletService.Trading(call.Account).ToWire(exchange.Scheduler.Now)));

    public override Task<Wire.Wallet> GetDefaultWalletAsync(ApiCall call) => GetTradingWalletAsync(call);

    public override Task<JToken> CreateTurnkeyWalletAsync(ApiCall call, JToken body) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
    {
        TradingWallet wallet = exchange.Wallets.Create(call.Account);
        return new JObject(new JProperty("wallet_id", wallet.Id), new JProperty("status", wallet.Status(exchange.Scheduler.Now).Value));
    }));

    public override Task<JToken> WithdrawFromWalletAsync(ApiCall call, JToken body) =>
        Task.FromResult<JToken>(exchange.Scheduler.Enter(() => exchange.Wallets.Withdraw(call.Account, body)));

    private static Wire.ApiKeyCreated Shown((ApiKey Key, string Secret) made) =>
        new() { KeyId = made.Key.Id, ApiKey = made.Secret, Label = made.Key.Label, Sandbox = !made.Key.IsLive };
}
