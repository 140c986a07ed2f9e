namespace Sequence.Exchange.Markets;

/// <summary>The public of one market: now and then it takes a part of the best price on either side, whoever rests there.</summary>
internal sealed class Customer(VenueMarket market, QuoteStyle style, Random chance)
{
    private const int VisitsPerTrade = 4;

    public void Visit()
    {
        if (chance.Next(VisitsPerTrade) != 0)
            return;
        BookSide side = chance.Next(2) == 0 ? BookSide.Bid : BookSide.Ask;
        Qty qty = market.InLots(Qty.FromRaw(style.Size.Raw * chance.NextInt64(5, 101) / 100), style.Step);
        if ((side == BookSide.Bid ? market.Book.BestAsk : market.Book.BestBid) is { } best)
            market.Book.Place(side, best, qty, BookTimeInForce.Ioc, owner: null);
    }
}
