namespace Sequence.Exchange.Graphs;

// Exits that share what their entry traded.
internal sealed partial class GraphRun
{
    private ExitLegs? ExitsOf(GraphNode node) => _exits.Count == 0 ? null : _exits.FirstOrDefault(exits => exits.Legs.Contains(Leg(node)));

    private static GraphNode Leg(GraphNode node) => node.Parent ?? node;

    /// <summary>What an order of an exit may still send to venues; null when nothing but its own quantity bounds it.</summary>
    private Func<Qty>? ShareOf(GraphNode node) => ExitsOf(node) is not { } exits
        ? null
        : () => exits.Share(Leg(node)) - WorkingOrders(Leg(node)).Aggregate(Qty.Zero, (sum, order) => sum + order.Resting);

    /// <summary>What an exit starts with: no more than the other exits have left of the entry.</summary>
    private Qty Shared(GraphNode node, Qty quantity) => node.Parent is null && ExitsOf(node) is { } exits ? Qty.Min(quantity, exits.Left) : quantity;

    /// <summary>The exits behind this one leave the books; what it does not want they may have again a moment later.</summary>
    private void TakePrecedence(GraphNode node)
    {
        if (ExitsOf(node) is not { } exits)
            return;
        foreach (WorkingOrder order in exits.Behind(Leg(node)).SelectMany(WorkingOrders).ToList())
        {
            order.Pull();
            order.Wake();
        }
    }

    /// <summary>Checks an order as if the exits that it shares with held nothing.</summary>
    private string? Refusal(GraphNode node, OrderState state, OrderSpec spec)
    {
        Func<string?> look = () => RuleProblem(node, state) ?? _check.Refusal(state, spec);
        IEnumerable<WorkingOrder> others = ExitsOf(node)?.Legs.Where(leg => leg != Leg(node)).SelectMany(WorkingOrders) ?? [];
        foreach (WorkingOrder other in others)
        {
            Func<string?> inner = look;
            look = () => other.WithoutReservations(inner);
        }

        return look();
    }

    /// <summary>
    /// Why the rules of the instrument forbid the first order of a node that an edge starts: what was known at the submit was checked there,
    /// and an amend has been checked before. An order that grows with each fill may begin below a minimum.
    /// </summary>
    private static string? RuleProblem(GraphNode node, OrderState state) =>
        node.Spec.IsRoot || node.Parent is not null || node.Orders > 1 || node.Order != state
            ? null
            : OrderAdmission.Problem(node.Spec, node.Inbound.Any(edge => edge.Grows) ? null : state.Quantity);

    /// <summary>An exit or its entry traded or ended: what it gave up is free for the others.</summary>
    private void WakeExits(GraphNode node)
    {
        GraphNode leg = Leg(node);
        foreach (ExitLegs exits in _exits.Where(exits => exits.Entry == leg.Spec.Id || exits.Legs.Contains(leg)))
        {
            foreach (WorkingOrder order in exits.Legs.SelectMany(WorkingOrders).ToList())
                order.Wake();
            // The last coin may leave through an exit that wanted more.
            if (exits.IsClosed)
                Defer(Settle);
        }
    }

    /// <summary>Ends the exits of an entry that is closed.</summary>
    private void EndExits()
    {
        foreach (ExitLegs exits in _exits.Where(exits => exits.IsClosed))
        {
            foreach (GraphNode leg in exits.Legs)
                Stop(leg, OrderEnd.Transferred, $"EXIT_FILLED: the other exits closed what {exits.Entry} traded.");
        }
    }

    private static IEnumerable<WorkingOrder> WorkingOrders(GraphNode leg)
    {
        IEnumerable<GraphNode> nodes = leg.Slices.Count == 0 ? [leg] : leg.Slices;
        return nodes.Select(node => node.Working).OfType<WorkingOrder>().Where(order => !order.IsEnded);
    }
}
