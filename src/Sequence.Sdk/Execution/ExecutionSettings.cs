namespace Sequence.Sdk;

/// <summary>How an order is worked. What stays null is not sent, and the server decides.</summary>
internal sealed record ExecutionSettings
{
    public static readonly ExecutionSettings Unset = new();

    public Policy? Policy { get; init; }

    public Urgency? Urgency { get; init; }

    public int? MaxSlippageBps { get; init; }

    public long? HorizonMs { get; init; }

    public TimeInForce? TimeInForce { get; init; }

    public Pacing? Pacing { get; init; }

    public Placement? Placement { get; init; }

    public long? EscalateAfterMs { get; init; }

    public IReadOnlyList<string>? VenueFallback { get; init; }

    public bool ReduceOnly { get; init; }

    public NodeExecution ToWire() => new()
    {
        Policy = Policy,
        Urgency = Urgency,
        MaxSlippageBps = MaxSlippageBps,
        HorizonMs = HorizonMs,
        Tif = TimeInForce,
        Pacing = Pacing,
        Placement = Placement,
        EscalateAfterMs = EscalateAfterMs,
        VenueFallback = VenueFallback,
        ReduceOnly = ReduceOnly ? true : null,
    };
}
