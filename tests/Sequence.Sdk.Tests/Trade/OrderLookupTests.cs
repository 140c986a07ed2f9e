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

    [Test]
    public async Task An_error_of_the_server_comes_through()
    {
        using var wire = new WireRecorder();
        wire.Fail("listOrders", HttpStatusCode.Forbidden, "FORBIDDEN");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetOrderAsync(OrderJson.Id)))!;

        Assert.That(error.Status, Is.EqualTo(403));
    }
}
