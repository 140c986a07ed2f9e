using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Orchestrate;

/// <summary>What a refusal says, word for word: a trader reads it in a log and must know what to change.</summary>
[TestFixture]
public sealed class GraphMessageTests
{
    private static readonly Node Good = Node.Buy("BTC-USD", 1m);

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Refusal("node: must not be null.", g => g.Node("a", null!));
        yield return Refusal("node_id: '.' cannot be part of a URL path.", g => g.Node(".", Good));
        yield return Refusal("trigger: must not be null.", g => g.Edge("a", "b", null!));
        yield return Refusal("edge: its configuration must not be null.", g => g.Edge("a", "b", Trigger.OnFill, _ => null!));
        yield return Refusal("edge: its configuration must not be null.", g => g.Edge("a", "b", Trigger.OnFill, null!));
        yield return Refusal("sizing: must not be null.", g => g.Edge("a", "b", Trigger.OnFill, e => e.Sizing(null!)));
        yield return Refusal("on_parent_cancel: there is no failure action 9.", g => g.Edge("a", "b", Trigger.OnFill, e => e.OnParentCancel((FailureAction)9)));
        yield return Refusal("on_child_reject: there is no failure action 9.", g => g.Edge("a", "b", Trigger.OnFill, e => e.OnChildReject((FailureAction)9)));
        yield return Refusal("on_runtime_breach: there is no failure action 9.", g => g.Risk(r => r.OnRuntimeBreach((FailureAction)9)));
        yield return Refusal("on_disconnect: there is no failure action 9.", g => g.Risk(r => r.OnDisconnect((FailureAction)9)));
        yield return Refusal("risk: its configuration must not be null.", g => g.Risk(_ => null!));
        yield return Refusal("max_unhedged_qty: must be above 0, but was 0.", g => g.Risk(r => r.MaxUnhedgedQty(Qty.Zero)));
        yield return Refusal("max_notional_usd: must be above 0, but was 0.", g => g.Risk(r => r.MaxNotionalUsd(0m)));
        yield return Refusal("metadata: must be a JSON object, but was Array.", g => g.Metadata(new JArray()));
        yield return Refusal("metadata: must be a JSON object, but was null.", g => g.Metadata((JToken)null!));
        yield return Refusal("metadata: must not be empty.", g => g.Metadata(""));
        yield return Refusal("multiplier: must not be 0.", _ => Sizing.LinearHedge(0m));
        yield return Refusal("qty: must be above 0, but was -1.", _ => Node.Sell("BTC-USD", -1m));
        yield return Refusal("direction: there is no direction 7.", _ => Trigger.OnPrice("BTC-USD", (PriceDirection)7, 1m));
        yield return Refusal("amendments: must change something: urgency, slippage, horizon or quantity.", _ => NodeAmendments.Checked(new NodeAmendments()));
    }

    private static IEnumerable<TestCaseData> Problems()
    {
        yield return Problem("nodes: a graph needs at least one node.", g => g);
        yield return Problem("nodes[1].node_id: 'a' is the id of another node already.", g => g.Node("a", Good).Node("a", Good));
        yield return Problem("nodes[0].quantity: node 'a' is derived, but no edge leads to it that could size it.", g => g.Node("a", Good.Derived()));
        yield return Problem("nodes[0].quantity: node 'a' needs a quantity above 0, or Derived().", g => g.Node("a", Node.Buy("BTC-USD", 0m)));
        yield return Problem("edges[0].from_node: there is no node 'gone'.", g => g.Node("a", Good).Node("b", Good).Edge("gone", "b", Trigger.OnFill));
        yield return Problem("edges[0].to_node: there is no node 'gone'.", g => g.Node("a", Good).Edge("a", "gone", Trigger.OnFill));
        yield return Problem("edges[0].to_node: node 'b' cannot wait for itself.", g => g.Node("a", Good).Node("b", Good).Edge("b", "b", Trigger.OnFill));
        yield return Problem(
            "edges: the nodes b -> c -> b wait for each other; take one of these edges away.",
            g => g.Node("a", Good).Node("b", Good).Node("c", Good).Edge("b", "c", Trigger.OnFill).Edge("c", "b", Trigger.OnFill));
        yield return Problem(
            "nodes: every node waits for an edge, so none would start; a graph needs a node that no edge leads to.",
            g => g.Node("a", Good).Edge("a", "a", Trigger.OnFill), at: 1);
    }

    [TestCaseSource(nameof(Refusals))]
    public void A_refusal_says_what_is_wrong(Func<GraphBuilder, object> act, string message)
    {
        using var wire = new WireRecorder();
        Assert.That(() => act(wire.Client.Graph()), Throws.TypeOf<SequenceValidationException>().With.Message.EqualTo(message));
    }

    [TestCaseSource(nameof(Problems))]
    public void A_problem_of_the_whole_graph_says_what_is_wrong(Func<GraphBuilder, GraphBuilder> build, string message, int at)
    {
        using var wire = new WireRecorder();
        GraphProblem problem = build(wire.Client.Graph()).Validate().Problems[at];
        Assert.That($"{problem.Field}: {problem.Message}", Is.EqualTo(message));
    }

    [Test]
    public void Metadata_that_is_no_JSON_says_why() => Assert.That(
        () => Build(g => g.Metadata("{")),
        Throws.TypeOf<SequenceValidationException>().With.Message.Match(@"^metadata: is not JSON: \S.+").And.InnerException.InstanceOf<Newtonsoft.Json.JsonException>());

    [Test]
    public async Task Metadata_keeps_its_digits_and_its_dates_as_they_are_written()
    {
        using var wire = new WireRecorder();
        await wire.Client.Graph().Node("a", Good).Metadata("""{"n":0.1234567890123456789,"at":"2024-01-01T00:00:00.500+02:00"}""").SubmitAsync();

        Assert.That(wire.Request.Body!["metadata"]!.ToString(Newtonsoft.Json.Formatting.None), Is.EqualTo("""{"n":0.1234567890123456789,"at":"2024-01-01T00:00:00.500+02:00"}"""));
    }

    [Test]
    public void The_smallest_values_that_can_be_sent_are_taken()
    {
        Node node = Good.Twap(1, TimeSpan.FromMilliseconds(1)).EscalateAfter(TimeSpan.FromMilliseconds(1)).Iceberg(Qty.FromRaw(1));
        NodeAmendments amendments = new() { HorizonMs = 1, MaxSlippageBps = 0, Qty = Qty.FromRaw(1) };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Build(g => g.Node("a", node).Risk(r => r.MaxConcurrentGraphs(1).MaxSlippageBps(0).MaxUnhedgedQty(Qty.FromRaw(1)))), Throws.Nothing);
            Assert.That(NodeAmendments.Checked(amendments), Is.SameAs(amendments));
            Assert.That(Trigger.FillPct(1m).ToString(), Is.EqualTo("filled 100%"));
        }
    }

    private static GraphBuilder Build(Func<GraphBuilder, GraphBuilder> build)
    {
        using var wire = new WireRecorder();
        return build(wire.Client.Graph());
    }

    private static TestCaseData Refusal(string message, Func<GraphBuilder, object> act) => new TestCaseData(act, message).SetArgDisplayNames(message);

    private static TestCaseData Problem(string message, Func<GraphBuilder, GraphBuilder> build, int at = 0) =>
        new TestCaseData(build, message, at).SetArgDisplayNames(message);
}
