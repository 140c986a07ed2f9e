namespace Sequence.Sandbox.Streaming;

/// <summary>What a client of server-sent events wants to hear of; null for everything.</summary>
internal sealed record EventFilter(string? NodeOrderId, string? EdgeId);

/// <summary>What an event is about. What it does not name, it is not bound to: it passes every filter of that kind.</summary>
/// <param name="NodeOrderId">One order.</param>
/// <param name="GraphId">All orders of a graph.</param>
/// <param name="Edges">The venue edges that took part; may be none.</param>
internal sealed record EventScope(string? NodeOrderId = null, string? GraphId = null, IReadOnlyList<string>? Edges = null)
{
    public static readonly EventScope WholeAccount = new();

    public bool Passes(EventFilter filter) => IsOf(filter.NodeOrderId) && (filter.EdgeId is null || Edges is null || Edges.Contains(filter.EdgeId));

    private bool IsOf(string? order) => order is null
        || (NodeOrderId is not null ? NodeOrderId == order : GraphId is null || order.StartsWith($"graph:{GraphId}:", StringComparison.Ordinal));
}
