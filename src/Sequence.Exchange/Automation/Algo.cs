namespace Sequence.Exchange.Automation;

/// <summary>One symbol of a deployment, as the surface of algos by symbol shows it: accepted until its first start, then running or paused.</summary>
/// <param name="Symbol">As it is listed.</param>
/// <param name="Deployment">What runs for it.</param>
internal sealed record Algo(string Symbol, Deployment Deployment)
{
    public Wire.AlgoStatus Status =>
        Rollout.IsRunning ? Wire.AlgoStatus.Running : Rollout.PauseReason is not null ? Wire.AlgoStatus.Paused : Wire.AlgoStatus.Accepted;

    private Rollout Rollout => Deployment.Rollout;

    /// <summary>The edges whose venue lists the symbol, each with its part of it.</summary>
    private IEnumerable<(EdgeAlgo Edge, EdgeInventory Part)> Parts =>
        Rollout.Edges.Select(edge => (edge, edge.Of(Symbol)!)).Where(part => part.Item2 is not null);

    public Wire.Algo ToWire() => new()
    {
        Symbol = Symbol,
        SizeBytes = Rollout.Module.SizeBytes,
        ModifiedAt = Rollout.ModifiedAt.ToUnixSeconds(),
        Status = Status,
    };

    public IEnumerable<Wire.AlgoEdge> Edges() => Parts.Select(part => new Wire.AlgoEdge
    {
        Symbol = Symbol,
        EdgeId = part.Edge.EdgeId,
        DeployId = Deployment.Id,
        Status = Status,
        SizeBytes = Rollout.Module.SizeBytes,
        DeployedAt = Rollout.DeployedAt.ToUnixSeconds(),
        LastHeartbeat = Rollout.LastHeartbeat.ToUnixSeconds(),
        PauseReason = Rollout.PauseReason,
        Position = part.Part.Position,
        RealizedPnl = part.Part.Realized,
        SessionRealizedPnl = part.Part.SessionRealized,
        UnrealizedPnl = part.Part.Unrealized,
        CallbackLatencyNs = part.Part.LatencyNanos,
        UpdateCount = part.Part.UpdateCount,
    });

    public JObject Stats()
    {
        List<EdgeInventory> parts = [.. Parts.Select(part => part.Part)];
        return new JObject(
            new JProperty("symbol", Symbol),
            new JProperty("deployment_id", Deployment.Id),
            new JProperty("status", Status.Value),
            new JProperty("update_count", parts.Sum(part => part.UpdateCount)),
            new JProperty("fill_count", parts.Sum(part => part.FillCount)),
            new JProperty("position_1e8", parts.Sum(part => part.Position.Raw)),
            new JProperty("realized_pnl_1e9", parts.Sum(part => part.Realized.Raw)),
            new JProperty("unrealized_pnl_1e9", parts.Sum(part => part.Unrealized.Raw)),
            new JProperty("callback_latency_ns", parts.Max(part => part.LatencyNanos)));
    }

    /// <summary>The answer to a change.</summary>
    public JObject State() => new(
        new JProperty("symbol", Symbol), new JProperty("deployment_id", Deployment.Id), new JProperty("status", Status.Value));
}
