namespace Sequence.Exchange.Markets;

/// <summary>The average price of the ten best levels of each side over all venues, by size: of every symbol that is listed for good and in whose books something rests.</summary>
internal static class FairPrices
{
    private const int Depth = 10;

    /// <param name="markets">The caller holds the gate.</param>
    /// <param name="underlying">Only its symbols; null for all.</param>
    public static JArray Of(MarketPlace markets, string? underlying = null) => new(markets.Standing
        .Where(market => underlying is null || IsOf(market, underlying))
        .Select(market => market.Instrument.Symbol)
        .Distinct()
        .ToList()
        .Select(symbol => Row(markets.For(symbol)))
        .OfType<JObject>());

    public static bool IsOf(VenueMarket market, string underlying) => market.Instrument.Base.Equals(underlying, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an underlying has a market that has not ended.</summary>
    public static bool Has(MarketPlace markets, string underlying) => markets.Standing.Any(market => !market.IsClosed && IsOf(market, underlying));

    private static JObject? Row(IReadOnlyList<VenueMarket> venues)
    {
        List<BookLevel> levels = [.. new[] { BookSide.Bid, BookSide.Ask }.SelectMany(side => MergedBook.Levels(venues, side, Depth))];
        decimal size = levels.Sum(level => level.Size);
        return size == 0 ? null : new JObject(
            new JProperty("symbol", venues[0].Instrument.Symbol),
            new JProperty("underlying", venues[0].Instrument.Base),
            new JProperty("price", Math.Round(levels.Sum(level => level.Price * level.Size) / size, 9)));
    }
}
