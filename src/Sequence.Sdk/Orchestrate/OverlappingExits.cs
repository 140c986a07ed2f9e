namespace Sequence.Sdk;

/// <summary>
/// Finds entries whose exits would together trade more than the entry bought (or sold). Edges only start nodes: a filled target does not cancel
/// the stop beside it, so both may fill, and the second opens a position in the other direction.
/// </summary>
internal static class OverlappingExits
{
    public static IEnumerable<GraphProblem> Warnings(GraphDraft graph)
    {
        Dictionary<string, Node> nodes = [];
        foreach (DraftNode node in graph.Nodes)
            nodes.TryAdd(node.Id, node.Node);
        ILookup<string, DraftEdge> outgoing = graph.Edges.ToLookup(edge => edge.From);
        foreach ((int i, DraftNode entry) in graph.Nodes.Index())
        {
            List<DraftEdge> exits = ExitsOf(entry.Node, outgoing[entry.Id], nodes);
            // A leg that another leg starts is not at work beside it from the beginning; whether both fill depends on their triggers.
            HashSet<string> ids = [.. exits.Select(edge => edge.To)];
            HashSet<string> started = [.. exits.SelectMany(edge => outgoing[edge.To]).Select(edge => edge.To).Where(ids.Contains)];
            exits.RemoveAll(edge => started.Contains(edge.To));
            if (exits.Count > 1 && AtMost(entry.Node, exits, nodes) > 1m)
            {
                yield return new GraphProblem(
                    $"nodes[{i}]",
                    $"the exits {TextLine.List([.. exits.Select(edge => $"'{edge.To}'").Distinct()], "none")} of '{entry.Id}' may all fill and together trade more than it does: no edge cancels one when another fills. "
                    + "Size them to parts of the entry, mark them ReduceOnly(), or cancel the other leg yourself.");
            }
        }
    }

    private static List<DraftEdge> ExitsOf(Node entry, IEnumerable<DraftEdge> edges, Dictionary<string, Node> nodes) =>
    [
        .. edges.Where(edge => nodes.TryGetValue(edge.To, out Node? exit)
            && exit != entry
            && exit.Terms.Side != entry.Terms.Side
            && !exit.Terms.Execution.ReduceOnly
            && string.Equals(exit.Terms.Symbol, entry.Terms.Symbol, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(edge => edge.To),
    ];

    /// <summary>The largest part of the entry that the exits can trade together. An entry is filled or cancelled, never both.</summary>
    private static decimal AtMost(Node entry, List<DraftEdge> exits, Dictionary<string, Node> nodes)
    {
        decimal whenFilled = 0;
        decimal whenCancelled = 0;
        foreach (DraftEdge edge in exits)
        {
            // Far beyond 1 the exact sum says nothing more, and adding on would overflow.
            decimal part = decimal.Min(PartOf(entry, nodes[edge.To], edge), 2m);
            if (edge.Trigger.Word != "on_cancel")
                whenFilled += part;
            if (edge.Trigger.Word != "on_full_fill")
                whenCancelled += part;
        }

        return decimal.Max(whenFilled, whenCancelled);
    }

    private static decimal PartOf(Node entry, Node exit, DraftEdge edge) => edge.Config.Size is { } sizing
        ? sizing.PartOf(entry.IsDerived ? Qty.Zero : entry.Terms.Qty)
        : exit.IsDerived ? 1m
        : entry.IsDerived || entry.Terms.Qty == Qty.Zero ? 0m
        : Qty.Ratio(exit.Terms.Qty, entry.Terms.Qty);
}
