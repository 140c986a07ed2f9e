using Sequence.Sandbox.Markets;
using Sequence.Sdk;

namespace Sequence.Sandbox.Automation;

/// <summary>The edges of all venues: tells the running algos of each change of their markets.</summary>
internal sealed class EdgeFleet
{
    private readonly Dictionary<VenueMarket, List<(Rollout Rollout, EdgeAlgo Edge)>> _running = [];

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
        foreach (EdgeAlgo edge in rollout.Edges)
        {
            foreach (VenueMarket market in edge.Markets)
            {
                if (!_running.TryGetValue(market, out var algos))
                    _running[market] = algos = [];
                algos.Add((rollout, edge));
            }
        }
    }

    public void Remove(Rollout rollout)
    {
        foreach (VenueMarket market in rollout.Edges.SelectMany(edge => edge.Markets))
            _running[market].RemoveAll(algo => algo.Rollout == rollout);
    }

    private void OnChanged(VenueMarket market)
    {
        if (!_running.TryGetValue(market, out var algos))
            return;
        foreach ((Rollout rollout, EdgeAlgo edge) in algos)
            rollout.Call(edge, market);
    }
}
