namespace Sequence.Exchange.Orders;

/// <summary>One validated order of a graph.</summary>
/// <param name="Id">Unique in the graph.</param>
/// <param name="Symbol">As it is listed.</param>
/// <param name="Markets">Where it may trade, in order of preference; at least one.</param>
/// <param name="Side">Bid buys, ask sells.</param>
/// <param name="Limit">The worst acceptable price; null for a market order.</param>
/// <param name="Quantity">Null when an edge sizes the node.</param>
/// <param name="Style">How it is worked.</param>
/// <param name="IsRoot">Starts with the graph; else an edge starts it.</param>
internal sealed record OrderSpec(
    string Id,
    string Symbol,
    IReadOnlyList<VenueMarket> Markets,
    BookSide Side,
    Px? Limit,
    Qty? Quantity,
    ExecutionStyle Style,
    bool IsRoot)
{
    /// <summary>The client named the venues: what a later one offers is taken only when an earlier one does not have it. Else the cheapest counts.</summary>
    public bool IsRanked { get; init; }

    /// <summary>The exchange closes a position by force: each fill pays the fee of a liquidation.</summary>
    public bool IsLiquidation { get; init; }

    /// <summary>The node that pacing cut this one out of.</summary>
    public string? SliceOf { get; init; }

    /// <summary>The instrument as its first venue lists it: kind, assets and USD rate are the same on all.</summary>
    public Instrument Instrument => Markets[0].Instrument;

    public Px Tick => Instrument.Tick;

    /// <summary>The finest lot of its venues.</summary>
    public Qty Lot { get; } = Markets.Aggregate(Qty.MaxValue, (finest, market) => Qty.Min(finest, market.Instrument.Lot));

    /// <summary>The part of a quantity that a venue takes: whole lots, except of an order that closes a position which is no multiple of any lot.</summary>
    /// <param name="market">The venue.</param>
    /// <param name="part">The part.</param>
    /// <param name="whole">The quantity that is routed.</param>
    public Qty InLots(VenueMarket market, Qty part, Qty whole) => whole.Raw % Lot.Raw == 0 ? part.RoundToLot(market.Instrument.Lot) : part;

    /// <summary>What a unit would trade at now: the limit, else the best price of the other side; null while nothing rests there.</summary>
    public Px? ExpectedPrice => Limit ?? Prices.Best(Markets, Prices.Opposite(Side));
}

/// <summary>How a node is worked; what was not set is null.</summary>
internal sealed record ExecutionStyle
{
    public static readonly ExecutionStyle Plain = new();

    public Wire.Policy Policy { get; init; } = Wire.Policy.Sor;

    public Wire.TimeInForce TimeInForce { get; init; } = Wire.TimeInForce.Gtc;

    public Wire.Urgency Urgency { get; init; } = Wire.Urgency.Medium;

    public Wire.Placement? Placement { get; init; }

    public int? MaxSlippageBps { get; init; }

    public TimeSpan? Horizon { get; init; }

    public TimeSpan? EscalateAfter { get; init; }

    public SliceSchedule? Pacing { get; init; }

    /// <summary>The part of an iceberg that is shown.</summary>
    public Qty? Display { get; init; }

    public bool ReduceOnly { get; init; }
}

/// <summary>A cut of a node into slices at a fixed distance in time.</summary>
/// <param name="Slices">1 or more.</param>
/// <param name="Interval">From one slice to the next.</param>
/// <param name="ByVolume">Sizes follow the traded volume; else they are equal.</param>
internal sealed record SliceSchedule(int Slices, TimeSpan Interval, bool ByVolume);
