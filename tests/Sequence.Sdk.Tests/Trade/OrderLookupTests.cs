using System.Net;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Trade;

[TestFixture]
public sealed class OrderLookupTests
{
    [Test]
    public async Task An_order_that_is_not_there_is_a_404()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", """{"orders": [], "total": 0}""");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetOrderAsync("graph:none:order:1")))!;

        Assert.That((error.Status, error.Code, error.Retryability), Is.EqualTo((404, "NOT_FOUND", Retryability.Never)));
        Assert.That(error.Operation, Is.EqualTo("listOrders"));
        Assert.That(error.Message, Does.Contain("graph:none:order:1"));
    }

    [Test]
    public async Task A_bare_array_is_a_page_too()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", $"[{OrderJson.Order()}]");

        Assert.That((await wire.Client.GetOrderAsync(OrderJson.Id)).NodeOrderId, Is.EqualTo(OrderJson.Id));
    }

    [Test]
    public async Task Of_several_orders_the_one_that_was_asked_for_is_taken()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", OrderJson.Page(OrderJson.Order("x"), OrderJson.Order(), OrderJson.Order("y")));

        Assert.That((await wire.Client.GetOrderAsync(OrderJson.Id)).NodeOrderId, Is.EqualTo(OrderJson.Id));
    }

    [Test]
    public async Task One_order_is_the_answer_even_under_a_newer_id()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", OrderJson.Page(OrderJson.Order("graph:graph_ab12:order:2")));

        Assert.That((await wire.Client.GetOrderAsync(OrderJson.Id)).NodeOrderId, Is.EqualTo("graph:graph_ab12:order:2"));
    }

    [Test]
    public async Task Other_orders_are_never_taken_for_the_one_that_was_asked_for()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", OrderJson.Page(OrderJson.Order("x"), OrderJson.Order("y")));

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetOrderAsync(OrderJson.Id)))!;

        Assert.That(error.Status, Is.EqualTo(404));
    }

    [TestCase("x", TestName = "A_single_foreign_order_is_not_found")]
    [TestCase("graph:graph_ab12:hedge:1", TestName = "An_order_of_another_node_is_not_found")]
    [TestCase("graph:graph_cd34:order:2", TestName = "An_order_of_another_graph_is_not_found")]
    [TestCase("graph:graph_ab12:order:0", TestName = "An_earlier_order_is_not_found")]
    [TestCase("graph:graph_ab12:order:2x", TestName = "An_id_without_a_number_is_not_found")]
    public async Task An_order_that_was_not_asked_for(string came)
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", OrderJson.Page(OrderJson.Order(came))).Answer("getOrder", OrderJson.Order(came));

        SequenceApiException listed = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetOrderAsync(OrderJson.Id)))!;
        SequenceApiException single = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetOrderByPathAsync(OrderJson.Id)))!;

        Assert.That((listed.Status, single.Status, single.Code, single.Operation), Is.EqualTo((404, 404, "NOT_FOUND", "getOrder")));
        Assert.That(single.Message, Does.Contain(came).And.Contain(OrderJson.Id));
    }

    [Test]
    public async Task Of_several_successors_the_latest_is_taken()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", OrderJson.Page([.. new[] { 2, 10, 9 }.Select(n => OrderJson.Order($"graph:graph_ab12:order:{n}"))]))
            .Answer("getOrder", OrderJson.Order("graph:graph_ab12:order:2"));

        Assert.That((await wire.Client.GetOrderAsync(OrderJson.Id)).NodeOrderId, Is.EqualTo("graph:graph_ab12:order:10"));
        Assert.That((await wire.Client.GetOrderByPathAsync(OrderJson.Id)).NodeOrderId, Is.EqualTo("graph:graph_ab12:order:2"));
    }

    [Test]
    public async Task A_graph_that_was_not_asked_for_is_not_found_and_one_without_an_id_is_not_readable()
    {
        using var wire = new WireRecorder();
        wire.Answer("getGraph", """{"graph_id": "graph_cd34", "client_id": "c", "status": "running", "nodes": {}, "edges": {}}""", """{"status": "running", "nodes": {}, "edges": {}}""");

        SequenceApiException other = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetGraphAsync("graph_ab12")))!;
        SequenceDeserializationException none = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => wire.Client.GetGraphAsync("graph_ab12")))!;

        Assert.That((other.Status, other.Operation, none.Operation), Is.EqualTo((404, "getGraph", "getGraph")));
    }

    [Test]
    public async Task An_error_of_the_server_comes_through()
    {
        using var wire = new WireRecorder();
        wire.Fail("listOrders", HttpStatusCode.Forbidden, "FORBIDDEN");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetOrderAsync(OrderJson.Id)))!;

        Assert.That(error.Status, Is.EqualTo(403));
    }
}
