namespace Sequence.Exchange.Markets;

/// <summary>A market that the exchange opens at its start.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Instrument">What, and by which rules.</param>
/// <param name="Underlying">The name of the price that it follows; see <see cref="Underlying"/>.</param>
/// <param name="Style">How its maker quotes it.</param>
/// <param name="Worth">What the instrument is worth at a price of its underlying.</param>
/// <param name="OnDemand">It is quoted only while somebody looks at the symbol.</param>
internal sealed record MarketListing(string Venue, Instrument Instrument, string Underlying, QuoteStyle Style, Func<Px, Px> Worth, bool OnDemand);

/// <summary>A price that walks at random.</summary>
/// <param name="Name">The coin, or the ticker of a question; the walk follows from it and the seed alone.</param>
/// <param name="Start">Where it begins, in USD.</param>
/// <param name="LargestStep">No move is larger, in USD.</param>
/// <param name="Low">It never goes below, in USD.</param>
/// <param name="High">It never goes above, in USD.</param>
/// <param name="Interval">From one move to the next.</param>
internal sealed record Underlying(string Name, Px Start, Px LargestStep, Px Low, Px High, TimeSpan Interval);
