namespace Sequence.Exchange.Automation;

/// <summary>The algo that an account has for one symbol: accepted until its first start, then running or paused.</summary>
internal sealed class Algo(Rollout rollout)
{
    public string Symbol => Rollout.Symbols[0];

    public Rollout Rollout { get; } = rollout;

    public Wire.AlgoStatus Status =>
        Rollout.IsRunning ? Wire.AlgoStatus.Running : Rollout.IsPaused ? Wire.AlgoStatus.Paused : Wire.AlgoStatus.Accepted;

    public Wire.Algo ToWire() => new()
    {
        Symbol = Symbol,
        SizeBytes = Rollout.Module.SizeBytes,
        ModifiedAt = Rollout.ModifiedAt.ToUnixSeconds(),
        Status = Status,
    };

    public IEnumerable<Wire.AlgoEdge> Edges() => Rollout.Edges.Select(edge => new Wire.AlgoEdge
    {
        Symbol = Symbol,
        EdgeId = edge.EdgeId,
        DeployId = Rollout.Id,
        Status = Status,
        SizeBytes = Rollout.Module.SizeBytes,
        DeployedAt = Rollout.DeployedAt.ToUnixSeconds(),
        LastHeartbeat = Rollout.LastHeartbeat.ToUnixSeconds(),
        PauseReason = Rollout.IsPaused ? "stopped by the client" : null,
        Position = edge.Position,
        RealizedPnl = edge.Realized,
        SessionRealizedPnl = edge.SessionRealized,
        UnrealizedPnl = edge.Unrealized,
        CallbackLatencyNs = edge.LatencyNanos,
        UpdateCount = edge.UpdateCount,
    });

    public JObject Stats() => new(
        new JProperty("symbol", Symbol),
        new JProperty("status", Status.Value),
        new JProperty("update_count", Rollout.Edges.Sum(edge => edge.UpdateCount)),
        new JProperty("fill_count", Rollout.Edges.Sum(edge => edge.FillCount)),
        new JProperty("position_1e8", Rollout.Edges.Sum(edge => edge.Position.Raw)),
        new JProperty("realized_pnl_1e9", Rollout.Edges.Sum(edge => edge.Realized.Raw)),
        new JProperty("unrealized_pnl_1e9", Rollout.Edges.Sum(edge => edge.Unrealized.Raw)),
        new JProperty("callback_latency_ns", Rollout.Edges.Max(edge => edge.LatencyNanos)));
}
