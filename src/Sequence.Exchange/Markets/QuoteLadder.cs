namespace Sequence.Exchange.Markets;

/// <summary>
/// A maker's orders on one side: one on each rung of a fixed price grid. When the fair price moves, the rungs it left
/// behind are cancelled and the ones it uncovers are added; all others keep their order and its place in the queue.
/// </summary>
internal sealed class QuoteLadder(BookSide side, VenueMarket market, QuoteStyle style, Random chance)
{
    private readonly SortedDictionary<long, BookOrder> _rungs = [];

    /// <summary>Takes back what now stands too close to the fair price.</summary>
    public void Pull(Px fair)
    {
        long first = FirstRung(fair);
        CancelWhere((rung, _) => Depth(rung, first) < 0);
    }

    /// <summary>Brings every rung in range up, replacing what traded away and now and then one that did not.</summary>
    public void Quote(Px fair)
    {
        long first = FirstRung(fair);
        int renewed = chance.Next(2 * style.Levels);
        CancelWhere((rung, order) => !order.IsResting || Depth(rung, first) is var depth && (depth < 0 || depth >= style.Levels || depth == renewed));
        for (int depth = 0; depth < style.Levels; depth++)
        {
            long rung = side == BookSide.Bid ? first - depth : first + depth;
            if (!_rungs.ContainsKey(rung) && Price(rung) is var price && market.Instrument.Takes(price))
                _rungs.Add(rung, market.Book.Place(side, price, Size(depth), BookTimeInForce.Gtc, owner: null));
        }
    }

    private void CancelWhere(Func<long, BookOrder, bool> isStale)
    {
        foreach ((long rung, BookOrder order) in _rungs.Where(entry => isStale(entry.Key, entry.Value)).ToList())
        {
            _rungs.Remove(rung);
            market.Book.Cancel(order);
        }
    }

    /// <summary>The rung nearest to the fair price that keeps the half spread.</summary>
    private long FirstRung(Px fair) => side == BookSide.Bid
        ? (fair - style.HalfSpread).Raw / style.Spacing.Raw
        : ((fair + style.HalfSpread).Raw + style.Spacing.Raw - 1) / style.Spacing.Raw;

    /// <summary>0 on the first rung, counting away from the fair price.</summary>
    private long Depth(long rung, long first) => side == BookSide.Bid ? first - rung : rung - first;

    /// <summary>Somewhere between the rung and the next one out, so that the levels do not look ruled.</summary>
    private Px Price(long rung)
    {
        Px tick = market.Instrument.Tick;
        long outward = chance.NextInt64(style.Spacing.Raw / tick.Raw) * tick.Raw;
        return Px.FromRaw((rung * style.Spacing.Raw) + (side == BookSide.Bid ? -outward : outward));
    }

    /// <summary>A half to one and a half of the usual size, growing by a half of it with every level.</summary>
    private Qty Size(int depth) => market.InLots(Qty.FromRaw(style.Size.Raw * (depth + 2) * chance.NextInt64(50, 151) / 200), style.Step);
}
