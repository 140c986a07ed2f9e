namespace Sequence.Exchange.Analytics;

/// <summary>How the orders of an account go and went. A paced order counts as one. The caller holds the gate.</summary>
internal sealed class ExecutionService(Scheduler scheduler, GraphEngine engine, ExecutionJournal journal)
{
    private const int DefaultSteps = 100;

    /// <summary>The latest steps of an order, the oldest first.</summary>
    public IReadOnlyList<Wire.TraceEvent> Trace(Account account, string nodeOrderId, int? limit)
    {
        if (limit < 1)
            throw RefusedException.InvalidParameter("limit", "is 1 or more.");
        return [.. Find(account, nodeOrderId).Trace.TakeLast(limit ?? DefaultSteps)];
    }

    public JObject Live(Account account, string nodeOrderId)
    {
        OrderRecord record = Find(account, nodeOrderId);
        OrderState order = record.Order;
        var costs = ExecutionCost.Of(CostReport.Of(record, tapeVwap: null, scheduler.Now), record.Executed);
        return new JObject
        {
            ["node_order_id"] = order.NodeOrderId,
            ["symbol"] = order.Symbol,
            ["status"] = order.Status.Value,
            ["qty_1e8"] = order.Quantity.Raw,
            ["filled_qty_1e8"] = order.Filled.Raw,
            ["avg_fill_price_1e9"] = record.Executed.Vwap?.Raw,
            ["arrival_mid_1e9"] = record.Arrival.Mid?.Raw,
            ["slippage_bps"] = costs.SlippageBps,
            ["fees_usd_1e9"] = record.Arrival.InUsd(record.Executed.Fees).Raw,
            ["resting"] = new JArray(engine.Parts(order).Select(part => new JObject
            {
                ["venue"] = part.Market.Venue,
                ["price_1e9"] = part.Price.Raw,
                ["qty_1e8"] = part.Remaining.Raw,
            })),
            ["elapsed_ms"] = ((order.IsTerminal ? order.UpdatedAt : scheduler.Now) - order.CreatedAt).Ticks / TimeSpan.TicksPerMillisecond,
        };
    }

    public JObject Review(Account account, string nodeOrderId)
    {
        OrderRecord record = Find(account, nodeOrderId);
        return record.Report?.ToJson() ?? throw RefusedException.NotFound($"The order '{nodeOrderId}' has no review yet: it is {record.Order.Status.Value}.");
    }

    public JObject Summary(Account account)
    {
        List<OrderRecord> orders = [.. journal.Orders(account)];
        var totals = new CostTotals(CostFilter.All.Of(orders.Select(record => record.Report).OfType<CostReport>()));
        JObject summary = States(orders);
        summary["notional_usd_1e9"] = CostTotals.Raw(Notional(orders));
        summary["fees_usd_1e9"] = CostTotals.Raw(Fees(orders));
        summary["fill_rate"] = FillRate(orders);
        summary["implementation_shortfall_bps"] = totals.ShortfallBps;
        summary["savings_usd"] = totals.SavingsUsd;
        return summary;
    }

    public JObject Analytics(Account account)
    {
        List<OrderRecord> orders = [.. journal.Orders(account)];
        Executed executed = default;
        foreach (OrderRecord record in orders)
            executed = executed with { Fills = executed.Fills + record.Executed.Fills, MakerFills = executed.MakerFills + record.Executed.MakerFills };
        var totals = new CostTotals(CostFilter.All.Of(orders.Select(record => record.Report).OfType<CostReport>()));
        return new JObject
        {
            ["orders"] = States(orders),
            ["fills"] = new JObject
            {
                ["total"] = executed.Fills,
                ["maker"] = executed.MakerFills,
                ["taker"] = executed.Fills - executed.MakerFills,
                ["notional_usd_1e9"] = CostTotals.Raw(Notional(orders)),
                ["fees_usd_1e9"] = CostTotals.Raw(Fees(orders)),
            },
            ["latency"] = Latency.Of(orders.Select(record => (record.Order.CreatedAt, record.AdmittedAt, record.FirstFillAt))),
            ["execution_quality"] = new JObject
            {
                ["fill_rate"] = FillRate(orders),
                ["maker_share"] = CostTotals.Share(executed.MakerFills, executed.Fills),
                ["implementation_shortfall_bps"] = totals.ShortfallBps,
                ["savings_vs_benchmark_bps"] = totals.SavingsBps,
                ["win_rate"] = totals.WinRate,
            },
        };
    }

    private static JObject States(List<OrderRecord> orders) => new()
    {
        ["orders"] = orders.Count,
        ["open"] = orders.Count(record => !record.Order.IsTerminal),
        ["filled"] = Count(orders, Wire.OrderStatus.Filled, Wire.OrderStatus.Completed),
        ["cancelled"] = Count(orders, Wire.OrderStatus.Cancelled),
        ["rejected"] = Count(orders, Wire.OrderStatus.Rejected, Wire.OrderStatus.Failed),
    };

    private static int Count(List<OrderRecord> orders, params Wire.OrderStatus[] states) => orders.Count(record => states.Contains(record.Order.Status));

    private static decimal Notional(List<OrderRecord> orders) => orders.Sum(record => record.Arrival.InUsd(record.Executed.Notional).ToDecimal());

    private static decimal Fees(List<OrderRecord> orders) => orders.Sum(record => record.Arrival.InUsd(record.Executed.Fees).ToDecimal());

    /// <summary>Orders that are over and traded, of all that are over.</summary>
    private static decimal? FillRate(List<OrderRecord> orders)
    {
        List<OrderRecord> over = [.. orders.Where(record => record.Order.IsTerminal)];
        return CostTotals.Share(over.Count(record => record.Executed.Fills > 0), over.Count);
    }

    private OrderRecord Find(Account account, string nodeOrderId) => journal.Find(account, nodeOrderId)
        ?? throw RefusedException.NotFound($"No order is called '{nodeOrderId}', or it is older than the latest {ExecutionJournal.KeptOrders} that are over.");
}
