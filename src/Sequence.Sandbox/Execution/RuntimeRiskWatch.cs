using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Execution;

/// <summary>
/// Watches a running graph: its P&amp;L at the mids of its symbols after fees, the fall from its best P&amp;L, and its net quantity.
/// Each limit stops a graph at most once: resuming a paused graph acknowledges the breach.
/// </summary>
internal sealed class RuntimeRiskWatch
{
    private readonly GraphRun _run;
    private readonly TradingDesk _desk;
    private readonly Wire.RuntimeRisk _limits;
    private readonly Wire.FailureReaction _reaction;
    private readonly HashSet<string> _breached = [];
    private decimal _best;
    private bool _isLooking;

    private RuntimeRiskWatch(GraphRun run, TradingDesk desk, Wire.RuntimeRisk limits)
    {
        _run = run;
        _desk = desk;
        _limits = limits;
        _reaction = run.Graph.Risk.Failure?.OnRuntimeBreach ?? Wire.FailureReaction.CancelAllOpen;
    }

    /// <summary>Null when the graph has no runtime limit.</summary>
    public static RuntimeRiskWatch? For(GraphRun run, TradingDesk desk) =>
        run.Graph.Risk.Runtime is { } limits ? new RuntimeRiskWatch(run, desk, limits) : null;

    public void Follow()
    {
        foreach (string symbol in _run.Graph.Nodes.Select(node => node.Spec.Symbol).Distinct())
            _run.Follow(symbol, Check);
    }

    /// <summary>Checks once everything that belongs to the present moment has happened: a hedge gets its chance first.</summary>
    public void Look()
    {
        if (_isLooking)
            return;
        _isLooking = true;
        _desk.Soon(() =>
        {
            _isLooking = false;
            Check();
        });
    }

    private void Check()
    {
        if (_run.Graph.IsEnded)
            return;
        decimal pnl = ProfitAndLoss();
        _best = Math.Max(_best, pnl);
        Breach("max_loss_usd", pnl <= -_limits.MaxLossUsd);
        Breach("max_drawdown_usd", _best - pnl >= _limits.MaxDrawdownUsd);
        Breach("max_unhedged_qty_1e8", Math.Abs(NetQuantity()) > (_limits.MaxUnhedgedQty?.ToDecimal() ?? _limits.MaxUnhedgedHuman));
    }

    private void Breach(string limit, bool isBroken)
    {
        if (!isBroken || !_breached.Add(limit))
            return;
        _desk.Tell(new LimitBreach(_run.Graph, limit, _reaction));
        _run.React(_reaction, $"{RejectReasons.RiskCheckFailed}: risk.runtime.{limit}");
    }

    private decimal NetQuantity() => Traded().Sum(node => Sign(node) * node.Filled.ToDecimal());

    private decimal ProfitAndLoss()
    {
        decimal pnl = 0;
        foreach (GraphNode node in Traded())
        {
            Px mark = Prices.Mid(node.Spec.Markets) ?? node.AveragePrice;
            pnl += (Sign(node) * ((mark.ToDecimal() * node.Filled.ToDecimal()) - node.FilledNotional.ToDecimal())) - node.Fees.ToDecimal();
        }

        return pnl;
    }

    /// <summary>A paced node counts through its slices.</summary>
    private IEnumerable<GraphNode> Traded() => _run.Graph.Nodes.Where(node => node.Slices.Count == 0 && node.Filled.Raw > 0);

    private static decimal Sign(GraphNode node) => node.Spec.Side == BookSide.Bid ? 1 : -1;
}
