namespace Sequence.Exchange.Graphs;

/// <summary>Finds the markets on which a submitted symbol can trade.</summary>
internal static class TradableMarkets
{
    /// <param name="symbol">As it was submitted.</param>
    /// <param name="at">The member that carries it.</param>
    /// <param name="markets">All markets.</param>
    /// <returns>The open markets of the symbol, in order of listing; at least one.</returns>
    /// <exception cref="RefusedException">Validation: nobody lists the symbol. MarketClosed: its market has ended.</exception>
    public static IReadOnlyList<VenueMarket> Of(string symbol, Field at, MarketPlace markets)
    {
        if (markets.HasEnded(symbol))
            throw RefusedException.MarketClosed(at.Path, $"'{symbol}' has ended: nothing trades there any more.");
        IReadOnlyList<VenueMarket> all = markets.For(symbol);
        at.Require(all.Count > 0, $"'{symbol}' is not listed here.");
        return all.Any(market => market.IsClosed) ? [.. all.Where(market => !market.IsClosed)] : all;
    }
}
