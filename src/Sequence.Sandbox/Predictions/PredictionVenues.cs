using Sequence.Sandbox.Markets;

namespace Sequence.Sandbox.Predictions;

/// <summary>The catalogues of both prediction venues. The caller holds the gate.</summary>
internal sealed class PredictionVenues
{
    /// <param name="scheduler">The exchange's clock.</param>
    /// <param name="markets">Where what is listed trades.</param>
    /// <param name="tape">What traded.</param>
    /// <param name="seed">The exchange's seed.</param>
    /// <param name="openMarkets">How many markets are open on each venue at the start.</param>
    public PredictionVenues(Scheduler scheduler, MarketPlace markets, TradeTape tape, int seed, int openMarkets)
    {
        long opened = scheduler.Enter(() => scheduler.Now).ToUnixSeconds();
        Kalshi = new Catalogue(Catalogue.Kalshi, seed, openMarkets, opened);
        Polymarket = new Catalogue(Catalogue.Polymarket, seed, openMarkets, opened);
        Kalshi.List(new ListedMarket(DefaultMarkets.Ticker, opened, markets, tape));
    }

    public Catalogue Kalshi { get; }

    public Catalogue Polymarket { get; }

    /// <summary>Null for a venue without prediction markets.</summary>
    public Catalogue? Find(string venue)
    {
        if (venue.Equals(Catalogue.Kalshi, StringComparison.OrdinalIgnoreCase))
            return Kalshi;
        return venue.Equals(Catalogue.Polymarket, StringComparison.OrdinalIgnoreCase) ? Polymarket : null;
    }
}
