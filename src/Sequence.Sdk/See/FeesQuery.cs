using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Fees of one ticker. Opened by <see cref="SequenceClient.Fees"/>. Immutable: every method returns a new query.</summary>
public sealed class FeesQuery
{
    private readonly SequenceTransport _transport;
    private readonly string _ticker;
    private readonly IReadOnlyList<string> _venues;

    internal FeesQuery(SequenceTransport transport, string ticker, IReadOnlyList<string> venues)
    {
        _transport = transport;
        _ticker = ticker;
        _venues = venues;
    }

    /// <summary>The fees of these venues, in place of the venues named so far; without a venue those of all.</summary>
    /// <param name="venues">Venue names; at least one, because an empty filter would silently mean all.</param>
    /// <exception cref="SequenceValidationException">There is no name, or one is empty or holds a comma.</exception>
    public FeesQuery Venues(params string[] venues) => Venues((IEnumerable<string>)venues);

    /// <inheritdoc cref="Venues(string[])"/>
    public FeesQuery Venues(IEnumerable<string> venues) => new(_transport, _ticker, Check.CommaList(venues, "venues"));

    /// <summary>The query in a line.</summary>
    public override string ToString() => $"fees of {_ticker} on {TextLine.List(_venues, "every venue")}";

    /// <summary>Reads the fees. A null <see cref="FeeQuote.TakerBps"/> means that the venue is not to be routed to, never that it is free. Operation: getFees.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<FeesResult> FetchAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync(
        (raw, token) => Requested.BySymbolAsync(raw.See.GetFeesAsync(_ticker, _venues, token), "getFees", _ticker, fees => fees.Ticker), cancellationToken);
}
