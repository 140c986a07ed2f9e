namespace Sequence.Exchange.Graphs;

/// <summary>Turns a submitted body, of either form, into a plan that is sound, or refuses it with the member that is not.</summary>
internal static class GraphSubmission
{
    private const int MostNodes = 1000;
    private const int MostEdges = 5000;
    private const int LongestId = 128;

    public static GraphPlan Read(Wire.SubmitBody body, MarketPlace markets)
    {
        CheckGraphId(body.GraphId, new Field("graph_id"));
        Wire.GraphRisk risk = RiskReader.Read(body.Risk, new Field("risk"));
        if (body.Nodes is null && body.Symbol is not null)
        {
            new Field("edges").Require(body.Edges is not { Count: > 0 }, "do not go with the simple form.");
            return new GraphPlan([SimpleOrder.Read(body, markets)], [], risk);
        }

        new Field("symbol").Require(body.Symbol is null, "belongs to the simple form, which has no nodes.");
        new Field("nodes").Require(body.Nodes is { Count: > 0 }, "must hold at least one node.");
        new Field("nodes").Require(body.Nodes!.Count <= MostNodes, $"must not hold more than {MostNodes} nodes.");
        new Field("edges").Require(body.Edges is not { Count: > MostEdges }, $"must not hold more than {MostEdges} edges.");
        List<OrderSpec> nodes = [.. body.Nodes.Select((node, i) => NodeReader.Read(node, new Field("nodes")[i], markets))];
        List<EdgeSpec> edges = [.. (body.Edges ?? []).Select((edge, i) => EdgeReader.Read(edge, new Field("edges")[i], markets))];
        GraphShape.Check(nodes, edges);
        Dictionary<string, OrderSpec> byId = nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        for (int i = 0; i < edges.Count; i++)
            CheckSize(edges[i], byId[edges[i].To], new Field("edges")[i]);
        return new GraphPlan(nodes, edges, risk);
    }

    /// <summary>A fixed size is an order's own quantity; every other size is rounded down when the edge fires.</summary>
    private static void CheckSize(EdgeSpec edge, OrderSpec node, Field at)
    {
        if (edge.Sizing is { Kind: SizingKind.Fixed, Quantity: var quantity })
            at["sizing"]["fixed"]["qty_1e8"].Allow(OrderAdmission.QuantityProblem(node.Markets, quantity, node.Limit, node.Style.Pacing?.Slices ?? 1));
    }

    /// <summary>The id becomes a part of order ids, which colons separate, and of paths.</summary>
    private static void CheckGraphId(string? id, Field at)
    {
        if (id is null)
            return;
        at.Require(id.Length is >= 1 and <= LongestId, $"must have 1 to {LongestId} characters.");
        at.Require(id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.'), "takes only letters, digits, '_', '-' and '.'.");
    }
}
