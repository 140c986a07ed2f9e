namespace Sequence.Exchange.Predictions;

/// <summary>The track of a coin or a perp, and of any instrument that no catalogue knows.</summary>
/// <param name="markets">Its markets, one for each venue.</param>
/// <param name="past">Prices of the time before the opening.</param>
/// <param name="leader">The main pair of the coin; null for that pair itself, and where there is none.</param>
internal sealed class ListedTrack(IReadOnlyList<VenueMarket> markets, PastPrices past, PriceTrack? leader = null) : PriceTrack
{
    private readonly Instrument _instrument = markets[0].Instrument;

    public override string Symbol => _instrument.Symbol;

    public override string? PredictionVenue => _instrument.Kind == Sequence.Exchange.Instruments.InstrumentKind.Prediction ? Catalogue.Kalshi : null;

    public override (Px Tick, Qty Lot) Steps => (_instrument.Tick, _instrument.Lot);

    public override IReadOnlyList<string> Venues => [.. markets.Select(market => market.Venue)];

    public override (long First, long Last) Life => (past.Oldest, long.MaxValue);

    public override bool IsQuoted => past.Opening(Symbol) is not null;

    public override long PrintInterval => 1;

    public override PriceTrack? Leader => leader;

    /// <summary>Both keep the ratio that they had at the opening.</summary>
    public override Px? Follow(Px leading) =>
        leader is not null && past.Opening(leader.Symbol) is { Raw: > 0 } from && past.Opening(Symbol) is { } to
            ? Px.FromRaw(FixedPoint.MultiplyDivide(leading.Raw, to.Raw, from.Raw, MidpointRounding.ToEven)).RoundToTick(_instrument.Tick, MidpointRounding.ToEven)
            : null;

    public override Px? At(long seconds) => past.At(Symbol, _instrument.Base, seconds)?.RoundToTick(_instrument.Tick, MidpointRounding.ToEven);
}
