using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>
/// What a venue asks for before it lets the server trade in your name. Made by one of the factories; the secrets never come out again:
/// <see cref="ToString"/> and every error leave them out.
/// </summary>
public sealed class VenueCredentials
{
    private readonly string _kind;
    private readonly string _apiKey;
    private readonly string _apiSecret;
    private readonly string? _passphrase;
    private readonly JObject? _extra;

    private VenueCredentials(string kind, string apiKey, string apiSecret, string? passphrase = null, JObject? extra = null, string? onlyVenue = null)
    {
        _kind = kind;
        _apiKey = apiKey;
        _apiSecret = apiSecret;
        _passphrase = passphrase;
        _extra = extra;
        OnlyVenue = onlyVenue;
    }

    /// <summary>The one venue these credentials make sense for; null when any venue may take them.</summary>
    internal string? OnlyVenue { get; }

    /// <summary>An API key with its secret: Kraken, Binance, Coinbase, OKX, Bybit and the like.</summary>
    /// <param name="key">The venue's API key; not empty.</param>
    /// <param name="secret">The secret of that key; not empty.</param>
    /// <param name="passphrase">The passphrase where the venue has one (OKX, Coinbase Advanced, Crypto.com, Bitget); null, the default, sends none.</param>
    /// <param name="extra">A JSON object with what the venue needs beyond them, sent as <c>extra_json</c>; null, the default, sends none. Everything in it counts as secret.</param>
    /// <exception cref="SequenceValidationException">A value is empty, or <paramref name="extra"/> is no object.</exception>
    public static VenueCredentials ApiKey(string key, string secret, string? passphrase = null, JToken? extra = null) => new(
        nameof(ApiKey),
        Check.Text(key, nameof(key)),
        Check.Text(secret, nameof(secret)),
        passphrase is null ? null : Check.Text(passphrase, nameof(passphrase)),
        extra is null ? null : (JObject)Check.JsonObject(extra, nameof(extra)).DeepClone());

    /// <summary>A venue that asks for members of its own, with or without a key: everything that the wire can carry.</summary>
    /// <param name="extra">A JSON object, sent as <c>extra_json</c>. Everything in it counts as secret.</param>
    /// <param name="key">The venue's API key; empty, the default, where the venue has none.</param>
    /// <param name="secret">The secret of that key; empty, the default, where the venue has none.</param>
    /// <param name="passphrase">The passphrase; null, the default, sends none.</param>
    /// <exception cref="SequenceValidationException"><paramref name="extra"/> is no object, a value is null, or the passphrase is empty.</exception>
    public static VenueCredentials Custom(JToken extra, string key = "", string secret = "", string? passphrase = null) => new(
        nameof(Custom),
        key ?? throw new SequenceValidationException(nameof(key), "must not be null."),
        secret ?? throw new SequenceValidationException(nameof(secret), "must not be null."),
        passphrase is null ? null : Check.Text(passphrase, nameof(passphrase)),
        (JObject)Check.JsonObject(extra, nameof(extra)).DeepClone());

    /// <summary>Kalshi: a key id and the private key that signs for it.</summary>
    /// <param name="keyId">The key id, a UUID; not empty.</param>
    /// <param name="privateKeyPem">The whole text of the RSA private key in PEM (PKCS#1 or PKCS#8), not the path of its file.</param>
    /// <exception cref="SequenceValidationException">A value is empty, or the PEM is the path of a file.</exception>
    public static VenueCredentials Kalshi(string keyId, string privateKeyPem)
    {
        Check.Text(keyId, nameof(keyId));
        Check.Text(privateKeyPem, nameof(privateKeyPem));
        // The server stores whatever comes and only the first order would fail.
        if (!privateKeyPem.Contains('\n') && privateKeyPem.TrimEnd().EndsWith(".pem", StringComparison.OrdinalIgnoreCase))
            throw new SequenceValidationException(nameof(privateKeyPem), "looks like the path of a file. Pass the text of the file.");
        return new VenueCredentials(nameof(Kalshi), keyId, privateKeyPem, onlyVenue: "kalshi");
    }

    /// <summary>Polymarket: the key that signs orders. The server derives the venue's own credentials from it on the first order.</summary>
    /// <param name="signerPrivateKey">Private key of the signer in hex, <c>0x…</c>; not empty.</param>
    /// <param name="proxyAddress">Address of the proxy wallet that holds the funds; null, the default, sends none.</param>
    /// <param name="builder">Address of the builder to credit; null, the default, sends none.</param>
    /// <exception cref="SequenceValidationException">A value is empty.</exception>
    public static VenueCredentials Polymarket(string signerPrivateKey, string? proxyAddress = null, string? builder = null)
    {
        var extra = new JObject(new JProperty("signer_private_key", Check.Text(signerPrivateKey, nameof(signerPrivateKey))));
        if (proxyAddress is not null)
            extra["proxy_address"] = Check.Text(proxyAddress, nameof(proxyAddress));
        if (builder is not null)
            extra["builder"] = Check.Text(builder, nameof(builder));
        return new VenueCredentials(nameof(Polymarket), string.Empty, string.Empty, extra: extra, onlyVenue: "polymarket");
    }

    /// <summary>Hyperliquid: an API wallet and its private key.</summary>
    /// <param name="apiWalletAddress">Address of the API wallet, <c>0x…</c>; not empty.</param>
    /// <param name="privateKeyHex">Private key of that wallet in hex; not empty.</param>
    /// <param name="vault">Address of the vault to trade for; null, the default, trades for the wallet's own account.</param>
    /// <exception cref="SequenceValidationException">A value is empty.</exception>
    public static VenueCredentials Hyperliquid(string apiWalletAddress, string privateKeyHex, string? vault = null) => new(
        nameof(Hyperliquid),
        Check.Text(apiWalletAddress, nameof(apiWalletAddress)),
        Check.Text(privateKeyHex, nameof(privateKeyHex)),
        extra: vault is null ? null : new JObject(new JProperty("vault", Check.Text(vault, nameof(vault)))),
        onlyVenue: "hyperliquid");

    /// <summary>The kind of credentials, never a value of them.</summary>
    public override string ToString() => $"{nameof(VenueCredentials)}.{_kind}(***)";

    internal VenueCredentialsBody ToBody() => new()
    {
        ApiKey = _apiKey,
        ApiSecret = _apiSecret,
        Passphrase = _passphrase,
        ExtraJson = _extra?.DeepClone(),
    };
}
