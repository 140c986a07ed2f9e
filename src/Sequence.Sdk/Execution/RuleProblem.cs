namespace Sequence.Sdk;

/// <summary>A rule of an instrument that an order breaks.</summary>
/// <param name="Rule">Which one.</param>
/// <param name="Message">What is wrong, and what would be valid.</param>
public sealed record RuleProblem(InstrumentRule Rule, string Message);

/// <summary>The rules that a venue checks orders by.</summary>
public enum InstrumentRule
{
    /// <summary>Prices are multiples of the tick.</summary>
    TickSize,

    /// <summary>Prices lie between one tick and the highest price.</summary>
    PriceRange,

    /// <summary>A limit is not too far through the market.</summary>
    PriceCollar,

    /// <summary>Quantities are multiples of the lot.</summary>
    LotSize,

    /// <summary>The quantity is not too small.</summary>
    MinQuantity,

    /// <summary>Price x quantity is not too small.</summary>
    MinNotional,
}
