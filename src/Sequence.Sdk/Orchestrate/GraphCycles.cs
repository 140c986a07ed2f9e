namespace Sequence.Sdk;

/// <summary>Finds nodes that wait for each other, without recursion: a graph may be a chain of any length.</summary>
internal static class GraphCycles
{
    /// <summary>Cycles that share no node, each closed: a, b, a. Edges to a node itself or to an unknown node are left to other rules.</summary>
    public static IEnumerable<IReadOnlyList<string>> Find(GraphDraft graph)
    {
        HashSet<string> left = [.. graph.Nodes.Select(n => n.Id)];
        ILookup<string, string> sources = graph.Edges
            .Where(e => e.From != e.To && left.Contains(e.From) && left.Contains(e.To))
            .Distinct(EndPoints)
            .ToLookup(e => e.To, e => e.From);
        ILookup<string, string> targets = sources.SelectMany(g => g, (g, from) => (from, g.Key)).ToLookup(pair => pair.from, pair => pair.Key);
        while (true)
        {
            RemoveAcyclic(left, sources, targets);
            if (left.Count == 0)
                yield break;
            IReadOnlyList<string> cycle = WalkBack(graph.Nodes.First(n => left.Contains(n.Id)).Id, left, sources);
            left.ExceptWith(cycle);
            yield return cycle;
        }
    }

    /// <summary>Takes away every node that waits for nothing that is left, again and again.</summary>
    private static void RemoveAcyclic(HashSet<string> left, ILookup<string, string> sources, ILookup<string, string> targets)
    {
        Dictionary<string, int> waiting = left.ToDictionary(id => id, id => sources[id].Count(left.Contains));
        Queue<string> free = new(waiting.Where(w => w.Value == 0).Select(w => w.Key));
        while (free.TryDequeue(out string? id))
        {
            left.Remove(id);
            foreach (string target in targets[id].Where(left.Contains))
            {
                if (--waiting[target] == 0)
                    free.Enqueue(target);
            }
        }
    }

    /// <summary>Every node that is left has a source that is left, so walking back must come to a node for the second time.</summary>
    private static List<string> WalkBack(string start, HashSet<string> left, ILookup<string, string> sources)
    {
        List<string> path = [start];
        HashSet<string> visited = [start];
        string current = start;
        do
        {
            current = sources[current].First(left.Contains);
            path.Add(current);
        }
        while (visited.Add(current));
        path.RemoveRange(0, path.IndexOf(current));
        path.Reverse();
        return path;
    }

    private static readonly IEqualityComparer<DraftEdge> EndPoints =
        EqualityComparer<DraftEdge>.Create((a, b) => a!.From == b!.From && a.To == b.To, e => HashCode.Combine(e.From, e.To));
}
