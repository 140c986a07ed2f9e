namespace Sequence.Exchange.Graphs;

/// <summary>
/// The life of one graph: starts nodes, hears of their orders, lets edges fire, and ends. What a book's callback reports is
/// written down at once; what follows from it happens in an event of its own, so nothing trades inside another trade.
/// </summary>
internal sealed partial class GraphRun : IOrderListener
{
    private readonly OrderExecution _execution;
    private readonly ITacticSelector _tactics;
    private readonly EdgeWatch _edges;
    private readonly RuntimeRiskWatch? _risk;
    private readonly Dictionary<WorkingOrder, GraphNode> _nodes = [];
    private readonly List<IDisposable> _subscriptions = [];
    private readonly List<Action> _held = [];
    private readonly PreTradeCheck _check;
    private readonly IReadOnlyList<ExitLegs> _exits;

    public GraphRun(Graph graph, OrderExecution execution, ITacticSelector tactics)
    {
        Graph = graph;
        _execution = execution;
        _tactics = tactics;
        _edges = new EdgeWatch(this, execution.Markets);
        _check = new PreTradeCheck(graph.Risk.PreTrade);
        _risk = RuntimeRiskWatch.For(this, graph.Risk);
        _exits = ExitLegs.Of(graph);
    }

    /// <summary>A node got a new order.</summary>
    public event Action<OrderState>? Opened;

    /// <summary>Nothing happens in the graph any more.</summary>
    public event Action? Ended;

    public Graph Graph { get; }

    private bool IsPaused => Graph.Status == Wire.GraphStatus.Paused;

    /// <summary>Roots start, everything else is armed.</summary>
    public void Start()
    {
        Graph.Status = Wire.GraphStatus.Active;
        _risk?.Follow();
        foreach (GraphNode node in Graph.Nodes.Where(node => !node.Spec.IsRoot))
            node.Status = Wire.NodeStatus.Armed;
        foreach (GraphNode node in Graph.Nodes.Where(node => node.Spec.IsRoot))
            Begin(node, node.Target);
        Defer(Settle);
    }

    /// <summary>Ends everything that is not over; a graph that is over stays as it is.</summary>
    public void Abort(string? reason)
    {
        if (Graph.IsEnded)
            return;
        Finish(Wire.GraphStatus.Aborted);
        foreach (GraphNode node in Graph.Nodes.Where(node => node.End is null))
            Stop(node, OrderEnd.Cancelled, reason);
    }

    /// <summary>Ends one node; its edges react as to any cancel.</summary>
    public void Cancel(GraphNode node) => Stop(node, OrderEnd.Cancelled, null);

    /// <summary>A market is over: its nodes end as if their time ran out, those that wait too.</summary>
    public void EndMarket(string symbol)
    {
        foreach (GraphNode node in Graph.Nodes.Where(node => node.End is null && node.Spec.Symbol == symbol))
            Stop(node, OrderEnd.Expired, RejectReasons.MarketClosed);
    }

    public void React(Wire.FailureReaction reaction, string reason)
    {
        if (reaction == Wire.FailureReaction.CancelAllOpen)
            _execution.Soon(() => Abort(reason));
        else if (reaction == Wire.FailureReaction.PauseGraph)
            _execution.Soon(() => Pause(reason));
    }

    /// <summary>Runs the action soon; not while the graph is paused, and never after its end.</summary>
    public void Defer(Action action) => _execution.Soon(() => RunOrHold(action));

    public void After(TimeSpan delay, Action action) => _subscriptions.Add(_execution.After(delay, () => RunOrHold(action)));

    public IDisposable Follow(string symbol, Action action)
    {
        IDisposable follow = _execution.Watch.Follow(symbol, action);
        _subscriptions.Add(follow);
        return follow;
    }

    public void Fire(GraphEdge edge, Qty quantity)
    {
        if (Graph.IsEnded || edge.IsVoid)
            return;
        edge.Fire();
        Defer(() => Arrive(edge, quantity));
    }

    public void OnAccepted(WorkingOrder order) => _edges.NodeAccepted(_nodes[order]);

    public void OnFilled(WorkingOrder order, ExecutionReport report)
    {
        GraphNode node = _nodes[order];
        Record(node, report);
        if (node.Parent is { } parent)
        {
            parent.Order!.AddFill(report.Quantity, report.Price, report.Fee);
            if (parent.Order.Open.Raw > 0)
                _execution.Move(parent.Order, Wire.OrderStatus.Partial);
            Record(parent, report);
        }

        if (!Graph.IsEnded && !IsPaused)
            Graph.Status = Wire.GraphStatus.PartialFill;
        _risk?.Look();
    }

    public void OnEnded(WorkingOrder order, OrderEnd end)
    {
        // A replaced order is the node's no more, and the node goes on.
        if (_nodes.Remove(order, out GraphNode? node))
            Close(node, end, order.State.FailureReason);
    }

