using System.Net;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Orchestrate;

[TestFixture]
[CancelAfter(30_000)]
public sealed class GraphReadingTests
{
    [Test]
    public async Task A_graph_is_read_from_the_documented_sample()
    {
        using var wire = new WireRecorder();

        GraphStatusResponse graph = await wire.Client.GetGraphAsync("graph_ab12");

        Assert.That((graph.GraphId, graph.Status, graph.IsTerminal), Is.EqualTo(("graph_ab12", GraphStatus.PartialFill, false)));
        Assert.That(graph.Nodes["spot"].Status, Is.EqualTo(NodeStatus.Filled));
        Assert.That(graph.Nodes["spot"].AvgFillPrice.ToDecimal(), Is.EqualTo(2_450m));
        Assert.That(graph.Nodes["spot"].FillCount, Is.EqualTo(3));
        Assert.That(graph.Nodes["hedge"].NodeOrderId, Is.Null);
        Assert.That(graph.Edges["e_spot_hedge"].Fired, Is.True);
    }

    [TestCase("pending", false)]
    [TestCase("active", false)]
    [TestCase("partial_fill", false)]
    [TestCase("paused", false)]
    [TestCase("melted", false)]
    [TestCase("completed", true)]
    [TestCase("aborted", true)]
    [TestCase("expired", true)]
    public void A_graph_ends_in_three_states(string status, bool isTerminal)
    {
        GraphStatusResponse graph = Json.Read<GraphStatusResponse>(InState(status));

        Assert.That(graph.IsTerminal, Is.EqualTo(isTerminal));
    }

    [Test]
    public void Words_from_the_future_survive_a_round_trip()
    {
        JToken sent = Json.Parse("""
            {"graph_id": "g", "client_id": "c", "status": "melted", "edges": {}, "nodes": {"a": {"status": "expired", "target_qty_1e8": 1,
             "filled_qty_1e8": 0, "avg_fill_price_1e9": 0, "fill_count": 0, "lane": 3}}}
            """);

        GraphStatusResponse graph = Json.Read<GraphStatusResponse>(sent.ToString());

        Assert.That(graph.Nodes["a"].Status.IsKnown, Is.False);
        Assert.That(Json.Same(Json.Write(graph), sent), Is.True, Json.Write(graph).ToString());
    }

    [Test]
    public async Task An_error_of_the_server_comes_through()
    {
        using var wire = new WireRecorder();
        wire.Fail("getGraph", HttpStatusCode.NotFound, "NOT_FOUND");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetGraphAsync("graph_none")))!;

        Assert.That((error.Status, error.Operation), Is.EqualTo((404, "getGraph")));
    }

    [Test]
    public async Task An_answer_without_a_body_is_no_error_where_the_answer_says_nothing()
    {
        using var wire = new WireRecorder();
        wire.Answer("cancelGraph", "").Answer("resumeGraph", "").Answer("amendGraphNode", "");

        await wire.Client.CancelGraphAsync("graph_1");
        await wire.Client.ResumeGraphAsync("graph_1");
        JToken answer = await wire.Client.AmendNodeAsync("graph_1", "a", new NodeAmendments { HorizonMs = 1 });

        Assert.That(answer.Type, Is.EqualTo(JTokenType.Null));
        Assert.That(wire.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Waiting_reads_until_the_graph_has_ended(CancellationToken deadline)
    {
        using var wire = new WireRecorder();
        wire.Answer("getGraph", InState("active"), InState("paused"), InState("aborted"));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { Timeout = Timeout.InfiniteTimeSpan });

        GraphStatusResponse graph = await wire.DriveAsync(client.WaitForGraphAsync("graph_ab12", deadline));

        Assert.That(graph.Status, Is.EqualTo(GraphStatus.Aborted));
        Assert.That(wire.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Waiting_ends_with_an_error_of_the_server(CancellationToken deadline)
    {
        using var wire = new WireRecorder();
        wire.Fail("getGraph", HttpStatusCode.NotFound);

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.WaitForGraphAsync("graph_none", deadline)))!.Status, Is.EqualTo(404));
    }

    private static string InState(string status) => $$"""{"graph_id": "graph_ab12", "status": "{{status}}", "nodes": {}, "edges": {} }""";
}
