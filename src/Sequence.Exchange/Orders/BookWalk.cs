namespace Sequence.Exchange.Orders;

/// <summary>What taking from the books as they stand would trade, the cheapest after fees first, as the router would. Nothing is placed.</summary>
/// <param name="Side">Bid buys, ask sells.</param>
/// <param name="Parts">At most one per venue, in the order in which they are first taken from.</param>
internal sealed record BookWalk(BookSide Side, IReadOnlyList<WalkPart> Parts)
{
    public Qty Filled { get; } = Parts.Aggregate(Qty.Zero, (sum, part) => sum + part.Filled);

    public decimal Notional { get; } = Parts.Sum(part => part.Notional);

    public decimal Fee { get; } = Parts.Sum(part => part.Fee);

    /// <summary>Only of a walk that filled something.</summary>
    public decimal Average => Notional / Filled.ToDecimal();

    /// <summary>What a unit costs a buy after fees, or brings a sell. Only of a walk that filled something.</summary>
    public decimal UnitAfterFees => (Side == BookSide.Bid ? Notional + Fee : Notional - Fee) / Filled.ToDecimal();

    public decimal FeeBps => BasisPoints.Of(Fee, Notional);

    public static BookWalk Of(IReadOnlyList<VenueMarket> venues, BookSide side, Qty quantity)
    {
        var parts = new List<WalkPart>(venues.Count);
        Qty missing = quantity;
        foreach ((VenueMarket market, Px price, Qty size) in OrderRouter.Levels(venues, side, quantity, bound: null))
        {
            if (missing.Raw <= 0)
                break;
            Qty taken = Qty.Min(size, missing).RoundToLot(market.Instrument.Lot);
            if (taken.Raw <= 0)
                continue;
            Take(parts, market, taken, price);
            missing -= taken;
        }

        return new BookWalk(side, parts);
    }

    /// <summary>There are a few venues at most, and mostly one: a dictionary would cost more than the look through them.</summary>
    private static void Take(List<WalkPart> parts, VenueMarket market, Qty quantity, Px price)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].Market != market)
                continue;
            parts[i] = parts[i].Plus(quantity, price);
            return;
        }

        parts.Add(new WalkPart(market, Qty.Zero, 0, 0).Plus(quantity, price));
    }

    /// <summary>How much worse than the reference the average is, in basis points; null when nothing was filled or there is no reference.</summary>
    public decimal? SlippageBps(decimal? reference) =>
        Filled.Raw > 0 && reference is { } price ? BasisPoints.Worse(Average, price, Side) : null;

    /// <summary>Slippage and fees; null as the slippage is.</summary>
    public decimal? CostBps(decimal? reference) => SlippageBps(reference) + FeeBps;
}

/// <summary>What a walk takes from one venue.</summary>
/// <param name="Market">Where.</param>
/// <param name="Filled">How much.</param>
/// <param name="Notional">What it costs or brings, before fees.</param>
/// <param name="ExactFee">The fee before the venue rounds it.</param>
internal sealed record WalkPart(VenueMarket Market, Qty Filled, decimal Notional, decimal ExactFee)
{
    /// <summary>One order takes the whole part, so that a venue which rounds up does so once.</summary>
    public decimal Fee => Market.Instrument.FeeStep.Raw > 0 ? VenueFees.Rounded(Market.Instrument, ExactFee).ToDecimal() : ExactFee;

    public decimal Average => Notional / Filled.ToDecimal();

    public WalkPart Plus(Qty quantity, Px price)
    {
        decimal units = quantity.ToDecimal();
        return this with
        {
            Filled = Filled + quantity,
            Notional = Notional + (units * price.ToDecimal()),
            ExactFee = ExactFee + (units * VenueFees.Taker(Market.Instrument, price)),
        };
    }
}
