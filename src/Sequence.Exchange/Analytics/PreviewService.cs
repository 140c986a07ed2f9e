namespace Sequence.Exchange.Analytics;

/// <summary>What an order would cost if it took the books as they stand. Nothing is placed. The caller holds the gate.</summary>
internal sealed class PreviewService(Scheduler scheduler, MarketPlace markets, TradeTape tape)
{
    /// <summary>The latest prints of a venue from which the time to a first fill is measured.</summary>
    private const int WaitPrints = 200;
    private const long NanosPerMillisecond = 1_000_000;

    /// <exception cref="RefusedException">Validation: nobody lists the symbol, or the order is none. MarketClosed: the market has ended.</exception>
    public Wire.OrderPreview Of(Wire.PreviewBody body)
    {
        var symbol = new Field("symbol");
        IReadOnlyList<VenueMarket> venues = TradableMarkets.Of(symbol.Text(body.Symbol), symbol, markets);
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
            HistoricalTtff = TimeToFirstFill(alone.Select(candidate => candidate.Market)),
            Nbbo = new Wire.PreviewNbbo { BidPx = best.Bid, AskPx = best.Ask, MidPx = Prices.Mid(venues), SpreadBps = best.SpreadBps },
            Source = QuoteService.Source(venues),
            GeneratedAt = scheduler.Now,
        };
    }

    /// <summary>For each venue the median time between two of its latest prints, in milliseconds; null while no venue has two.</summary>
    private JObject? TimeToFirstFill(IEnumerable<VenueMarket> venues)
    {
        var waits = new JObject();
        foreach (VenueMarket venue in venues)
        {
            List<UnixNanos> prints = [.. tape.Of(venue.Instrument.Symbol, venue.Venue).TakeLast(WaitPrints).Select(trade => trade.At)];
            long[] gaps = [.. prints.Skip(1).Zip(prints, (later, earlier) => later.NanosecondsSince(earlier)).Order()];
            if (gaps.Length > 0)
                waits[venue.Venue] = gaps[gaps.Length / 2] / NanosPerMillisecond;
        }

        return waits.HasValues ? waits : null;
    }

    /// <summary>The middle; on a one-sided book what the order would take first.</summary>
    private static decimal? Reference(BestPrices best, BookSide side) =>
        best is { Bid: { } bid, Ask: { } ask } ? (bid.ToDecimal() + ask.ToDecimal()) / 2 : (side == BookSide.Bid ? best.Ask : best.Bid)?.ToDecimal();
}
