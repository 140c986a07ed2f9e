namespace Sequence.Sandbox.Hosting;

/// <summary>
/// Finds the operation of a verb and a raw target. Each segment is decoded on its own, after the split,
/// so that <c>%2F</c> stays inside its parameter: a whole URL can be one symbol.
/// </summary>
internal sealed class Router
{
    private readonly Node _root = new();

    public Router(IEnumerable<Operation> operations)
    {
        foreach (Operation operation in operations)
            Add(operation);
    }

    /// <param name="method">The HTTP verb.</param>
    /// <param name="rawTarget">The target as it stands in the request line.</param>
    public RouteMatch Match(string method, string rawTarget)
    {
        string[] segments = Array.ConvertAll(PathOf(rawTarget).Split('/')[1..], Uri.UnescapeDataString);
        var found = new List<Node>();
        Collect(_root, segments, 0, found);
        foreach (Node node in found)
        {
            if (node.Operations.TryGetValue(method, out Operation? operation))
                return new RouteMatch(operation, [], Values(operation, segments));
        }

        return new RouteMatch(null, [.. found.SelectMany(node => node.Operations.Keys).Distinct()], []);
    }

    private static string PathOf(string rawTarget)
    {
        // An absolute target (a proxy's form) carries scheme and authority in front of the path.
        int start = rawTarget.StartsWith('/') ? 0 : rawTarget.IndexOf('/', rawTarget.IndexOf("//", StringComparison.Ordinal) + 2);
        if (start < 0)
            return "/";
        int end = rawTarget.IndexOf('?', start);
        return end < 0 ? rawTarget[start..] : rawTarget[start..end];
    }

    private static bool IsParameter(string segment) => segment.StartsWith('{');

    private static List<KeyValuePair<string, string>> Values(Operation operation, string[] segments)
    {
        string[] template = operation.Path.Split('/')[1..];
        var values = new List<KeyValuePair<string, string>>();
        for (int i = 0; i < template.Length; i++)
        {
            if (IsParameter(template[i]))
                values.Add(new(template[i].Trim('{', '}'), segments[i]));
        }

        return values;
    }

    /// <summary>Every end of the path, those with literal segments first.</summary>
    private static void Collect(Node node, string[] segments, int at, List<Node> found)
    {
        if (at == segments.Length)
        {
            if (node.Operations.Count > 0)
                found.Add(node);
            return;
        }

        if (node.Literals.TryGetValue(segments[at], out Node? literal))
            Collect(literal, segments, at + 1, found);
        if (node.Parameter is { } parameter && segments[at].Length > 0)
            Collect(parameter, segments, at + 1, found);
    }

    private void Add(Operation operation)
    {
        Node node = _root;
        foreach (string segment in operation.Path.Split('/')[1..])
            node = node.Next(segment);
        node.Operations.Add(operation.Method, operation);
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Literals { get; } = new(StringComparer.Ordinal);

        public Node? Parameter { get; private set; }

        public Dictionary<string, Operation> Operations { get; } = new(StringComparer.Ordinal);

        public Node Next(string segment)
        {
            if (IsParameter(segment))
                return Parameter ??= new Node();
            if (!Literals.TryGetValue(segment, out Node? next))
                Literals[segment] = next = new Node();
            return next;
        }
    }
}

/// <summary>What the router found.</summary>
/// <param name="Operation">The operation; null when there is none for this verb.</param>
/// <param name="OtherMethods">The verbs that the path knows when it does not know this one; empty for an unknown path.</param>
/// <param name="Values">The decoded parameters of the path.</param>
internal readonly record struct RouteMatch(
    Operation? Operation,
    IReadOnlyList<string> OtherMethods,
    IReadOnlyList<KeyValuePair<string, string>> Values);
