namespace Sequence.Exchange.Graphs;

// What the runtime limits see of the graph.
internal sealed partial class GraphRun : IWatchedGraph
{
    /// <summary>A runtime limit is broken.</summary>
    public event Action<LimitBreach>? LimitBroken;

    bool IWatchedGraph.IsEnded => Graph.IsEnded;

    IEnumerable<string> IWatchedGraph.Symbols => Graph.Nodes.Select(node => node.Spec.Symbol).Distinct();

    /// <summary>A paced node counts through its slices.</summary>
    IEnumerable<TradedNode> IWatchedGraph.Traded => Graph.Nodes.Where(node => node.Slices.Count == 0 && node.Filled.Raw > 0).Select(Traded);

    void IWatchedGraph.Soon(Action action) => _execution.Soon(action);

    void IWatchedGraph.Breach(string limit, Wire.FailureReaction reaction)
    {
        LimitBroken?.Invoke(new LimitBreach(Graph, limit, reaction));
        React(reaction, $"{RejectReasons.RiskCheckFailed}: risk.runtime.{limit}");
    }

    /// <summary>In USD.</summary>
    private static TradedNode Traded(GraphNode node)
    {
        Instrument instrument = node.Spec.Instrument;
        Px mark = Prices.Mid(node.Spec.Markets) ?? node.AveragePrice;
        return new TradedNode(
            node.Spec.Side == BookSide.Bid ? 1 : -1, node.Filled, instrument.ToUsd(node.FilledNotional), instrument.ToUsd(node.Fees), instrument.ToUsd(mark));
    }
}
