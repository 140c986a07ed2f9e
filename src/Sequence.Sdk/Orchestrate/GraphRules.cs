namespace Sequence.Sdk;

/// <summary>What a graph must be beyond the single values, which its builders check.</summary>
internal static class GraphRules
{
    public static GraphValidation Validate(GraphDraft graph) =>
        new([.. NodeProblems(graph), .. EdgeProblems(graph), .. ShapeProblems(graph)])
        {
            Warnings =
            [
                .. graph.Nodes.Index().SelectMany(entry => SymbolSpelling.Warnings(entry.Item.Node.Terms, $"nodes[{entry.Index}].instrument.type", $"node '{entry.Item.Id}': ")),
                .. OverlappingExits.Warnings(graph),
            ],
        };

    private static IEnumerable<GraphProblem> NodeProblems(GraphDraft graph)
    {
        if (graph.Nodes.IsEmpty)
            yield return new GraphProblem("nodes", "a graph needs at least one node.");
        HashSet<string> targets = [.. graph.Edges.Select(e => e.To)];
        HashSet<string> ids = [];
        foreach ((int i, DraftNode node) in graph.Nodes.Index())
        {
            if (!ids.Add(node.Id))
                yield return new GraphProblem($"nodes[{i}].node_id", $"'{node.Id}' is the id of another node already.");
            if (node.Node.IsDerived && !targets.Contains(node.Id))
                yield return new GraphProblem($"nodes[{i}].quantity", $"node '{node.Id}' is derived, but no edge leads to it that could size it.");
            if (!node.Node.IsDerived && node.Node.Terms.Qty == Qty.Zero)
                yield return new GraphProblem($"nodes[{i}].quantity", $"node '{node.Id}' needs a quantity above 0, or Derived().");
        }
    }

    private static IEnumerable<GraphProblem> EdgeProblems(GraphDraft graph)
    {
        HashSet<string> ids = [.. graph.Nodes.Select(n => n.Id)];
        foreach ((int i, DraftEdge edge) in graph.Edges.Index())
        {
            if (!ids.Contains(edge.From))
                yield return new GraphProblem($"edges[{i}].from_node", $"there is no node '{edge.From}'.");
            if (edge.From == edge.To)
                yield return new GraphProblem($"edges[{i}].to_node", $"node '{edge.To}' cannot wait for itself.");
            else if (!ids.Contains(edge.To))
                yield return new GraphProblem($"edges[{i}].to_node", $"there is no node '{edge.To}'.");
        }
    }

    private static IEnumerable<GraphProblem> ShapeProblems(GraphDraft graph)
    {
        foreach (IReadOnlyList<string> cycle in GraphCycles.Find(graph))
            yield return new GraphProblem("edges", $"the nodes {string.Join(" -> ", cycle)} wait for each other; take one of these edges away.");
        HashSet<string> targets = [.. graph.Edges.Select(e => e.To)];
        if (!graph.Nodes.IsEmpty && graph.Nodes.All(n => targets.Contains(n.Id)))
            yield return new GraphProblem("nodes", "every node waits for an edge, so none would start; a graph needs a node that no edge leads to.");
    }
}
