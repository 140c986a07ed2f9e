namespace Sequence.Exchange.Analytics;

/// <summary>One symbol at this moment, in human decimals. The caller holds the gate.</summary>
internal sealed class MarketView
{
    private MarketView(IReadOnlyList<VenueMarket> venues, decimal usdPerQuote)
    {
        Venues = venues;
        Source = QuoteService.Source(venues).Value;
        UsdPerQuote = usdPerQuote;
        Best = BestPrices.Of(venues);
    }

    public IReadOnlyList<VenueMarket> Venues { get; }

    public BestPrices Best { get; }

    /// <summary>The price of the quote asset.</summary>
    public decimal UsdPerQuote { get; }

    public string Symbol => Venues[0].Instrument.Symbol;

    /// <summary>Null while a side is empty.</summary>
    public decimal? Mid => Prices.Mid(Venues)?.ToDecimal();

    /// <summary>Where the prices come from, in the words of quotes.</summary>
    public string Source { get; }

    /// <exception cref="RefusedException">Not found: nobody lists it.</exception>
    public static MarketView Of(MarketPlace markets, string symbol)
    {
        IReadOnlyList<VenueMarket> venues = markets.For(symbol);
        if (venues.Count == 0)
            throw RefusedException.NotFound($"No market is called '{symbol}'.");
        return new MarketView(venues, venues[0].Instrument.UsdPerQuote.ToDecimal());
    }

    /// <summary>What rests on one side of some venues at a price no further from the middle than this.</summary>
    public static (decimal Quantity, decimal Notional) Depth(IEnumerable<VenueMarket> venues, BookSide side, decimal? worst = null)
    {
        (decimal quantity, decimal notional) = (0, 0);
        foreach ((Px price, Qty size) in venues.SelectMany(venue => venue.Book.Levels(side)))
        {
            if (worst is { } end && (side == BookSide.Bid ? price.ToDecimal() < end : price.ToDecimal() > end))
                continue;
            quantity += size.ToDecimal();
            notional += size.ToDecimal() * price.ToDecimal();
        }

        return (quantity, notional);
    }
}
