using System.Globalization;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Exchange.Predictions;

/// <summary>What each venue charges for a ticker. The caller holds the gate.</summary>
internal sealed class FeeService(MarketPlace markets, PredictionVenues predictions)
{
    private const decimal BpsPerUnit = 10_000m;

    /// <summary>Rows of the venues that list it. A venue that was asked for and does not list it has null fees: do not route there.</summary>
    /// <exception cref="RefusedException">Not found: nobody lists the ticker.</exception>
    public Wire.FeesResult Of(string ticker, IReadOnlyList<string>? venues)
    {
        List<Wire.FeeQuote> rows = predictions.FindOutcome(ticker) is { Market.Venue: var exchange } token
            ? [Curve(exchange, markets.AsListed(exchange, OutcomePair.Instrument(token)))]
            : [.. markets.For(ticker).Select(market => Row(market.Venue, market.Instrument))];
        if (rows.Count == 0)
            throw RefusedException.NotFound($"No market is called '{ticker}'.");
        if (venues is not null)
            rows = [.. venues.Select(venue => rows.Find(row => row.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase)) ?? new Wire.FeeQuote { Venue = venue })];
        return new Wire.FeesResult { Ticker = ticker, Fees = rows };
    }

    private static Wire.FeeQuote Row(string venue, Instrument instrument) => new()
    {
        Venue = venue,
        TakerBps = instrument.TakerFeeBps,
        MakerBps = instrument.MakerFeeBps,
        FeeModel = "flat_bps",
        Components = new Wire.FeeComponents { RateBps = instrument.TakerFeeBps },
        Formula = new Wire.FeeFormula { TakerFeeUsd = $"{Text(instrument.TakerFeeBps / BpsPerUnit)} * notional" },
    };

    private static Wire.FeeQuote Curve(string venue, Instrument instrument) => new()
    {
        Venue = venue,
        TakerBps = instrument.TakerFeeBps,
        MakerBps = 0,
        FeeModel = Model(instrument),
        Components = new Wire.FeeComponents { RateBps = VenueFees.CurveRate(instrument.TakerFeeBps) * BpsPerUnit },
        Formula = new Wire.FeeFormula { TakerFeeUsd = $"{Text(VenueFees.CurveRate(instrument.TakerFeeBps))} * contracts * p * (1 - p)" },
    };

    /// <summary>With the step that an order's fee is rounded up to, where the venue rounds.</summary>
    private static string Model(Instrument instrument) => instrument.FeeStep.Raw > 0 ? $"prediction_curve_up_to_{instrument.FeeStep}" : "prediction_curve";

    private static string Text(decimal rate) => rate.ToString("0.########", CultureInfo.InvariantCulture);
}
