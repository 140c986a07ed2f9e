namespace Sequence.Exchange.Markets;

/// <summary>What a perp pays at each of its settlements, as a fraction of its notional: positive when longs pay. It follows from the seed.</summary>
internal sealed class FundingRates(int seed)
{
    private const long Hour = 3_600;
    private const long UsualHours = 8;

    /// <summary>Hours between two settlements where they are not eight.</summary>
    private static readonly Dictionary<string, int> Cadence = new(StringComparer.OrdinalIgnoreCase) { ["hyperliquid"] = 1 };

    /// <summary>Seconds between two settlements, which stand on multiples of it.</summary>
    public static long Interval(VenueMarket perp) => Hour * Cadence.GetValueOrDefault(perp.Venue, (int)UsualHours);

    /// <summary>About a basis point in eight hours, at times negative: then shorts pay.</summary>
    /// <param name="perp">The market.</param>
    /// <param name="settlement">Counts the intervals since 1970.</param>
    public Px Of(VenueMarket perp, long settlement) =>
        Px.FromRaw(RowChance.For(seed, $"funding:{perp}", settlement).Between(-60_000, 260_001) * Interval(perp) / (UsualHours * Hour));
}
