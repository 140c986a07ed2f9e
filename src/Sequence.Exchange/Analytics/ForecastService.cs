using Sequence.Sandbox;

namespace Sequence.Exchange.Analytics;

/// <summary>
/// What an order would cost, by how eagerly it trades: high takes the books as they stand, low rests at the best price of its own
/// side, medium does half of each. The caller holds the gate.
/// </summary>
internal sealed class ForecastService(Scheduler scheduler, MarketPlace markets, TradeTape tape)
{
    /// <summary>How many of the latest prints tell how far prices move.</summary>
    private const int MovePrints = 500;

    /// <summary>What rests is filled as far as the other side traded in this span before now.</summary>
    private static readonly TimeSpan RestingSpan = TimeSpan.FromMinutes(1);
    private static readonly int[] CapacityBps = [1, 5, 10, 25, 50];
    private static readonly Wire.Urgency[] Urgencies = [Wire.Urgency.Low, Wire.Urgency.Medium, Wire.Urgency.High];

    public JObject Forecast(string symbol, BookSide side, Qty quantity)
    {
        var view = MarketView.Of(markets, symbol);
        Plan now = Take(view, side, quantity);
        decimal? move = CostTotals.Percentile(Moves(view), 90);
        return new JObject
        {
            ["symbol"] = view.Symbol,
            ["side"] = IntelligenceService.Word(side),
            ["qty"] = quantity.ToDecimal(),
            ["mid"] = view.Mid,
            ["median_cost_bps"] = now.CostBps,
            ["p90_cost_bps"] = now.CostBps + (move ?? 0),
            ["fill_confidence"] = now.Confidence,
            ["capacity"] = new JArray(view.Mid is { } mid ? CapacityBps.Select(bps => Capacity(view, side, mid, bps)) : []),
            ["venues"] = new JArray(view.Venues
                .Select(venue => (venue.Venue, Walk: BookWalk.Of([venue], side, quantity)))
                .Where(venue => venue.Walk.Filled.Raw > 0)
                .OrderByDescending(venue => venue.Walk.Filled)
                .ThenBy(venue => venue.Walk.CostBps(view.Mid))
                .Select(venue => new JObject
                {
                    ["venue"] = venue.Venue,
                    ["cost_bps"] = venue.Walk.CostBps(view.Mid),
                    ["fillable_qty"] = venue.Walk.Filled.ToDecimal(),
                })),
            ["urgency"] = new JArray(Urgencies.Select(urgency => (urgency, Plan: PlanOf(view, side, quantity, urgency))).Select(row => new JObject
            {
                ["urgency"] = row.urgency.Value,
                ["cost_bps"] = row.Plan.CostBps,
                ["fill_confidence"] = row.Plan.Confidence,
            })),
            ["source"] = view.Source,
        };
    }

    public JObject Simulate(string symbol, BookSide side, Qty quantity, string? urgency)
    {
        var view = MarketView.Of(markets, symbol);
        Wire.Urgency word = urgency is null ? Wire.Urgency.High : Urgencies.FirstOrDefault(known => known.Value == urgency);
        if (!word.IsKnown)
            throw RefusedException.InvalidParameter("urgency", $"'{urgency}' is none of {string.Join(", ", Urgencies)}.");
        Plan plan = PlanOf(view, side, quantity, word);
        return new JObject
        {
            ["symbol"] = view.Symbol,
            ["side"] = IntelligenceService.Word(side),
            ["qty"] = quantity.ToDecimal(),
            ["urgency"] = word.Value,
            ["est_cost_bps"] = plan.CostBps,
            ["fill_confidence"] = plan.Confidence,
            ["takes"] = IntelligenceService.Legs(plan.Taken),
            ["rests"] = plan.Resting,
            ["fees_usd"] = Math.Round(plan.Taken.Fee * view.UsdPerQuote, 9),
            ["source"] = view.Source,
        };
    }

    private Plan PlanOf(MarketView view, BookSide side, Qty quantity, Wire.Urgency urgency)
    {
        if (urgency == Wire.Urgency.High)
            return Take(view, side, quantity);
        if (urgency == Wire.Urgency.Low)
            return Rest(view, side, quantity);
        var half = Qty.FromRaw(quantity.Raw / 2);
        Plan taken = Take(view, side, quantity - half);
        Plan rested = Rest(view, side, half);
        decimal? cost = (taken.CostBps + rested.CostBps) / 2;
        return new Plan(cost is { } bps ? BasisPoints.Round(bps) : null, (taken.Confidence + rested.Confidence) / 2, taken.Taken, rested.Resting);
    }

    private static Plan Take(MarketView view, BookSide side, Qty quantity)
    {
        var walk = BookWalk.Of(view.Venues, side, quantity);
        return new Plan(walk.CostBps(view.Mid), CostTotals.Share(walk.Filled.ToDecimal(), quantity.ToDecimal()) ?? 0, walk, []);
    }

    /// <summary>Earns the half spread, pays the maker's fee, and waits for the other side to come.</summary>
    private Plan Rest(MarketView view, BookSide side, Qty quantity)
    {
        var nothing = new BookWalk(side, []);
        VenueMarket? home = view.Venues.FirstOrDefault(venue => Prices.Best(venue, side) is { } best && best == Prices.Best(view.Venues, side));
        if (quantity.Raw <= 0 || home is null || view.Mid is not { } mid)
            return new Plan(null, 0, nothing, []);
        Px price = Prices.Best(home, side)!.Value;
        decimal fee = BasisPoints.Of(VenueFees.Maker(home.Instrument, price), price.ToDecimal());
        UnixNanos since = scheduler.Now - RestingSpan;
        decimal came = tape.Trades
            .Where(trade => trade.Symbol == view.Symbol && trade.At >= since && trade.IsBuy == (side == BookSide.Ask))
            .Sum(trade => trade.Qty.ToDecimal());
        decimal confidence = Math.Min(1, CostTotals.Share(came, quantity.ToDecimal()) ?? 0);
        var leg = new JObject { ["venue"] = home.Venue, ["qty"] = quantity.ToDecimal(), ["price"] = price.ToDecimal() };
        return new Plan(BasisPoints.Worse(price.ToDecimal(), mid, side) + fee, confidence, nothing, [leg]);
    }

    private static JObject Capacity(MarketView view, BookSide side, decimal mid, int bps)
    {
        decimal distance = mid * bps / 10_000m;
        BookSide far = Prices.Opposite(side);
        return new JObject
        {
            ["cost_bps"] = bps,
            ["qty"] = MarketView.Depth(view.Venues, far, far == BookSide.Ask ? mid + distance : mid - distance).Quantity,
        };
    }

    /// <summary>How far each of the latest prints is from the one before it on its venue.</summary>
    private IEnumerable<decimal> Moves(MarketView view)
    {
        var last = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (TapeTrade trade in tape.Trades.Where(trade => trade.Symbol == view.Symbol).TakeLast(MovePrints))
        {
            decimal price = trade.Price.ToDecimal();
            if (last.TryGetValue(trade.Venue, out decimal before))
                yield return BasisPoints.Of(Math.Abs(price - before), before);
            last[trade.Venue] = price;
        }
    }

    /// <summary>What a way of trading costs in basis points of the mid with fees, how sure it fills (0 to 1), and where it trades.</summary>
    private sealed record Plan(decimal? CostBps, decimal Confidence, BookWalk Taken, JArray Resting);
}
