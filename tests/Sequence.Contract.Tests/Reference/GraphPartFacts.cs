using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Level 3: nodes, triggers, sizings, edges and risk limits.</summary>
internal static class GraphPartFacts
{
    private const string Time = "takes: Spans of time are TimeSpan, whole milliseconds of which are sent.";

    public static IEnumerable<Fact> All =>
    [
        .. Methods<Node>(
            "Node.", "buy(&str, f64) -> Self = Buy", "sell(&str, f64) -> Self = Sell", "venue(&str) -> Self = Venue", "perp() -> Self = Perp", "prediction() -> Self = Prediction",
            "limit_price(f64) -> Self = LimitPrice", "policy(Policy) -> Self = Policy", "urgency(Urgency) -> Self = Urgency", "max_slippage_bps(u16) -> Self = MaxSlippageBps",
            $"horizon_ms(u64) -> Self = Horizon ! {Time}", "tif(TimeInForce) -> Self = TimeInForce", "reduce_only() -> Self = ReduceOnly", "derived() -> Self = Derived",
            $"twap(u16, u64) -> Self = Twap ! {Time}", $"vwap(u16, u64) -> Self = Vwap ! {Time}", "iceberg(f64) -> Self = Iceberg",
            "placement(Placement) -> Self = Placement", $"escalate_after(u64) -> Self = EscalateAfter ! {Time}", "venue_fallback(&[&str]) -> Self = VenueFallback"),
        Is("Node.tif takes text", () => typeof(Node).GetMethod("TimeInForce")!.GetParameters()[0].ParameterType, typeof(string))
            .Differs("It takes the same enumeration as an order; TimeInForce.Create(text) takes any word."),
        Is("Node.placement takes text", () => typeof(Node).GetMethod("Placement")!.GetParameters()[0].ParameterType, typeof(string))
            .Differs("The three words are an open enumeration; Placement.Create(text) takes any word."),
        NodeSends("perp", n => n.Perp(), "instrument.type", "perp"),
        NodeSends("prediction", n => n.Prediction(), "instrument.type", "prediction"),
        NodeSends("reduce_only", n => n.ReduceOnly(), "execution.reduce_only", true),
        NodeSends("tif GTC", n => n.TimeInForce(TimeInForce.Gtc), "execution.tif", "GTC"),
        NodeSends("tif IOC", n => n.TimeInForce(TimeInForce.Ioc), "execution.tif", "IOC"),
        NodeSends("tif FOK", n => n.TimeInForce(TimeInForce.Fok), "execution.tif", "FOK"),
        NodeSends("twap slices", n => n.Twap(10, TimeSpan.FromSeconds(30)), "execution.pacing.uniform.num_slices", 10),
        NodeSends("twap interval_ms", n => n.Twap(10, TimeSpan.FromSeconds(30)), "execution.pacing.uniform.interval_ms", 30_000),
        NodeSends("twap of u16 slices", n => n.Twap(65_535, TimeSpan.Zero), "execution.pacing.uniform.num_slices", 65_535),
        NodeSends("twap at interval 0", n => n.Twap(2, TimeSpan.Zero), "execution.pacing.uniform.interval_ms", 0),
        NodeSends("twap of no slice", n => n.Twap(0, TimeSpan.Zero), "execution.pacing.uniform.num_slices", 0).Differs("No slice would trade nothing; it is refused before the call."),
        NodeSends("vwap slices", n => n.Vwap(5, TimeSpan.FromSeconds(1)), "execution.pacing.vwap.num_slices", 5),
        NodeSends("vwap interval_ms", n => n.Vwap(5, TimeSpan.FromSeconds(1)), "execution.pacing.vwap.interval_ms", 1000),
        NodeSends("iceberg", n => n.Iceberg(0.5m), "execution.pacing.iceberg.display_qty_1e8", 50_000_000L),
        NodeSends("placement aggressive", n => n.Placement(Placement.Aggressive), "execution.placement", "aggressive"),
        NodeSends("placement passive", n => n.Placement(Placement.Passive), "execution.placement", "passive"),
        NodeSends("placement passive_offset", n => n.Placement(Placement.PassiveOffset), "execution.placement", "passive_offset"),
        NodeSends("escalate_after", n => n.EscalateAfter(TimeSpan.FromMilliseconds(7)), "execution.escalate_after_ms", 7),
        NodeSends("escalate_after(0)", n => n.EscalateAfter(TimeSpan.Zero), "execution.escalate_after_ms", 0),
        NodeSends("horizon_ms(0)", n => n.Horizon(TimeSpan.Zero), "execution.horizon_ms", 0),
        NodeSends("venue_fallback keeps its order", n => n.VenueFallback("b", "a"), "execution.venue_fallback", new[] { "b", "a" }),

        EdgeSends("Trigger::FillPct", Trigger.FillPct(0.5m), "trigger", "on_fill_ratio"),
        EdgeSends("Trigger::FillPct is 0 to 1", Trigger.FillPct(0.5m), "condition.fill_ratio_gte", 0.5m),
        EdgeSends("Trigger::FillPct(1.0)", Trigger.FillPct(1m), "condition.fill_ratio_gte", 1m),
        Is("Trigger::FillPct(0.0)", () => Trigger.FillPct(0m).ToString(), "filled 0%").Differs("It would fire before any fill; it is refused at once."),
        EdgeSends("Trigger::FirstFill", Trigger.FirstFill, "trigger", "on_first_fill"),
        EdgeSends("Trigger::OnFill", Trigger.OnFill, "trigger", "on_fill"),
        EdgeSends("Trigger::FullFill", Trigger.FullFill, "trigger", "on_full_fill"),
        EdgeSends("Trigger::OnAccepted", Trigger.OnAccepted, "trigger", "on_accepted"),
        EdgeSends("Trigger::Timeout is in ms", Trigger.Timeout(TimeSpan.FromSeconds(2)), "trigger.on_timeout.ms", 2000),
        EdgeSends("Trigger::Timeout(0)", Trigger.Timeout(TimeSpan.Zero), "trigger.on_timeout.ms", 0),
        EdgeSends("Trigger::OnCancel", Trigger.OnCancel, "trigger", "on_cancel"),
        EdgeSends("Trigger::OnDone", Trigger.OnDone, "trigger", "on_done"),
        EdgeSends("Trigger::OnPrice.symbol", Trigger.OnPrice("A", PriceDirection.Below, -5m), "trigger.on_price.symbol", "A"),
        EdgeSends("Trigger::OnPrice.direction", Trigger.OnPrice("A", PriceDirection.Below, -5m), "trigger.on_price.direction", "below"),
        EdgeSends("Trigger::OnPrice.offset_pct", Trigger.OnPrice("A", PriceDirection.Below, -5m), "trigger.on_price.offset_pct", -5m),
        EdgeSends("Trigger::OnPrice above", Trigger.OnPrice("A", PriceDirection.Above, 5m), "trigger.on_price.direction", "above"),

        SizingSends("Sizing::ParentFilledQty", Sizing.ParentFilledQty, "sizing", "parent_filled_qty"),
        SizingSends("Sizing::IncrementalFill", Sizing.IncrementalFill, "sizing", "incremental_fill"),
        SizingSends("Sizing::Residual", Sizing.Residual, "sizing", "residual"),
        SizingSends("Sizing::LinearHedge", Sizing.LinearHedge(-1m), "sizing.linear_hedge.multiplier", -1m),
        SizingSends("Sizing::ScaledNotional.multiplier", Sizing.ScaledNotional(2m), "sizing.scaled_notional.multiplier", 2m),
        SizingSends("Sizing::ScaledNotional.cap_usd is optional", Sizing.ScaledNotional(2m), "sizing.scaled_notional.cap_usd", null),
        SizingSends("Sizing::ScaledNotional.cap_usd", Sizing.ScaledNotional(2m, 100m), "sizing.scaled_notional.cap_usd", 100m),
        SizingSends("Sizing::Fixed", Sizing.Fixed(1.5m), "sizing.fixed.qty_1e8", 150_000_000L),
        .. Methods<EdgeConfig>("EdgeConfig.", "sizing(Sizing) -> Self = Sizing", "on_parent_cancel(FailureAction) -> Self = OnParentCancel", "on_child_reject(FailureAction) -> Self = OnChildReject"),
        ConfigSends("on_parent_cancel cancel_all_open", e => e.OnParentCancel(FailureAction.CancelAll), "on_parent_cancel", "cancel_all_open"),
        ConfigSends("on_parent_cancel pause_graph", e => e.OnParentCancel(FailureAction.Pause), "on_parent_cancel", "pause_graph"),
        ConfigSends("on_parent_cancel do_nothing", e => e.OnParentCancel(FailureAction.Continue), "on_parent_cancel", "do_nothing"),
        ConfigSends("on_child_reject", e => e.OnChildReject(FailureAction.Pause), "on_child_reject", "pause_graph"),
        Is("EdgeConfig.on_parent_cancel takes text", () => typeof(EdgeConfig).GetMethod("OnParentCancel")!.GetParameters()[0].ParameterType, typeof(string))
            .Differs("It takes the same FailureAction as the risk limits, so a word cannot be mistyped."),

        .. Methods<RiskConfig>(
            "RiskConfig.", "max_notional_usd(f64) -> Self = MaxNotionalUsd", "max_leverage(f64) -> Self = MaxLeverage", "required_venues(&[&str]) -> Self = RequiredVenues",
            "max_concurrent_graphs(u32) -> Self = MaxConcurrentGraphs", "max_node_notional_usd(f64) -> Self = MaxNodeNotionalUsd", "require_balance_check() -> Self = RequireBalanceCheck",
            "max_slippage_bps(u16) -> Self = MaxSlippageBps", "max_unhedged_qty(f64) -> Self = MaxUnhedgedQty", "max_loss_usd(f64) -> Self = MaxLossUsd", "max_drawdown_usd(f64) -> Self = MaxDrawdownUsd",
            "on_runtime_breach(FailureAction) -> Self = OnRuntimeBreach", "on_disconnect(FailureAction) -> Self = OnDisconnect"),
        RiskSends("max_notional_usd", r => r.MaxNotionalUsd(1m), "admission.max_notional_usd", 1m),
        RiskSends("max_leverage", r => r.MaxLeverage(2m), "admission.max_leverage", 2m),
        RiskSends("required_venues", r => r.RequiredVenues("a", "b"), "admission.required_venues", new[] { "a", "b" }),
        RiskSends("max_concurrent_graphs", r => r.MaxConcurrentGraphs(3), "admission.max_concurrent_graphs", 3),
        RiskSends("max_node_notional_usd", r => r.MaxNodeNotionalUsd(1m), "pre_trade.max_node_notional_usd", 1m),
        RiskSends("require_balance_check", r => r.RequireBalanceCheck(), "pre_trade.require_balance_check", true),
        RiskSends("max_slippage_bps", r => r.MaxSlippageBps(9), "pre_trade.max_slippage_bps", 9),
        RiskSends("max_unhedged_qty", r => r.MaxUnhedgedQty(5m), "runtime.max_unhedged_qty_1e8", 500_000_000L),
        RiskSends("max_loss_usd", r => r.MaxLossUsd(1m), "runtime.max_loss_usd", 1m),
        RiskSends("max_drawdown_usd", r => r.MaxDrawdownUsd(1m), "runtime.max_drawdown_usd", 1m),
        RiskSends("on_runtime_breach", r => r.OnRuntimeBreach(FailureAction.Pause), "failure.on_runtime_breach", "pause_graph"),
        RiskSends("on_disconnect", r => r.OnDisconnect(FailureAction.Continue), "failure.on_disconnect", "do_nothing"),
        RiskSends("FailureAction::CancelAll", r => r.OnDisconnect(FailureAction.CancelAll), "failure.on_disconnect", "cancel_all_open"),
        RiskSends("FailureAction::CancelPending is an alias", r => r.OnDisconnect(FailureAction.CancelPending), "failure.on_disconnect", "cancel_all_open"),
        RiskSends("FailureAction::Pause", r => r.OnDisconnect(FailureAction.Pause), "failure.on_disconnect", "pause_graph"),
        RiskSends("FailureAction::Continue", r => r.OnDisconnect(FailureAction.Continue), "failure.on_disconnect", "do_nothing"),
        .. Words<FailureAction>("FailureAction", "CancelAll = CancelAll", "CancelPending = CancelPending", "Pause = Pause", "Continue = Continue"),
    ];

