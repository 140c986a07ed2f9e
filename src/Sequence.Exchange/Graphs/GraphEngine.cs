using System.Globalization;
using Sequence.Exchange.Generation;

namespace Sequence.Exchange.Graphs;

/// <summary>
/// Accepts execution graphs and runs them on the scheduler's time. The caller holds <see cref="Scheduler.Gate"/>;
/// events come under the gate too, sometimes inside a book's operation: a listener notes them down and returns.
/// </summary>
internal sealed partial class GraphEngine
{
    private readonly OrderExecution _execution;
    private readonly ITacticSelector _tactics;
    private readonly Scheduler _scheduler;
    private readonly Random _ids;
    private readonly Dictionary<Account, AccountActivity> _activities = [];

    public GraphEngine(Scheduler scheduler, MarketPlace markets, ITacticSelector tactics, int seed)
    {
        _tactics = tactics;
        _scheduler = scheduler;
        _execution = new OrderExecution(scheduler, markets);
        _ids = Seeds.For(seed, "graph ids");
        markets.Changed += ReviewMargins;
        _execution.OrderChanged += order => OrderChanged?.Invoke(order.Account, order);
        _execution.Filled += report =>
        {
            Of(report.Order.Account).Add(report);
            Filled?.Invoke(report.Order.Account, report);
        };
    }

    /// <summary>An order was created, or its state or filled quantity changed: every change, in order.</summary>
    public event Action<Account, OrderState>? OrderChanged;

    public event Action<Account, ExecutionReport>? Filled;

    /// <summary>A runtime limit of a graph is broken.</summary>
    public event Action<LimitBreach>? LimitBroken;

    /// <summary>A graph was paused, and why.</summary>
    public event Action<Graph, string?>? Paused;

    /// <summary>All other events of orders.</summary>
    public OrderExecution Execution => _execution;

    /// <summary>
    /// Accepts a graph or a simple order; it starts right after this call, so the answer says <c>pending</c>.
    /// The same graph id with the same body gives the graph that is there.
    /// </summary>
    /// <exception cref="RefusedException">Validation that names the member; Conflict when the graph id stands for another body, or the kill switch is engaged.</exception>
    public Graph Submit(Account account, Wire.SubmitBody body)
    {
        AccountActivity activity = Of(account);
        string text = WireJson.Text(body, WireJson.Rest);
        if (body.GraphId is { } known && activity.Find(known) is { } old)
        {
            return text == old.Graph.Body || JToken.DeepEquals(JToken.Parse(text), JToken.Parse(old.Graph.Body))
                ? old.Graph
                : throw RefusedException.Conflict($"The graph_id {known} belongs to a graph with other parameters.");
        }

        if (account.KillSwitch.IsEngaged)
            throw account.KillSwitch.Refuse("submit again");
        GraphPlan plan = GraphSubmission.Read(body, _execution.Markets);
        account.Ledger.Open(_execution.Markets);
        decimal[] notionals = PlanNotionals.Of(plan);
        RiskAdmission.Check(plan.Risk.Admission, notionals, PlanNotionals.AtRisk(plan, notionals), account, activity.Running.Count, _execution.Markets);
        return Start(account, body.GraphId, text, WithDefaults(PacingExpansion.Expand(plan)));
    }

    public Graph? Find(Account account, string graphId) => Of(account).Find(graphId)?.Graph;

    /// <summary>Ends the graph and takes its orders off the books; a graph that has ended stays as it is.</summary>
    public void Cancel(Graph graph) => RunOf(graph).Abort(null);

    /// <summary>Ends the order and its node, and leaves the rest of the graph to its edges; an order that has ended stays as it is.</summary>
    public void Cancel(OrderState order)
    {
        if (!order.IsTerminal)
            RunOf(order).Cancel(NodeOf(order));
    }

    /// <summary>Cancels a graph for its client, who is told when nothing is left to cancel. Cancelling an aborted graph again changes nothing.</summary>
    /// <exception cref="RefusedException">GraphTerminal: it has completed or expired.</exception>
    public void RequestCancel(Graph graph)
    {
        if (graph.IsEnded && graph.Status != Wire.GraphStatus.Aborted)
            throw graph.RefuseTerminal("cancelled");
        Cancel(graph);
    }

    /// <summary>Cancels an order for its client, who is told when nothing is left to cancel. Cancelling a cancelled order again changes nothing.</summary>
    /// <exception cref="RefusedException">OrderTerminal: it was filled or rejected.</exception>
    public void RequestCancel(OrderState order)
    {
        if (order.IsTerminal && order.Status != Wire.OrderStatus.Cancelled)
            throw RefusedException.OrderTerminal("node_order_id", $"is {order.Status.Value}: only an order that still works can be cancelled.");
        Cancel(order);
    }

    /// <summary>Cancels every order that rests on the venue or can trade nowhere else.</summary>
    /// <returns>How many orders that ended.</returns>
    public int CancelAll(Account account, string venue)
    {
        List<OrderState> hit = [.. Of(account).Orders.Where(order => !order.IsTerminal && IsOn(venue, NodeOf(order)))];
        foreach (OrderState order in hit)
            Cancel(order);
        return hit.Count;
    }

