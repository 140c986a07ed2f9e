namespace Sequence.Exchange.Markets;

/// <summary>How a maker quotes one market.</summary>
/// <param name="HalfSpread">The least distance of a quote from the fair price.</param>
/// <param name="Spacing">The distance between two levels; a multiple of the tick.</param>
/// <param name="Levels">Levels on each side.</param>
/// <param name="Size">The usual size of the first level; deeper ones are larger.</param>
/// <param name="Latency">From a move of the fair price to the new quotes; less than the distance of two moves.</param>
/// <param name="Step">Sizes are multiples of it where it is larger than the lot; a multiple of the lot.</param>
internal sealed record QuoteStyle(Px HalfSpread, Px Spacing, int Levels, Qty Size, TimeSpan Latency, Qty Step = default);
