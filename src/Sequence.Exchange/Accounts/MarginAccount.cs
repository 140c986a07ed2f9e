namespace Sequence.Exchange.Accounts;

/// <summary>
/// The cross margin of one quote asset on one venue. Equity is the cash and the open profit of all its perps at their mark prices.
/// A perp needs a fifth of the larger exposure that its resting orders can lead to; closing needs nothing. All amounts are exact.
/// </summary>
internal sealed class MarginAccount(CashBalance cash)
{
    /// <summary>Exposure over equity when a position is opened, at most.</summary>
    public const int Leverage = 5;

    /// <summary>A position is closed when equity falls below this part of its value: a half of the initial margin.</summary>
    private const int MaintenancePart = 10;

    private readonly List<Holding> _perps = [];
    private bool _isReviewing;

    /// <summary>In order of first use; closed ones stay.</summary>
    public IReadOnlyList<Holding> Perps => _perps;

    /// <summary>Cash and open profit.</summary>
    public decimal Equity => cash.Amount.ToDecimal() + _perps.Sum(perp => perp.OpenProfit.ToDecimal());

    /// <summary>What resting orders need beyond the margin of the positions, rounded up.</summary>
    public Usd OrderMargin => Rounded(_perps.Sum(perp => Needed(perp) - Carried(perp)), MidpointRounding.ToPositiveInfinity);

    /// <summary>What may leave the account or pay for spot: cash that neither resting orders nor margin hold, rounded down; below zero when they lack some.</summary>
    public Usd Free
    {
        get
        {
            Usd free = cash.Amount - cash.Reserved;
            return _perps.Count == 0 ? free : Usd.Min(free, Rounded(Spare(except: null), MidpointRounding.ToNegativeInfinity));
        }
    }

    /// <summary>Equity is below the maintenance margin. Positions that were seeded and never traded count nothing.</summary>
    public bool IsUndermargined
    {
        get
        {
            decimal equity = cash.Amount.ToDecimal();
            decimal maintenance = 0;
            foreach (Holding perp in Traded)
            {
                equity += perp.OpenProfit.ToDecimal();
                maintenance += Math.Abs(perp.Value.ToDecimal()) / MaintenancePart;
            }

            return equity < maintenance;
        }
    }

    /// <summary>Open positions that came of trades.</summary>
    public IEnumerable<Holding> Traded => _perps.Where(perp => perp is { Quantity.Raw: not 0, IsGiven: false });

    public void Add(Holding perp) => _perps.Add(perp);

    /// <summary>How much more an order on a perp may trade: all that closes, and what the equity after its fills carries beyond that.</summary>
    /// <param name="perp">What it changes.</param>
    /// <param name="market">Where.</param>
    /// <param name="side">Bid buys, ask sells.</param>
    /// <param name="price">At what price.</param>
    /// <param name="walked">What the order trades before, at better prices; null for nothing.</param>
    /// <param name="slack">Kept back for the rounding of its fills.</param>
    public decimal Power(Holding perp, VenueMarket market, BookSide side, Px price, Walked? walked, decimal slack)
    {
        decimal unit = Reference(perp, price);
        (decimal exposure, decimal cost) = Filled(perp, side);
        if (walked is not null)
        {
            (decimal taken, decimal lost) = walked.Sum(at => (Reference(perp, at), UnitCost(market, side, at, Reference(perp, at))));
            exposure += taken;
            cost += lost;
        }

        decimal closing = -Signed(perp, side).ToDecimal() - perp.Resting(side).Quantity - (walked?.Quantity ?? Qty.Zero).ToDecimal();
        decimal carried = Spare(except: perp) - slack - cost - (exposure / Leverage);
        return Math.Max(0, Math.Max(closing, carried / ((unit / Leverage) + UnitCost(market, side, price, unit))));
    }

    /// <summary>Realizes open profit for cash that is below zero, the largest first; what is still missing comes out of the fund.</summary>
    public void Cover(InsuranceFund fund)
    {
        foreach (Holding perp in _perps.OrderByDescending(perp => perp.OpenProfit).ThenBy(perp => perp.Symbol, StringComparer.Ordinal).TakeWhile(_ => cash.Amount.Raw < 0))
        {
            Usd part = Usd.Min(perp.OpenProfit, -cash.Amount);
            if (part.Raw <= 0)
                continue;
            perp.Realize(part);
            cash.Add(part);
        }

        if (cash.Amount.Raw < 0)
            cash.Insure(fund);
    }

