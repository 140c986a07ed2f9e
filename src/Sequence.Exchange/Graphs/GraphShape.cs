namespace Sequence.Exchange.Graphs;

/// <summary>What must hold between the nodes and edges of a graph.</summary>
internal static class GraphShape
{
    public static void Check(IReadOnlyList<OrderSpec> nodes, IReadOnlyList<EdgeSpec> edges)
    {
        CheckIds(nodes, edges);
        CheckEnds(nodes, edges);
        CheckActivation(nodes, edges);
        CheckCycles(nodes, edges);
    }

    private static void CheckIds(IReadOnlyList<OrderSpec> nodes, IReadOnlyList<EdgeSpec> edges)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Count; i++)
            Node(i)["node_id"].Require(seen.Add(nodes[i].Id), $"'{nodes[i].Id}' is used twice.");
        seen.Clear();
        for (int i = 0; i < edges.Count; i++)
            Edge(i)["edge_id"].Require(seen.Add(edges[i].Id), $"'{edges[i].Id}' is used twice.");
    }

    private static void CheckEnds(IReadOnlyList<OrderSpec> nodes, IReadOnlyList<EdgeSpec> edges)
    {
        HashSet<string> known = [.. nodes.Select(node => node.Id)];
        for (int i = 0; i < edges.Count; i++)
        {
            EdgeSpec edge = edges[i];
            Edge(i)["from_node"].Require(known.Contains(edge.From), $"'{edge.From}' is not a node of this graph.");
            Edge(i)["to_node"].Require(known.Contains(edge.To), $"'{edge.To}' is not a node of this graph.");
            Edge(i)["to_node"].Require(edge.From != edge.To, "must be another node than from_node.");
        }
    }

    private static void CheckActivation(IReadOnlyList<OrderSpec> nodes, IReadOnlyList<EdgeSpec> edges)
    {
        HashSet<string> started = [.. edges.Select(edge => edge.To)];
        for (int i = 0; i < nodes.Count; i++)
        {
            OrderSpec node = nodes[i];
            bool hasInbound = started.Contains(node.Id);
            Node(i)["quantity"].Require(node.Quantity is not null || hasInbound, "derived needs an edge that sizes the node.");
            Node(i)["activation"].Require(node.IsRoot || hasInbound, "wait needs an edge that starts the node.");
            Node(i)["activation"].Require(!node.IsRoot || !hasInbound, "must be wait, because an edge starts the node.");
        }
    }

    private static void CheckCycles(IReadOnlyList<OrderSpec> nodes, IReadOnlyList<EdgeSpec> edges)
    {
        Dictionary<string, int> waitsFor = nodes.ToDictionary(node => node.Id, node => edges.Count(edge => edge.To == node.Id));
        var free = new Queue<string>(waitsFor.Where(node => node.Value == 0).Select(node => node.Key));
        int reached = 0;
        while (free.TryDequeue(out string? id))
        {
            reached++;
            foreach (EdgeSpec edge in edges.Where(edge => edge.From == id))
            {
                if (--waitsFor[edge.To] == 0)
                    free.Enqueue(edge.To);
            }
        }

        new Field("edges").Require(
            reached == nodes.Count,
            $"run in a circle through {string.Join(", ", waitsFor.Where(node => node.Value > 0).Select(node => node.Key))}.");
    }

    private static Field Node(int index) => new Field("nodes")[index];

    private static Field Edge(int index) => new Field("edges")[index];
}
