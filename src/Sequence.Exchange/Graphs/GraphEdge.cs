namespace Sequence.Exchange.Graphs;

/// <summary>The state of one edge.</summary>
internal sealed class GraphEdge(EdgeSpec spec, GraphNode from, GraphNode to)
{
    public EdgeSpec Spec { get; } = spec;

    public GraphNode From { get; } = from;

    public GraphNode To { get; } = to;

    public bool HasFired { get; private set; }

    /// <summary>Fired, but the node was not told yet.</summary>
    public int InFlight { get; private set; }

    /// <summary>Each firing may add to what the node trades.</summary>
    public bool Grows => Spec.Trigger.Kind == TriggerKind.EveryFill && GrowingSize;

    private bool GrowingSize => Spec.Sizing?.Kind switch
    {
        SizingKind.IncrementalFill or SizingKind.ParentFilled or SizingKind.LinearHedge => true,
        null => To.Spec.Quantity is null,
        _ => false,
    };

    /// <summary>True when the edge will never fire (again).</summary>
    public bool IsDead => InFlight == 0 && (HasFired && !Grows || !CanFire || IsVoid);

    /// <summary>Its node ended without it: nothing is left to start.</summary>
    public bool IsVoid => To.End is not null && !To.IsStarted;

    /// <summary>Our words, since none are documented: waiting, armed, fired, void.</summary>
    public string Status
    {
        get
        {
            if (HasFired)
                return "fired";
            if (IsDead)
                return "void";
            return From.IsStarted ? "armed" : "waiting";
        }
    }

    private bool CanFire => Spec.Trigger.Kind switch
    {
        TriggerKind.Timeout => From.IsStarted || From.End is null,
        TriggerKind.PriceCross => !From.IsFinal || From.Filled.Raw > 0,
        _ => !From.IsFinal,
    };

    public void Fire()
    {
        HasFired = true;
        InFlight++;
    }

    public void Arrive() => InFlight--;
}
