namespace Sequence.Exchange.Automation;

/// <summary>A hosted strategy. Nothing of it runs: a run is the time between a start and the next stop, with a log of its own.</summary>
internal sealed class Strategy(Account owner, string id, StrategySpec spec, UnixNanos createdAt)
{
    private readonly OrderedDictionary<string, RunLog> _runs = new(StringComparer.Ordinal);

    public Account Owner { get; } = owner;

    public string Id { get; } = id;

    public bool IsRunning { get; private set; }

    public string Status => IsRunning ? "running" : "stopped";

    /// <summary>The id of the latest run; null before the first.</summary>
    public string? LatestRun => _runs.Count > 0 ? _runs.GetAt(_runs.Count - 1).Key : null;

    public void Start(string runId, UnixNanos now)
    {
        var log = new RunLog();
        _runs[runId] = log;
        IsRunning = true;
        log.Info(now, $"started {StrategySpec.Runtime} {spec.Entrypoint} (simulated)");
    }

    public void Stop(UnixNanos now)
    {
        if (!IsRunning)
            return;
        IsRunning = false;
        _runs.GetAt(_runs.Count - 1).Value.Info(now, "stopped; resting orders stay");
    }

    /// <summary>The lines of a run, of the latest one when none is named; none before the first. Null when there is no such run.</summary>
    public JObject? Logs(string? runId)
    {
        string? run = runId ?? LatestRun;
        RunLog? log = run is null ? new RunLog() : _runs.GetValueOrDefault(run);
        return log is null ? null : new JObject(new JProperty("run_id", run), new JProperty("lines", new JArray(log.Latest().Select(line => line["message"]))));
    }

    public JObject Summary() => new(
        new JProperty("id", Id),
        new JProperty("name", spec.Name),
        new JProperty("runtime", StrategySpec.Runtime),
        new JProperty("status", Status),
        new JProperty("run_id", LatestRun));

    public JObject Detail()
    {
        JObject detail = Summary();
        detail.Add(new JProperty("entrypoint", spec.Entrypoint));
        detail.Add(new JProperty("size_bytes", spec.Artifact.SizeBytes));
        detail.Add(new JProperty("created_at", createdAt.ToUnixSeconds()));
        detail.Add(new JProperty("resources", spec.Resources));
        foreach (JProperty shown in spec.Shown)
            detail.Add(shown);
        return (JObject)detail.DeepClone();
    }
}
