namespace Sequence.Exchange.Predictions;

/// <summary>The prices of one symbol over time: what was traded here, and what it was worth when nothing was.</summary>
internal abstract class PriceTrack
{
    /// <summary>As it is listed.</summary>
    public abstract string Symbol { get; }

    /// <summary>The prediction venue that lists it; null for a coin or a perp.</summary>
    public abstract string? PredictionVenue { get; }

    /// <summary>What trades: its prices are multiples of the tick, its quantities of the lot.</summary>
    public abstract (Px Tick, Qty Lot) Steps { get; }

    /// <summary>The venues that print.</summary>
    public abstract IReadOnlyList<string> Venues { get; }

    /// <summary>The first and the last moment of which anything can be known, in Unix seconds.</summary>
    public abstract (long First, long Last) Life { get; }

    /// <summary>Whether it has a price at every moment of its life: then an interval without a trade repeats the price before it.</summary>
    public abstract bool IsQuoted { get; }

    /// <summary>Seconds between two prints of the time before the exchange opened.</summary>
    public abstract long PrintInterval { get; }

    /// <summary>The main pair of the coin, which this symbol follows while nobody trades it; null for none.</summary>
    public virtual PriceTrack? Leader => null;

    /// <summary>The price that goes with one of the leader.</summary>
    public virtual Px? Follow(Px leading) => null;

    /// <summary>The price at a moment, in Unix seconds, when nothing was traded; null to repeat the price before.</summary>
    public abstract Px? At(long seconds);
}
