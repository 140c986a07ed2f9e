namespace Sequence.Exchange.Graphs;

/// <summary>A runtime limit of a graph is broken.</summary>
/// <param name="Graph">Whose limit.</param>
/// <param name="Limit">Its member under <c>risk.runtime</c>.</param>
/// <param name="Reaction">What the graph does about it.</param>
internal sealed record LimitBreach(Graph Graph, string Limit, Wire.FailureReaction Reaction);
