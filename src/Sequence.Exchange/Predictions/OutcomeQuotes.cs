namespace Sequence.Exchange.Predictions;

/// <summary>The prices that a row shows: those of the books that are open, else what makers would quote. The caller holds the gate.</summary>
internal sealed class OutcomeQuotes(MarketPlace markets)
{
    /// <param name="market">The question.</param>
    /// <param name="now">Exchange time.</param>
    /// <param name="outcome">One answer of a group; null for the first outcome.</param>
    public OutcomePrices Of(PredictionMarket market, UnixNanos now, int? outcome = null)
    {
        OutcomePrices posted = market.Prices(now, outcome);
        if (!market.IsOpen(now))
            return posted;
        string yes = market.Token(outcome ?? 0);
        string no = market.OppositeToken(outcome ?? 0);
        if (markets.Peek(yes) is { } first)
            posted = posted with { YesBid = first.Book.BestBid?.ToDecimal(), YesAsk = first.Book.BestAsk?.ToDecimal() };
        if (markets.Peek(no) is { } second)
            posted = posted with { NoBid = second.Book.BestBid?.ToDecimal(), NoAsk = second.Book.BestAsk?.ToDecimal() };
        return posted;
    }
}
