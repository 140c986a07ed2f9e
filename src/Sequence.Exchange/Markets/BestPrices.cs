namespace Sequence.Exchange.Markets;

/// <summary>The best bid and ask over all venues of one symbol, and what rests there.</summary>
internal sealed record BestPrices(Px? Bid, Px? Ask, Qty BidSize, Qty AskSize)
{
    private const int SpreadDigits = 6;

    /// <summary>The middle, exact; 0 when the book is crossed, null while a side is empty.</summary>
    public decimal? Mid => Bid is not { } bid || Ask is not { } ask ? null : bid > ask ? 0 : Trim((bid.ToDecimal() + ask.ToDecimal()) / 2);

    /// <summary>The spread in basis points of the middle, to six digits; 0 when the book is crossed, null while a side is empty.</summary>
    public decimal? SpreadBps => Mid switch
    {
        null => null,
        0 => 0,
        { } mid => Trim(Math.Round((Ask!.Value.ToDecimal() - Bid!.Value.ToDecimal()) / mid * 10_000, SpreadDigits)),
    };

    public static BestPrices Of(IReadOnlyList<VenueMarket> venues)
    {
        Px? bid = venues.Max(venue => venue.Book.BestBid);
        Px? ask = venues.Min(venue => venue.Book.BestAsk);
        return new BestPrices(bid, ask, MergedBook.SizeAt(venues, BookSide.Bid, bid), MergedBook.SizeAt(venues, BookSide.Ask, ask));
    }

    /// <summary>A quotient has no trailing zeros.</summary>
    private static decimal Trim(decimal value) => value / 1.0000000000000000000000000000m;
}
