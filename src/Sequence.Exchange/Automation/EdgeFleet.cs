namespace Sequence.Exchange.Automation;

/// <summary>The edges of all venues: tells the running algos of each change of their markets.</summary>
internal sealed class EdgeFleet
{
    /// <summary>By venue and symbol: a book of an outcome may close, and open again later.</summary>
    private readonly Dictionary<(string Venue, string Symbol), List<(Rollout Rollout, EdgeAlgo Edge)>> _running = [];

    /// <summary>Keeps the books of the running algos quoted.</summary>
    private readonly Dictionary<Rollout, List<Attention>> _watched = [];

    public EdgeFleet(MarketPlace markets, Func<UnixNanos> clock, int seed)
    {
        Markets = markets;
        Clock = clock;
        Seed = seed;
        markets.Changed += OnChanged;
    }

    public MarketPlace Markets { get; }

    public Func<UnixNanos> Clock { get; }

    public int Seed { get; }

    public void Add(Rollout rollout)
    {
        _watched[rollout] = [.. rollout.Symbols.Select(Markets.Watch).OfType<Attention>()];
        foreach ((EdgeAlgo edge, var market) in MarketsOf(rollout))
        {
            if (!_running.TryGetValue(market, out var algos))
                _running[market] = algos = [];
            algos.Add((rollout, edge));
        }
    }

    public void Remove(Rollout rollout)
    {
        if (_watched.Remove(rollout, out List<Attention>? watched))
            watched.ForEach(attention => attention.Release());
        foreach ((_, var market) in MarketsOf(rollout))
        {
            if (_running[market].RemoveAll(algo => algo.Rollout == rollout) > 0 && _running[market].Count == 0)
                _running.Remove(market);
        }
    }

    private static IEnumerable<(EdgeAlgo Edge, (string Venue, string Symbol) Market)> MarketsOf(Rollout rollout) =>
        rollout.Edges.SelectMany(edge => edge.Symbols.Select(symbol => (edge, (edge.Venue, symbol))));

    private void OnChanged(VenueMarket market)
    {
        if (!_running.TryGetValue((market.Venue, market.Instrument.Symbol), out var algos))
            return;
        foreach ((Rollout rollout, EdgeAlgo edge) in algos)
            rollout.Call(edge, market);
    }
}
