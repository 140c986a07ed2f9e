namespace Sequence.Exchange.Automation;

/// <summary>A named rollout of one account, as its clients see it.</summary>
internal sealed class Deployment(Account owner, string name, Rollout rollout)
{
    public const string Running = "running";
    public const string Stopped = "stopped";

    public Account Owner { get; } = owner;

    public string Id => Rollout.Id;

    public string Name { get; set; } = name;

    /// <summary>Changes with its symbols.</summary>
    public Rollout Rollout { get; set; } = rollout;

    public string Status => Rollout.IsRunning ? Running : Stopped;

    /// <summary>Counts creations and starts of all deployments: the highest came last.</summary>
    public long Turn { get; set; }

    public Wire.Deployment ToWire() => new()
    {
        DeploymentId = Id,
        Name = Name,
        Symbols = Rollout.Symbols,
        SizeBytes = Rollout.Module.SizeBytes,
        Status = Status,
        PushedTo = Rollout.Edges.Count,
        CapableEdges = Rollout.Edges.Count,
        Edges = [.. Rollout.Edges.Select(Edge)],
    };

    /// <summary>Every edge sees every other one.</summary>
    public JObject Mesh() => new(new JProperty("edges", new JArray(Rollout.Edges.Select(edge => new JObject(
        new JProperty("edge_id", edge.EdgeId),
        new JProperty("peers", new JArray(Rollout.Edges.Where(peer => peer != edge).Select(peer => peer.EdgeId))))))));

    public JObject Metrics() => new(
        new JProperty("deployment_id", Id),
        new JProperty("status", Status),
        new JProperty("callbacks", Rollout.Edges.Sum(edge => edge.UpdateCount)),
        new JProperty("fills", Rollout.Edges.Sum(edge => edge.FillCount)),
        new JProperty("callback_latency_ns", Rollout.Edges.Max(edge => edge.LatencyNanos)),
        new JProperty("last_heartbeat_ns", Rollout.LastHeartbeat.Raw),
        new JProperty("edges", new JArray(Rollout.Edges.Select(edge => new JObject(
            new JProperty("edge_id", edge.EdgeId),
            new JProperty("callbacks", edge.UpdateCount),
            new JProperty("fills", edge.FillCount),
            new JProperty("callback_latency_ns", edge.LatencyNanos))))));

    private Wire.DeploymentEdge Edge(EdgeAlgo edge) => new()
    {
        EdgeId = edge.EdgeId,
        Venue = edge.Venue,
        Status = Status,
        Position = edge.Position,
        RealizedPnl = edge.Realized,
        UnrealizedPnl = edge.Unrealized,
        FillCount = edge.FillCount,
        CallbackLatencyNs = edge.LatencyNanos,
    };
}
