namespace Sequence.Exchange.Automation;

/// <summary>What an algo did in one symbol on one edge: its callbacks, and what its simulated fills add up to, signed like a perp.</summary>
/// <param name="market">The market on that edge.</param>
internal sealed class EdgeInventory(VenueMarket market)
{
    private readonly Holding _holding = new(0, market.Venue, HoldingKind.Perp, market.Instrument.Symbol, market.Instrument.Quote);

    /// <summary>The book of the latest fill: a prediction's book may close and open again.</summary>
    private VenueMarket _market = market;
    private Usd _earlierSessions;

    public long UpdateCount { get; private set; }

    public long FillCount { get; private set; }

    /// <summary>Of the latest callback of this symbol; zero before the first.</summary>
    public long LatencyNanos { get; private set; }

    public Qty Position => _holding.Quantity;

    public Usd Realized => _holding.Realized;

    /// <summary>Since the latest start.</summary>
    public Usd SessionRealized => Realized - _earlierSessions;

    /// <summary>At the mark of the market; zero before anybody quoted it.</summary>
    public Usd Unrealized => _market.Mark is { } mark ? (mark * _holding.Quantity) - _holding.Cost : Usd.Zero;

    public void BeginSession() => _earlierSessions = Realized;

    public void CountUpdate(long latencyNanos)
    {
        UpdateCount++;
        LatencyNanos = latencyNanos;
    }

    public void Trade(VenueMarket at, BookSide side, Qty lot, Px price)
    {
        _market = at;
        _holding.Trade(side, lot, price * lot, Usd.Zero);
        FillCount++;
    }
}
