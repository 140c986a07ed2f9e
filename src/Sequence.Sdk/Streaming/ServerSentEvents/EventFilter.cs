namespace Sequence.Sdk;

/// <summary>Which server-sent events come. The server honours a filter where it supports it, and else sends everything.</summary>
public sealed record EventFilter
{
    /// <summary>Only the events of this node order; null, the default, for all.</summary>
    public string? NodeOrderId { get; init; }

    /// <summary>Only the events of this venue edge; null, the default, for all.</summary>
    public string? EdgeId { get; init; }

    internal static EventFilter None { get; } = new();

    internal void Validate()
    {
        if (NodeOrderId is not null)
            Check.Text(NodeOrderId, nameof(NodeOrderId));
        if (EdgeId is not null)
            Check.Text(EdgeId, nameof(EdgeId));
    }
}
