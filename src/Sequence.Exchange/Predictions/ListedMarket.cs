using System.Globalization;

namespace Sequence.Exchange.Predictions;

/// <summary>A Kalshi market that is quoted and traded here: its prices and volumes are those of its books. At its end the coin decides.</summary>
/// <param name="ticker">Its YES and NO are listed in the market place.</param>
/// <param name="opened">When the exchange opened, in Unix seconds.</param>
/// <param name="markets">Where it trades.</param>
/// <param name="tape">What traded.</param>
internal sealed class ListedMarket(string ticker, long opened, MarketPlace markets, TradeTape tape) : PredictionMarket
{
    private const string Coin = "BTC-USD";
    private const long Day = 86_400;
    private const long DecemberLast2026 = 1_798_761_599;

    private int? _winner;

    private static readonly Theme Bitcoin = Theme.All[0] with { Series = "KXBTCZ" };

    /// <summary>Its books.</summary>
    public OutcomePair Pair => new(new OutcomeToken(this, 0), markets.Peek(Token(0))!, markets.Peek(Token(1))!);

    public override string Venue => Catalogue.Kalshi;

    public override string Slug => ticker;

    public override Theme Theme => Bitcoin;

    public override string Question => string.Create(CultureInfo.InvariantCulture, $"Will Bitcoin be above ${StrikeText} at the end of the year?");

    public override string Rules => $"{Question} What {Theme.Source} says decides.";

    public override string Url => $"https://kalshi.com/markets/{Theme.Series.ToLowerInvariant()}/{ticker.ToLowerInvariant()}";

    public override long StartSeconds => (opened / Day * Day) - (30 * Day);

    public override long EndSeconds => Math.Max(DecemberLast2026, (opened / Day * Day) + (30 * Day));

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
        (Px? bid, Px? ask) = markets.Nbbo(Token(0));
        (Px? noBid, Px? noAsk) = markets.Nbbo(Token(1));
        return new OutcomePrices(bid?.ToDecimal(), ask?.ToDecimal(), noBid?.ToDecimal(), noAsk?.ToDecimal());
    }

    public override MarketActivity Activity(UnixNanos now) => new(
        Traded(now - TimeSpan.FromDays(1)), Traded(now - TimeSpan.FromDays(7)), Traded(UnixNanos.Epoch), Resting());

    private string StrikeText => ticker[(ticker.LastIndexOf('T') + 1)..];

    private Px Strike => Px.Parse(StrikeText, CultureInfo.InvariantCulture);

    private decimal Traded(UnixNanos since) =>
        tape.Trades.Where(trade => trade.At >= since && trade.Symbol.StartsWith(ticker, StringComparison.Ordinal)).Sum(trade => (trade.Price * trade.Qty).ToDecimal());

    private decimal Resting() => YesNo.Select((_, outcome) => markets.For(Token(outcome)))
        .SelectMany(venues => venues)
        .SelectMany(market => market.Book.Levels(BookSide.Bid).Concat(market.Book.Levels(BookSide.Ask)))
        .Sum(level => (level.Price * level.Size).ToDecimal());
}
