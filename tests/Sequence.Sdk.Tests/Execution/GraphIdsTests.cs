using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Execution;

/// <summary>The ids of graphs and orders, and whether an answer is about the one that was asked for.</summary>
[TestFixture]
public sealed class GraphIdsTests
{
    private const string First = "graph:g:n:1";

    [Test]
    public void An_order_id_holds_graph_node_and_number() => Assert.That(GraphIds.NodeOrderId("g", "n"), Is.EqualTo(First));

    [TestCase(First, 1, "graph:g:n")]
    [TestCase("graph:g:n:42", 42, "graph:g:n")]
    [TestCase("graph:g:a:b:7", 7, "graph:g:a:b")]
    [TestCase("graph:g:n:", null, "graph:g:n")]
    [TestCase("graph:g:n:+1", null, "graph:g:n")]
    [TestCase("graph:g:n: 1", null, "graph:g:n")]
    [TestCase("graph:g:n:x", null, "graph:g:n")]
    [TestCase("graph:g:1", null, "graph:g")]
    [TestCase("graph::n:1", null, "graph::n")]
    [TestCase("graph:g::1", null, "graph:g:")]
    [TestCase("order:g:n:1", null, "order:g:n")]
    [TestCase("graph", null, "")]
    [TestCase(":1", null, "")]
    [TestCase("", null, "")]
    [TestCase(null, null, "")]
    public void The_number_stands_behind_graph_and_node(string? id, long? number, string node) =>
        Assert.That((GraphIds.Number(id, out string before), before), Is.EqualTo((number, node)));

    [TestCase(First, First, true)]
    [TestCase(First, "graph:g:n:2", true)]
    [TestCase(First, "graph:g:n:01", false)]
    [TestCase("graph:g:n:2", First, false)]
    [TestCase(First, "graph:g:other:2", false)]
    [TestCase(First, "graph:h:n:2", false)]
    [TestCase(First, "other", false)]
    [TestCase(First, null, false)]
    [TestCase("key_1", "key_1", true)]
    [TestCase("key_1", "key_2", false)]
    [TestCase("key_1", "graph:g:n:2", false)]
    [TestCase("graph:g:n:x", "graph:g:n:2", false)]
    public void An_amended_order_has_a_later_number(string asked, string? came, bool isIt)
    {
        Assert.That(GraphIds.IsOrderOrSuccessor(asked, came), Is.EqualTo(isIt));
        Assert.That(
            GraphIds.DiffersInOrder(asked, came),
            Is.EqualTo(isIt || came is null ? null : $"it is about the order '{came}', not '{asked}'."));
    }

    [TestCase("g", First, true)]
    [TestCase("g", "graph:g2:n:1", false)]
    [TestCase("g2", First, false)]
    [TestCase("g", "GRAPH:g:n:1", false)]
    public void A_graph_holds_its_orders(string graphId, string nodeOrderId, bool isHeld) => Assert.That(GraphIds.Holds(graphId, nodeOrderId), Is.EqualTo(isHeld));

    [Test]
    public void The_id_of_a_graph_in_the_place_of_an_orders_gets_advice()
    {
        Assert.That(GraphIds.Advice(First), Is.Empty);
        Assert.That(GraphIds.Advice("g"), Does.StartWith(" It is no node-order id: pass SubmitResult.OrderId"));
    }

    [TestCase("g", "g")]
    [TestCase(First, "g")]
    [TestCase("graph:g", "g")]
    [TestCase("g:n:1", "g")]
    [TestCase("GRAPH:g", "GRAPH")]
    public void An_order_id_leads_to_its_graph(string id, string graphId) => Assert.That(GraphIds.Reduce(id, "id"), Is.EqualTo(graphId));

    [TestCase("graph:", "id: 'graph:' holds no graph id.")]
    [TestCase(":n:1", "id: ':n:1' holds no graph id.")]
    [TestCase("..", "id: '..' cannot be part of a URL path.")]
    [TestCase(" ", "id: must not be empty.")]
    [TestCase(null, "id: must not be empty.")]
    public void An_id_without_a_graph_is_refused(string? id, string message) =>
        Assert.That(Assert.Throws<SequenceValidationException>(() => GraphIds.Reduce(id, "id"))!.Message, Is.EqualTo(message));

    [TestCase("""{"graph_id": "g"}""", null)]
    [TestCase("""{"graph_id": "h"}""", "it is about the graph 'h', not 'g'.")]
    [TestCase("""{"graph_id": ""}""", "it is about the graph '', not 'g'.")]
    [TestCase("""{"graph_id": 5}""", "it is about the graph '5', not 'g'.")]
    [TestCase("""{"graph_id": null}""", null)]
    [TestCase("""{"node_order_id": "graph:h:n:1"}""", "it is about the order 'graph:h:n:1', not 'g'.")]
    [TestCase("{}", null)]
    [TestCase("""["h"]""", null)]
    public void An_answer_that_names_another_graph_is_recognised(string answer, string? problem) =>
        Assert.That(AnswerCheck.Graph("g")(JToken.Parse(answer)), Is.EqualTo(problem));

    [TestCase("""{"node_order_id": "graph:g:n:1"}""", null)]
    [TestCase("""{"node_order_id": "graph:g:n:3"}""", null)]
    [TestCase("""{"node_order_id": "graph:g:m:1"}""", "it is about the order 'graph:g:m:1', not 'graph:g:n:1'.")]
    [TestCase("""{"node_order_id": 5}""", "it is about the order '5', not 'graph:g:n:1'.")]
    [TestCase("{}", null)]
    [TestCase("7", null)]
    public void An_answer_that_names_another_order_is_recognised(string answer, string? problem) =>
        Assert.That(AnswerCheck.Order(First)(JToken.Parse(answer)), Is.EqualTo(problem));
}
