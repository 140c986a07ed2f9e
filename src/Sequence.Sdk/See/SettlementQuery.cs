using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>The settlement of one market. Opened by <see cref="SequenceClient.Settlement"/>. Immutable: every method returns a new query.</summary>
public sealed class SettlementQuery
{
    private readonly SequenceTransport _transport;
    private readonly string _slug;
    private readonly bool _underlying;

    internal SettlementQuery(SequenceTransport transport, string slug, bool underlying = false)
    {
        _transport = transport;
        _slug = slug;
        _underlying = underlying;
    }

    /// <summary>With the Chainlink curve, which costs the server some chain reads.</summary>
    /// <param name="include">False, the default, leaves it out.</param>
    public SettlementQuery WithUnderlying(bool include = true) => new(_transport, _slug, include);

    /// <summary>The query in a line.</summary>
    public override string ToString() => TextLine.Of($"settlement of {_slug}", ("underlying", _underlying));

    /// <summary>Reads the settlement. The outcome is the venue's own result, never rebuilt from the curve. Operation: getSettlement.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<Settlement> FetchAsync(CancellationToken cancellationToken = default) => _transport.CallAsync(
            (raw, token) => Requested.BySymbolAsync(raw.See.GetSettlementAsync(_slug, _underlying, token), "getSettlement", _slug, settlement => settlement.Slug), cancellationToken);
}
