using Newtonsoft.Json.Linq;
using Sequence.Sdk.Streaming;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

// Streams over plain HTTP, and the ticket for streams without a bearer. Orders and fills are on the WebSocket: see Stream.
public sealed partial class SequenceClient
{
    /// <summary>Reports of transaction cost, as server-sent events, for as long as you read. Operation: openTcaEvents.</summary>
    /// <remarks>
    /// <para>Each enumeration has a connection of its own. It opens with the first <c>MoveNextAsync</c>, which must get through: its failure is thrown.
    /// <see cref="SequenceClientOptions.Timeout"/> covers the answer's headers; the events may come for ever.</para>
    /// <para>A connection that ends is opened again: at once, then after a random wait under a ceiling that doubles from 250 ms to 8 s,
    /// or after the pause that the server asks for, up to a minute. Only a refused key (401, 403) ends the stream then. Where the server numbers its events,
    /// it is asked to go on after the last one; where it does not, what happened meanwhile is lost.</para>
    /// <para>What the events hold is not documented: the payload comes as it is, and one that is no JSON as a JSON text. The names of the events are left out.</para>
    /// </remarks>
    /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/>. Leaving the loop ends it too.</param>
    /// <exception cref="SequenceApiException">The first connection was refused, or the key was refused later.</exception>
    /// <exception cref="SequenceException">The first connection did not come up, or its answer is no event stream.</exception>
    public IAsyncEnumerable<JToken> StreamTcaAsync(CancellationToken cancellationToken = default) => StreamTcaAsync(EventFilter.None, cancellationToken);

    /// <param name="filter">Keeps the events of one order or one edge.</param>
    /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/>. Leaving the loop ends it too.</param>
    /// <exception cref="SequenceValidationException">An id of the filter is empty.</exception>
    /// <inheritdoc cref="StreamTcaAsync(CancellationToken)"/>
    public IAsyncEnumerable<JToken> StreamTcaAsync(EventFilter filter, CancellationToken cancellationToken = default) =>
        Events(filter, (raw, token) => raw.Streaming.OpenTcaEventsAsync(filter.NodeOrderId, filter.EdgeId, token), cancellationToken);

    /// <summary>Events of risk, as server-sent events, for as long as you read. Operation: openRiskEvents.</summary>
    /// <inheritdoc cref="StreamTcaAsync(CancellationToken)"/>
    public IAsyncEnumerable<JToken> StreamRiskAsync(CancellationToken cancellationToken = default) => StreamRiskAsync(EventFilter.None, cancellationToken);

    /// <summary>Events of risk, as server-sent events, for as long as you read. Operation: openRiskEvents.</summary>
    /// <inheritdoc cref="StreamTcaAsync(EventFilter, CancellationToken)"/>
    public IAsyncEnumerable<JToken> StreamRiskAsync(EventFilter filter, CancellationToken cancellationToken = default) =>
        Events(filter, (raw, token) => raw.Streaming.OpenRiskEventsAsync(filter.NodeOrderId, filter.EdgeId, token), cancellationToken);

    /// <summary>Alerts, as server-sent events, for as long as you read. Operation: openAlertEvents.</summary>
    /// <inheritdoc cref="StreamTcaAsync(CancellationToken)"/>
    public IAsyncEnumerable<JToken> StreamAlertsAsync(CancellationToken cancellationToken = default) => StreamAlertsAsync(EventFilter.None, cancellationToken);

    /// <summary>Alerts, as server-sent events, for as long as you read. Operation: openAlertEvents.</summary>
    /// <inheritdoc cref="StreamTcaAsync(EventFilter, CancellationToken)"/>
    public IAsyncEnumerable<JToken> StreamAlertsAsync(EventFilter filter, CancellationToken cancellationToken = default) =>
        Events(filter, (raw, token) => raw.Streaming.OpenAlertEventsAsync(filter.NodeOrderId, filter.EdgeId, token), cancellationToken);

    /// <summary>
    /// A ticket that opens the WebSocket stream in the place of the key, for a browser, which cannot send a bearer: <c>/v1/stream?ticket=..</c>.
    /// It lasts 30 seconds and works once. Operation: getStreamTicket.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<StreamTicket> GetStreamTicketAsync(CancellationToken cancellationToken = default) =>
        _transport.CallAsync((raw, token) => raw.Streaming.GetStreamTicketAsync(token), cancellationToken);

    private IAsyncEnumerable<JToken> Events(
        EventFilter filter, Func<RawClients, CancellationToken, Task<string>> call, CancellationToken cancellationToken)
    {
        if (filter is null)
            throw new SequenceValidationException(nameof(filter), "must not be null.");
        filter.Validate();
        return new EventFeed(_transport, call).ReadAsync(cancellationToken);
    }
}
