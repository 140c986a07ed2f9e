namespace Sequence.Exchange.Graphs;

// The exchange's own hand on an account: no kill switch and no risk limit stops it.
internal sealed partial class GraphEngine : ILiquidator
{
    /// <summary>The node of a graph that closes a position by force.</summary>
    public const string LiquidationNode = "liquidation";

    private static readonly ExecutionStyle ByForce = new() { TimeInForce = Wire.TimeInForce.Ioc, ReduceOnly = true };

    /// <summary>Every account that ever submitted, seeded or looked at its positions, in order of first use.</summary>
    public IReadOnlyCollection<Account> Accounts => _activities.Keys;

    /// <summary>Cancels what rests on the venue of these perps, and closes them at what the book offers. What it does not offer stays open.</summary>
    public void Liquidate(Account account, IReadOnlyList<(VenueMarket Perp, Qty Open)> positions)
    {
        CancelAll(account, positions[0].Perp.Venue);
        foreach ((VenueMarket perp, Qty open) in positions)
        {
            BookSide side = open.Raw > 0 ? BookSide.Ask : BookSide.Bid;
            var node = new OrderSpec(LiquidationNode, perp.Instrument.Symbol, [perp], side, Limit: null, Qty.Abs(open), ByForce, IsRoot: true) { IsLiquidation = true };
            Start(account, null, $"{LiquidationNode} of {perp}", new GraphPlan([node], [], new Wire.GraphRisk()));
        }
    }

    /// <summary>A book changed, and with it what accounts can carry there.</summary>
    private void ReviewMargins(VenueMarket market)
    {
        foreach (Account account in _activities.Keys)
            account.Ledger.Review(market);
    }
}
