namespace Sequence.Exchange.Graphs;

// What the runtime limits see of the graph.
internal sealed partial class GraphRun : IWatchedGraph
{
    /// <summary>A runtime limit is broken.</summary>
    public event Action<LimitBreach>? LimitBroken;

    bool IWatchedGraph.IsEnded => Graph.IsEnded;

    IEnumerable<string> IWatchedGraph.Symbols => Graph.Nodes.Select(node => node.Spec.Symbol).Distinct();

    /// <summary>A paced node counts through its slices.</summary>
    IEnumerable<TradedNode> IWatchedGraph.Traded => Graph.Nodes.Where(node => node.Slices.Count == 0).SelectMany(node => node.ByVenue.Select(venue => Traded(node.Spec, venue.Key, venue.Value)));

    void IWatchedGraph.ScheduleLast(Action action) => _execution.ScheduleLast(action);

    void IWatchedGraph.Breach(string limit, Wire.FailureReaction reaction)
    {
        string reason = $"{RejectReasons.RiskCheckFailed}: risk.runtime.{limit}";
        LimitBroken?.Invoke(new LimitBreach(Graph, limit, reaction));
        // At once: a graph that has nothing left to do would be over a moment later, as if nothing had been broken.
        if (reaction == Wire.FailureReaction.CancelAllOpen)
            Abort(reason);
        else if (reaction == Wire.FailureReaction.PauseGraph)
            Pause(reason);
    }

    /// <summary>In USD.</summary>
    private static TradedNode Traded(OrderSpec spec, string venue, VenueFills fills)
    {
        VenueMarket market = spec.Markets.First(market => market.Venue == venue);
        Instrument instrument = market.Instrument;
        return new TradedNode(
            instrument, spec.Side == BookSide.Bid ? 1 : -1, fills.Quantity, instrument.ToUsd(fills.Notional), instrument.ToUsd(fills.Fees),
            instrument.ToUsd(market.Mark ?? fills.Notional / fills.Quantity));
    }
}
