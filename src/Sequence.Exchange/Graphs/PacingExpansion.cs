using System.Globalization;

namespace Sequence.Exchange.Graphs;

/// <summary>Adds the slices of paced nodes: a node in ten slices becomes eleven nodes and ten timeout edges, each slice starting the next.</summary>
internal static class PacingExpansion
{
    /// <summary>Slices of a whole graph: a short body must not become a million orders.</summary>
    private const int MostSlices = 20_000;

    public static GraphPlan Expand(GraphPlan plan)
    {
        long slices = plan.Nodes.Sum(node => (long)(node.Style.Pacing?.Slices ?? 0));
        new Field("nodes").Require(slices <= MostSlices, $"must not be cut into more than {MostSlices} slices together.");
        var nodes = new List<OrderSpec>();
        var edges = new List<EdgeSpec>(plan.Edges);
        foreach (OrderSpec node in plan.Nodes)
        {
            nodes.Add(node);
            if (node.Style.Pacing is { } pacing)
                AddSlices(node, pacing, nodes, edges);
        }

        CheckIds(plan, nodes, edges);
        return plan with { Nodes = nodes, Edges = edges };
    }

    private static void AddSlices(OrderSpec node, SliceSchedule pacing, List<OrderSpec> nodes, List<EdgeSpec> edges)
    {
        string previous = node.Id;
        TimeSpan delay = TimeSpan.Zero;
        for (int i = 1; i <= pacing.Slices; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"{node.Id}.slice{i}");
            nodes.Add(node with
            {
                Id = id,
                SliceOf = node.Id,
                Quantity = null,
                IsRoot = false,
                Style = node.Style with { Pacing = null, Horizon = null },
            });
            edges.Add(new EdgeSpec(
                $"{id}.timeout",
                previous,
                id,
                new TriggerRule(TriggerKind.Timeout, Delay: delay),
                Sizing: null,
                Wire.FailureReaction.DoNothing,
                Wire.FailureReaction.DoNothing));
            previous = id;
            delay = pacing.Interval;
        }
    }

    private static void CheckIds(GraphPlan plan, List<OrderSpec> nodes, List<EdgeSpec> edges)
    {
        HashSet<string> slices = [.. nodes.Where(node => node.SliceOf is not null).Select(node => node.Id)];
        HashSet<string> between = [.. edges.Skip(plan.Edges.Count).Select(edge => edge.Id)];
        for (int i = 0; i < plan.Nodes.Count; i++)
            new Field("nodes")[i]["node_id"].Require(!slices.Contains(plan.Nodes[i].Id), "is the name of a slice of another node.");
        for (int i = 0; i < plan.Edges.Count; i++)
            new Field("edges")[i]["edge_id"].Require(!between.Contains(plan.Edges[i].Id), "is the name of an edge between slices.");
    }
}
