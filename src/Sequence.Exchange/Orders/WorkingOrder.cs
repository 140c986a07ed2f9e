namespace Sequence.Exchange.Orders;

/// <summary>Hears of an order at work. Called inside a book's operation at times: act later.</summary>
internal interface IOrderListener
{
    void OnAccepted(WorkingOrder order);

    void OnFilled(WorkingOrder order, ExecutionReport report);

    void OnEnded(WorkingOrder order, OrderEnd end);
}

/// <summary>
/// An order at work: owns its parts on the venues and its deadlines, and lets its tactic look again
/// whenever the market, a part, or the order itself has changed.
/// </summary>
internal sealed class WorkingOrder(OrderExecution execution, ITacticSelector tactics, OrderSpec spec, OrderState state, IOrderListener listener)
{
    private readonly List<VenueOrder> _parts = [];
    private readonly List<IDisposable> _subscriptions = [];
    private readonly OrderFees _fees = new();
    private Tactic _tactic = tactics.For(spec);
    private bool _isPaused;
    private bool _isEnded;
    private bool _isBounded;
    private bool _isWaking;

    public OrderSpec Spec { get; } = spec;

    public OrderState State { get; } = state;

    public Ledger Ledger { get; } = state.Account.Ledger;

    public bool IsEnded => _isEnded;

    public IReadOnlyList<VenueOrder> Parts => _parts;

    /// <summary>What the tactic does not want to trade yet.</summary>
    public Qty Held { get; set; }

    /// <summary>What stands on the venues.</summary>
    public Qty Resting => _parts.Aggregate(Qty.Zero, (sum, part) => sum + part.Remaining);

    /// <summary>What the order may send beyond what stands on the venues, when others trade out of the same quantity; null for no such bound.</summary>
    public Func<Qty>? Share { get; init; }

    /// <summary>What is neither filled, nor on a venue, nor held, as far as its share goes.</summary>
    public Qty Idle
    {
        get
        {
            Qty idle = State.Open - Resting - Held;
            return Qty.Max(Qty.Zero, Share is { } share ? Qty.Min(idle, share()) : idle);
        }
    }

    /// <summary>The worst acceptable price out of the limit and the allowed slippage; null for any price.</summary>
    public Px? Bound { get; private set; } = spec.Limit;

    public bool IsAllOrNothing => Spec.Style.TimeInForce == Wire.TimeInForce.Fok;

    /// <summary>Takes what is there and does not wait.</summary>
    public bool IsImmediate => Spec.Style.TimeInForce != Wire.TimeInForce.Gtc || Spec.Style.Policy == Wire.Policy.IocSweep;

    /// <param name="refusal">Why it must not be sent; null when it may.</param>
    public void Start(string? refusal)
    {
        execution.Move(State, Wire.OrderStatus.Pending);
        if (refusal is not null)
        {
            Finish(OrderEnd.Rejected, refusal);
            return;
        }

        execution.Move(State, Wire.OrderStatus.Accepted);
        if (State.Filled.Raw > 0)
            execution.Move(State, Wire.OrderStatus.Partial);
        listener.OnAccepted(this);
        Arm(Spec.Style.Horizon, () => Finish(OrderEnd.Expired, "HORIZON_REACHED"));
        Arm(Spec.Style.EscalateAfter, Escalate);
        _subscriptions.Add(execution.Watch.Follow(Spec.Symbol, Work));
        _tactic.Start(this);
        Work();
    }

    /// <summary>What the venues offer at this moment for a part of the order.</summary>
    public RoutePlan Route(Qty quantity) => OrderRouter.Plan(Ledger, Spec, quantity, Bound);

    /// <summary>Takes from the books; what is not there does not stay.</summary>
    public void Take(IReadOnlyList<RouteLeg> legs) => Execute(legs, BookTimeInForce.Ioc);

    /// <summary>Leaves orders on the books, until one of them ends the order.</summary>
    public void Rest(IReadOnlyList<RouteLeg> legs) => Execute(legs, BookTimeInForce.Gtc);

    /// <summary>Looks at the account as if this order held nothing of it.</summary>
    public T WithoutReservations<T>(Func<T> look)
    {
        foreach (VenueOrder part in _parts)
            part.Free();
        try
        {
            return look();
        }
        finally
        {
            foreach (VenueOrder part in _parts)
                part.Reserve();
        }
    }

    /// <summary>Takes everything back from the venues.</summary>
    public void Pull()
    {
        foreach (VenueOrder part in _parts.ToArray())
            part.Cancel();
    }

