namespace Sequence.Contract.Tests.Layout;

/// <summary>Finds the strongly connected components of a graph (Tarjan): each with more than one node is a cycle.</summary>
internal static class Cycles
{
    public static IReadOnlyList<IReadOnlyList<string>> Of(IEnumerable<string> nodes, ILookup<string, string> edges)
    {
        var components = new List<IReadOnlyList<string>>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var low = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<string>();
        var isOpen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string node in nodes)
        {
            if (!index.ContainsKey(node))
                Visit(node);
        }

        return [.. components.Where(component => component.Count > 1).OrderByDescending(component => component.Count)];

        void Visit(string node)
        {
            index[node] = low[node] = index.Count;
            open.Push(node);
            isOpen.Add(node);
            foreach (string next in edges[node])
            {
                if (index.TryGetValue(next, out int seen))
                {
                    if (isOpen.Contains(next))
                        low[node] = Math.Min(low[node], seen);
                    continue;
                }

                Visit(next);
                low[node] = Math.Min(low[node], low[next]);
            }

            if (low[node] != index[node])
                return;
            var component = new List<string>();
            string popped;
            do
            {
                popped = open.Pop();
                isOpen.Remove(popped);
                component.Add(popped);
            }
            while (popped != node);
            component.Sort(StringComparer.Ordinal);
            components.Add(component);
        }
    }
}
