namespace Sequence.Exchange.Orders;

/// <summary>Checks orders against the rules of their instruments, wherever an order, or a change of one, comes in.</summary>
internal static class OrderAdmission
{
    /// <summary>What a price is measured against: the middle of the venues, else their latest trade; null while there is neither.</summary>
    public static Px? Reference(IReadOnlyList<VenueMarket> markets) =>
        Prices.Mid(markets) ?? markets.Select(market => market.LastTrade).OfType<BookTrade>().MaxBy(trade => trade.At.Raw)?.Price;

    /// <summary>Why a limit must not be; null when it may.</summary>
    /// <param name="markets">Where the order may go; at least one.</param>
    /// <param name="side">Bid buys, ask sells.</param>
    /// <param name="limit">The limit; null for a market order, which has none to check.</param>
    /// <param name="isSent">The order is sent now, so the price collar applies; else it applies when the order is sent.</param>
    public static string? PriceProblem(IReadOnlyList<VenueMarket> markets, BookSide side, Px? limit, bool isSent) => limit is { } price
        && OrderRules.OfPrice(Listings(markets), side, price, isSent ? Reference(markets) : null) is { } violation
            ? RejectReasons.Of(violation)
            : null;

    /// <summary>Why a quantity must not be; null when it may.</summary>
    /// <param name="markets">Where the order may go; at least one.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="limit">The limit; null for a market order.</param>
    /// <param name="slices">Into how many parts it is cut, each of which must be an order by itself.</param>
    public static string? QuantityProblem(IReadOnlyList<VenueMarket> markets, Qty quantity, Px? limit, int slices = 1)
    {
        IReadOnlyList<Instrument> listings = Listings(markets);
        RuleViolation? violation = OrderRules.OfQuantity(listings, quantity, UnitOf(markets, limit));
        if (violation is null && slices > 1)
            violation = OrderRules.OfMinimum(listings, SmallestPart(listings, quantity, slices), UnitOf(markets, limit));
        return violation is null ? null : RejectReasons.Of(violation);
    }

    /// <summary>Why an order that an edge sized must not be sent; null when it may. Its quantity is in whole lots already.</summary>
    /// <param name="spec">The order.</param>
    /// <param name="quantity">Its quantity; null checks no minimum.</param>
    public static string? Problem(OrderSpec spec, Qty? quantity)
    {
        int slices = spec.Style.Pacing?.Slices ?? 1;
        IReadOnlyList<Instrument> listings = Listings(spec.Markets);
        if (PriceProblem(spec.Markets, spec.Side, spec.Limit, isSent: true) is { } problem)
            return problem;
        return quantity is { } size && OrderRules.OfMinimum(listings, SmallestPart(listings, size, slices), UnitOf(spec.Markets, spec.Limit)) is { } violation
            ? RejectReasons.Of(violation)
            : null;
    }

    /// <summary>Why the part of an iceberg that is shown must not be; null when it may.</summary>
    public static string? DisplayProblem(IReadOnlyList<VenueMarket> markets, Qty display) =>
        OrderRules.OfQuantity(Listings(markets), display, price: null) is { } violation ? RejectReasons.Of(violation) : null;

    private static Qty SmallestPart(IReadOnlyList<Instrument> listings, Qty quantity, int slices) =>
        Qty.FromRaw(quantity.Raw / slices).RoundToLot(listings.MinBy(instrument => instrument.Lot.Raw)!.Lot);

    /// <summary>What a unit is worth: a limit far from the market does not make an order smaller.</summary>
    private static Px? UnitOf(IReadOnlyList<VenueMarket> markets, Px? limit) => Reference(markets) ?? limit;

    private static IReadOnlyList<Instrument> Listings(IReadOnlyList<VenueMarket> markets) => [.. markets.Select(market => market.Instrument)];
}
