namespace Sequence.Exchange.Graphs;

/// <summary>The state of one node. A node may have several orders, one after the other, when an edge adds quantity after it was done.</summary>
internal sealed class GraphNode(OrderSpec spec, GraphNode? parent)
{
    /// <summary>How it is worked; an amend puts another in its place.</summary>
    public OrderSpec Spec { get; set; } = spec;

    /// <summary>The node that this one is a slice of.</summary>
    public GraphNode? Parent { get; } = parent;

    public List<GraphNode> Slices { get; } = [];

    public List<GraphEdge> Inbound { get; } = [];

    public List<GraphEdge> Outbound { get; } = [];

    public Wire.NodeStatus Status { get; set; } = Wire.NodeStatus.Pending;

    public Qty Target { get; set; } = spec.Quantity ?? Qty.Zero;

    /// <summary>What fills asked for beyond whole lots; it counts with the next fill.</summary>
    public Qty Residue { get; set; }

    public Qty Filled { get; private set; }

    /// <summary>What it traded on each venue, in order of first use.</summary>
    public OrderedDictionary<string, VenueFills> ByVenue { get; } = new(StringComparer.Ordinal);

    public Usd FilledNotional { get; private set; }

    public Usd Fees { get; private set; }

    public long FillCount { get; private set; }

    public Px AveragePrice => Filled == Qty.Zero ? Px.Zero : FilledNotional / Filled;

    /// <summary>The latest order; null before the first.</summary>
    public OrderState? Order { get; set; }

    /// <summary>The latest order at work; null before the first, and on a node that its slices work.</summary>
    public WorkingOrder? Working { get; set; }

    /// <summary>How many orders the node has had.</summary>
    public int Orders { get; set; }

    public bool IsStarted { get; set; }

    /// <summary>Null while the node waits or works.</summary>
    public OrderEnd? End { get; set; }

    public void Record(ExecutionReport report)
    {
        Filled += report.Quantity;
        FilledNotional += report.Price * report.Quantity;
        Fees += report.Fee;
        ByVenue[report.Venue] = ByVenue.GetValueOrDefault(report.Venue).Plus(report);
        FillCount++;
        Status = Filled >= Target ? Wire.NodeStatus.Filled : Wire.NodeStatus.PartialFill;
    }

    /// <summary>True when nothing can happen to the node any more.</summary>
    public bool IsFinal => End is not null && !Inbound.Any(edge => edge.Grows && !edge.IsDead);
}

/// <summary>What a node traded on one venue.</summary>
internal readonly record struct VenueFills(Qty Quantity, Usd Notional, Usd Fees)
{
    public VenueFills Plus(ExecutionReport report) => new(Quantity + report.Quantity, Notional + (report.Price * report.Quantity), Fees + report.Fee);
}
