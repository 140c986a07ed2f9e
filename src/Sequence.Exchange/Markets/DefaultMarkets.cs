using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Exchange.Markets;

/// <summary>The exchange's own markets: three coins on spot venues, two perps, and one prediction with both outcomes.</summary>
internal static class DefaultMarkets
{
    /// <summary>The prediction that can be traded.</summary>
    public const string Ticker = "KXBTCZ-26DEC31-T99000";

    /// <summary>The fee of a contract at p = 0.5.</summary>
    public const decimal KalshiTakerFeeBps = 70m;

    private const int Levels = 10;

    private static readonly Venue Coinbase = new("coinbase", 60m, 40m, Latency: 20);
    private static readonly Venue Kraken = new("kraken", 26m, 16m, Latency: 45);
    private static readonly Venue Binance = new("binance", 10m, 10m, Latency: 30);
    private static readonly Venue Hyperliquid = new("hyperliquid", 4.5m, 1.5m, Latency: 60);
    private static readonly Venue Bybit = new("bybit", 5.5m, 2m, Latency: 35);
    private static readonly Venue Kalshi = new("kalshi", KalshiTakerFeeBps, 0m, Latency: 80);

    /// <summary>Opens all of them, quoted from this moment on; the same seed gives the same markets.</summary>
    public static MarketPlace Open(Scheduler scheduler, int seed) => scheduler.Enter(() =>
    {
        var place = new MarketPlace(() => scheduler.Now);
        OpenBitcoin(new Opening(scheduler, place, seed));
        OpenEther(new Opening(scheduler, place, seed));
        OpenSolana(new Opening(scheduler, place, seed));
        OpenPrediction(new Opening(scheduler, place, seed));
        return place;
    });

    private static void OpenBitcoin(Opening opening)
    {
        opening.Walk("BTC", start: 76_000m, largestStep: 4m, low: 20_000m, high: 250_000m, milliseconds: 500);
        Listing spot = Spot("BTC", tick: 0.01m, lot: 0.00001m, spacing: 1.50m, size: 0.40m);
        opening.Make(Coinbase, spot, halfSpread: 0.40m);
        opening.Make(Kraken, spot, halfSpread: 0.70m);
        opening.Make(Binance, spot, halfSpread: 0.30m);
        Listing perp = Perp("BTC", tick: 0.1m, lot: 0.00001m, spacing: 1.50m, size: 1.20m);
        opening.Make(Hyperliquid, perp, halfSpread: 0.50m);
        opening.Make(Bybit, perp, halfSpread: 0.80m);
        opening.Run();
    }

    private static void OpenEther(Opening opening)
    {
        opening.Walk("ETH", start: 2_450m, largestStep: 0.20m, low: 500m, high: 10_000m, milliseconds: 500);
        Listing spot = Spot("ETH", tick: 0.01m, lot: 0.0001m, spacing: 0.08m, size: 8m);
        opening.Make(Coinbase, spot, halfSpread: 0.03m);
        opening.Make(Kraken, spot, halfSpread: 0.05m);
        opening.Make(Binance, spot, halfSpread: 0.02m);
        Listing perp = Perp("ETH", tick: 0.01m, lot: 0.0001m, spacing: 0.08m, size: 24m);
        opening.Make(Hyperliquid, perp, halfSpread: 0.03m);
        opening.Make(Bybit, perp, halfSpread: 0.04m);
        opening.Run();
    }

    private static void OpenSolana(Opening opening)
    {
        opening.Walk("SOL", start: 150m, largestStep: 0.02m, low: 20m, high: 1_000m, milliseconds: 500);
        Listing spot = Spot("SOL", tick: 0.01m, lot: 0.001m, spacing: 0.01m, size: 80m);
        opening.Make(Coinbase, spot, halfSpread: 0.004m);
        opening.Make(Kraken, spot, halfSpread: 0.012m);
        opening.Make(Binance, spot, halfSpread: 0.002m);
        opening.Run();
    }

    private static void OpenPrediction(Opening opening)
    {
        // The bounds leave room for all levels between 0.01 and 0.99.
        opening.Walk(Ticker, start: 0.42m, largestStep: 0.002m, low: 0.15m, high: 0.85m, milliseconds: 1_000);
        opening.Make(Kalshi, Outcome(":YES"), halfSpread: 0.004m);
        opening.Make(Kalshi, Outcome(":NO") with { Worth = yes => Px.FromRaw(Px.Scale) - yes }, halfSpread: 0.004m);
        opening.Run();
    }

    private static Listing Spot(string coin, decimal tick, decimal lot, decimal spacing, decimal size) =>
        new($"{coin}-USD", InstrumentKind.Spot, coin, tick, lot, spacing, size, fair => fair);

    /// <summary>A perp stands a basis point above its coin.</summary>
    private static Listing Perp(string coin, decimal tick, decimal lot, decimal spacing, decimal size) =>
        new($"{coin}-USD-PERP", InstrumentKind.Perp, coin, tick, lot, spacing, size, fair => fair + Px.FromRaw(fair.Raw / 10_000));

    private static Listing Outcome(string outcome) =>
        new(Ticker + outcome, InstrumentKind.Prediction, Ticker + outcome, Tick: 0.01m, Lot: 1m, Spacing: 0.01m, Size: 250m, fair => fair);

    private sealed record Venue(string Name, decimal TakerFeeBps, decimal MakerFeeBps, int Latency);

    private sealed record Listing(string Symbol, InstrumentKind Kind, string Base, decimal Tick, decimal Lot, decimal Spacing, decimal Size, Func<Px, Px> Worth)
    {
        public Instrument On(Venue venue) =>
            new(Symbol, Kind, Base, "USD", Px.FromDecimal(Tick), Qty.FromDecimal(Lot), venue.TakerFeeBps, venue.MakerFeeBps);
    }

    /// <summary>The markets of one underlying on their way up.</summary>
    private sealed class Opening(Scheduler scheduler, MarketPlace place, int seed)
    {
        private MarketMaker? _desk;

        public void Walk(string underlying, decimal start, decimal largestStep, decimal low, decimal high, int milliseconds)
        {
            var fair = new FairPrice(
                Px.FromDecimal(start), Px.FromDecimal(largestStep), Px.FromDecimal(low), Px.FromDecimal(high), Seeds.For(seed, $"walk:{underlying}"));
            _desk = new MarketMaker(scheduler, fair, TimeSpan.FromMilliseconds(milliseconds), seed);
        }

        public void Make(Venue venue, Listing listing, decimal halfSpread)
        {
            VenueMarket market = place.List(venue.Name, listing.On(venue));
            var style = new QuoteStyle(
                Px.FromDecimal(halfSpread), Px.FromDecimal(listing.Spacing), Levels, Qty.FromDecimal(listing.Size), TimeSpan.FromMilliseconds(venue.Latency));
            _desk!.Make(market, style, listing.Worth);
        }

        public void Run() => _desk!.Open();
    }
}