    private static Fact NodeSends(string claim, Func<Node, Node> build, string path, object? value) => Sends(
        $"Node: {claim}", c => c.Graph().Node("a", build(Node.Buy("A", 1m))).SubmitAsync(), "POST /v1/orders", ($"nodes[0].{path}", value));

    private static Fact EdgeSends(string claim, Trigger trigger, string path, object? value) => Pair(claim, trigger, e => e, path, value);

    private static Fact SizingSends(string claim, Sizing sizing, string path, object? value) => Pair(claim, Trigger.OnFill, e => e.Sizing(sizing), path, value);

    private static Fact ConfigSends(string claim, Func<EdgeConfig, EdgeConfig> configure, string path, object? value) => Pair($"EdgeConfig: {claim}", Trigger.OnFill, configure, path, value);

    private static Fact Pair(string claim, Trigger trigger, Func<EdgeConfig, EdgeConfig> configure, string path, object? value) => Sends(
        claim, c => c.Graph().Node("a", Node.Buy("A", 1m)).Node("b", Node.Sell("B", 1m)).Edge("a", "b", trigger, configure).SubmitAsync(), "POST /v1/orders", ($"edges[0].{path}", value));

    private static Fact RiskSends(string claim, Func<RiskConfig, RiskConfig> configure, string path, object? value) => Sends(
        $"RiskConfig: {claim}", c => c.Graph().Node("a", Node.Buy("A", 1m)).Risk(configure).SubmitAsync(), "POST /v1/orders", ($"risk.{path}", value));
}
