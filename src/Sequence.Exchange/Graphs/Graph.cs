namespace Sequence.Exchange.Graphs;

/// <summary>A submitted graph and the state of everything in it.</summary>
internal sealed class Graph
{
    private readonly Dictionary<string, GraphNode> _nodes = new(StringComparer.Ordinal);
    private readonly List<GraphEdge> _edges = [];

    /// <param name="id">Unique in the account.</param>
    /// <param name="account">Whose graph.</param>
    /// <param name="body">As it was submitted, as JSON.</param>
    /// <param name="plan">With all slices.</param>
    /// <param name="createdAt">Exchange time.</param>
    public Graph(string id, Account account, string body, GraphPlan plan, UnixNanos createdAt)
    {
        Id = id;
        Account = account;
        Body = body;
        Risk = plan.Risk;
        CreatedAt = createdAt;
        foreach (OrderSpec spec in plan.Nodes)
            Add(new GraphNode(spec, spec.SliceOf is { } parent ? _nodes[parent] : null));
        foreach (EdgeSpec spec in plan.Edges)
            Add(new GraphEdge(spec, _nodes[spec.From], _nodes[spec.To]));
    }

    public string Id { get; }

    public Account Account { get; }

    public string Body { get; }

    public Wire.GraphRisk Risk { get; }

    public UnixNanos CreatedAt { get; }

    /// <summary>In the order of submission, the slices of a node after it.</summary>
    public IReadOnlyCollection<GraphNode> Nodes => _nodes.Values;

    public IReadOnlyList<GraphEdge> Edges => _edges;

    public Wire.GraphStatus Status { get; set; } = Wire.GraphStatus.Pending;

    public bool IsEnded => Status == Wire.GraphStatus.Completed || Status == Wire.GraphStatus.Aborted || Status == Wire.GraphStatus.Expired;

    /// <param name="wish">What was asked for, such as <c>cancelled</c>.</param>
    public RefusedException RefuseTerminal(string wish) => RefusedException.GraphTerminal($"The graph {Id} is {Status.Value} and cannot be {wish}.");

    public GraphNode? Find(string nodeId) => _nodes.GetValueOrDefault(nodeId);

    private void Add(GraphNode node)
    {
        _nodes.Add(node.Spec.Id, node);
        node.Parent?.Slices.Add(node);
    }

    private void Add(GraphEdge edge)
    {
        _edges.Add(edge);
        edge.From.Outbound.Add(edge);
        edge.To.Inbound.Add(edge);
    }
}
