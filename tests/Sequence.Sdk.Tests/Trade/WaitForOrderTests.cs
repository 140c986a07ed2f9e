using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Trade;

[TestFixture]
[CancelAfter(30_000)]
public sealed class WaitForOrderTests
{
    [Test]
    public async Task It_reads_until_the_order_has_ended(CancellationToken deadline)
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", InState("NEW"), InState("PARTIAL"), InState("REJECTED"));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { Timeout = Timeout.InfiniteTimeSpan });

        OrderResponse order = await wire.DriveAsync(client.WaitForOrderAsync(OrderJson.Id, cancellationToken: deadline));

        Assert.That(order.Status, Is.EqualTo(OrderStatus.Rejected));
        Assert.That(wire.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task It_ends_when_the_predicate_holds(CancellationToken deadline)
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", InState("NEW"), InState("PARTIAL"), InState("COMPLETED"));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { Timeout = Timeout.InfiniteTimeSpan });

        OrderResponse order = await wire.DriveAsync(client.WaitForOrderAsync(OrderJson.Id, o => o.Status == OrderStatus.Partial, deadline));

        Assert.That(order.Status, Is.EqualTo(OrderStatus.Partial));
    }

    [Test]
    public async Task It_ends_with_the_order_even_when_the_predicate_never_holds(CancellationToken deadline)
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", InState("CANCELLED"));

        OrderResponse order = await wire.Client.WaitForOrderAsync(OrderJson.Id, _ => false, deadline);

        Assert.That(order.Status, Is.EqualTo(OrderStatus.Cancelled));
    }

    [Test]
    public async Task It_ends_with_the_token()
    {
        using var wire = new WireRecorder();
        using var cancel = new CancellationTokenSource();
        Task<OrderResponse> wait = wire.Client.WaitForOrderAsync(OrderJson.Id, cancellationToken: cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThatAsync(() => wait, Throws.InstanceOf<OperationCanceledException>());
    }

    private static string InState(string status) => OrderJson.Page(OrderJson.Order(status: status));
}
