using Sequence.Sdk.Streaming;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>
/// What a stream shall carry: the prices of its symbols always, the rest on request (operation openStream).
/// Immutable: every method returns a new builder, so a half-built one can be kept and reused.
/// </summary>
public sealed class StreamBuilder
{
    private readonly SequenceTransport _transport;
    private readonly IReadOnlyList<string> _symbols;
    private readonly StreamPlan _plan;

    private StreamBuilder(SequenceTransport transport, IReadOnlyList<string> symbols, StreamPlan plan)
    {
        _transport = transport;
        _symbols = symbols;
        _plan = plan;
    }

    internal static StreamBuilder Create(SequenceTransport transport, IEnumerable<string> symbols, IOrderSource? orderSource = null)
    {
        string[] all = [.. symbols ?? throw new SequenceValidationException("symbols", "must not be null.")];
        for (int i = 0; i < all.Length; i++)
            Check.Text(all[i], $"symbols[{i}]");
        return new StreamBuilder(transport, all, new StreamPlan([]) { OrderSource = orderSource }).With(all.Select(Streaming.Topic.Prices));
    }

    /// <summary>Every change of every order of the account, as <see cref="StreamEvent.Order"/>.</summary>
    /// <param name="include">False, the default of a new builder, leaves them out.</param>
    public StreamBuilder Orders(bool include = true) => With([Streaming.Topic.Orders], include);

    /// <summary>Every execution of the account, as <see cref="StreamEvent.Fill"/>.</summary>
    /// <param name="include">False, the default of a new builder, leaves them out.</param>
    public StreamBuilder Fills(bool include = true) => With([Streaming.Topic.Fills], include);

    /// <summary>Routing decisions, as <see cref="StreamEvent.Routing"/>.</summary>
    /// <param name="include">False, the default of a new builder, leaves them out.</param>
    public StreamBuilder Routing(bool include = true) => With([Streaming.Topic.Routing], include);

    /// <summary>Snapshots of the book of each symbol, as <see cref="StreamEvent.Book"/>.</summary>
    /// <param name="include">False, the default of a new builder, leaves them out.</param>
    public StreamBuilder Book(bool include = true) => With(_symbols.Select(Streaming.Topic.Book), include);

    /// <summary>
    /// Any other topic by its full name, such as <c>tca</c>, <c>funding:kraken</c>, <c>traces:{deployment_id}</c> or <c>prices:SOL-USD</c>:
    /// typed where this version knows it, else <see cref="StreamEvent.Raw"/>.
    /// </summary>
    /// <param name="name">The topic; not empty. Asked for twice, it is subscribed once.</param>
    /// <exception cref="SequenceValidationException">The name is empty.</exception>
    public StreamBuilder Topic(string name) => With([Check.Text(name, "topic")]);

    /// <summary>Refuses longer messages, as <see cref="StreamEvent.Malformed"/>, instead of keeping them; default 4,194,304 (4 MiB).</summary>
    /// <param name="bytes">1,024 to 1,073,741,824.</param>
    /// <exception cref="SequenceValidationException">Out of range.</exception>
    public StreamBuilder MaxMessageBytes(int bytes) =>
        new(_transport, _symbols, _plan with { MaxMessageBytes = Check.InRange(bytes, 1024, 1024 * 1024 * 1024, "max_message_bytes") });

    /// <summary>How many events of one topic may wait for a slow reader, where a topic does not keep its latest only; default 10,000.</summary>
    /// <param name="events">1 to 10,000,000.</param>
    /// <exception cref="SequenceValidationException">Out of range.</exception>
    public StreamBuilder QueueCapacity(int events) =>
        new(_transport, _symbols, _plan with { QueueCapacity = Check.InRange(events, 1, 10_000_000, "queue_capacity") });

    /// <summary>
    /// How long the server may give no sign of life, neither a message nor an answer to the pings that are sent every third of this time, before the
    /// connection counts as half-open and is replaced (<see cref="StreamEvent.Stale"/>, then <see cref="StreamEvent.Gap"/>); default 30 seconds.
    /// </summary>
    /// <param name="time">1 second to 1 hour. Found out at most a quarter of this time late.</param>
    /// <exception cref="SequenceValidationException">Out of range.</exception>
    public StreamBuilder SilenceTimeout(TimeSpan time) =>
        new(_transport, _symbols, _plan with { SilenceTimeout = Check.InRange(time, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "silence_timeout") });

    /// <summary>
    /// How often the stream compares <c>orders</c> and <c>fills</c> with the account's lists (operations listOrders, listFills), beside after each lost
    /// connection; what the server did not send is told then, after a <see cref="StreamEvent.Gap"/>. Default one minute.
    /// </summary>
    /// <param name="interval">1 second to 24 hours.</param>
    /// <exception cref="SequenceValidationException">Out of range.</exception>
    public StreamBuilder AuditInterval(TimeSpan interval) =>
        new(_transport, _symbols, _plan with { AuditInterval = Check.InRange(interval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24), "audit_interval") });

    /// <summary>Leaves gaps of <c>orders</c> and <c>fills</c> as they are: nothing is read from the account's lists, and an event that the server repeats is told again.</summary>
    public StreamBuilder WithoutRecovery() => new(_transport, _symbols, _plan with { AuditInterval = null });

    /// <summary>Connects, subscribes and waits for the server's answer, all within the client's timeout. Afterwards the stream reconnects by itself.</summary>
    /// <param name="cancellationToken">Gives up connecting; it has no effect on the stream once that is open.</param>
    /// <exception cref="SequenceValidationException">No topic was asked for: no symbol, and nothing else.</exception>
    /// <exception cref="SequenceApiException">The server refused, with 401 for a bad key.</exception>
    /// <exception cref="SequenceNetworkException">No connection, or no answer in time.</exception>
    public async Task<MarketDataStream> ConnectAsync(CancellationToken cancellationToken = default)
    {
        if (_plan.Topics.Count == 0)
            throw new SequenceValidationException("symbols", "must name at least one symbol, unless orders, fills, routing or another topic is asked for.");
        _transport.ThrowIfDisposed();
        var session = new StreamSession(_transport, _plan);
        await session.StartAsync(cancellationToken).ConfigureAwait(false);
        return new MarketDataStream(session);
    }

    /// <summary>The topics of the stream in a line.</summary>
    public override string ToString() => $"stream of {TextLine.List(_plan.Topics, "nothing")}";

    private StreamBuilder With(IEnumerable<string> topics, bool include = true) => new(_transport, _symbols, _plan with
    {
        Topics = include ? [.. _plan.Topics.Union(topics, StringComparer.Ordinal)] : [.. _plan.Topics.Except(topics, StringComparer.Ordinal)],
    });
}
