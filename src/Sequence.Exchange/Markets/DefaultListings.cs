using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Exchange.Markets;

/// <summary>
/// The exchange's own markets. Ticks, lots and minimums of coinbase, kraken, binance spot and bybit are those that the venues
/// publish, as the symbol properties of QuantConnect/Lean list them; all others, fees and sizes are chosen to be like them.
/// </summary>
internal static class DefaultListings
{
    /// <summary>The prediction that is listed from the start.</summary>
    public const string Ticker = "KXBTCZ-26DEC31-T99000";

    /// <summary>The fee of a Kalshi contract at p = 0.5: a rate of 0.07.</summary>
    public const decimal KalshiTakerFeeBps = 350m;

    /// <summary>How far through the middle a limit on a spot pair or perp may be.</summary>
    public const int CollarBps = 1_000;

    private const int Levels = 10;

    /// <summary>Kalshi rounds the fee of an order up to the cent.</summary>
    public static readonly Usd Cent = Usd.FromDecimal(0.01m);

    private static readonly Venue Coinbase = new("coinbase", 20, 60m, 40m, MinNotional: 1m);
    private static readonly Venue Kraken = new("kraken", 45, 26m, 16m, MinNotional: 0.5m);
    private static readonly Venue Binance = new("binance", 30, 10m, 10m, MinNotional: 5m);
    private static readonly Venue BinancePerps = new("binance", 30, 5m, 2m, MinNotional: 5m);
    private static readonly Venue Hyperliquid = new("hyperliquid", 60, 4.5m, 1.5m, MinNotional: 10m);
    private static readonly Venue Bybit = new("bybit", 35, 10m, 10m, MinNotional: 5m);
    private static readonly Venue BybitPerps = new("bybit", 35, 5.5m, 2m, MinNotional: 5m);
    private static readonly Venue Okx = new("okx", 40, 10m, 8m, MinNotional: 1m);
    private static readonly Venue OkxPerps = new("okx", 40, 5m, 2m, MinNotional: 1m);
    private static readonly Venue Bitget = new("bitget", 50, 10m, 10m, MinNotional: 1m);
    private static readonly Venue CryptoCom = new("cryptocom", 55, 50m, 25m, MinNotional: 1m);
    private static readonly Venue DexEthereum = new("dex_ethereum", 90, 5m, 0m, MinNotional: 0m);
    private static readonly Venue Solana = new("solana", 70, 25m, 0m, MinNotional: 0m);
    private static readonly Venue Kalshi = new("kalshi", 80, KalshiTakerFeeBps, 0m, MinNotional: 0m);

    private static readonly Coin Bitcoin = new("BTC", Step: 0.00001m, Spacing: 1.50m, Size: 0.40m, PerpSize: 1.20m);
    private static readonly Coin Ether = new("ETH", Step: 0.0001m, Spacing: 0.08m, Size: 8m, PerpSize: 24m);
    private static readonly Coin Sol = new("SOL", Step: 0.001m, Spacing: 0.01m, Size: 80m, PerpSize: 240m);

    /// <summary>The prices that the markets follow.</summary>
    public static IReadOnlyList<Underlying> Underlyings { get; } =
    [
        Walk("BTC", start: 76_000m, largestStep: 4m, low: 20_000m, high: 250_000m, milliseconds: 500),
        Walk("ETH", start: 2_450m, largestStep: 0.20m, low: 500m, high: 10_000m, milliseconds: 500),
        Walk("SOL", start: 150m, largestStep: 0.02m, low: 20m, high: 1_000m, milliseconds: 500),
        // The bounds leave room for all levels between 0.01 and 0.99.
        Walk(Ticker, start: 0.42m, largestStep: 0.002m, low: 0.15m, high: 0.85m, milliseconds: 1_000),
    ];

