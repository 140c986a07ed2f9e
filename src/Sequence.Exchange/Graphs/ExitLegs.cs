namespace Sequence.Exchange.Graphs;

/// <summary>
/// The exits of one entry: two or more nodes that trade the entry's symbol on the other side, each sized from its fill, such as
/// the target and the stop of a bracket. Together they never trade more than the entry did. The leg that would trade first has
/// the quantity: one that takes the market, then the limit nearest to it, then the older one.
/// </summary>
internal sealed class ExitLegs
{
    private readonly GraphNode _entry;
    private readonly List<GraphNode> _legs;

    private ExitLegs(GraphNode entry, List<GraphNode> legs) => (_entry, _legs) = (entry, legs);

    public string Entry => _entry.Spec.Id;

    /// <summary>In the order of submission.</summary>
    public IReadOnlyList<GraphNode> Legs => _legs;

    /// <summary>What the entry traded and no exit has closed.</summary>
    public Qty Left => Qty.Max(Qty.Zero, _legs.Aggregate(_entry.Filled, (left, leg) => left - leg.Filled));

    /// <summary>The exits have closed all that the entry will ever trade.</summary>
    public bool IsClosed => _entry.IsFinal && _entry.Filled.Raw > 0 && Left.Raw <= 0;

    /// <summary>The exit groups of a graph.</summary>
    public static IReadOnlyList<ExitLegs> Of(Graph graph) =>
    [
        .. graph.Nodes
            .Select(entry => new ExitLegs(entry, [.. entry.Outbound.Where(IsExit).Select(edge => edge.To).Distinct()]))
            .Where(exits => exits._legs.Count > 1),
    ];

    /// <summary>What a leg may trade now: what is left, less what the legs before it still want.</summary>
    public Qty Share(GraphNode leg)
    {
        Qty share = Left;
        foreach (GraphNode other in _legs)
        {
            if (other != leg && Precedes(other, leg))
                share -= Wanted(other);
        }

        return Qty.Max(Qty.Zero, share);
    }

    /// <summary>The legs that give way to this one.</summary>
    public IEnumerable<GraphNode> Behind(GraphNode leg) => _legs.Where(other => other != leg && Precedes(leg, other));

    private static bool IsExit(GraphEdge edge) =>
        edge.To.Parent is null
        && edge.To.Inbound.All(inbound => inbound.From == edge.From)
        && Closes(edge.Spec, edge.From.Spec, edge.To.Spec);

    /// <summary>Whether an edge sizes a node by what another traded of the same symbol on the other side.</summary>
    public static bool Closes(EdgeSpec edge, OrderSpec entry, OrderSpec exit) =>
        exit.Side != entry.Side && exit.Symbol == entry.Symbol && IsSizedFromFill(edge, exit);

    /// <summary>A hedge ratio above 1 is meant to turn the position over, and is no exit.</summary>
    private static bool IsSizedFromFill(EdgeSpec edge, OrderSpec exit) => edge.Sizing is not { } sizing
        ? exit.Quantity is null
        : sizing.Kind is SizingKind.ParentFilled or SizingKind.IncrementalFill
            || (sizing.Kind is SizingKind.LinearHedge or SizingKind.ScaledNotional && sizing.Multiplier <= 1);

    private static Qty Wanted(GraphNode leg) =>
        leg.IsStarted && leg.End is null ? Qty.Max(Qty.Zero, leg.Target - leg.Filled) : Qty.Zero;

    private bool Precedes(GraphNode leg, GraphNode other)
    {
        int order = Urgency(leg).CompareTo(Urgency(other));
        return order == 0 ? _legs.IndexOf(leg) < _legs.IndexOf(other) : order < 0;
    }

    /// <summary>The smaller, the earlier a leg trades.</summary>
    private static long Urgency(GraphNode leg)
    {
        OrderSpec spec = leg.Spec;
        if (spec.Limit is not { } limit || spec.Style.TimeInForce != Wire.TimeInForce.Gtc || spec.Style.Policy == Wire.Policy.IocSweep)
            return long.MinValue;
        return spec.Side == BookSide.Ask ? limit.Raw : -limit.Raw;
    }
}
