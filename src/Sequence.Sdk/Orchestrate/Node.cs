namespace Sequence.Sdk;

/// <summary>
/// One order of a graph: <c>Node.Buy("ETH-USD", 2m).Policy(Policy.Sor)</c>.
/// Immutable: every method returns a new node. A value that cannot be sent is refused at once with <see cref="SequenceValidationException"/>.
/// </summary>
public sealed class Node : OrderTermsBuilder<Node>
{
    private Node(OrderTerms terms, bool isDerived) : base(terms) => IsDerived = isDerived;

    internal bool IsDerived { get; }

    /// <summary>A node that buys.</summary>
    /// <param name="symbol">Pair, slug or token id; not empty.</param>
    /// <param name="qty">Units of the base asset, with at most 8 digits after the point; above 0, or 0 for a node that becomes <see cref="Derived"/>.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty, or the quantity is negative or has digits finer than 1e-8.</exception>
    public static Node Buy(string symbol, decimal qty) => Buy(symbol, Amounts.Exact<Qty>(qty, "qty"));

    /// <inheritdoc cref="Buy(string, decimal)"/>
    public static Node Buy(string symbol, Qty qty) => New(Side.Buy, symbol, qty);

    /// <summary>A node that sells.</summary>
    /// <inheritdoc cref="Buy(string, decimal)"/>
    public static Node Sell(string symbol, decimal qty) => Sell(symbol, Amounts.Exact<Qty>(qty, "qty"));

    /// <inheritdoc cref="Sell(string, decimal)"/>
    public static Node Sell(string symbol, Qty qty) => New(Side.Sell, symbol, qty);

    /// <summary>Trades an outcome of a prediction market instead of the spot pair.</summary>
    public Node Prediction() => With(Terms with { InstrumentType = InstrumentType.Prediction });

    /// <summary>Lets an inbound edge size the node; its own quantity is not sent. An edge without a sizing passes on what the parent filled.</summary>
    public Node Derived() => new(Terms, isDerived: true);

    /// <summary>Never opens or turns a position.</summary>
    public Node ReduceOnly() => With(Terms.Execution with { ReduceOnly = true });

    /// <summary>Cuts the order into equal slices at equal distances in time. Replaces <see cref="Vwap"/> and <see cref="Iceberg(decimal)"/>.</summary>
    /// <param name="slices">1 to 65,535.</param>
    /// <param name="interval">From one slice to the next; 0 or more, in whole milliseconds.</param>
    public Node Twap(int slices, TimeSpan interval) => With(Terms.Execution with { Pacing = new Pacing { Uniform = Slices(slices, interval) } });

    /// <summary>Cuts the order into slices that follow the traded volume. Replaces <see cref="Twap"/> and <see cref="Iceberg(decimal)"/>.</summary>
    /// <inheritdoc cref="Twap"/>
    public Node Vwap(int slices, TimeSpan interval) => With(Terms.Execution with { Pacing = new Pacing { Vwap = Slices(slices, interval) } });

    /// <summary>Shows only a part of the quantity at a time. Replaces <see cref="Twap"/> and <see cref="Vwap"/>.</summary>
    /// <param name="display">The part that is shown, above 0, with at most 8 digits after the point.</param>
    public Node Iceberg(decimal display) => Iceberg(Amounts.Positive<Qty>(display, "display"));

    /// <inheritdoc cref="Iceberg(decimal)"/>
    public Node Iceberg(Qty display) => With(Terms.Execution with
    {
        Pacing = new Pacing { Iceberg = new PacingIceberg { DisplayQty = Amounts.Positive(display, "display") } },
    });

    /// <summary>Where a limit order is placed.</summary>
    /// <param name="placement">Aggressive, passive, or passive with an offset.</param>
    public Node Placement(Placement placement)
    {
        Check.Text(placement.Value, "placement");
        return With(Terms.Execution with { Placement = placement });
    }

    /// <summary>The time after which a passive order becomes aggressive.</summary>
    /// <param name="delay">0 or more, in whole milliseconds.</param>
    public Node EscalateAfter(TimeSpan delay) =>
        With(Terms.Execution with { EscalateAfterMs = Amounts.WholeMilliseconds(delay, "escalate_after") });

    /// <summary>The venues to try when one does not take the order.</summary>
    /// <param name="venues">The preferred one first; at least one.</param>
    public Node VenueFallback(params string[] venues) => VenueFallback((IEnumerable<string>)venues);

    /// <inheritdoc cref="VenueFallback(string[])"/>
    public Node VenueFallback(IEnumerable<string> venues) =>
        With(Terms.Execution with { VenueFallback = Check.Texts(venues, "venue_fallback") });

    /// <summary>The node in a line, such as <c>buy 2 ETH-USD at market</c>.</summary>
    public override string ToString() => Terms.Describe(IsDerived);

    private protected override Node With(OrderTerms terms) => new(terms, IsDerived);

    private static Node New(Side side, string symbol, Qty qty) => qty >= Qty.Zero
        ? new Node(new OrderTerms(side, Check.Text(symbol, "symbol"), qty), isDerived: false)
        : throw new SequenceValidationException("qty", $"must be above 0, but was {qty}.");

    private static PacingSlices Slices(int slices, TimeSpan interval) => new()
    {
        NumSlices = Check.InRange(slices, 1, ushort.MaxValue, "slices"),
        IntervalMs = Amounts.WholeMilliseconds(interval, "interval"),
    };
}
