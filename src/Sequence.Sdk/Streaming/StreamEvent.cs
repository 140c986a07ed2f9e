using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

/// <summary>
/// One step of a <see cref="MarketDataStream"/> (operation openStream): market data, an order, a fill,
/// or a word about continuity (<see cref="Connected"/>, <see cref="Subscribed"/>, <see cref="Rejected"/>, <see cref="Stale"/>, <see cref="Gap"/>,
/// <see cref="Malformed"/>), all in one order.
/// </summary>
/// <remarks>Two events are equal when their kind, their typed members and their <see cref="Data"/> are equal.</remarks>
public abstract partial record StreamEvent
{
    private JToken? _data;

    private StreamEvent()
    {
    }

    /// <summary>
    /// The payload as it came, members that this version does not know included; parsed when it is first read.
    /// A JSON null for events that carry none.
    /// </summary>
    public JToken Data
    {
        get => _data ?? ParsePayload();
        init => _data = value;
    }

    /// <summary>The bytes behind <see cref="Data"/>; set once, before anybody else has the event.</summary>
    internal byte[]? Payload { get; set; }

    /// <summary>True when the other event has the same kind and the same <see cref="Data"/>; each kind also compares its own members.</summary>
    /// <param name="other">The event to compare with.</param>
    public virtual bool Equals(StreamEvent? other) =>
        other is not null && EqualityContract == other.EqualityContract
        && ((Payload is not null && ReferenceEquals(Payload, other.Payload)) || JToken.DeepEquals(Data, other.Data));

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>Writes the members that the text of every event shows: none here, since most kinds show their own.</summary>
    /// <param name="builder">Receives the text.</param>
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    private JToken ParsePayload()
    {
        JToken parsed = Payload is null ? JValue.CreateNull() : PayloadJson.Parse(Payload);
        return Interlocked.CompareExchange(ref _data, parsed, null) ?? parsed;
    }

    private bool PrintData(StringBuilder builder)
    {
        builder.Append("Data = ").Append(Data.ToString(Formatting.None));
        return true;
    }

    /// <summary>
    /// The best prices of a symbol over all venues (topic <c>prices:{symbol}</c>), in human units.
    /// A reader that falls behind finds the latest only, in the place of the first that waited.
    /// </summary>
    /// <param name="Symbol">The symbol as the server names it.</param>
    /// <param name="Bid">Best bid, in the quote currency.</param>
    /// <param name="Ask">Best ask, in the quote currency.</param>
    /// <param name="Mid">Middle of bid and ask; 0 when the book is crossed.</param>
    /// <param name="Timestamp">When the server made the update.</param>
    public sealed record Price(string Symbol, decimal Bid, decimal Ask, decimal Mid, UnixNanos Timestamp) : StreamEvent
    {
        /// <summary>Spread in basis points; null when the server sent none.</summary>
        public decimal? SpreadBps { get; init; }

        /// <summary>Size at the best bid, in units of the base asset; null when the server sent none.</summary>
        public decimal? BidSize { get; init; }

        /// <summary>Size at the best ask, in units of the base asset; null when the server sent none.</summary>
        public decimal? AskSize { get; init; }
    }

    /// <summary>
    /// A full snapshot of a symbol's book over all venues (topic <c>book:{symbol}</c>), in human units; never a difference.
    /// A reader that falls behind finds the latest only, in the place of the first that waited.
    /// </summary>
    /// <param name="Symbol">The symbol as the server names it.</param>
    /// <param name="Bids">Bid levels in the server's order, the best first; may be empty.</param>
    /// <param name="Asks">Ask levels in the server's order, the best first; may be empty.</param>
    /// <param name="Timestamp">When the server made the snapshot.</param>
    public sealed record Book(string Symbol, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, UnixNanos Timestamp) : StreamEvent;

    /// <summary>An order changed (topic <c>orders</c>). Never dropped in silence: see <see cref="Gap"/>.</summary>
    /// <param name="Value">The whole order after the change.</param>
    public sealed record Order(OrderResponse Value) : StreamEvent
    {
        /// <summary>True when it was missed and read from the account's list (operation listOrders); what the order was between is not known.</summary>
        public bool IsRecovered { get; init; }

        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder) => PrintData(builder);
    }

    /// <summary>An execution (topic <c>fills</c>). Never dropped in silence: see <see cref="Gap"/>.</summary>
    /// <param name="Value">The fill.</param>
    public sealed record Fill(Sequence.Sdk.Fill Value) : StreamEvent
    {
        /// <summary>True when it was missed and read from the account's list (operation listFills).</summary>
        public bool IsRecovered { get; init; }

        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder) => PrintData(builder);
    }

    /// <summary>A routing decision (topic <c>routing</c>).</summary>
    /// <param name="Value">The decision.</param>
    public sealed record Routing(RoutingUpdate Value) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder) => PrintData(builder);
    }

    /// <summary>Traces of a deployed algo's callbacks (topic <c>traces:{deployment_id}</c>); the members of <see cref="Data"/> are not documented.</summary>
    /// <param name="DeploymentId">The deployment.</param>
    public sealed record Trace(string DeploymentId) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder)
        {
            builder.Append("DeploymentId = ").Append(DeploymentId).Append(", ");
            return PrintData(builder);
        }
    }

    /// <summary>The cost report of a finished order (topic <c>tca</c>).</summary>
    /// <param name="Value">The report; fees, savings and venue mix are among its additional properties, under names that are not documented.</param>
    public sealed record Tca(TcaReport Value) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder) => PrintData(builder);
    }

    /// <summary>A step in the life of a deployment (topic <c>deployment:{deployment_id}</c>); the members of <see cref="Data"/> are not documented.</summary>
    /// <param name="DeploymentId">The deployment.</param>
    public sealed record Deployment(string DeploymentId) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder)
        {
            builder.Append("DeploymentId = ").Append(DeploymentId).Append(", ");
            return PrintData(builder);
        }
    }

    /// <summary>
    /// A reference price across depth (topics <c>fair_price</c> and <c>fair_price:{underlying}</c>); the members of <see cref="Data"/> are not documented.
    /// A reader that falls behind finds the latest only.
    /// </summary>
    /// <param name="Underlying">The underlying of the topic; null on the topic of all of them.</param>
    public sealed record FairPrice(string? Underlying) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder)
        {
            if (Underlying is not null)
                builder.Append("Underlying = ").Append(Underlying).Append(", ");
            return PrintData(builder);
        }
    }

    /// <summary>
    /// A funding rate (topics <c>funding</c>, <c>funding:{venue}</c> and <c>funding:{venue}:{symbol}</c>). That these topics carry one row
    /// of <see cref="SequenceClient.GetFundingRatesAsync(CancellationToken)"/> is inferred: a payload of another form comes as <see cref="Raw"/>.
    /// </summary>
    /// <param name="Value">The rate.</param>
    public sealed record Funding(FundingRate Value) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder) => PrintData(builder);
    }

    /// <summary>An event of any other channel, with its payload in <see cref="Data"/>.</summary>
    /// <param name="Channel">The channel's full name.</param>
    public sealed record Raw(string Channel) : StreamEvent
    {
        /// <inheritdoc/>
        protected override bool PrintMembers(StringBuilder builder)
        {
            builder.Append("Channel = ").Append(Channel).Append(", ");
            return PrintData(builder);
        }
    }
}