    private void Record(GraphNode node, ExecutionReport report)
    {
        node.Record(report);
        if (!Graph.IsEnded)
            _edges.NodeFilled(node, report.Quantity);
        WakeExits(node);
    }

    private void RunOrHold(Action action)
    {
        if (Graph.IsEnded)
            return;
        if (IsPaused)
            _held.Add(action);
        else
            action();
    }

    /// <summary>An edge reaches its node: starts it, or adds to what it trades.</summary>
    private void Arrive(GraphEdge edge, Qty increment)
    {
        edge.Arrive();
        GraphNode node = edge.To;
        if (!node.IsStarted && node.End is null)
        {
            Qty size = node.Parent is null ? SizingRules.InLots(edge, Shared(node, SizingRules.Size(edge, increment))) : node.Target;
            if (edge.Spec.Sizing?.Kind == SizingKind.Residual)
                Stop(edge.From, OrderEnd.Transferred, $"HANDED_ON: the rest went to {node.Spec.Id}.");
            Begin(node, size);
        }
        else if (node.IsStarted && edge.Grows)
        {
            bool adds = edge.Spec.Sizing?.Kind == SizingKind.IncrementalFill;
            Grow(node, adds ? SizingRules.InLots(edge, increment) : SizingRules.InLots(edge, SizingRules.Size(edge, increment)) - node.Target);
        }

        Settle();
    }

    private void Begin(GraphNode node, Qty quantity)
    {
        node.IsStarted = true;
        node.Target = quantity;
        node.Status = Wire.NodeStatus.Executing;
        _edges.NodeStarted(node);
        if (quantity.Raw <= 0)
            Skip(node);
        else if (node.Spec.Style.Pacing is { } pacing)
            BeginSlices(node, pacing);
        else
            Work(node, quantity);
    }

    private void Work(GraphNode node, Qty quantity, OrderState? replaced = null)
    {
        OrderState state = Open(node, quantity, replaced);
        string? refusal = Refusal(node, state, node.Spec);
        // The check cuts a reduce-only order to the position.
        node.Target -= quantity - state.Quantity;
        if (refusal is null)
            TakePrecedence(node);
        var order = new WorkingOrder(_execution, _tactics, node.Spec, state, this) { Share = ShareOf(node) };
        node.Working = order;
        _nodes.Add(order, node);
        if (IsPaused)
            order.Pause();
        order.Start(refusal);
    }

    private OrderState Open(GraphNode node, Qty quantity, OrderState? replaced = null)
    {
        var state = new OrderState(Graph.Account, Graph.Id, node.Spec, ++node.Orders, quantity, _execution.Now);
        if (replaced is not null)
            state.CarryOn(replaced);
        node.Order = state;
        Opened?.Invoke(state);
        _execution.Move(state, Wire.OrderStatus.New);
        return state;
    }

    /// <summary>The order of a paced node is the sum of its slices' orders.</summary>
    private void BeginSlices(GraphNode node, SliceSchedule pacing)
    {
        OrderState state = OpenParent(node, node.Target);
        string? refusal = Refusal(node, state, node.Spec);
        node.Target = state.Quantity;
        if (refusal is not null)
        {
            _execution.End(state, OrderEnd.Rejected, refusal);
            SkipSlices(node);
            return;
        }

        Qty[] sizes = pacing.ByVolume
            ? SliceSizes.ByVolume(node.Target, _execution.Tape.Profile(node.Spec.Symbol, pacing.Slices, pacing.Interval, _execution.Now), node.Spec.Lot)
            : SliceSizes.Even(node.Target, pacing.Slices, node.Spec.Lot);
        for (int i = 0; i < sizes.Length; i++)
            node.Slices[i].Target = sizes[i];
        Admit(node, state);
    }

    /// <summary>There is nothing to trade. The node closes first: what its slices come to is not its end.</summary>
    private void Skip(GraphNode node)
    {
        Close(node, OrderEnd.Skipped, null);
        SkipSlices(node);
    }

    private void SkipSlices(GraphNode node)
    {
        foreach (GraphNode slice in node.Slices)
            Close(slice, OrderEnd.Skipped, null);
    }

    private OrderState OpenParent(GraphNode node, Qty quantity)
    {
        OrderState state = Open(node, quantity);
        _execution.Move(state, Wire.OrderStatus.Pending);
        return state;
    }

    private void Admit(GraphNode node, OrderState state)
    {
        _execution.Move(state, Wire.OrderStatus.Accepted);
        _edges.NodeAccepted(node);
        if (node.Spec.Style.Horizon is { } horizon)
            _subscriptions.Add(_execution.After(horizon, () => Expire(node, state)));
    }

    private void Expire(GraphNode node, OrderState state)
    {
        if (node.Order == state)
            Stop(node, OrderEnd.Expired, "HORIZON_REACHED");
    }

