using System.Globalization;

namespace Sequence.Exchange.Predictions;

/// <summary>A Kalshi market that is quoted and traded here: its prices and volumes are those of its books. At its end the coin decides.</summary>
/// <param name="ticker">Its YES and NO are listed in the market place.</param>
/// <param name="opened">When the exchange opened, in Unix seconds.</param>
/// <param name="markets">Where it trades.</param>
/// <param name="tape">What traded.</param>
/// <param name="past">What it was worth before the exchange opened; null when nobody knows.</param>
internal class ListedMarket(string ticker, long opened, MarketPlace markets, TradeTape tape, PastPrices? past) : PredictionMarket
{
    private const string Coin = "BTC-USD";
    private const long Day = 86_400;

    /// <summary>How much of a deviation of the past shows in the price: two fifths of 1 USD at most.</summary>
    private const decimal Swing = 0.4m;

    private static readonly DateOnly LastDay = new(2026, 12, 31);
    private static readonly Theme Bitcoin = Theme.All[0] with { Series = "KXBTCZ" };

    private int? _winner;

    /// <summary>Its books.</summary>
    public OutcomePair Pair => new(new OutcomeToken(this, 0), markets.Peek(Token(0))!, markets.Peek(Token(1))!);

    public override string Venue => Catalogue.Kalshi;

    public override string Slug => ticker;

    public override Theme Theme => Bitcoin;

    public override string Question => string.Create(CultureInfo.InvariantCulture, $"Will Bitcoin be above ${StrikeText} at the end of the year?");

    public override string Rules => $"{Question} What {Theme.Source} says decides.";

    public override string Url => $"https://kalshi.com/markets/{Theme.Series.ToLowerInvariant()}/{ticker.ToLowerInvariant()}";

    public override long StartSeconds => (opened / Day * Day) - (30 * Day);

    public override long EndSeconds { get; } = TickerDay.End(LastDay, opened);

    public override IReadOnlyList<string> Outcomes => YesNo;

    public override string EventId(int? outcome = null) => ticker;

    public override string Token(int outcome) => $"{ticker}:{YesNo[outcome].ToUpperInvariant()}";

    public override string OppositeToken(int outcome) => Token(1 - outcome);

    public override Wire.SettlementStatus Status(UnixNanos now)
    {
        if (_winner is not null)
            return Wire.SettlementStatus.Resolved;
        return now.ToUnixSeconds() < EndSeconds ? Wire.SettlementStatus.Open : Wire.SettlementStatus.Resolving;
    }

    public override int? Winner(UnixNanos now) => _winner;

    /// <summary>A coin that nobody quotes is not above anything.</summary>
    public override void Decide() => _winner ??= Sequence.Exchange.Markets.Prices.Mid(markets.For(Coin)) > Strike ? 0 : 1;

    public override OutcomePrices Prices(UnixNanos now, int? outcome = null)
    {
        (VenueMarket? yes, VenueMarket? no) = (markets.Peek(Token(0)), markets.Peek(Token(1)));
        return new OutcomePrices(yes?.Book.BestBid?.ToDecimal(), yes?.Book.BestAsk?.ToDecimal(), no?.Book.BestBid?.ToDecimal(), no?.Book.BestAsk?.ToDecimal());
    }

    /// <summary>Up to the opening of the exchange; from then on its trades tell.</summary>
    public override decimal? MidAt(UnixNanos at, int? outcome = null)
    {
        if (at.ToUnixSeconds() > opened || past?.Opening(Token(0)) is not { } opening)
            return null;
        decimal deviation = past.PathOf(ticker).Deviation(at.ToUnixSeconds()) * Swing / PastPath.Unit;
        return Math.Round(Math.Clamp(opening.ToDecimal() + deviation, 0.01m, 0.99m), 3);
    }

    public override MarketActivity Activity(UnixNanos now) => new(
        Traded(now - TimeSpan.FromDays(1)), Traded(now - TimeSpan.FromDays(7)), Traded(UnixNanos.Epoch), Resting());

    private string StrikeText => ticker[(ticker.LastIndexOf('T') + 1)..];

    private Px Strike => Px.Parse(StrikeText, CultureInfo.InvariantCulture);

    private decimal Traded(UnixNanos since) =>
        tape.Trades.Where(trade => trade.At >= since && trade.Symbol.StartsWith(ticker, StringComparison.Ordinal)).Sum(trade => (trade.Price * trade.Qty).ToDecimal());

    private decimal Resting() => YesNo.Select((_, outcome) => markets.Peek(Token(outcome)))
        .OfType<VenueMarket>()
        .SelectMany(market => market.Book.Levels(BookSide.Bid).Concat(market.Book.Levels(BookSide.Ask)))
        .Sum(level => (level.Price * level.Size).ToDecimal());
}
