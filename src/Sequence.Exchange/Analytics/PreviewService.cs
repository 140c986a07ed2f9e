namespace Sequence.Exchange.Analytics;

/// <summary>What an order would cost if it took the books as they stand. Nothing is placed. The caller holds the gate.</summary>
internal sealed class PreviewService(Scheduler scheduler, MarketPlace markets)
{
    /// <exception cref="RefusedException">Validation: nobody lists the symbol, or the order is none.</exception>
    public Wire.OrderPreview Of(Wire.PreviewBody body)
    {
        IReadOnlyList<VenueMarket> venues = markets.For(new Field("symbol").Text(body.Symbol));
        new Field("symbol").Require(venues.Count > 0, $"'{body.Symbol}' is not listed here.");
        new Field("order_type").Require(body.OrderType is null or "market", "must be market.");
        BookSide side = NodeReader.SideOf(body.Side, new Field("side"));
        Qty quantity = new Field("qty").Quantity(body.Qty);
        new Field("qty").Allow(OrderAdmission.QuantityProblem(venues, quantity, limit: null));
        return Estimate(venues, side, quantity);
    }

    private Wire.OrderPreview Estimate(IReadOnlyList<VenueMarket> venues, BookSide side, Qty quantity)
    {
        BestPrices best = BestPrices.Of(venues);
        List<(VenueMarket Market, BookWalk Walk)> alone = [.. venues
            .Select(market => (Market: market, Walk: BookWalk.Of([market], side, quantity)))
            .Where(candidate => candidate.Walk.Filled.Raw > 0)
            .OrderByDescending(candidate => candidate.Walk.Filled)
            .ThenBy(candidate => side == BookSide.Bid ? candidate.Walk.UnitAfterFees : -candidate.Walk.UnitAfterFees)];
        BookWalk routed = BookWalk.Of(venues, side, quantity);
        decimal? fee = routed.Filled.Raw > 0 ? routed.FeeBps : null;
        decimal? slippage = routed.Filled == quantity ? routed.SlippageBps(Reference(best, side)) : null;
        return new Wire.OrderPreview
        {
            CandidateVenues = new JArray(alone.Select(candidate => candidate.Market.Venue)),
            BestVenue = alone.Count > 0 ? alone[0].Market.Venue : null,
            EstimatedFeeBps = fee,
            WorstCaseFeeBps = alone.Count > 0 ? alone.Max(candidate => candidate.Walk.FeeBps) : null,
            EstimatedSlippageBps = slippage,
            EstimatedTotalCostBps = fee + slippage,
            Nbbo = new Wire.PreviewNbbo { BidPx = best.Bid, AskPx = best.Ask, MidPx = Prices.Mid(venues), SpreadBps = best.SpreadBps },
            Source = best.Bid is null && best.Ask is null ? Wire.QuoteSource.Unavailable : Wire.QuoteSource.EdgeNbbo,
            GeneratedAt = scheduler.Now,
        };
    }

    /// <summary>The middle; on a one-sided book what the order would take first.</summary>
    private static decimal? Reference(BestPrices best, BookSide side) =>
        best is { Bid: { } bid, Ask: { } ask } ? (bid.ToDecimal() + ask.ToDecimal()) / 2 : (side == BookSide.Bid ? best.Ask : best.Bid)?.ToDecimal();
}