    public void Increase(Qty quantity)
    {
        State.Resize(State.Quantity + quantity);
        execution.Move(State, State.Status);
        Wake();
    }

    /// <summary>Lets the tactic release and trade a held part after a while.</summary>
    public void Arm(TimeSpan? delay, Action action)
    {
        if (delay is { } wait)
        {
            _subscriptions.Add(execution.After(wait, () =>
            {
                if (!_isEnded)
                    action();
            }));
        }
    }

    /// <summary>As <see cref="Arm"/>, for what happens again and again: it comes whatever became of the order.</summary>
    public void After(TimeSpan delay, Action action) => execution.After(delay, action);

    public void Pause()
    {
        _isPaused = true;
        Pull();
    }

    public void Resume()
    {
        _isPaused = false;
        Wake();
    }

    /// <summary>Looks again soon; any number of calls at one moment is one look.</summary>
    public void Wake()
    {
        if (_isWaking || _isEnded)
            return;
        _isWaking = true;
        execution.Soon(() =>
        {
            _isWaking = false;
            Work();
        });
    }

    public void Finish(OrderEnd end, string? reason)
    {
        if (_isEnded)
            return;
        _isEnded = true;
        foreach (IDisposable subscription in _subscriptions)
            subscription.Dispose();
        Pull();
        execution.End(State, end, reason);
        listener.OnEnded(this, end);
    }

    public void OnTrade(VenueOrder part, BookTrade trade, bool isMaker)
    {
        Usd fee = _fees.Charge(part.Market.Instrument, trade.Price, trade.Qty, isMaker) + LiquidationFee(trade);
        Ledger.Book(part.Market, Spec.Side, trade.Qty, trade.Price, fee);
        ExecutionReport report = execution.Report(State, part.Market, trade, fee, isMaker);
        if (State.Open.Raw > 0)
            execution.Move(State, Wire.OrderStatus.Partial);
        listener.OnFilled(this, report);
        if (State.Open.Raw <= 0)
            Finish(OrderEnd.Filled, null);
    }

    public void OnClosed(VenueOrder part)
    {
        _parts.Remove(part);
        Wake();
    }

    /// <summary>What a part reports on its way to its venue.</summary>
    public void Report(VenueOrder part, VenueStep step, Qty quantity) =>
        execution.Publish(new VenueReport(State, step, part.Market, part.Price, quantity));

    private void Execute(IReadOnlyList<RouteLeg> legs, BookTimeInForce timeInForce)
    {
        if (legs.Count > 0)
            execution.Publish(new RoutingDecision(State, legs, timeInForce == BookTimeInForce.Gtc));
        foreach (RouteLeg leg in legs)
        {
            if (_isEnded)
                return;
            var part = new VenueOrder(this, leg.Market, leg.Worst, leg.Quantity);
            _parts.Add(part);
            part.Place(timeInForce);
        }
    }

    private void Work()
    {
        if (_isEnded || _isPaused || !HasReference())
            return;
        if (HasNothingToReduce())
        {
            Finish(OrderEnd.Cancelled, RejectReasons.NothingToReduce);
            return;
        }

        _tactic.Work(this);
    }

    private Usd LiquidationFee(BookTrade trade)
    {
        if (!Spec.IsLiquidation)
            return Usd.Zero;
        Usd fee = InsuranceFund.Fee(trade.Price * trade.Qty);
        Ledger.Fund.Receive(fee);
        return fee;
    }

    /// <summary>A reduce-only order on perps whose position is gone.</summary>
    private bool HasNothingToReduce() => Spec.Style.ReduceOnly && Resting.Raw == 0 && Spec.Markets.All(market =>
        market.Instrument.Kind == Instruments.InstrumentKind.Perp && !(Ledger.Find(market) is { } perp && Accounts.BuyingPower.Against(perp, Spec.Side).Raw > 0));

    private void Escalate()
    {
        Pull();
        Held = Qty.Zero;
        _tactic = tactics.Escalated();
        Work();
    }

    /// <summary>The allowed slippage counts from the first price that the order sees; an order that can wait waits for one.</summary>
    private bool HasReference()
    {
        State.ArrivalMid ??= Prices.Mid(Spec.Markets);
        if (_isBounded || Spec.Style.MaxSlippageBps is not { } slippage)
            return true;
        Px? reference = State.ArrivalMid ?? Prices.Best(Spec.Markets, Prices.Opposite(Spec.Side)) ?? Prices.Best(Spec.Markets, Spec.Side);
        if (reference is not { } price)
            return IsImmediate;
        Bound = Slippage.Bound(price, Spec.Side, slippage, Spec.Limit);
        _isBounded = true;
        return true;
    }
}
