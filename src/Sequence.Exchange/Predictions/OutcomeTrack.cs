namespace Sequence.Exchange.Predictions;

/// <summary>The track of one outcome of a question, from the question's start to its end.</summary>
/// <param name="token">The outcome.</param>
internal sealed class OutcomeTrack(OutcomeToken token) : PriceTrack
{
    private static readonly Px Tick = Px.FromDecimal(0.01m);
    private static readonly Qty Lot = Qty.FromDecimal(1m);

    public override string Symbol => token.Symbol;

    public override string? PredictionVenue => token.Market.Venue;

    public override (Px Tick, Qty Lot) Steps => (Tick, Lot);

    public override IReadOnlyList<string> Venues => [token.Market.Venue];

    public override (long First, long Last) Life => (token.Market.StartSeconds, token.Market.EndSeconds);

    public override bool IsQuoted => true;

    public override long PrintInterval => token.Market.PrintInterval;

    public override Px? At(long seconds)
    {
        int? answer = token.Market.IsGroup ? token.Outcome : null;
        if (token.Market.MidAt(UnixNanos.FromUnixSeconds(Math.Min(seconds, token.Market.EndSeconds - 1)), answer) is not { } yes)
            return null;
        return Px.FromDecimal(token.IsYes ? yes : 1 - yes);
    }
}