    /// <summary>Adds to an order at work; a node that is done gets a new order, unless another node has its rest.</summary>
    private void Grow(GraphNode node, Qty quantity)
    {
        if (quantity.Raw <= 0 || node.End == OrderEnd.Transferred)
            return;
        bool isDone = node.End is not null;
        node.End = null;
        node.IsStarted = true;
        node.Target += quantity;
        node.Status = node.Filled.Raw > 0 ? Wire.NodeStatus.PartialFill : Wire.NodeStatus.Executing;
        if (node.Slices.Count > 0)
            GrowSlices(node, quantity, isDone);
        else if (isDone)
            Work(node, quantity);
        else
            node.Working!.Increase(quantity);
        TakePrecedence(node);
    }

    /// <summary>What comes late is spread over the slices that have not started; after the last of them it goes out at once.</summary>
    private void GrowSlices(GraphNode node, Qty quantity, bool isDone)
    {
        if (isDone)
            Admit(node, OpenParent(node, quantity));
        else
            node.Order!.Resize(node.Order.Quantity + quantity);
        List<GraphNode> waiting = [.. node.Slices.Where(slice => !slice.IsStarted && slice.End is null)];
        if (waiting.Count == 0)
            Grow(node.Slices[^1], quantity);
        foreach ((GraphNode slice, Qty size) in waiting.Zip(SliceSizes.Even(quantity, Math.Max(1, waiting.Count), node.Spec.Lot)))
            slice.Target += size;
    }

    /// <summary>Ends a node from outside, with its slices.</summary>
    private void Stop(GraphNode node, OrderEnd end, string? reason)
    {
        if (node.End is not null)
            return;
        if (node.Working is { } working)
        {
            working.Finish(end, reason);
            return;
        }

        foreach (GraphNode slice in node.Slices)
            Stop(slice, end, reason);
        Close(node, end, reason);
    }

    /// <summary>Writes down how a node ended, and tells whoever waits for it.</summary>
    private void Close(GraphNode node, OrderEnd end, string? reason)
    {
        if (node.End is not null)
            return;
        node.End = end;
        node.Status = OrderEnding.Of(end).Node;
        if (node.Slices.Count > 0 && node.Order is { IsTerminal: false } order)
            _execution.End(order, end, reason);
        if (!Graph.IsEnded)
        {
            _edges.NodeEnded(node, end);
            React(node, end);
            WakeExits(node);
            Defer(Settle);
        }

        if (node.Parent is { End: null } parent && parent.Slices.All(slice => slice.End is not null))
            Close(parent, EndOf(parent), reason);
    }

    private void React(GraphNode node, OrderEnd end)
    {
        if (end is OrderEnd.Cancelled or OrderEnd.Expired)
        {
            foreach (GraphEdge edge in node.Outbound)
                React(edge.Spec.OnParentCancel, $"on_parent_cancel of {edge.Spec.Id}");
        }
        else if (end == OrderEnd.Rejected)
        {
            foreach (GraphEdge edge in node.Inbound)
                React(edge.Spec.OnChildReject, $"on_child_reject of {edge.Spec.Id}");
        }
    }

    /// <summary>Gives up the nodes that nothing can start any more, and ends the graph when nothing can happen in it.</summary>
    private void Settle()
    {
        EndExits();
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (GraphNode node in Graph.Nodes)
            {
                if (node.IsStarted || node.End is not null || node.Spec.IsRoot || !node.Inbound.All(edge => edge.IsDead))
                    continue;
                Stop(node, OrderEnd.Skipped, null);
                changed = true;
            }
        }

        if (Graph.IsEnded || !Graph.Nodes.All(node => node.IsFinal))
            return;
        _risk?.Check();
        if (!Graph.IsEnded && !IsPaused)
            Finish(GraphOutcome.Of(Graph));
    }

    private void Finish(Wire.GraphStatus status)
    {
        Graph.Status = status;
        foreach (IDisposable subscription in _subscriptions)
            subscription.Dispose();
        _subscriptions.Clear();
        _held.Clear();
        Ended?.Invoke();
    }

    private Wire.GraphStatus Running() =>
        Graph.Nodes.Any(node => node.Filled.Raw > 0) ? Wire.GraphStatus.PartialFill : Wire.GraphStatus.Active;

    private static OrderEnd EndOf(GraphNode parent)
    {
        if (parent.Filled >= parent.Target && parent.Target.Raw > 0)
            return OrderEnd.Filled;
        OrderEnd[] ends = [.. parent.Slices.Select(slice => slice.End!.Value)];
        if (parent.Order?.Status == Wire.OrderStatus.Rejected || (parent.Filled.Raw == 0 && ends.Contains(OrderEnd.Rejected)))
            return OrderEnd.Rejected;
        if (ends.Contains(OrderEnd.Transferred))
            return OrderEnd.Transferred;
        return ends.Contains(OrderEnd.Expired) ? OrderEnd.Expired : OrderEnd.Cancelled;
    }
}
