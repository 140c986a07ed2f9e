namespace Sequence.Exchange.Predictions;

/// <summary>The catalogues of both prediction venues. The caller holds the gate.</summary>
internal sealed class PredictionVenues
{
    /// <summary>The most markets that may be open on a venue at the start.</summary>
    public const int LargestCatalogue = 1_000_000;

    private const string HigherTicker = "KXBTCZ-26DEC31-T100000";
    private const int HigherCents = 3;

    private const decimal PolymarketTakerFeeBps = UpDownMarket.FeeRate * 5_000m;

    /// <param name="scheduler">The exchange's clock.</param>
    /// <param name="markets">Where what is listed trades.</param>
    /// <param name="tape">What traded.</param>
    /// <param name="seed">The exchange's seed.</param>
    /// <param name="openMarkets">How many markets are open on each venue at the start.</param>
    /// <param name="past">Prices of the time before the exchange opened; null when nobody knows them.</param>
    public PredictionVenues(Scheduler scheduler, MarketPlace markets, TradeTape tape, int seed, int openMarkets, PastPrices? past = null)
    {
        long opened = scheduler.Enter(() => scheduler.Now).ToUnixSeconds();
        Kalshi = new Catalogue(Catalogue.Kalshi, seed, openMarkets, opened, past);
        Polymarket = new Catalogue(Catalogue.Polymarket, seed, openMarkets, opened, past);
        Listed = new ListedMarket(DefaultMarkets.Ticker, opened, markets, tape, past);
        Strike = new StrikeMarket(HigherTicker, HigherCents, Listed, opened, markets, tape);
        Kalshi.List(Listed);
        Kalshi.List(Strike);
        foreach (NamedQuestion question in NamedQuestion.All)
        {
            Catalogue catalogue = Find(question.Venue)!;
            catalogue.List(new NamedMarket(question, seed, catalogue.Listed, opened));
        }
    }

    /// <summary>The question that trades from the start.</summary>
    public ListedMarket Listed { get; }

    /// <summary>The question on the same coin with a higher strike.</summary>
    public ListedMarket Strike { get; }

    public Catalogue Kalshi { get; }

    public Catalogue Polymarket { get; }

    /// <summary>What a venue's tokens are paid in.</summary>
    public static string Currency(string venue) => venue == Catalogue.Kalshi ? "USD" : "USDC";

    /// <summary>The value of a venue's fee curve at p = 0.5, in basis points.</summary>
    public static decimal TakerFeeBps(string venue) => venue == Catalogue.Kalshi ? DefaultListings.KalshiTakerFeeBps : PolymarketTakerFeeBps;

    /// <summary>What a venue rounds the fee of an order up to; zero where it does not.</summary>
    public static Usd FeeStep(string venue) => venue == Catalogue.Kalshi ? DefaultListings.Cent : Usd.Zero;

    /// <summary>The token of a symbol: itself, a ticker or slug (which means yes), or one of these with <c>:YES</c> or <c>:NO</c>; null for any other.</summary>
    public OutcomeToken? FindOutcome(string symbol) => Polymarket.FindOutcome(symbol) ?? Kalshi.FindOutcome(symbol);

    /// <summary>Null for a venue without prediction markets.</summary>
    public Catalogue? Find(string venue)
    {
        if (venue.Equals(Catalogue.Kalshi, StringComparison.OrdinalIgnoreCase))
            return Kalshi;
        return venue.Equals(Catalogue.Polymarket, StringComparison.OrdinalIgnoreCase) ? Polymarket : null;
    }
}
