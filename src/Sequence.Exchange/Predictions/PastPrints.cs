namespace Sequence.Exchange.Predictions;

/// <summary>Prints of the time before the exchange opened, drawn from the seed: one in each interval of the track.</summary>
/// <param name="seed">The exchange's seed.</param>
internal sealed class PastPrints(int seed)
{
    private const int MostLots = 400;
    private const int SecondNanos = 1_000_000_000;

    /// <summary>The latest prints of a window, oldest first.</summary>
    /// <param name="track">What was traded.</param>
    /// <param name="venue">Only this venue; null for all.</param>
    /// <param name="from">The first second.</param>
    /// <param name="to">The second after the last.</param>
    /// <param name="count">How many at most.</param>
    public IEnumerable<PastPrint> Latest(PriceTrack track, string? venue, long from, long to, long count)
    {
        long step = track.PrintInterval;
        (long first, long end) = ((from + step - 1) / step, to / step);
        for (long interval = Math.Max(first, end - count); interval < end; interval++)
        {
            if (Of(track, venue, interval) is { } print)
                yield return print;
        }
    }

    private PastPrint? Of(PriceTrack track, string? venue, long interval)
    {
        RowChance chance = RowChance.For(seed, $"print:{track.Symbol}", interval);
        long second = (interval * track.PrintInterval) + chance.Between(0, (int)track.PrintInterval);
        if (track.At(second) is not { } price)
            return null;
        bool isBuy = chance.Between(0, 2) == 0;
        (Px tick, Qty lot) = track.Steps;
        IReadOnlyList<string> venues = track.Venues;
        return new PastPrint(
            UnixNanos.FromUnixSeconds(second).AddNanoseconds(chance.Between(0, SecondNanos)),
            price.RoundToTick(tick, isBuy ? MidpointRounding.ToPositiveInfinity : MidpointRounding.ToNegativeInfinity),
            lot * chance.Between(1, MostLots + 1),
            isBuy,
            venue ?? venues[chance.Between(0, venues.Count)]);
    }
}

/// <summary>One print.</summary>
/// <param name="At">When.</param>
/// <param name="Price">At which price.</param>
/// <param name="Qty">How much.</param>
/// <param name="IsBuy">Whether the taker bought.</param>
/// <param name="Venue">Where.</param>
internal sealed record PastPrint(UnixNanos At, Px Price, Qty Qty, bool IsBuy, string Venue);
