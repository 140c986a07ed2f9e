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
    public PositionsQuery Venue(string venue) => With(_filter with { Venues = [.. _filter.Venues, .. Check.CommaList([venue], "venue")] });

    /// <summary>The holdings of these venues, in place of the venues named so far; <see cref="Venue"/> adds to them.</summary>
    /// <param name="venues">Venue names; at least one, because an empty filter would silently mean all.</param>
    /// <exception cref="SequenceValidationException">There is no name, or one is empty or holds a comma.</exception>
    public PositionsQuery Venues(params string[] venues) => Venues((IEnumerable<string>)venues);

    /// <inheritdoc cref="Venues(string[])"/>
    public PositionsQuery Venues(IEnumerable<string> venues) => With(_filter with { Venues = Check.CommaList(venues, "venues") });

    /// <summary>Also the holdings of this kind; without a kind those of all.</summary>
    /// <param name="kind">Such as <see cref="InstrumentKind.Perp"/>; not empty.</param>
    /// <exception cref="SequenceValidationException">The kind is empty.</exception>
    public PositionsQuery Kind(InstrumentKind kind) =>
        With(_filter with { Kinds = [.. _filter.Kinds.Union(Check.CommaList([kind.Value], "kind"))] });

    /// <summary>Short for <c>Kind(InstrumentKind.Fiat).Kind(InstrumentKind.Crypto)</c>: adds both to the kinds named so far, so alone it is money only.</summary>
    public PositionsQuery CashOnly() => Kind(InstrumentKind.Fiat).Kind(InstrumentKind.Crypto);

    /// <summary>Short for <c>Kind(InstrumentKind.EventContract)</c>: adds it to the kinds named so far, so alone it is event contracts only.</summary>
    public PositionsQuery EventsOnly() => Kind(InstrumentKind.EventContract);

    /// <summary>Also what is closed or redeemed. What is resolved but not redeemed always comes.</summary>
    /// <param name="include">False, the default, leaves them out.</param>
    public PositionsQuery IncludeClosed(bool include = true) => With(_filter with { IncludeClosed = include });

    /// <summary>Reads the holdings and their totals in USD. Operation: getPositions.</summary>
    /// <remarks>Rows of a venue or kind that was not asked for are left out; the totals come as the server sends them.</remarks>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public async Task<PositionsResponse> FetchAsync(CancellationToken cancellationToken = default)
    {
        PositionsResponse answer = await _transport.CallAsync(
            (raw, token) => raw.See.GetPositionsAsync(_filter.Venues, _filter.Kinds, _filter.IncludeClosed ? true : null, token), cancellationToken).ConfigureAwait(false);
        if (!answer.Positions.All(IsAskedFor))
            answer.Positions = [.. answer.Positions.Where(IsAskedFor)];
        return answer;
    }

    /// <summary>The query in a line.</summary>
    public override string ToString() =>
        $"positions of {TextLine.List(_filter.Kinds, "every kind")} on {TextLine.List(_filter.Venues, "every venue")}{(_filter.IncludeClosed ? ", closed ones too" : "")}";

    /// <summary>A server that ignores the filter must not mix the holdings of venues or kinds.</summary>
    private bool IsAskedFor(Position position) => Holds(_filter.Venues, position.Venue) && Holds(_filter.Kinds, position.Instrument.Kind.Value);

    private static bool Holds(IReadOnlyList<string> asked, string? came) =>
        asked.Count == 0 || string.IsNullOrEmpty(came) || asked.Contains(came, StringComparer.OrdinalIgnoreCase);

    private PositionsQuery With(Filter filter) => new(_transport, filter);

    private sealed record Filter(IReadOnlyList<string> Venues, IReadOnlyList<string> Kinds, bool IncludeClosed = false);
}
