namespace Sequence.Exchange.Markets;

/// <summary>Opens the exchange's markets and lets makers quote them.</summary>
internal static class DefaultMarkets
{
    /// <summary>The prediction that is listed from the start.</summary>
    public const string Ticker = DefaultListings.Ticker;

    /// <summary>Opens all of them, quoted from this moment on; the same seed gives the same markets.</summary>
    /// <param name="scheduler">The exchange's clock.</param>
    /// <param name="seed">The source of all walks and quotes. A walk depends on the seed and its own name alone, a maker on its venue and symbol besides.</param>
    /// <param name="settings">Other instruments and rates than the default ones; null for none.</param>
    public static MarketPlace Open(Scheduler scheduler, int seed, MarketSettings? settings = null) => scheduler.Enter(() =>
    {
        MarketSettings chosen = settings ?? MarketSettings.Default;
        var place = new MarketPlace(() => scheduler.Now, chosen.Rates, chosen.Changes);
        List<(MarketListing Listing, VenueMarket Market)> markets = [.. chosen.Listings.Select(listing => (listing, place.List(listing.Venue, listing.Instrument)))];
        foreach (Underlying underlying in chosen.Underlyings)
        {
            var fair = new FairPrice(underlying.Start, underlying.LargestStep, underlying.Low, underlying.High, Seeds.For(seed, $"walk:{underlying.Name}"));
            var maker = new MarketMaker(scheduler, fair, underlying.Interval, seed);
            foreach ((MarketListing listing, VenueMarket market) in markets.Where(row => row.Listing.Underlying == underlying.Name))
                maker.Make(market, listing.Style, listing.Worth, listing.OnDemand);
            maker.Open();
        }

        return place;
    });
}
