namespace Sequence.Exchange.Risk;

/// <summary>
/// Watches a running graph: its P&amp;L at mark prices after fees, its maximum drawdown, and its net quantity of each base asset.
/// Each limit stops a graph at most once: resuming a paused graph acknowledges the breach.
/// </summary>
internal sealed class RuntimeRiskWatch
{
    private readonly IWatchedGraph _graph;
    private readonly Wire.RuntimeRisk _limits;
    private readonly Wire.FailureReaction _reaction;
    private readonly HashSet<string> _breached = [];
    private decimal _best;
    private bool _isLooking;

    private RuntimeRiskWatch(IWatchedGraph graph, Wire.RuntimeRisk limits, Wire.FailureReaction reaction) =>
        (_graph, _limits, _reaction) = (graph, limits, reaction);

    /// <summary>Null when the graph has no runtime limit.</summary>
    public static RuntimeRiskWatch? For(IWatchedGraph graph, Wire.GraphRisk risk) => risk.Runtime is { } limits
        ? new RuntimeRiskWatch(graph, limits, risk.Failure?.OnRuntimeBreach ?? Wire.FailureReaction.CancelAllOpen)
        : null;

    public void Follow()
    {
        foreach (string symbol in _graph.Symbols)
            _graph.Follow(symbol, Look);
    }

    /// <summary>Checks once everything that belongs to the present moment has happened: a hedge gets its chance first.</summary>
    public void Look()
    {
        if (_isLooking)
            return;
        _isLooking = true;
        _graph.ScheduleLast(() =>
        {
            _isLooking = false;
            Check();
        });
    }

    /// <summary>Checks now; the graph asks for it before it ends.</summary>
    public void Check()
    {
        if (_graph.IsEnded)
            return;
        decimal pnl = ProfitAndLoss();
        _best = Math.Max(_best, pnl);
        Breach("max_loss_usd", pnl <= -_limits.MaxLossUsd);
        Breach("max_drawdown_usd", _best - pnl >= _limits.MaxDrawdownUsd);
        Breach("max_unhedged_qty_1e8", LargestNetQuantity() > (_limits.MaxUnhedgedQty?.ToDecimal() ?? _limits.MaxUnhedgedHuman));
    }

    private void Breach(string limit, bool isBroken)
    {
        if (isBroken && _breached.Add(limit))
            _graph.Breach(limit, _reaction);
    }

    /// <summary>Spot and perp of one coin make up for each other, and so do yes and no of one prediction: a pair of them is worth 1 for certain. Two coins do not.</summary>
    private decimal LargestNetQuantity() => _graph.Traded
        .GroupBy(node => node.Instrument.Exposure.Asset, StringComparer.Ordinal)
        .Select(asset => Math.Abs(asset.Sum(node => node.Instrument.Exposure.Sign * node.Sign * node.Filled.ToDecimal())))
        .DefaultIfEmpty()
        .Max();

    private decimal ProfitAndLoss() => _graph.Traded.Sum(node =>
        (node.Sign * ((node.Mark.ToDecimal() * node.Filled.ToDecimal()) - node.Notional.ToDecimal())) - node.Fees.ToDecimal());
}
