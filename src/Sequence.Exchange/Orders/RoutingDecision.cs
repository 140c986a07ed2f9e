namespace Sequence.Exchange.Orders;

/// <summary>Where an order, or a part of it, goes next. Published before anything of it is placed.</summary>
/// <param name="Order">Which order.</param>
/// <param name="Legs">At least one.</param>
/// <param name="IsResting">The legs rest on the books; else they take what is there.</param>
internal sealed record RoutingDecision(OrderState Order, IReadOnlyList<RouteLeg> Legs, bool IsResting);
