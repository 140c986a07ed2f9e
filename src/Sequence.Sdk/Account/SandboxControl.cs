using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>
/// The paper account behind a <c>seq_test_</c> key. With a <c>seq_live_</c> key every method throws <see cref="SequenceValidationException"/>
/// before anything is sent.
/// </summary>
public sealed class SandboxControl
{
    private readonly SequenceTransport _transport;

    internal SandboxControl(SequenceTransport transport) => _transport = transport;

    /// <summary>Writes paper positions. Operation: seedSandboxPositions.</summary>
    /// <param name="positions">
    /// Quantities in human units, 0 or more; of a perp negative for a short. A row without an entry price gets 1 USD for assets pegged to USD, else 0.
    /// May be empty only together with <paramref name="replace"/>, which then drops everything.
    /// </param>
    /// <param name="replace">True drops every paper position first; false, the default, updates or inserts by venue, kind and symbol.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many rows were written and dropped.</returns>
    /// <exception cref="SequenceValidationException">The key is no <c>seq_test_</c> key, or a row cannot be sent.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<SandboxPositionsResult> SetPositionsAsync(
        IEnumerable<SandboxPosition> positions, bool replace = false, CancellationToken cancellationToken = default)
    {
        RequireSandboxKey();
        if (positions is null)
            throw new SequenceValidationException(nameof(positions), "must not be null.");
        SandboxPosition[] rows = [.. positions];
        if (rows.Length == 0 && !replace)
            throw new SequenceValidationException(nameof(positions), "must hold at least one row unless they replace what is there.");
        for (int i = 0; i < rows.Length; i++)
            ValidateRow(rows[i], $"{nameof(positions)}[{i}]");
        var body = new SandboxPositionsBody { Positions = rows, Replace = replace };
        return _transport.CallAsync((raw, token) => raw.Sandbox.SeedSandboxPositionsAsync(body, token), cancellationToken);
    }

    /// <summary>Drops every paper position and gives each venue its default balances again. Operation: resetSandbox.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The key is no <c>seq_test_</c> key.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> ResetAsync(CancellationToken cancellationToken = default)
    {
        RequireSandboxKey();
        return _transport.CallAsync((raw, token) => raw.Sandbox.ResetSandboxAsync(token), cancellationToken);
    }

    /// <summary>The settings of the paper account; free-form. Operation: getSandboxSettings.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The key is no <c>seq_test_</c> key.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> GetSettingsAsync(CancellationToken cancellationToken = default)
    {
        RequireSandboxKey();
        return _transport.CallAsync((raw, token) => raw.Sandbox.GetSandboxSettingsAsync(token), cancellationToken);
    }

    /// <summary>Sets the default balances of the next reset. The body is not documented; what you pass is what is sent. Operation: putSandboxSettings.</summary>
    /// <param name="settings">A JSON object.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Free-form; JSON null when the server sent no body.</returns>
    /// <exception cref="SequenceValidationException">The key is no <c>seq_test_</c> key, or the settings are no JSON object.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<JToken> PutSettingsAsync(JToken settings, CancellationToken cancellationToken = default)
    {
        RequireSandboxKey();
        JObject body = Check.JsonObject(settings, nameof(settings));
        return _transport.CallAsync((raw, token) => raw.Sandbox.PutSandboxSettingsAsync(body, token), cancellationToken);
    }

    private void RequireSandboxKey()
    {
        if (!_transport.Credential.IsSandbox)
            throw new SequenceValidationException("key", "must be a seq_test_ key: another one has no paper account.");
    }

    private static void ValidateRow(SandboxPosition? row, string field)
    {
        if (row is null)
            throw new SequenceValidationException(field, "must not be null.");
        Check.Text(row.Venue, field + "." + nameof(row.Venue));
        Check.Text(row.Kind.Value, field + "." + nameof(row.Kind));
        Check.Text(row.Symbol, field + "." + nameof(row.Symbol));
        if (row.Qty < 0 && row.Kind != InstrumentKind.Perp)
            throw new SequenceValidationException(field + "." + nameof(row.Qty), "must not be below 0, except of a perp.");
        if (row.EntryPriceUsd < 0)
            throw new SequenceValidationException(field + "." + nameof(row.EntryPriceUsd), "must not be below 0.");
    }
}