    /// <summary>In order of listing.</summary>
    public static IReadOnlyList<MarketListing> All { get; } =
    [
        Spot(Bitcoin, "USD", Coinbase, tick: 0.01m, lot: 0.00000001m, min: 0.00000001m, halfSpread: 0.40m),
        Spot(Bitcoin, "USD", Kraken, tick: 0.1m, lot: 0.00000001m, min: 0.00005m, halfSpread: 0.70m),
        Spot(Bitcoin, "USD", Binance, tick: 0.01m, lot: 0.00001m, min: 0.00001m, halfSpread: 0.30m),
        Perp(Bitcoin, Hyperliquid, tick: 0.1m, lot: 0.00001m, halfSpread: 0.50m),
        Perp(Bitcoin, BybitPerps, tick: 0.1m, lot: 0.001m, halfSpread: 0.80m),
        Spot(Ether, "USD", Coinbase, tick: 0.01m, lot: 0.00000001m, min: 0.00000001m, halfSpread: 0.03m),
        Spot(Ether, "USD", Kraken, tick: 0.01m, lot: 0.00000001m, min: 0.002m, halfSpread: 0.05m),
        Spot(Ether, "USD", Binance, tick: 0.01m, lot: 0.0001m, min: 0.0001m, halfSpread: 0.02m),
        Perp(Ether, Hyperliquid, tick: 0.01m, lot: 0.0001m, halfSpread: 0.03m),
        Perp(Ether, BybitPerps, tick: 0.01m, lot: 0.01m, halfSpread: 0.04m),
        Spot(Sol, "USD", Coinbase, tick: 0.01m, lot: 0.00000001m, min: 0.00000001m, halfSpread: 0.004m),
        Spot(Sol, "USD", Kraken, tick: 0.01m, lot: 0.00000001m, min: 0.02m, halfSpread: 0.012m),
        Spot(Sol, "USD", Binance, tick: 0.01m, lot: 0.001m, min: 0.001m, halfSpread: 0.002m),
        Outcome(":YES", fair => fair),
        Outcome(":NO", yes => Px.FromRaw(Px.Scale) - yes),
        OnDemand(Spot(Bitcoin, "USDT", Binance, tick: 0.01m, lot: 0.00001m, min: 0.00001m, halfSpread: 0.30m)),
        OnDemand(Spot(Bitcoin, "USDT", Bybit, tick: 0.1m, lot: 0.000001m, min: 0.000011m, halfSpread: 0.50m)),
        OnDemand(Spot(Bitcoin, "USDT", Okx, tick: 0.1m, lot: 0.00000001m, min: 0.00001m, halfSpread: 0.45m)),
        OnDemand(Spot(Bitcoin, "USDT", Bitget, tick: 0.01m, lot: 0.000001m, min: 0.000001m, halfSpread: 0.90m)),
        OnDemand(Spot(Bitcoin, "USDT", CryptoCom, tick: 0.01m, lot: 0.00001m, min: 0.00001m, halfSpread: 1.20m)),
        OnDemand(Spot(Bitcoin, "USDC", Coinbase, tick: 0.01m, lot: 0.00000001m, min: 0.00000001m, halfSpread: 0.60m)),
        OnDemand(Spot(Bitcoin, "USDC", Binance, tick: 0.01m, lot: 0.00001m, min: 0.00001m, halfSpread: 0.50m)),
        OnDemand(Spot(Ether, "USDT", Binance, tick: 0.01m, lot: 0.0001m, min: 0.0001m, halfSpread: 0.02m)),
        OnDemand(Spot(Ether, "USDT", Bybit, tick: 0.01m, lot: 0.00001m, min: 0.00029m, halfSpread: 0.03m)),
        OnDemand(Spot(Ether, "USDT", Okx, tick: 0.01m, lot: 0.000001m, min: 0.001m, halfSpread: 0.03m)),
        OnDemand(Spot(Ether, "USDC", Coinbase, tick: 0.01m, lot: 0.00000001m, min: 0.00000001m, halfSpread: 0.04m)),
        OnDemand(Spot(Ether, "USDC", Binance, tick: 0.01m, lot: 0.0001m, min: 0.0001m, halfSpread: 0.03m)),
        OnDemand(Spot(Ether, "USDC-ARB", DexEthereum, tick: 0.01m, lot: 0.000001m, min: 0.000001m, halfSpread: 0.05m)),
        OnDemand(Spot(Sol, "USDT", Binance, tick: 0.01m, lot: 0.001m, min: 0.001m, halfSpread: 0.002m)),
        OnDemand(Spot(Sol, "USDC", Solana, tick: 0.01m, lot: 0.000001m, min: 0.000001m, halfSpread: 0.004m)),
        OnDemand(Perp(Bitcoin, BinancePerps with { MinNotional = 100m }, tick: 0.1m, lot: 0.001m, halfSpread: 0.40m)),
        OnDemand(PaidIn("USDT", Perp(Bitcoin, OkxPerps, tick: 0.1m, lot: 0.0001m, halfSpread: 0.60m))),
        OnDemand(Perp(Ether, BinancePerps with { MinNotional = 20m }, tick: 0.01m, lot: 0.001m, halfSpread: 0.03m)),
        OnDemand(PaidIn("USDT", Perp(Ether, OkxPerps, tick: 0.01m, lot: 0.001m, halfSpread: 0.04m))),
        OnDemand(Perp(Sol, BinancePerps, tick: 0.01m, lot: 0.01m, halfSpread: 0.006m)),
        OnDemand(PaidIn("USDT", Perp(Sol, OkxPerps, tick: 0.01m, lot: 0.01m, halfSpread: 0.008m))),
    ];