    /// <summary>
    /// Brings what rests into line after prices, positions or cash have changed: reduce-only orders are cut to the position, and orders
    /// that open what equity does not carry any more end, the newest first.
    /// </summary>
    public void Review()
    {
        if (_perps.Count == 0 || _isReviewing)
            return;
        _isReviewing = true;
        try
        {
            foreach (Holding perp in _perps)
            {
                Review(perp, BookSide.Bid);
                Review(perp, BookSide.Ask);
            }

            while (Free.Raw < 0 && cash.NewestBuy is { } buy)
                buy.Owner.EndUncovered();
        }
        finally
        {
            _isReviewing = false;
        }
    }

    private void Review(Holding perp, BookSide side)
    {
        if (!perp.HasResting)
            return;
        RestingSide resting = perp.Resting(side);
        if (resting.HasReduceOnly)
            CutReduceOnly(perp, side);
        while (Opening(perp, side) > Spare(except: perp) && resting.Last is { } last)
            last.Owner.EndUncovered();
    }

    /// <summary>A reduce-only order keeps what the orders that trade before it leave of the position.</summary>
    private static void CutReduceOnly(Holding perp, BookSide side)
    {
        Qty left = Qty.Max(Qty.Zero, -Signed(perp, side));
        foreach (Reservation order in perp.Resting(side).ByPriority.ToList())
        {
            if (order.IsReduceOnly && order.Remaining > left)
                order.Owner.Cut(left);
            left = Qty.Max(Qty.Zero, left - order.Remaining);
        }
    }

    /// <summary>Equity beyond what resting buys of spot and the perps hold.</summary>
    private decimal Spare(Holding? except) => Equity - cash.Reserved.ToDecimal() - _perps.Where(perp => perp != except).Sum(Needed);

    private static decimal Needed(Holding perp) => !perp.HasResting
        ? Carried(perp)
        : Math.Max(Carried(perp), Math.Max(Opening(perp, BookSide.Bid), Opening(perp, BookSide.Ask)));

    /// <summary>The initial margin of the position alone.</summary>
    private static decimal Carried(Holding perp) => Math.Abs(perp.Value.ToDecimal()) / Leverage;

    /// <summary>What is needed when all orders of one side are filled: the margin of what is open then, and what the fills lose at once. Zero for a side that only closes.</summary>
    private static decimal Opening(Holding perp, BookSide side)
    {
        (decimal exposure, decimal cost) = Filled(perp, side);
        return exposure <= 0 ? 0 : (exposure / Leverage) + cost;
    }

    /// <summary>The position after all orders of one side at the mark, above zero in the direction of that side, and what their fills lose at once.</summary>
    private static (decimal Exposure, decimal Cost) Filled(Holding perp, BookSide side)
    {
        RestingSide resting = perp.Resting(side);
        decimal exposure = side == BookSide.Bid ? perp.Value.ToDecimal() : -perp.Value.ToDecimal();
        if (resting.IsEmpty)
            return (exposure, 0);
        decimal cost = VenueFees.TakerOf(perp.Market!.Instrument, resting.Notional);
        if (Reference(perp) is not { } mark)
            return (exposure + resting.Notional, cost);
        foreach (Reservation order in resting.ByPriority.TakeWhile(order => Worse(side, order.Price, mark) > 0))
            cost += order.Remaining.ToDecimal() * Worse(side, order.Price, mark);
        return (exposure + (resting.Quantity * mark), cost);
    }

    /// <summary>The mark; the entry price before there is one; null without a position too, and then each order stands at its own price.</summary>
    private static decimal? Reference(Holding perp) => perp.Mark?.ToDecimal() ?? (perp.Quantity == Qty.Zero ? null : perp.EntryPrice.ToDecimal());

    private static decimal Reference(Holding perp, Px price) => Reference(perp) ?? price.ToDecimal();

    /// <summary>What a unit loses when it is filled: how much worse its price is than the mark, and the taker's fee.</summary>
    private static decimal UnitCost(VenueMarket market, BookSide side, Px price, decimal mark) =>
        Math.Max(0, Worse(side, price, mark)) + VenueFees.Taker(market.Instrument, price);

    private static decimal Worse(BookSide side, Px price, decimal mark) => side == BookSide.Bid ? price.ToDecimal() - mark : mark - price.ToDecimal();

    /// <summary>At the end of the scale when it is beyond that: seeded positions may have lost more than an amount can say.</summary>
    private static Usd Rounded(decimal amount, MidpointRounding rounding) =>
        Usd.FromDecimal(Math.Clamp(amount, Usd.MinValue.ToDecimal(), Usd.MaxValue.ToDecimal()), rounding);

    private static Qty Signed(Holding perp, BookSide side) => side == BookSide.Bid ? perp.Quantity : -perp.Quantity;
}
