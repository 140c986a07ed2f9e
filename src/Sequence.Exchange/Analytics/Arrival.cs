namespace Sequence.Exchange.Analytics;

/// <summary>The market at the moment in which an order was created: what its execution is measured against.</summary>
/// <param name="Mid">The middle of the best prices of all venues; null while a side was empty.</param>
/// <param name="Touch">The best price of the other side; null while it was empty.</param>
/// <param name="SingleVenue">The venue that could have filled all of it alone for the least after fees; null when none could.</param>
/// <param name="SingleVenueUnit">What a unit would have cost there after fees, or brought.</param>
/// <param name="UsdPerQuote">The price of the quote asset.</param>
internal sealed record Arrival(Px? Mid, Px? Touch, string? SingleVenue, decimal? SingleVenueUnit, Px UsdPerQuote)
{
    public static Arrival Of(OrderState order, IReadOnlyList<VenueMarket> venues, Px usdPerQuote)
    {
        BookWalk? best = venues
            .Select(market => BookWalk.Of([market], order.Side, order.Quantity))
            .Where(walk => walk.Filled.Raw > 0 && walk.Filled == order.Quantity)
            .MinBy(walk => order.Side == BookSide.Bid ? walk.UnitAfterFees : -walk.UnitAfterFees);
        return new Arrival(
            Prices.Mid(venues),
            Prices.Best(venues, Prices.Opposite(order.Side)),
            best?.Parts[0].Market.Venue,
            best?.UnitAfterFees,
            usdPerQuote);
    }

    /// <summary>An amount of the quote asset in USD.</summary>
    public Usd InUsd(Usd amount) => Usd.FromRaw(FixedPoint.MultiplyDivide(amount.Raw, UsdPerQuote.Raw, Px.Scale, MidpointRounding.ToEven));
}
