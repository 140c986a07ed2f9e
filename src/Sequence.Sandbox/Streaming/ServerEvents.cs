namespace Sequence.Sandbox.Streaming;

/// <summary>The server-sent events of an account: what its orders cost, what endangers it, and what went wrong.</summary>
internal sealed class ServerEvents
{
    private readonly Scheduler _scheduler;

    public ServerEvents(Scheduler scheduler, GraphEngine engine, ExecutionJournal journal)
    {
        _scheduler = scheduler;
        Costs = new ServerEventFeed(scheduler, "tca");
        Risk = new ServerEventFeed(scheduler, "risk");
        Alerts = new ServerEventFeed(scheduler, "alert");
        journal.Reported += PublishCosts;
        engine.LimitBroken += PublishBreach;
        engine.Paused += PublishPaused;
        engine.OrderChanged += PublishRejected;
    }

    public ServerEventFeed Costs { get; }

    public ServerEventFeed Risk { get; }

    public ServerEventFeed Alerts { get; }

    /// <summary>Somebody engaged or cleared the kill switch. Under the gate.</summary>
    public void PublishKillSwitch(Account account) => Risk.Publish(account, Payload("kill_switch", new JObject
    {
        ["kill_switch"] = account.KillSwitch.IsEngaged,
        ["reason"] = account.KillSwitch.Reason,
    }), EventScope.WholeAccount);

    /// <summary>The credentials of a venue were dropped. Under the gate.</summary>
    public void PublishDisconnected(Account account, string venue) => Alerts.Publish(account, Payload("venue_disconnected", new JObject
    {
        ["venue"] = venue,
        ["edge_id"] = VenueEdge.IdOf(venue),
    }), new EventScope(Edges: [VenueEdge.IdOf(venue)]));

    public void CloseAll()
    {
        Costs.CloseAll();
        Risk.CloseAll();
        Alerts.CloseAll();
    }

    private void PublishCosts(CostReport report)
    {
        IReadOnlyList<string> edges = [.. report.Record.Venues.Where(venue => venue.Executed.Fills > 0).Select(venue => VenueEdge.IdOf(venue.Venue))];
        Costs.Publish(report.Order.Account, report.ToJson, new EventScope(report.Order.NodeOrderId, report.Order.GraphId, edges));
    }

    private void PublishBreach(LimitBreach breach) => Risk.Publish(breach.Graph.Account, Payload("limit_breach", new JObject
    {
        ["graph_id"] = breach.Graph.Id,
        ["limit"] = breach.Limit,
        ["reaction"] = breach.Reaction.Value,
    }), new EventScope(GraphId: breach.Graph.Id));

    private void PublishPaused(Graph graph, string? reason) => Alerts.Publish(graph.Account, Payload("graph_paused", new JObject
    {
        ["graph_id"] = graph.Id,
        ["reason"] = reason,
    }), new EventScope(GraphId: graph.Id));

    private void PublishRejected(Account account, OrderState order)
    {
        if (order.Status != Wire.OrderStatus.Rejected)
            return;
        Alerts.Publish(account, Payload("order_rejected", new JObject
        {
            ["node_order_id"] = order.NodeOrderId,
            ["symbol"] = order.Symbol,
            ["reason"] = order.FailureReason,
        }), new EventScope(order.NodeOrderId, order.GraphId));
    }

    private JObject Payload(string kind, JObject members)
    {
        members.AddFirst(new JProperty("kind", kind));
        members["ts_ns"] = _scheduler.Now.Raw;
        return members;
    }
}