    private static Underlying Walk(string name, decimal start, decimal largestStep, decimal low, decimal high, int milliseconds) => new(
        name, Px.FromDecimal(start), Px.FromDecimal(largestStep), Px.FromDecimal(low), Px.FromDecimal(high), TimeSpan.FromMilliseconds(milliseconds));

    /// <param name="coin">What is bought.</param>
    /// <param name="pair">What it is paid with; a chain may follow.</param>
    /// <param name="venue">Where.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="lot">The lot.</param>
    /// <param name="min">The smallest quantity.</param>
    /// <param name="halfSpread">The distance of the first quote from the fair price.</param>
    private static MarketListing Spot(Coin coin, string pair, Venue venue, decimal tick, decimal lot, decimal min, decimal halfSpread)
    {
        var instrument = new Instrument(
            $"{coin.Name}-{pair}", InstrumentKind.Spot, coin.Name, pair.Split('-')[0], Px.FromDecimal(tick), Qty.FromDecimal(lot), venue.TakerFeeBps, venue.MakerFeeBps)
        {
            MinQuantity = Qty.FromDecimal(min),
            MinNotional = Usd.FromDecimal(venue.MinNotional),
            CollarBps = CollarBps,
        };
        return new MarketListing(venue.Name, instrument, coin.Name, Style(venue, coin, coin.Size, halfSpread), fair => fair, OnDemand: false);
    }

    /// <summary>A perp stands a basis point above its coin.</summary>
    private static MarketListing Perp(Coin coin, Venue venue, decimal tick, decimal lot, decimal halfSpread)
    {
        var instrument = new Instrument(
            $"{coin.Name}-USD-PERP", InstrumentKind.Perp, coin.Name, "USD", Px.FromDecimal(tick), Qty.FromDecimal(lot), venue.TakerFeeBps, venue.MakerFeeBps)
        {
            MinNotional = Usd.FromDecimal(venue.MinNotional),
            CollarBps = CollarBps,
        };
        return new MarketListing(
            venue.Name, instrument, coin.Name, Style(venue, coin, coin.PerpSize, halfSpread), fair => fair + Px.FromRaw(fair.Raw / 10_000), OnDemand: false);
    }

    private static MarketListing Outcome(string outcome, Func<Px, Px> worth)
    {
        var instrument = new Instrument(
            Ticker + outcome, InstrumentKind.Prediction, Ticker + outcome, "USD", Px.FromDecimal(0.01m), Qty.FromDecimal(1m), KalshiTakerFeeBps, 0m)
        {
            FeeStep = Cent,
        };
        return new MarketListing(Kalshi.Name, instrument, Ticker, Style(Kalshi, new Coin(Ticker, 0m, 0.01m, 250m, 0m), 250m, 0.004m), worth, OnDemand: false);
    }

    private static MarketListing PaidIn(string quote, MarketListing perp) => perp with { Instrument = perp.Instrument with { Quote = quote } };

    private static MarketListing OnDemand(MarketListing listing) => listing with { OnDemand = true };

    private static QuoteStyle Style(Venue venue, Coin coin, decimal size, decimal halfSpread) => new(
        Px.FromDecimal(halfSpread), Px.FromDecimal(coin.Spacing), Levels, Qty.FromDecimal(size), TimeSpan.FromMilliseconds(venue.Latency), Qty.FromDecimal(coin.Step));

    /// <summary>What a venue's listings share.</summary>
    private sealed record Venue(string Name, int Latency, decimal TakerFeeBps, decimal MakerFeeBps, decimal MinNotional);

    /// <summary>What the listings of a coin share.</summary>
    private sealed record Coin(string Name, decimal Step, decimal Spacing, decimal Size, decimal PerpSize);
}
