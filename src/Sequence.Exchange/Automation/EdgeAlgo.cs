using Sequence.Exchange.Markets;

namespace Sequence.Exchange.Automation;

/// <summary>
/// An algo on one venue edge. Its module is not run: each change of a book of its symbols counts as one callback, whose
/// latency is drawn from the seed, and now and then as a fill of one lot at the touch, which stays on these counters alone.
/// </summary>
internal sealed class EdgeAlgo
{
    private const int FillOdds = 25;
    private const int MostLots = 10;
    private const int ShortestCallback = 20_000;
    private const int LongestCallback = 90_000;

    private readonly int _seed;
    private readonly string _purpose;
    private readonly Dictionary<string, EdgeInventory> _inventories;

    /// <param name="rollout">The id of what was rolled out: its draws are its own.</param>
    /// <param name="venue">The edge's venue.</param>
    /// <param name="markets">The markets there that the algo listens to.</param>
    /// <param name="seed">The exchange's seed.</param>
    public EdgeAlgo(string rollout, string venue, IEnumerable<VenueMarket> markets, int seed)
    {
        Venue = venue;
        _seed = seed;
        _purpose = $"algo:{rollout}:{EdgeId}";
        _inventories = markets.ToDictionary(market => market.Instrument.Symbol, market => new EdgeInventory(market), StringComparer.Ordinal);
    }

    public string Venue { get; }

    public string EdgeId => $"venue-edge-{Venue}";

    public IReadOnlyCollection<string> Symbols => _inventories.Keys;

    public long UpdateCount { get; private set; }

    public long FillCount => _inventories.Values.Sum(inventory => inventory.FillCount);

    /// <summary>Of the latest callback; zero before the first.</summary>
    public long LatencyNanos { get; private set; }

    /// <summary>Over all symbols of this edge, signed.</summary>
    public Qty Position => _inventories.Values.Aggregate(Qty.Zero, (sum, inventory) => sum + inventory.Position);

    public Usd Realized => _inventories.Values.Aggregate(Usd.Zero, (sum, inventory) => sum + inventory.Realized);

    /// <summary>At the mark of each market; what nobody quoted yet counts nothing.</summary>
    public Usd Unrealized => _inventories.Values.Aggregate(Usd.Zero, (sum, inventory) => sum + inventory.Unrealized);

    /// <summary>The part of one symbol; null when this venue does not list it.</summary>
    public EdgeInventory? Of(string symbol) => _inventories.GetValueOrDefault(symbol);

    public void BeginSession()
    {
        foreach (EdgeInventory inventory in _inventories.Values)
            inventory.BeginSession();
    }

    /// <summary>One of its markets changed.</summary>
    public AlgoCallback Call(VenueMarket market, UnixNanos now)
    {
        RowChance chance = RowChance.For(_seed, _purpose, UpdateCount++);
        LatencyNanos = chance.Between(ShortestCallback, LongestCallback);
        EdgeInventory inventory = _inventories[market.Instrument.Symbol];
        inventory.CountUpdate(LatencyNanos);
        AlgoFill? fill = chance.Between(0, FillOdds) == 0 ? Trade(inventory, market, chance.Between(0, 2) == 0 ? BookSide.Bid : BookSide.Ask) : null;
        return new AlgoCallback(EdgeId, Venue, market.Instrument.Symbol, UpdateCount, LatencyNanos, now, fill);
    }

    /// <summary>One lot at the best price of its own side; an inventory of ten lots is only made smaller.</summary>
    private static AlgoFill? Trade(EdgeInventory inventory, VenueMarket market, BookSide side)
    {
        Qty lot = market.Instrument.Lot;
        if (Qty.Abs(inventory.Position) >= lot * MostLots)
            side = inventory.Position > Qty.Zero ? BookSide.Ask : BookSide.Bid;
        if (Prices.Best(market, side) is not { } price)
            return null;
        inventory.Trade(market, side, lot, price);
        return new AlgoFill(side, lot, price);
    }
}
