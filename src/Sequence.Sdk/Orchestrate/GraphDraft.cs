using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

internal sealed record DraftNode(string Id, Node Node);

internal sealed record DraftEdge(string From, string To, Trigger Trigger, EdgeConfig Config);

/// <summary>A graph that is not sent yet, valid or not.</summary>
internal sealed record GraphDraft
{
    public static readonly GraphDraft Empty = new();

    public ImmutableList<DraftNode> Nodes { get; init; } = [];

    public ImmutableList<DraftEdge> Edges { get; init; } = [];

    public RiskConfig Risk { get; init; } = RiskConfig.Unset;

    public bool IsSandbox { get; init; }

    public JObject? Metadata { get; init; }

    public string? GraphId { get; init; }

    public SubmitBody ToWire(string graphId)
    {
        HashSet<string> targets = [.. Edges.Select(e => e.To)];
        HashSet<string> edgeIds = [];
        return new SubmitBody
        {
            Nodes = [.. Nodes.Select(n => ToWire(n, isRoot: !targets.Contains(n.Id)))],
            Edges = [.. Edges.Select(e => ToWire(e, UniqueId(e, edgeIds)))],
            Risk = Risk.ToWire(),
            Metadata = Metadata,
            IsSandbox = IsSandbox,
            GraphId = graphId,
        };
    }

    private static GraphNode ToWire(DraftNode node, bool isRoot) => node.Node.Terms.ToWire(
        node.Id,
        node.Node.IsDerived ? QuantitySpec.Derived : QuantitySpec.Fixed(node.Node.Terms.Qty),
        isRoot ? Activation.Root : Activation.Wait);

    private static GraphEdge ToWire(DraftEdge edge, string id)
    {
        var wire = new GraphEdge { EdgeId = id, FromNode = edge.From, ToNode = edge.To };
        edge.Trigger.WriteTo(wire);
        edge.Config.WriteTo(wire);
        return wire;
    }

    /// <summary><c>e_from_to</c>; where another edge has that id already, <c>e_from_to_2</c> and so on.</summary>
    private static string UniqueId(DraftEdge edge, HashSet<string> taken)
    {
        string plain = $"e_{edge.From}_{edge.To}";
        string id = plain;
        for (int i = 2; !taken.Add(id); i++)
            id = FormattableString.Invariant($"{plain}_{i}");
        return id;
    }
}
