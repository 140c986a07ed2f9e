namespace Sequence.Exchange.Graphs;

/// <summary>One validated link of a graph.</summary>
/// <param name="Id">Unique in the graph.</param>
/// <param name="From">Id of the node that is watched.</param>
/// <param name="To">Id of the node that is started.</param>
/// <param name="Trigger">When it fires.</param>
/// <param name="Sizing">How it sizes the node; null takes the node's own quantity, or what the parent filled.</param>
/// <param name="OnParentCancel">What happens to the graph when the watched node is cancelled.</param>
/// <param name="OnChildReject">What happens to the graph when the started node is rejected.</param>
internal sealed record EdgeSpec(
    string Id,
    string From,
    string To,
    TriggerRule Trigger,
    SizingRule? Sizing,
    Wire.FailureReaction OnParentCancel,
    Wire.FailureReaction OnChildReject);

internal enum TriggerKind
{
    Accepted,
    FirstFill,
    EveryFill,
    FullFill,
    FillRatio,
    Timeout,
    Cancelled,
    Done,
    PriceCross,
}

/// <summary>When an edge fires.</summary>
/// <param name="Kind">The event.</param>
/// <param name="Ratio">With <see cref="TriggerKind.FillRatio"/>: the filled part, above 0 and at most 1.</param>
/// <param name="Delay">With <see cref="TriggerKind.Timeout"/>: time after the watched node starts.</param>
/// <param name="Price">With <see cref="TriggerKind.PriceCross"/>.</param>
internal sealed record TriggerRule(TriggerKind Kind, decimal Ratio = 0, TimeSpan Delay = default, PriceCross? Price = null);

/// <summary>A level relative to the watched node's average fill price; of another symbol than the node's, relative to that symbol's own mid at the first fill.</summary>
/// <param name="Symbol">Whose mid is watched.</param>
/// <param name="IsAbove">At or above the level; else at or below it.</param>
/// <param name="OffsetPct">Percent, more than -100.</param>
internal sealed record PriceCross(string Symbol, bool IsAbove, decimal OffsetPct)
{
    /// <summary>Whether a price is at the level or beyond it.</summary>
    public bool IsReached(decimal price, decimal from)
    {
        decimal level = from * (1 + (OffsetPct / 100));
        return IsAbove ? price >= level : price <= level;
    }
}

internal enum SizingKind
{
    ParentFilled,
    IncrementalFill,
    Residual,
    LinearHedge,
    ScaledNotional,
    Fixed,
}

/// <summary>How an edge sizes the node that it starts.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Multiplier">Of the parent's filled quantity or notional; its sign does not matter.</param>
/// <param name="Cap">With <see cref="SizingKind.ScaledNotional"/>: the most.</param>
/// <param name="Quantity">With <see cref="SizingKind.Fixed"/>.</param>
internal sealed record SizingRule(SizingKind Kind, decimal Multiplier = 1, Usd? Cap = null, Qty Quantity = default);

/// <summary>A validated graph, pacing not yet expanded.</summary>
internal sealed record GraphPlan(IReadOnlyList<OrderSpec> Nodes, IReadOnlyList<EdgeSpec> Edges, Wire.GraphRisk Risk);
