using CsCheck;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Orchestrate;

/// <summary>What only the whole graph shows.</summary>
[TestFixture]
public sealed class GraphValidationTests
{
    private WireRecorder _wire = null!;

    [SetUp]
    public void Open() => _wire = new WireRecorder();

    [TearDown]
    public void Close() => _wire.Dispose();

    [Test]
    public void A_sound_graph_has_no_problem()
    {
        GraphValidation check = Nodes("a", "b", "c").Edge("a", "b", Trigger.OnFill).Edge("a", "c", Trigger.OnFill).Edge("b", "c", Trigger.OnDone).Validate();

        Assert.That(check.Problems, Is.Empty);
        Assert.That(check.IsValid, Is.True);
    }

    [Test]
    public void A_graph_needs_a_node() => Expect(_wire.Client.Graph(), "nodes");

    [Test]
    public void A_node_id_is_used_once() => Expect(Nodes("a", "b", "a"), "nodes[2].node_id");

    [Test]
    public void A_fixed_node_needs_a_quantity() => Expect(Nodes("a").Node("b", Node.Buy("BTC-USD", 0m)), "nodes[1].quantity");

    [Test]
    public void A_derived_node_needs_an_edge_that_sizes_it() => Expect(Nodes("a").Node("b", Node.Buy("BTC-USD", 1m).Derived()), "nodes[1].quantity");

    [Test]
    public void A_derived_node_needs_no_quantity_of_its_own()
    {
        GraphBuilder graph = Nodes("a").Node("b", Node.Buy("BTC-USD", 0m).Derived()).Edge("a", "b", Trigger.OnFill);

        Assert.That(graph.Validate().IsValid, Is.True);
    }

    [Test]
    public void An_edge_joins_known_nodes() =>
        Expect(Nodes("a").Edge("gone", "a2", Trigger.OnFill), "edges[0].from_node", "edges[0].to_node");

    [Test]
    public void A_node_cannot_wait_for_itself() => Expect(Nodes("a", "b").Edge("a", "a", Trigger.OnFill), "edges[0].to_node");

    [Test]
    public void Nodes_cannot_wait_for_each_other()
    {
        GraphBuilder graph = Nodes("start", "a", "b", "c", "after")
            .Edge("start", "a", Trigger.OnFill).Edge("a", "b", Trigger.OnFill).Edge("b", "c", Trigger.OnFill)
            .Edge("c", "a", Trigger.OnFill).Edge("c", "after", Trigger.OnFill);

        Expect(graph, "edges");
        Assert.That(graph.Validate().Problems[0].Message, Does.Contain("a -> b -> c -> a").Or.Contain("b -> c -> a -> b").Or.Contain("c -> a -> b -> c"));
    }

    [Test]
    public void Every_separate_circle_is_named() => Expect(
        Nodes("start", "a", "b", "c", "d").Edge("a", "b", Trigger.OnFill).Edge("b", "a", Trigger.OnFill).Edge("c", "d", Trigger.OnFill).Edge("d", "c", Trigger.OnFill),
        "edges", "edges");

    [Test]
    public void A_graph_needs_a_node_that_starts() =>
        Expect(Nodes("a", "b").Edge("a", "b", Trigger.OnFill).Edge("b", "a", Trigger.OnFill), "edges", "nodes");

    [Test]
    public async Task All_problems_are_found_and_the_first_is_thrown_before_anything_is_sent()
    {
        GraphBuilder graph = Nodes("a", "a").Node("d", Node.Sell("BTC-USD", 1m).Derived()).Node("z", Node.Buy("BTC-USD", 0m))
            .Edge("a", "gone", Trigger.OnFill).Edge("z", "z", Trigger.OnFill);

        Expect(graph, "nodes[1].node_id", "nodes[2].quantity", "nodes[3].quantity", "edges[0].to_node", "edges[1].to_node");
        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(async () => await graph.SubmitAsync()))!;
        Assert.That(error.Field, Is.EqualTo("nodes[1].node_id"));
        Assert.That(error.Message, Is.EqualTo("nodes[1].node_id: 'a' is the id of another node already."));
        Assert.That(_wire.Requests, Is.Empty);
    }

    [Test]
    public void A_long_chain_is_no_trouble()
    {
        GraphBuilder graph = Nodes("n0");
        for (int i = 1; i < 5_000; i++)
            graph = graph.Node($"n{i}", Node.Buy("BTC-USD", 1m)).Edge($"n{i - 1}", $"n{i}", Trigger.OnFill);

        Assert.That(graph.Validate().IsValid, Is.True);
        Expect(graph.Edge("n4999", "n0", Trigger.OnFill), "edges", "nodes");
    }

    [Test]
    public void A_circle_is_reported_exactly_when_the_graph_has_one() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).List[0, 10].Sample(
            edges =>
            {
                GraphBuilder graph = Nodes("0", "1", "2", "3", "4", "5");
                foreach ((int from, int to) in edges)
                    graph = graph.Edge($"{from}", $"{to}", Trigger.OnFill);

                GraphProblem[] circles = [.. graph.Validate().Problems.Where(p => p.Field == "edges")];

                Assert.That(circles.Length > 0, Is.EqualTo(HasCircle([.. edges.Where(e => e.Item1 != e.Item2)])));
                foreach (GraphProblem circle in circles)
                    AssertEdgesExist(circle.Message, edges);
            },
            iter: 2_000);

    /// <summary>Follows every path; on six nodes that is cheap and hard to get wrong.</summary>
    private static bool HasCircle(List<(int From, int To)> edges)
    {
        bool Returns(int start, int at, int steps) =>
            steps > 0 && edges.Any(e => e.From == at && (e.To == start || Returns(start, e.To, steps - 1)));

        return Enumerable.Range(0, 6).Any(node => Returns(node, node, 6));
    }

    private static void AssertEdgesExist(string message, List<(int From, int To)> edges)
    {
        int[] path = [.. message.Replace("the nodes ", "", StringComparison.Ordinal).Split(" wait")[0].Split(" -> ").Select(id => id[0] - '0')];
        Assert.That(path[^1], Is.EqualTo(path[0]));
        foreach ((int from, int to) in path.Zip(path.Skip(1)))
            Assert.That(edges, Does.Contain((from, to)), message);
    }

    private GraphBuilder Nodes(params string[] ids) => ids.Aggregate(_wire.Client.Graph(), (graph, id) => graph.Node(id, Node.Buy("BTC-USD", 1m)));

    private static void Expect(GraphBuilder graph, params string[] fields)
    {
        GraphValidation check = graph.Validate();

        Assert.That(check.Problems.Select(p => p.Field), Is.EqualTo(fields));
        Assert.That(check.IsValid, Is.False);
    }
}
