namespace Sequence.Exchange.Graphs;

/// <summary>
/// What one account did: every graph that runs, and the latest that are over with their orders and fills. What is older is
/// forgotten, its graph id too, so that an exchange can trade for ever.
/// </summary>
internal sealed class AccountActivity
{
    /// <summary>Graphs that are over and still known.</summary>
    public const int KeptGraphs = 5_000;

    /// <summary>Forgetting goes through the lists, so it waits for a number of graphs to forget at once.</summary>
    private const int ForgottenAtOnce = 1_000;

    private readonly Dictionary<string, GraphRun> _graphs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphRun> _running = new(StringComparer.Ordinal);
    private readonly Queue<GraphRun> _ended = new();
    private readonly List<OrderState> _orders = [];
    private readonly Dictionary<string, OrderState> _ordersById = new(StringComparer.Ordinal);
    private readonly List<ExecutionReport> _fills = [];

    public IReadOnlyCollection<GraphRun> Running => _running.Values;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<OrderState> Orders => _orders;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ExecutionReport> Fills => _fills;

    public GraphRun? Find(string graphId) => _graphs.GetValueOrDefault(graphId);

    public OrderState? FindOrder(string nodeOrderId) => _ordersById.GetValueOrDefault(nodeOrderId);

    public void Add(GraphRun run)
    {
        _graphs.Add(run.Graph.Id, run);
        _running.Add(run.Graph.Id, run);
        run.Opened += Add;
        run.Ended += () => Retire(run);
    }

    public void Add(ExecutionReport fill) => _fills.Add(fill);

    private void Add(OrderState order)
    {
        _orders.Add(order);
        _ordersById.Add(order.NodeOrderId, order);
    }

    private void Retire(GraphRun run)
    {
        _running.Remove(run.Graph.Id);
        _ended.Enqueue(run);
        if (_ended.Count >= KeptGraphs + ForgottenAtOnce)
            Forget(ForgottenAtOnce);
    }

    private void Forget(int count)
    {
        for (int i = 0; i < count; i++)
            _graphs.Remove(_ended.Dequeue().Graph.Id);
        foreach (OrderState order in _orders.Where(IsForgotten))
            _ordersById.Remove(order.NodeOrderId);
        _orders.RemoveAll(IsForgotten);
        _fills.RemoveAll(fill => IsForgotten(fill.Order));
    }

    private bool IsForgotten(OrderState order) => !_graphs.ContainsKey(order.GraphId);
}
