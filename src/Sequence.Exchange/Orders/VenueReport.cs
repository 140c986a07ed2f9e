namespace Sequence.Exchange.Orders;

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
