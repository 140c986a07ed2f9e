using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Holdings of every kind over all venues. Opened by <see cref="SequenceClient.Positions"/>. Immutable: every method returns a new query.</summary>
public sealed class PositionsQuery
{
    private readonly SequenceTransport _transport;
    private readonly Filter _filter;

    internal PositionsQuery(SequenceTransport transport) : this(transport, new Filter([], []))
    {
    }

    private PositionsQuery(SequenceTransport transport, Filter filter)
    {
        _transport = transport;
        _filter = filter;
    }

    /// <summary>Also the holdings of this venue; without a venue those of all.</summary>
    /// <param name="venue">Venue name; not empty, without a comma.</param>
    /// <exception cref="SequenceValidationException">The venue is empty or holds a comma.</exception>
    public PositionsQuery Venue(string venue) => AddVenues([venue], "venue");

    /// <summary>Also the holdings of these venues; without a venue those of all.</summary>
    /// <param name="venues">Venue names; at least one, because an empty filter would silently mean all.</param>
    /// <exception cref="SequenceValidationException">There is no name, or one is empty or holds a comma.</exception>
    public PositionsQuery Venues(params IEnumerable<string> venues) => AddVenues(venues, "venues");

    /// <summary>Also the holdings of this kind; without a kind those of all.</summary>
    /// <param name="kind">Such as <see cref="InstrumentKind.Perp"/>; not empty.</param>
    /// <exception cref="SequenceValidationException">The kind is empty.</exception>
    public PositionsQuery Kind(InstrumentKind kind) =>
        With(_filter with { Kinds = [.. _filter.Kinds, .. Check.CommaList([kind.Value], "kind")] });

    /// <summary>Money only: fiat and crypto, in place of the kinds named so far.</summary>
    public PositionsQuery CashOnly() => With(_filter with { Kinds = [InstrumentKind.Fiat.Value, InstrumentKind.Crypto.Value] });

    /// <summary>Event contracts only, in place of the kinds named so far.</summary>
    public PositionsQuery EventsOnly() => With(_filter with { Kinds = [InstrumentKind.EventContract.Value] });

    /// <summary>Also what is closed or redeemed. What is resolved but not redeemed always comes.</summary>
    /// <param name="include">False, the default, leaves them out.</param>
    public PositionsQuery IncludeClosed(bool include = true) => With(_filter with { IncludeClosed = include });

    /// <summary>Reads the holdings and their totals in USD. Operation: getPositions.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<PositionsResponse> FetchAsync(CancellationToken cancellationToken = default) => _transport.CallAsync(
        (raw, token) => raw.See.GetPositionsAsync(_filter.Venues, _filter.Kinds, _filter.IncludeClosed ? true : null, token), cancellationToken);

    private PositionsQuery AddVenues(IEnumerable<string> venues, string field) =>
        With(_filter with { Venues = [.. _filter.Venues, .. Check.CommaList(venues, field)] });

    private PositionsQuery With(Filter filter) => new(_transport, filter);

    private sealed record Filter(IReadOnlyList<string> Venues, IReadOnlyList<string> Kinds, bool IncludeClosed = false);
}
