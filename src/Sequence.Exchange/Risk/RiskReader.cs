namespace Sequence.Exchange.Risk;

/// <summary>Checks that the limits of a risk envelope are limits.</summary>
internal static class RiskReader
{
    public static Wire.GraphRisk Read(Wire.GraphRisk? risk, Field at)
    {
        if (risk is null)
            return new Wire.GraphRisk();
        Positive(risk.Admission?.MaxNotionalUsd, at["admission"]["max_notional_usd"]);
        Positive(risk.Admission?.MaxLeverage, at["admission"]["max_leverage"]);
        Positive(risk.Admission?.MaxConcurrentGraphs, at["admission"]["max_concurrent_graphs"]);
        Positive(risk.PreTrade?.MaxNodeNotionalUsd, at["pre_trade"]["max_node_notional_usd"]);
        at["pre_trade"]["max_slippage_bps"].Require(risk.PreTrade?.MaxSlippageBps is null or (>= 0 and <= ushort.MaxValue), "must be 0 to 65535.");
        Positive(risk.Runtime?.MaxLossUsd, at["runtime"]["max_loss_usd"]);
        Positive(risk.Runtime?.MaxDrawdownUsd, at["runtime"]["max_drawdown_usd"]);
        Positive(risk.Runtime?.MaxUnhedgedQty?.ToDecimal(), at["runtime"]["max_unhedged_qty_1e8"]);
        if (risk.Runtime?.MaxUnhedgedHuman is { } human)
            at["runtime"]["max_unhedged_qty"].Quantity(human);
        Reaction(risk.Failure?.OnRuntimeBreach, at["failure"]["on_runtime_breach"], default);
        Reaction(risk.Failure?.OnDisconnect, at["failure"]["on_disconnect"], default);
        return risk;
    }

    public static Wire.FailureReaction Reaction(Wire.FailureReaction? reaction, Field at, Wire.FailureReaction otherwise)
    {
        at.Require(reaction is not { IsKnown: false }, "must be cancel_all_open, pause_graph or do_nothing.");
        return reaction ?? otherwise;
    }

    private static void Positive(decimal? limit, Field at) => at.Require(limit is not <= 0, "must be more than 0.");
}
