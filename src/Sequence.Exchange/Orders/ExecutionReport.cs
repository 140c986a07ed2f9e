namespace Sequence.Exchange.Orders;

/// <summary>One fill of one order.</summary>
/// <param name="Id">Unique in the exchange.</param>
/// <param name="Order">The order that was filled.</param>
/// <param name="Venue">Where.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Price">At what price.</param>
/// <param name="Fee">In the quote asset; negative for a rebate.</param>
/// <param name="IsMaker">True when the order rested.</param>
/// <param name="At">Exchange time.</param>
internal sealed record ExecutionReport(
    string Id, OrderState Order, string Venue, Qty Quantity, Px Price, Usd Fee, bool IsMaker, UnixNanos At)
{
    public BookSide Side => Order.Side;
}
