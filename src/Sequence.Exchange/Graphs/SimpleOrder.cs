namespace Sequence.Exchange.Graphs;

/// <summary>The simple order form: one node by the name of <c>order</c>, in human numbers.</summary>
internal static class SimpleOrder
{
    public const string NodeId = "order";

    public static OrderSpec Read(Wire.SubmitBody body, MarketPlace markets)
    {
        IReadOnlyList<VenueMarket> all = TradableMarkets.Of(body.Symbol!, new Field("symbol"), markets);
        IReadOnlyList<VenueMarket> venues = [.. all.Where(market => string.IsNullOrEmpty(body.Venue) || market == markets.Find(body.Venue, body.Symbol!))];
        new Field("venue").Require(venues.Count > 0, $"'{body.Venue}' does not trade {body.Symbol}; {string.Join(", ", all.Select(market => market.Venue))} do.");
        BookSide side = NodeReader.SideOf(body.Side ?? default, new Field("side"));
        Px? limit = body.Price is { } price ? new Field("price").Price(price) : null;
        new Field("price").Allow(OrderAdmission.PriceProblem(venues, side, limit, isSent: true));
        Qty quantity = QuantityOf(body, venues, side, limit);
        new Field(body.Qty is null ? "notional" : "qty").Allow(OrderAdmission.QuantityProblem(venues, quantity, limit));
        return new OrderSpec(NodeId, venues[0].Instrument.Symbol, venues, side, limit, quantity, ExecutionStyle.Plain, IsRoot: true);
    }

    private static Qty QuantityOf(Wire.SubmitBody body, IReadOnlyList<VenueMarket> venues, BookSide side, Px? limit)
    {
        new Field("qty").Require(body.Qty is not null || body.Notional is not null, "either qty or notional is required.");
        new Field("notional").Require(body.Qty is null || body.Notional is null, "goes without qty.");
        return body.Qty is { } qty ? new Field("qty").Quantity(qty) : Bought(body.Notional!.Value, venues, limit ?? Prices.Best(venues, Prices.Opposite(side)));
    }

    /// <summary>What the amount of USD buys at the far side of the market, in whole lots.</summary>
    private static Qty Bought(decimal notional, IReadOnlyList<VenueMarket> venues, Px? price)
    {
        var at = new Field("notional");
        at.Require(notional > 0, "must be more than 0.");
        at.Require(price is not null, "has no price to be divided by: nobody quotes that side.");
        decimal quantity = notional / venues[0].Instrument.ToUsd(price!.Value.ToDecimal());
        at.Require(quantity < Qty.MaxValue.ToDecimal(), "is more than the exchange can count.");
        Qty lots = Qty.FromDecimal(quantity, MidpointRounding.ToZero).RoundToLot(venues.MinBy(market => market.Instrument.Lot.Raw)!.Instrument.Lot);
        at.Require(lots.Raw > 0, "buys less than one lot.");
        return lots;
    }
}
