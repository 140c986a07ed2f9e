using System.Globalization;

namespace Sequence.Sdk;

public partial class FeeQuote
{
    /// <summary>Basis points in one, times p x (1 - p) at the price of 0.5 where prediction venues state them, as a share of the notional.</summary>
    private const decimal BpsOfRate = 5_000m;

    private const decimal BpsOfOne = 10_000m;

    private const string UpTo = "_up_to_";

    private static readonly string[] PredictionVenues = ["kalshi", "polymarket"];

    /// <summary>The step that ends a model such as <c>prediction_curve_up_to_0.01</c>; null for any other.</summary>
    private decimal? RoundingStep
    {
        get
        {
            int at = FeeModel?.LastIndexOf(UpTo, StringComparison.Ordinal) ?? -1;
            return at >= 0 && decimal.TryParse(FeeModel![(at + UpTo.Length)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal step) && step > 0 ? step : null;
        }
    }

    private bool IsPrediction => PredictionVenues.Contains(Venue, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The fee of taking so many contracts at a price, computed here from <see cref="TakerBps"/>. On Kalshi and Polymarket it is
    /// rate x contracts x p x (1 - p), where the rate is the basis points at a price of 0.5; elsewhere it is the basis points of the notional.
    /// </summary>
    /// <param name="price">Price of one contract in USD, 0 to 1 on a prediction venue, 0 or more elsewhere.</param>
    /// <param name="contracts">Number of contracts, or units of the base asset; 0 or more.</param>
    /// <returns>
    /// USD, the fee of one order: rounded up to the step that ends <see cref="FeeModel"/> (<c>prediction_curve_up_to_0.01</c>), else to 1e-9. How a venue
    /// rounds is not documented; the sandbox names the cent that Kalshi publishes. Null when <see cref="TakerBps"/> is null:
    /// the venue is not to be routed to, which is not the same as free.
    /// </returns>
    /// <exception cref="SequenceValidationException">The price or the number of contracts is out of range.</exception>
    public Usd? TakerFeeUsd(decimal price, decimal contracts)
    {
        Check.InRange(price, 0m, IsPrediction ? 1m : decimal.MaxValue, nameof(price));
        Check.InRange(contracts, 0m, decimal.MaxValue, nameof(contracts));
        if (TakerBps is not { } bps)
            return null;
        decimal fee = IsPrediction
            ? bps / BpsOfRate * contracts * price * (1m - price)
            : bps / BpsOfOne * contracts * price;
        return Usd.FromDecimal(RoundingStep is { } step ? Math.Ceiling(fee / step) * step : fee, MidpointRounding.ToPositiveInfinity);
    }

    /// <inheritdoc cref="TakerFeeUsd(decimal, decimal)"/>
    public Usd? TakerFeeUsd(Px price, Qty contracts) => TakerFeeUsd(price.ToDecimal(), contracts.ToDecimal());
}
