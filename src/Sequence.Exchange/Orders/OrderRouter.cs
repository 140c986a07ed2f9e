namespace Sequence.Exchange.Orders;

/// <summary>A part of an order for one venue.</summary>
/// <param name="Market">Where.</param>
/// <param name="Quantity">How much, all of it resting there at this moment.</param>
/// <param name="Worst">The worst price that is needed for it.</param>
internal sealed record RouteLeg(VenueMarket Market, Qty Quantity, Px Worst);

/// <summary>What can be taken at this moment.</summary>
/// <param name="Legs">At most one per venue, the best first.</param>
/// <param name="Total">The sum of the legs.</param>
/// <param name="IsShortOfFunds">More could be taken if the account could pay for it.</param>
internal sealed record RoutePlan(IReadOnlyList<RouteLeg> Legs, Qty Total, bool IsShortOfFunds);

/// <summary>
/// Smart routing: the price levels of all venues in one row, sorted by what they cost after the taker fee, the first listed
/// venue first among equals, or in the order in which the client named the venues; each level is taken as far as it, the order and the account's money go.
/// </summary>
internal static class OrderRouter
{
    public static RoutePlan Plan(Ledger ledger, OrderSpec node, Qty quantity, Px? bound)
    {
        IEnumerable<(VenueMarket Market, Px Price, Qty Size)> levels = node.IsRanked
            ? node.Markets.SelectMany(market => LevelsOf(market, node.Side, quantity, bound))
            : Levels(node.Markets, node.Side, quantity, bound);
        var legs = new Dictionary<VenueMarket, RouteLeg>();
        var walks = new Dictionary<VenueMarket, Walked>();
        Qty missing = quantity;
        bool isShort = false;
        foreach ((VenueMarket market, Px price, Qty size) in levels)
        {
            if (missing.Raw <= 0)
                break;
            Walked walked = walks.GetValueOrDefault(market) ?? (walks[market] = new Walked());
            Qty power = BuyingPower.Of(ledger, market, node.Side, price, node.Style.ReduceOnly, walked);
            Qty wanted = node.InLots(market, Qty.Min(size, missing), quantity);
            Qty part = node.InLots(market, Qty.Min(wanted, power), quantity);
            isShort |= part < wanted;
            if (part.Raw <= 0)
                continue;
            walked.Add(price, part);
            legs[market] = new RouteLeg(market, walked.Quantity, price);
            missing -= part;
        }

        return new RoutePlan([.. legs.Values], quantity - missing, isShort);
    }

    /// <summary>What rests on the other side, the cheapest after the taker fee first: at least the quantity where there is so much.</summary>
    public static IEnumerable<(VenueMarket Market, Px Price, Qty Size)> Levels(
        IReadOnlyList<VenueMarket> markets, BookSide side, Qty quantity, Px? bound)
    {
        var levels = new List<(VenueMarket Market, Px Price, Qty Size)>(markets.Count);
        foreach (VenueMarket market in markets)
            levels.AddRange(LevelsOf(market, side, quantity, bound));
        if (levels.Count < 2)
            return levels;
        return side == BookSide.Bid
            ? levels.OrderBy(level => VenueFees.Effective(level.Market.Instrument, side, level.Price))
            : levels.OrderByDescending(level => VenueFees.Effective(level.Market.Instrument, side, level.Price));
    }

    /// <summary>As many levels of one venue as the whole quantity could need.</summary>
    private static IEnumerable<(VenueMarket Market, Px Price, Qty Size)> LevelsOf(VenueMarket market, BookSide side, Qty quantity, Px? bound)
    {
        Qty missing = quantity;
        foreach ((Px price, Qty size) in market.Book.Levels(Prices.Opposite(side)))
        {
            if (missing.Raw <= 0 || (bound is { } worst && (side == BookSide.Bid ? price > worst : price < worst)))
                yield break;
            yield return (market, price, size);
            missing -= Qty.Min(size, missing);
        }
    }
}
