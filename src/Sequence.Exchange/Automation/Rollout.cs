namespace Sequence.Exchange.Automation;

/// <summary>A module on every edge whose venue lists one of its symbols: stopped at first, then running and stopped in turn.</summary>
internal sealed class Rollout
{
    private const string StoppedByClient = "stopped by the client";

    private readonly EdgeFleet _fleet;
    private readonly Func<UnixNanos> _clock;

    /// <param name="fleet">Brings the updates of the markets.</param>
    /// <param name="id">Names it, and makes its draws its own.</param>
    /// <param name="module">What is rolled out.</param>
    /// <param name="symbols">Canonical symbols that are listed.</param>
    public Rollout(EdgeFleet fleet, string id, AlgoModule module, IReadOnlyList<string> symbols)
    {
        _fleet = fleet;
        _clock = fleet.Clock;
        Id = id;
        Module = module;
        Symbols = symbols;
        Edges = [.. symbols.SelectMany(fleet.Markets.For).Distinct().GroupBy(market => market.Venue).Select(venue => new EdgeAlgo(id, venue.Key, venue, fleet.Seed))];
        DeployedAt = ModifiedAt = LastHeartbeat = _clock();
        Log.Info(DeployedAt, $"deployed {module.SizeBytes} bytes to {string.Join(", ", Edges.Select(edge => edge.EdgeId))}");
    }

    /// <summary>An edge called the algo. Under the gate, in the middle of a book's news: listeners only look.</summary>
    public event Action<AlgoCallback>? Called;

    public string Id { get; }

    public AlgoModule Module { get; }

    public IReadOnlyList<string> Symbols { get; }

    public IReadOnlyList<EdgeAlgo> Edges { get; }

    public RunLog Log { get; } = new();

    public bool IsRunning { get; private set; }

    /// <summary>Why it stopped after a start; null while it runs and before its first start.</summary>
    public string? PauseReason { get; private set; }

    public UnixNanos DeployedAt { get; }

    /// <summary>When it was last started or stopped.</summary>
    public UnixNanos ModifiedAt { get; private set; }

    /// <summary>A running algo beats now; a stopped one beat last when it was stopped.</summary>
    public UnixNanos LastHeartbeat
    {
        get => IsRunning ? _clock() : field;
        private set;
    }

    /// <returns>False when it ran already.</returns>
    public bool Start()
    {
        if (IsRunning)
            return false;
        IsRunning = true;
        PauseReason = null;
        ModifiedAt = _clock();
        foreach (EdgeAlgo edge in Edges)
            edge.BeginSession();
        Log.Info(ModifiedAt, "started");
        _fleet.Add(this);
        return true;
    }

    /// <summary>Orders of the account stay where they rest.</summary>
    /// <param name="reason">Who or what stopped it.</param>
    /// <returns>False when it did not run.</returns>
    public bool Stop(string reason = StoppedByClient)
    {
        if (!IsRunning)
            return false;
        ModifiedAt = LastHeartbeat = _clock();
        IsRunning = false;
        PauseReason = reason;
        Log.Info(ModifiedAt, reason == StoppedByClient ? "stopped; resting orders stay" : $"stopped, {reason}; resting orders stay");
        _fleet.Remove(this);
        return true;
    }

    public void Call(EdgeAlgo edge, VenueMarket market)
    {
        AlgoCallback callback = edge.Call(market, _clock());
        if (callback.Fill is { } fill)
            Log.Info(callback.At, $"{fill} {callback.Symbol} on {edge.EdgeId} (simulated)");
        Called?.Invoke(callback);
    }

    public JObject Logs(int? limit = null) => new(new JProperty("logs", Log.Latest(limit)));
}
