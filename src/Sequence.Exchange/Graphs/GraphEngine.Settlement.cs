namespace Sequence.Exchange.Graphs;

// The end of a market: what waits for it ends, and who holds it is paid.
internal sealed partial class GraphEngine : IOutcomeSettlement
{
    /// <summary>Ends every order on a market, those that still wait for their start too.</summary>
    public void EndOrders(VenueMarket market)
    {
        foreach (GraphRun run in Running(market.Instrument.Symbol).ToList())
            run.EndMarket(market.Instrument.Symbol);
    }

    /// <summary>The contracts of one outcome are worth 1 or 0 from now on, in every account.</summary>
    /// <param name="venue">Where.</param>
    /// <param name="symbol">The outcome's symbol.</param>
    /// <param name="mark">1 or 0.</param>
    /// <param name="pays">Whether the venue pays at once.</param>
    public void Settle(string venue, string symbol, Px mark, bool pays)
    {
        foreach (Account account in _activities.Keys)
            account.Ledger.Settle(venue, symbol, mark, pays);
    }

    /// <summary>Every symbol that somebody holds, or that a running graph trades or will trade.</summary>
    public HashSet<string> SymbolsInUse() =>
    [
        .. _activities.Keys.SelectMany(account => account.Ledger.Holdings).Where(holding => holding.Quantity != Qty.Zero).Select(holding => holding.Symbol),
        .. _activities.Values.SelectMany(activity => activity.Running).SelectMany(run => run.Graph.Nodes).Select(node => node.Spec.Symbol),
    ];

    private IEnumerable<GraphRun> Running(string symbol) =>
        _activities.Values.SelectMany(activity => activity.Running).Where(run => run.Graph.Nodes.Any(node => node.Spec.Symbol == symbol));
}
