using System.Globalization;

namespace Sequence.Exchange.Predictions;

/// <summary>Whether a coin ends five minutes at or above where it began them.</summary>
/// <param name="coin">Such as <c>BTC</c>.</param>
/// <param name="startSeconds">Begin, in Unix seconds.</param>
/// <param name="seed">The exchange's seed.</param>
/// <param name="position">Its place in Polymarket's catalogue.</param>
/// <param name="startPrice">The coin's price at the begin.</param>
/// <param name="coinAt">The coin's price at a Unix second; null where only the trades of the question tell what it was worth.</param>
internal sealed class UpDownMarket(string coin, long startSeconds, int seed, long position, Px startPrice, Func<long, Px?>? coinAt = null) : PredictionMarket
{
    public const int Seconds = 300;

    /// <summary>Of the fee curve rate x contracts x p x (1 - p).</summary>
    public const decimal FeeRate = 0.072m;

    /// <summary>The coins that have such questions.</summary>
    public static readonly IReadOnlyList<string> Coins = ["BTC", "ETH", "SOL"];

    private static readonly string[] UpDown = ["Up", "Down"];

    public override string Venue => Catalogue.Polymarket;

    public override string Slug => SlugOf(coin, startSeconds);

    public override Theme Theme => Theme.All[0] with { Source = $"https://data.chain.link/streams/{coin.ToLowerInvariant()}-usd" };

    public override string Question => string.Create(CultureInfo.InvariantCulture, $"{coin} Up or Down - {Time(startSeconds)} to {Time(EndSeconds)} UTC");

    public override string Rules => $"Up wins when {coin} stands at or above its price of the begin; {Theme.Source} decides.";

    public override string Url => $"https://polymarket.com/event/{Slug}";

    public override long StartSeconds => startSeconds;

    public override long EndSeconds => startSeconds + Seconds;

    public override IReadOnlyList<string> Outcomes => UpDown;

    public string Coin => coin;

    public Px StartPrice => startPrice;

    /// <summary>Null until the market is resolved.</summary>
    public Px? EndPrice { get; private set; }

    public static string SlugOf(string coin, long startSeconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{coin.ToLowerInvariant()}-updown-5m-{startSeconds}");

    public void Resolve(Px endPrice) => EndPrice = endPrice;

    public override string EventId(int? outcome = null) => TokenIds.Event(seed, position, outcome: null);

    public override string Token(int outcome) => TokenIds.Token(seed, position, outcome);

    public override string OppositeToken(int outcome) => Token(1 - outcome);

    public override Wire.SettlementStatus Status(UnixNanos now)
    {
        if (EndPrice is not null)
            return Wire.SettlementStatus.Resolved;
        return now.ToUnixSeconds() < EndSeconds ? Wire.SettlementStatus.Open : Wire.SettlementStatus.Resolving;
    }

    public override int? Winner(UnixNanos now) => EndPrice is not { } end ? null : end >= startPrice ? 0 : 1;

    public override OutcomePrices Prices(UnixNanos now, int? outcome = null) => OutcomePrices.None;

    public override decimal? MidAt(UnixNanos at, int? outcome = null) =>
        coinAt?.Invoke(at.ToUnixSeconds()) is { } price ? Math.Round(CoinOdds.Of(startPrice, price, EndSeconds - at.ToUnixSeconds()).ToDecimal(), 3) : null;

    public override long PrintInterval => 1;

    public override MarketActivity Activity(UnixNanos now) => MarketActivity.None;

    private static string Time(long seconds) =>
        UnixNanos.FromUnixSeconds(seconds).ToDateTimeOffset().ToString("MMMM d, HH:mm", CultureInfo.InvariantCulture);
}
