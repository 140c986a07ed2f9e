using Sequence.Sandbox.Markets;
using Sequence.Sdk;

namespace Sequence.Sandbox.Execution;

/// <summary>Where an order, or a part of it, goes next: told before anything of it is placed.</summary>
/// <param name="Order">Which order.</param>
/// <param name="Legs">At least one.</param>
/// <param name="IsResting">The legs are left on the books; else they take what is there.</param>
internal sealed record RoutingDecision(OrderState Order, IReadOnlyList<RouteLeg> Legs, bool IsResting);

/// <summary>How far a part of an order got at its venue.</summary>
internal enum VenueStep
{
    Submitted,
    Acknowledged,
}

/// <summary>A part of an order at its venue.</summary>
/// <param name="Order">Which order.</param>
/// <param name="Step">How far it got.</param>
/// <param name="Market">Where.</param>
/// <param name="Price">The worst acceptable price.</param>
/// <param name="Quantity">As it was sent.</param>
internal sealed record VenueReport(OrderState Order, VenueStep Step, VenueMarket Market, Px Price, Qty Quantity);

/// <summary>A runtime limit of a graph is broken.</summary>
/// <param name="Graph">Whose limit.</param>
/// <param name="Limit">Its member under <c>risk.runtime</c>.</param>
/// <param name="Reaction">What the graph does about it.</param>
internal sealed record LimitBreach(Graph Graph, string Limit, Wire.FailureReaction Reaction);
