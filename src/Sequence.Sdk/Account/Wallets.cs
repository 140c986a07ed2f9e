using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>The account's wallets for trading on chain. An order without a wallet uses the trading wallet.</summary>
public sealed class Wallets
{
    private readonly SequenceTransport _transport;

    internal Wallets(SequenceTransport transport) => _transport = transport;

    /// <summary>Every wallet of the account. Operation: listWallets.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public async Task<IReadOnlyList<Wallet>> ListAsync(CancellationToken cancellationToken = default)
    {
        WalletsResult answer = await _transport.CallAsync((raw, token) => raw.Account.ListWalletsAsync(token), cancellationToken).ConfigureAwait(false);
        return answer.Wallets;
    }

    /// <summary>The wallet that trades. Operation: getTradingWallet.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused (404: there is none), no complete answer came, or it is not readable.</exception>
    public Task<Wallet> GetTradingAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Account.GetTradingWalletAsync(token), cancellationToken);

    /// <summary>Has a trading wallet made. The call is never repeated by itself. Operation: createTurnkeyWallet.</summary>
    /// <remarks>The body is not documented; an empty object is sent.</remarks>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form. The wallet is ready when <see cref="GetTradingAsync"/> says <see cref="WalletStatus.Ready"/>.</returns>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> CreateTradingAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Account.CreateTurnkeyWalletAsync(new JObject(), token), cancellationToken);

    /// <summary>Withdraws from a wallet. The call is never repeated by itself. Operation: withdrawFromWallet.</summary>
    /// <remarks>The body is not documented; what you pass is what is sent. Give amounts as texts: a JSON number may lose digits on its way.</remarks>
    /// <param name="withdrawal">A JSON object.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form.</returns>
    /// <exception cref="SequenceValidationException">The withdrawal is no JSON object.</exception>
    /// <exception cref="SequenceException">
    /// The server refused, no complete answer came, or it is not readable. After <see cref="Retryability.OutcomeUnknown"/> the money may be on its way.
    /// </exception>
    public Task<JToken> WithdrawAsync(JToken withdrawal, CancellationToken cancellationToken = default)
    {
        JObject body = Check.JsonObject(withdrawal, nameof(withdrawal));
        return _transport.CallAsync((raw, token) => raw.Account.WithdrawFromWalletAsync(body, token), cancellationToken);
    }
}
