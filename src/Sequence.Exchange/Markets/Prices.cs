namespace Sequence.Exchange.Markets;

/// <summary>Reference prices out of the best bids and asks.</summary>
internal static class Prices
{
    /// <summary>Half way between, rounded down to a raw unit; both may be far apart or crossed.</summary>
    public static Px Mid(Px bid, Px ask) => Px.FromRaw((long)(((Int128)bid.Raw + ask.Raw) / 2));

    /// <summary>The mid over some venues; null while a side is empty.</summary>
    public static Px? Mid(IEnumerable<VenueMarket> markets)
    {
        Px? bid = Best(markets, BookSide.Bid);
        Px? ask = Best(markets, BookSide.Ask);
        return bid is { } b && ask is { } a ? Mid(b, a) : null;
    }

    /// <summary>The best resting price of one side over some venues; null while nothing rests.</summary>
    public static Px? Best(IEnumerable<VenueMarket> markets, BookSide side)
    {
        Px? best = null;
        foreach (VenueMarket market in markets)
        {
            if (Best(market, side) is { } price && (best is not { } old || (side == BookSide.Bid ? price > old : price < old)))
                best = price;
        }

        return best;
    }

    public static Px? Best(VenueMarket market, BookSide side) => side == BookSide.Bid ? market.Book.BestBid : market.Book.BestAsk;

    public static BookSide Opposite(BookSide side) => side == BookSide.Bid ? BookSide.Ask : BookSide.Bid;
}
