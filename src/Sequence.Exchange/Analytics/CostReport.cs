namespace Sequence.Exchange.Analytics;

/// <summary>What a finished order cost. A replaced order counts its own fills alone.</summary>
/// <param name="Record">Which order, and where it began.</param>
/// <param name="Executed">What it traded.</param>
/// <param name="TapeVwap">At what all others traded while it worked; null when nobody did.</param>
/// <param name="EndedAt">Exchange time.</param>
internal sealed record CostReport(OrderRecord Record, Executed Executed, Px? TapeVwap, UnixNanos EndedAt)
{
    public static CostReport Of(OrderRecord record, Px? tapeVwap, UnixNanos endedAt) => new(record, record.Executed, tapeVwap, endedAt);

    public OrderState Order => Record.Order;

    public Arrival Arrival => Record.Arrival;

    /// <summary>The tape, or the arrival mid when nobody else traded.</summary>
    public Px? Benchmark => TapeVwap ?? Arrival.Mid;

    /// <summary>Where the benchmark comes from; null when there is none.</summary>
    public string? BenchmarkSource => TapeVwap is not null ? "tape_vwap" : Arrival.Mid is not null ? "arrival_mid" : null;

    /// <summary>
    /// What was saved against the one venue that was cheapest for the whole order when it was created, after fees and in USD;
    /// below zero when that venue had been cheaper, null when no venue could have filled it alone or nothing traded.
    /// </summary>
    public Usd? Savings
    {
        get
        {
            if (Arrival.SingleVenueUnit is not { } unit || Executed.Quantity.Raw <= 0)
                return null;
            decimal there = unit * Executed.Quantity.ToDecimal();
            decimal here = Executed.Notional.ToDecimal() + (Order.Side == BookSide.Bid ? Executed.Fees : -Executed.Fees).ToDecimal();
            return Arrival.InUsd(Usd.FromDecimal(Order.Side == BookSide.Bid ? there - here : here - there, MidpointRounding.ToEven));
        }
    }

    public ExecutionCost Cost => ExecutionCost.Of(this, Executed);

    public JObject ToJson()
    {
        ExecutionCost cost = Cost;
        var report = new JObject
        {
            ["node_order_id"] = Order.NodeOrderId,
            ["graph_id"] = Order.GraphId,
            ["symbol"] = Order.Symbol,
            ["side"] = Order.Side == BookSide.Bid ? "BUY" : "SELL",
            ["filled_qty_1e8"] = Executed.Quantity.Raw,
            ["notional_usd_1e9"] = Arrival.InUsd(Executed.Notional).Raw,
            ["fees_usd_1e9"] = Arrival.InUsd(Executed.Fees).Raw,
            ["arrival_mid_1e9"] = Arrival.Mid?.Raw,
            ["achieved_vwap_1e9"] = Executed.Vwap?.Raw,
            ["benchmark_vwap_1e9"] = Benchmark?.Raw,
            ["benchmark_source"] = BenchmarkSource,
            ["slippage_bps"] = cost.SlippageBps,
            ["fees_bps"] = cost.FeesBps,
            ["implementation_shortfall_bps"] = cost.ShortfallBps,
            ["spread_cost_bps"] = cost.SpreadBps,
            ["market_impact_bps"] = cost.ImpactBps,
            ["savings_vs_benchmark_bps"] = cost.SavingsBps,
            ["savings_usd_1e9"] = Savings?.Raw,
            ["single_venue"] = Arrival.SingleVenue,
            ["venue_mix"] = new JArray(Record.Venues.Where(venue => venue.Executed.Fills > 0).Select(Share)),
            ["created_unix_ns"] = Order.CreatedAt.Raw,
            ["completed_unix_ns"] = EndedAt.Raw,
            ["routing_version"] = CostFilter.RoutingVersion,
        };
        if (Record.IsPrediction)
            report["is_prediction"] = true;
        return report;
    }

    private JObject Share(VenueExecution venue) => new()
    {
        ["venue"] = venue.Venue,
        ["share"] = Math.Round(venue.Executed.Quantity.ToDecimal() / Executed.Quantity.ToDecimal(), 4),
        ["qty_1e8"] = venue.Executed.Quantity.Raw,
        ["vwap_1e9"] = venue.Executed.Vwap?.Raw,
        ["fees_usd_1e9"] = Arrival.InUsd(venue.Executed.Fees).Raw,
        ["fills"] = venue.Executed.Fills,
    };
}

/// <summary>The parts of a cost in basis points; more is worse, but for savings. Null without a reference price, or when nothing traded.</summary>
/// <param name="SlippageBps">How far the average price is from the arrival mid.</param>
/// <param name="SpreadBps">The half spread at arrival: what taking the best price would have cost.</param>
/// <param name="FeesBps">Fees.</param>
/// <param name="SavingsBps">How much better the average price is than the benchmark.</param>
internal sealed record ExecutionCost(decimal? SlippageBps, decimal? SpreadBps, decimal? FeesBps, decimal? SavingsBps)
{
    /// <summary>What slippage leaves beyond the half spread.</summary>
    public decimal? ImpactBps => SlippageBps - SpreadBps;

    /// <summary>Slippage and fees.</summary>
    public decimal? ShortfallBps => SlippageBps + FeesBps;

    /// <summary>The costs of a part of an order, measured against the references of the order.</summary>
    public static ExecutionCost Of(CostReport report, Executed executed)
    {
        if (executed.Quantity.Raw <= 0)
            return new ExecutionCost(null, null, null, null);
        BookSide side = report.Order.Side;
        decimal price = executed.Notional.ToDecimal() / executed.Quantity.ToDecimal();
        decimal? mid = report.Arrival.Mid?.ToDecimal();
        return new ExecutionCost(
            mid is { } arrival ? BasisPoints.Worse(price, arrival, side) : null,
            mid is { } middle && report.Arrival.Touch is { } touch ? BasisPoints.Worse(touch.ToDecimal(), middle, side) : null,
            BasisPoints.Of(executed.Fees.ToDecimal(), executed.Notional.ToDecimal()),
            report.Benchmark is { } benchmark ? -BasisPoints.Worse(price, benchmark.ToDecimal(), side) : null);
    }
}
