namespace Sequence.Exchange.Predictions;

/// <summary>Both books of one question, or of one answer of a group.</summary>
/// <param name="Token">The first of the two.</param>
/// <param name="Yes">Its book.</param>
/// <param name="No">The book of its opposite.</param>
internal sealed record OutcomePair(OutcomeToken Token, VenueMarket Yes, VenueMarket No)
{
    private static readonly Px Spacing = Px.FromDecimal(0.01m);
    private static readonly Qty UsualSize = Qty.FromDecimal(250m);
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(80);

    private const int Levels = 10;

    public IReadOnlyList<VenueMarket> Books => [Yes, No];

    /// <summary>What waits for the end of trading and for the resolution; a pair that closes early has none left.</summary>
    public IDisposable? Clock { get; set; }

    /// <summary>Lists both, empty.</summary>
    public static OutcomePair List(MarketPlace place, OutcomeToken yes) => new(
        yes, place.ListForNow(yes.Market.Venue, Instrument(yes)), place.ListForNow(yes.Market.Venue, Instrument(yes.Opposite)));

    /// <summary>Lets makers quote both around one price: no is worth what yes is not.</summary>
    public void Quote(Scheduler scheduler, int seed, IFairPrice fair, Px halfSpread, TimeSpan interval)
    {
        var maker = new MarketMaker(scheduler, fair, interval, seed);
        var style = new QuoteStyle(halfSpread, Spacing, Levels, UsualSize, Latency);
        maker.Make(Yes, style, price => price);
        maker.Make(No, style, price => OutcomeToken.One - price);
        maker.Open();
    }

    /// <summary>The instrument of an outcome, as its venue lists it.</summary>
    public static Instrument Instrument(OutcomeToken token) => new(
        token.Symbol,
        Sequence.Exchange.Instruments.InstrumentKind.Prediction,
        token.Symbol,
        PredictionVenues.Currency(token.Market.Venue),
        Tick: Spacing,
        Lot: Qty.FromDecimal(1m),
        TakerFeeBps: PredictionVenues.TakerFeeBps(token.Market.Venue),
        MakerFeeBps: 0m)
    {
        FeeStep = PredictionVenues.FeeStep(token.Market.Venue),
        OppositeOf = token.IsYes ? null : token.Opposite.Symbol,
    };
}
