namespace Sequence.Sdk.Transport;

/// <summary>How one call differs from the usual one.</summary>
internal sealed record CallOptions
{
    public static readonly CallOptions Default = new();

    public static readonly CallOptions Streaming = new() { Mode = CallMode.Streaming };

    public CallMode Mode { get; init; }

    /// <summary>Hands out the state of the call at its start, for a caller who must know its outcome after a cancellation too.</summary>
    public Action<CallContext>? Started { get; init; }

    /// <summary>True when a success counts whatever the shape of its JSON, since nobody documented it; <c>whenEmpty</c> then stands for a shape that cannot be read.</summary>
    public bool TakesAnyShape { get; init; }

    /// <summary>A deadline for this call alone; it counts only when it is shorter than that of the client.</summary>
    public TimeSpan? Deadline { get; init; }
}
