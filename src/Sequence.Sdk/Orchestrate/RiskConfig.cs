using System.Collections.Immutable;
using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>
/// The risk envelope of a graph, in four layers: admission (once, before the graph is accepted), pre-trade (before each node),
/// runtime (while it runs) and failure (what a breach does). Only what is set is sent.
/// Immutable: every method returns a new one. A value that cannot be sent is refused at once with <see cref="SequenceValidationException"/>.
/// </summary>
public sealed class RiskConfig
{
    internal static readonly RiskConfig Unset = new([]);

    private readonly ImmutableList<Action<GraphRisk>> _limits;

    private RiskConfig(ImmutableList<Action<GraphRisk>> limits) => _limits = limits;

    /// <summary>Admission: the notional of all nodes.</summary>
    /// <param name="usd">USD, above 0.</param>
    public RiskConfig MaxNotionalUsd(decimal usd)
    {
        Check.Positive(usd, "max_notional_usd");
        return With(risk => Admission(risk).MaxNotionalUsd = usd);
    }

    /// <summary>Admission: the notional divided by the account's net value.</summary>
    /// <param name="leverage">Above 0; 2 is twice the account.</param>
    public RiskConfig MaxLeverage(decimal leverage)
    {
        Check.Positive(leverage, "max_leverage");
        return With(risk => Admission(risk).MaxLeverage = leverage);
    }

    /// <summary>Admission: venues that must be connected.</summary>
    /// <param name="venues">At least one.</param>
    public RiskConfig RequiredVenues(params string[] venues) => RequiredVenues((IEnumerable<string>)venues);

    /// <inheritdoc cref="RequiredVenues(string[])"/>
    public RiskConfig RequiredVenues(IEnumerable<string> venues)
    {
        IReadOnlyList<string> list = Check.Texts(venues, "required_venues");
        return With(risk => Admission(risk).RequiredVenues = list);
    }

    /// <summary>Admission: the active graphs of the account, this one included.</summary>
    /// <param name="graphs">1 or more.</param>
    public RiskConfig MaxConcurrentGraphs(int graphs)
    {
        Check.InRange(graphs, 1, int.MaxValue, "max_concurrent_graphs");
        return With(risk => Admission(risk).MaxConcurrentGraphs = graphs);
    }

    /// <summary>Pre-trade: the notional of one node.</summary>
    /// <param name="usd">USD, above 0.</param>
    public RiskConfig MaxNodeNotionalUsd(decimal usd)
    {
        Check.Positive(usd, "max_node_notional_usd");
        return With(risk => PreTrade(risk).MaxNodeNotionalUsd = usd);
    }

    /// <summary>Pre-trade: refuses a node that the account's balance does not cover.</summary>
    public RiskConfig RequireBalanceCheck() => With(risk => PreTrade(risk).RequireBalanceCheck = true);

    /// <summary>Pre-trade: the slippage of nodes that have no limit of their own.</summary>
    /// <param name="basisPoints">0 to 65535; 10 is 0.1 percent.</param>
    public RiskConfig MaxSlippageBps(int basisPoints)
    {
        Amounts.BasisPoints(basisPoints, "max_slippage_bps");
        return With(risk => PreTrade(risk).MaxSlippageBps = basisPoints);
    }

    /// <summary>Runtime: the loss of the graph.</summary>
    /// <param name="usd">USD, above 0.</param>
    public RiskConfig MaxLossUsd(decimal usd)
    {
        Check.Positive(usd, "max_loss_usd");
        return With(risk => Runtime(risk).MaxLossUsd = usd);
    }

    /// <summary>Runtime: the maximum drawdown of the graph's profit.</summary>
    /// <param name="usd">USD, above 0.</param>
    public RiskConfig MaxDrawdownUsd(decimal usd)
    {
        Check.Positive(usd, "max_drawdown_usd");
        return With(risk => Runtime(risk).MaxDrawdownUsd = usd);
    }

    /// <summary>Runtime: the net quantity of each base asset over all nodes, in absolute terms.</summary>
    /// <param name="qty">Above 0, with at most 8 digits after the point.</param>
    public RiskConfig MaxUnhedgedQty(decimal qty) => MaxUnhedgedQty(Amounts.Positive<Qty>(qty, "max_unhedged_qty"));

    /// <inheritdoc cref="MaxUnhedgedQty(decimal)"/>
    public RiskConfig MaxUnhedgedQty(Qty qty)
    {
        Amounts.Positive(qty, "max_unhedged_qty");
        return With(risk => Runtime(risk).MaxUnhedgedQty = qty);
    }

    /// <summary>Failure: what happens when a runtime limit is broken.</summary>
    /// <param name="action">The action.</param>
    public RiskConfig OnRuntimeBreach(FailureAction action)
    {
        FailureReaction reaction = action.ToWire("on_runtime_breach");
        return With(risk => Failure(risk).OnRuntimeBreach = reaction);
    }

    /// <summary>Failure: what happens when a venue's connection is lost.</summary>
    /// <param name="action">The action.</param>
    public RiskConfig OnDisconnect(FailureAction action)
    {
        FailureReaction reaction = action.ToWire("on_disconnect");
        return With(risk => Failure(risk).OnDisconnect = reaction);
    }

    /// <summary>The limits as they would be sent, in a line; <c>no limits</c> when none is set.</summary>
    public override string ToString() => ToWire() is { } risk ? ContractJson.TextOf(risk) : "no limits";

    /// <summary>The layers that have a limit; null when none is set.</summary>
    internal GraphRisk? ToWire()
    {
        if (_limits.IsEmpty)
            return null;
        var risk = new GraphRisk();
        foreach (Action<GraphRisk> limit in _limits)
            limit(risk);
        return risk;
    }

    private RiskConfig With(Action<GraphRisk> limit) => new(_limits.Add(limit));

    private static AdmissionRisk Admission(GraphRisk risk) => risk.Admission ??= new AdmissionRisk();

    private static PreTradeRisk PreTrade(GraphRisk risk) => risk.PreTrade ??= new PreTradeRisk();

    private static RuntimeRisk Runtime(GraphRisk risk) => risk.Runtime ??= new RuntimeRisk();

    private static FailureRisk Failure(GraphRisk risk) => risk.Failure ??= new FailureRisk();
}
