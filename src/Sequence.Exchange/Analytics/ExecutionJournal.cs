namespace Sequence.Exchange.Analytics;

/// <summary>
/// Writes down how orders go, and what they cost once they are over. Of each account it keeps what works and the latest that finished.
/// The caller holds the gate.
/// </summary>
internal sealed class ExecutionJournal
{
    /// <summary>How many finished orders of an account are kept.</summary>
    public const int KeptOrders = 1_000;

    private readonly GraphEngine _engine;
    private readonly MarketPlace _markets;
    private readonly MarketVolumes _volumes;
    private readonly Dictionary<Account, Journal> _journals = [];

    public ExecutionJournal(GraphEngine engine, MarketPlace markets)
    {
        _engine = engine;
        _markets = markets;
        _volumes = new MarketVolumes(markets);
        engine.OrderChanged += (_, order) => OnChanged(order);
        engine.Filled += (_, fill) => OnFilled(fill);
        engine.Execution.Routed += OnRouted;
        engine.Execution.VenueReported += OnVenueReported;
    }

    /// <summary>An order is over, and this is what it cost: once for each order.</summary>
    public event Action<CostReport>? Reported;

    /// <summary>Where an order, or a part of it, goes next.</summary>
    public event Action<Account, RoutingReport>? Routed;

    /// <summary>Null when the order is unknown, another account's, or long over.</summary>
    public OrderRecord? Find(Account account, string nodeOrderId) => Of(account).Records.GetValueOrDefault(nodeOrderId)?.Value;

    /// <summary>The oldest first. A paced order is one, its slices are left out.</summary>
    public IEnumerable<OrderRecord> Orders(Account account) => Of(account).InOrder.Where(record => !record.IsSlice);

    /// <summary>Costs of the orders that are over, as <see cref="Orders"/>.</summary>
    public IEnumerable<CostReport> Reports(Account account) => Orders(account).Select(record => record.Report).OfType<CostReport>();

    /// <summary>The costs of an order on the wire; null while there are none.</summary>
    public JObject? Costs(OrderState order) => Find(order.Account, order.NodeOrderId)?.Report?.ToJson();

    private void OnChanged(OrderState order)
    {
        OrderRecord record = RecordOf(order);
        if (record.Status == order.Status)
            return;
        record.Status = order.Status;
        if (order.Status == Wire.OrderStatus.Accepted)
            record.AdmittedAt ??= order.UpdatedAt;
        if (StepOf(order.Status) is { } step)
            record.Step(step, order.UpdatedAt, Detail(order));
        if (order.IsTerminal && record.Report is null)
            _engine.Execution.Soon(() => Close(record));
    }

    private static string? StepOf(Wire.OrderStatus status) => status.Value switch
    {
        "ACCEPTED" => "admitted",
        "COMPLETED" => "completed",
        "CANCELLED" => "cancelled",
        "REJECTED" => "rejected",
        "FAILED" => "failed",
        _ => null,
    };

    private static Func<JObject> Detail(OrderState order)
    {
        (long quantity, long filled, string? reason) = (order.Quantity.Raw, order.Filled.Raw, order.FailureReason);
        return () =>
        {
            var detail = new JObject { ["qty_1e8"] = quantity, ["filled_qty_1e8"] = filled };
            if (reason is not null)
                detail["reason"] = reason;
            return detail;
        };
    }

    private void OnFilled(ExecutionReport fill)
    {
        foreach (OrderRecord record in RecordsOf(fill.Order))
            Add(record, fill);
    }

    private static void Add(OrderRecord record, ExecutionReport fill)
    {
        string step = record.FirstFillAt is null ? "first_fill" : "fill";
        record.Add(fill);
        record.Step(step, fill.At, () => new JObject
        {
            ["fill_id"] = fill.Id,
            ["qty_1e8"] = fill.Quantity.Raw,
            ["price_1e9"] = fill.Price.Raw,
            ["liquidity"] = fill.IsMaker ? "maker" : "taker",
        }, fill.Venue);
    }

    private void OnRouted(RoutingDecision decision)
    {
        var report = new RoutingReport(decision, _markets.For(decision.Order.Symbol), _engine.Execution.Now);
        foreach (OrderRecord record in RecordsOf(decision.Order))
            record.Step("routed", _engine.Execution.Now, report.ToJson);
        Routed?.Invoke(decision.Order.Account, report);
    }

    private void OnVenueReported(VenueReport report)
    {
        UnixNanos now = _engine.Execution.Now;
        string venue = report.Market.Venue;
        bool isAcknowledged = report.Step == VenueStep.Acknowledged;
        JObject Detail() => new()
        {
            ["edge_id"] = VenueEdge.IdOf(venue),
            ["qty_1e8"] = report.Quantity.Raw,
            ["price_1e9"] = report.Price.Raw,
        };
        foreach (OrderRecord record in RecordsOf(report.Order))
        {
            if (isAcknowledged)
                record.At(venue).AcknowledgedAt ??= now;
            else
                record.At(venue).SubmittedAt ??= now;
            record.Step(isAcknowledged ? "venue_acked" : "edge_submitted", now, Detail, venue);
        }
    }

    /// <summary>After the trades of the present moment are on the tape.</summary>
    private void Close(OrderRecord record)
    {
        if (record.Report is not null)
            return;
        record.Report = CostReport.Of(record, record.OthersVwap(_volumes.Of(record.Order.Symbol)), _engine.Execution.Now);
        Journal journal = Of(record.Order.Account);
        journal.Finished.Enqueue(record.Order.NodeOrderId);
        if (journal.Finished.Count > KeptOrders)
            journal.Forget();
        Reported?.Invoke(record.Report);
    }

    /// <summary>Its own, and that of the paced order that it is a slice of.</summary>
    private IEnumerable<OrderRecord> RecordsOf(OrderState order)
    {
        yield return RecordOf(order);
        if (_engine.ParentOf(order) is { } parent)
            yield return RecordOf(parent);
    }

    private OrderRecord RecordOf(OrderState order)
    {
        Journal journal = Of(order.Account);
        if (!journal.Records.TryGetValue(order.NodeOrderId, out LinkedListNode<OrderRecord>? record))
            journal.Records[order.NodeOrderId] = record = journal.InOrder.AddLast(Open(order));
        return record.Value;
    }

    private OrderRecord Open(OrderState order)
    {
        // A market that is over by now has no venues any more.
        IReadOnlyList<VenueMarket> venues = _markets.For(order.Symbol);
        Instrument instrument = order.Markets[0].Instrument;
        var arrival = Arrival.Of(order, venues, instrument.UsdPerQuote);
        return new OrderRecord(order, _engine.ParentOf(order) is not null, instrument.Kind == Sequence.Exchange.Instruments.InstrumentKind.Prediction, arrival, _volumes.Of(order.Symbol));
    }

    private Journal Of(Account account)
    {
        if (!_journals.TryGetValue(account, out Journal? journal))
            _journals[account] = journal = new Journal();
        return journal;
    }

    /// <summary>The records by id and by age: an ordered dictionary would move them all for each that is forgotten.</summary>
    private sealed class Journal
    {
        public Dictionary<string, LinkedListNode<OrderRecord>> Records { get; } = new(StringComparer.Ordinal);

        public LinkedList<OrderRecord> InOrder { get; } = [];

        public Queue<string> Finished { get; } = new();

        public void Forget()
        {
            if (Records.Remove(Finished.Dequeue(), out LinkedListNode<OrderRecord>? oldest))
                InOrder.Remove(oldest);
        }
    }
}
