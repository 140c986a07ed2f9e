using Sequence.Exchange.Automation;

namespace Sequence.Sandbox.Streaming;

/// <summary>Publishes what happens in an account to the topics of its clients.</summary>
internal static class AccountTopicPublisher
{
    public static void Connect(StreamHub hub, GraphEngine engine, ExecutionJournal journal, DeploymentService deployments)
    {
        engine.OrderChanged += (account, order) => hub.Publish(account, TopicList.Orders, () => order.ToWire(journal.Costs(order)));
        engine.Filled += (account, fill) => hub.Publish(account, TopicList.Fills, fill.ToWire);
        journal.Routed += (account, report) => hub.Publish(account, TopicList.Routing, report.ToJson);
        journal.Reported += report => hub.Publish(report.Order.Account, TopicList.Costs, report.ToJson);
        deployments.Changed += change => hub.Publish(change.Deployment.Owner, TopicList.Deployment(change.Deployment.Id), () => Change(change));
        deployments.Called += (deployment, call) => hub.Publish(deployment.Owner, TopicList.Traces(deployment.Id), () => Trace(deployment, call));
    }

    private static JObject Change(DeploymentEvent change) => new()
    {
        ["deployment_id"] = change.Deployment.Id,
        ["event_type"] = change.Kind,
        ["status"] = change.Deployment.Status,
        ["timestamp_ns"] = change.At.Raw,
    };

    private static JObject Trace(Deployment deployment, AlgoCallback call)
    {
        var trace = new JObject
        {
            ["deployment_id"] = deployment.Id,
            ["edge_id"] = call.EdgeId,
            ["venue"] = call.Venue,
            ["symbol"] = call.Symbol,
            ["update"] = call.Update,
            ["callback_latency_ns"] = call.LatencyNanos,
            ["timestamp_ns"] = call.At.Raw,
        };
        if (call.Fill is { } fill)
            trace["detail"] = fill.ToString();
        return trace;
    }
}