    /// <summary>Cancels and replaces an order that works.</summary>
    /// <returns>The order in its place.</returns>
    /// <exception cref="RefusedException">OrderTerminal: it has ended. Validation: it is cut into slices, or the quantity is filled already. KillSwitch: it is engaged, and the order would grow or cross.</exception>
    public OrderState Amend(OrderState order, Amendment change)
    {
        var at = new Field("node_order_id");
        if (order.IsTerminal)
            throw RefusedException.OrderTerminal(at.Path, $"is {order.Status.Value}: only an order that still works can be amended.");
        GraphNode node = NodeOf(order);
        Amendment ofNode = change.Quantity is { } quantity ? change with { Quantity = node.Target - order.Quantity + quantity } : change;
        change.QuantityAt.Require(!(change.Quantity <= order.Filled), $"must be more than the {order.Filled} that are filled.");
        RunOf(order).Amend(node, ofNode, at);
        return node.Order!;
    }

    /// <summary>Changes a node that works or waits; one that works gets a new order.</summary>
    /// <exception cref="RefusedException">OrderTerminal: it has ended. Validation: it is cut into slices, or the quantity is filled already. KillSwitch: it is engaged, and the order would grow or cross.</exception>
    public void Amend(Graph graph, GraphNode node, Amendment change) => RunOf(graph).Amend(node, change, new Field("node_id"));

    /// <summary>Takes the graph's orders off the books until <see cref="Resume"/>.</summary>
    public void Pause(Graph graph) => RunOf(graph).Pause(null);

    /// <summary>Lets a paused graph go on; one that runs already just runs.</summary>
    /// <exception cref="RefusedException">GraphTerminal: the graph has ended.</exception>
    public void Resume(Graph graph)
    {
        if (graph.IsEnded)
            throw graph.RefuseTerminal("resumed");
        RunOf(graph).Resume();
    }

    public OrderState? FindOrder(Account account, string nodeOrderId) => Of(account).FindOrder(nodeOrderId);

    /// <summary>The order of the paced node that an order is a slice of; null for any other.</summary>
    public OrderState? ParentOf(OrderState order) => NodeOf(order).Parent?.Order;

    /// <summary>What of an order stands on the venues now.</summary>
    public IReadOnlyList<VenueOrder> Parts(OrderState order) =>
        NodeOf(order) is { Working: { } working } && working.State == order ? working.Parts : [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<OrderState> Orders(Account account) => NewestFirst(Of(account).Orders);

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ExecutionReport> Fills(Account account) => NewestFirst(Of(account).Fills);

    /// <summary>All positions, closed ones too.</summary>
    public Wire.PositionsResponse Positions(Account account)
    {
        Of(account);
        account.Ledger.Open(_execution.Markets);
        return new Statement(_execution.Markets).Of(account.Ledger, _scheduler.Now);
    }

    private Graph Start(Account account, string? id, string body, GraphPlan plan)
    {
        AccountActivity activity = Of(account);
        var graph = new Graph(id ?? NewId(activity), account, body, plan, _scheduler.Now);
        var run = new GraphRun(graph, _execution, _tactics);
        run.LimitBroken += breach => LimitBroken?.Invoke(breach);
        run.Paused += (paused, reason) => Paused?.Invoke(paused, reason);
        activity.Add(run);
        run.Defer(run.Start);
        return graph;
    }

    private static bool IsOn(string venue, GraphNode node) =>
        node.Spec.Markets.All(market => market.Venue == venue) || node.Working is { } working && working.Parts.Any(part => part.Market.Venue == venue);

    private GraphRun RunOf(OrderState order) => Of(order.Account).Find(order.GraphId)!;

    private GraphNode NodeOf(OrderState order) => RunOf(order).Graph.Find(order.NodeId)!;

    private GraphRun RunOf(Graph graph) => Of(graph.Account).Find(graph.Id)!;

    private AccountActivity Of(Account account)
    {
        if (!_activities.TryGetValue(account, out AccountActivity? activity))
            _activities[account] = activity = new AccountActivity();
        return activity;
    }

    private string NewId(AccountActivity activity)
    {
        string id;
        do
        {
            id = string.Create(CultureInfo.InvariantCulture, $"graph_{_ids.NextInt64():x16}");
        }
        while (activity.Find(id) is not null);
        return id;
    }

    private static GraphPlan WithDefaults(GraphPlan plan)
    {
        if (plan.Risk.PreTrade?.MaxSlippageBps is not { } slippage)
            return plan;
        return plan with
        {
            Nodes = [.. plan.Nodes.Select(node => node with { Style = node.Style with { MaxSlippageBps = node.Style.MaxSlippageBps ?? slippage } })],
        };
    }

    private static List<T> NewestFirst<T>(IReadOnlyList<T> oldestFirst)
    {
        List<T> list = [.. oldestFirst];
        list.Reverse();
        return list;
    }
}
