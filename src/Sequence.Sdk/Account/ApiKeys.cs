using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>The account's API keys. A raw key is shown once, by <see cref="CreateAsync"/> and <see cref="RotateAsync"/>, and never again.</summary>
public sealed class ApiKeys
{
    private readonly SequenceTransport _transport;

    internal ApiKeys(SequenceTransport transport) => _transport = transport;

    /// <summary>Creates a key. The call is never repeated by itself. Operation: createApiKey.</summary>
    /// <param name="label">Your name for the key; not empty.</param>
    /// <param name="sandbox">True for a <c>seq_test_</c> key, whose orders never reach a real venue; false for a <c>seq_live_</c> key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The raw key is in <see cref="ApiKeyCreated.ApiKey"/>; should the server name that member otherwise, in <see cref="ApiKeyCreated.AdditionalProperties"/>.</returns>
    /// <exception cref="SequenceValidationException">The label is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<ApiKeyCreated> CreateAsync(string label, bool sandbox, CancellationToken cancellationToken = default)
    {
        var body = new ApiKeyBody { Label = Check.Text(label, nameof(label)), Sandbox = sandbox };
        return _transport.CallAsync((raw, token) => raw.Account.CreateApiKeyAsync(body, token), cancellationToken, verify: key => NoKey(key) ?? (key.Sandbox == !sandbox ? $"it is a {(sandbox ? "live" : "sandbox")} key." : null));
    }

    /// <summary>Every key of the account, without the raw keys. Operation: listApiKeys.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<IReadOnlyList<ApiKeyInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Account.ListApiKeysAsync(token), cancellationToken);

    /// <summary>Replaces a key by a new one. The call is never repeated by itself. Operation: rotateApiKey.</summary>
    /// <param name="keyId">As <see cref="ApiKeyInfo.KeyId"/> gives it, not the key itself; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new raw key is in it, as with <see cref="CreateAsync"/>.</returns>
    /// <exception cref="SequenceValidationException">The id is empty, or is a key.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<ApiKeyCreated> RotateAsync(string keyId, CancellationToken cancellationToken = default)
    {
        IdNotKey(keyId);
        return _transport.CallAsync((raw, token) => raw.Account.RotateApiKeyAsync(keyId, token), cancellationToken, verify: NoKey);
    }

    /// <summary>Revokes a key; that of this client too, if you ask for it. Operation: revokeApiKey.</summary>
    /// <param name="keyId">As <see cref="ApiKeyInfo.KeyId"/> gives it, not the key itself; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The id is empty, or is a key.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> DeleteAsync(string keyId, CancellationToken cancellationToken = default)
    {
        IdNotKey(keyId);
        return _transport.CallAsync((raw, token) => raw.Account.RevokeApiKeyAsync(keyId, token), cancellationToken,
            verify: answer => AnswerCheck.Id(keyId, "key_id", "id")(answer) ?? AnswerCheck.Says(answer, "revoked", true));
    }

    private static string? NoKey(ApiKeyCreated key) => string.IsNullOrEmpty(key.KeyId) ? "it names no key." : null;

    // A raw key in a path would stand in every access log on its way.
    private static void IdNotKey(string keyId)
    {
        Check.PathValue(keyId, nameof(keyId));
        if (keyId.StartsWith("seq_live_", StringComparison.Ordinal) || keyId.StartsWith("seq_test_", StringComparison.Ordinal))
            throw new SequenceValidationException(nameof(keyId), "is a key, not the id of one. Pass ApiKeyInfo.KeyId.");
    }
}
