using System.Net;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Wire;

[TestFixture]
public sealed class WireRecorderTests
{
    [Test]
    public async Task A_request_is_kept_with_its_headers_but_without_the_key()
    {
        using var wire = new WireRecorder();

        await RawOrdersAsync(wire);

        Assert.That(wire.Request.Operation, Is.EqualTo("listOrders"));
        Assert.That(wire.Request.Headers["Authorization"], Is.EqualTo("Bearer ***"));
        Assert.That(wire.Request.ToString(), Does.Not.Contain(WireRecorder.Key));
        wire.MatchSnapshot();
    }

    [Test]
    public async Task An_operation_answers_with_the_sample_of_the_contract()
    {
        using var wire = new WireRecorder();

        OrdersPage page = await RawOrdersAsync(wire);

        Assert.That(page.Orders.Single().Status, Is.EqualTo(OrderStatus.Partial));
    }

    [Test]
    public async Task Own_answers_come_one_after_the_other_and_the_last_one_stays()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", """{"orders": [], "total": 1}""", """{"orders": [], "total": 2}""");

        long?[] totals = [(await RawOrdersAsync(wire)).Total, (await RawOrdersAsync(wire)).Total, (await RawOrdersAsync(wire)).Total];

        Assert.That(totals, Is.EqualTo(new long?[] { 1, 2, 2 }));
    }

    [Test]
    public async Task A_failing_operation_gives_the_error_of_its_status()
    {
        using var wire = new WireRecorder();
        wire.Fail("listOrders", HttpStatusCode.Forbidden, "FORBIDDEN");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => RawOrdersAsync(wire)))!;

        Assert.That((error.Status, error.Code), Is.EqualTo((403, "FORBIDDEN")));
    }

    private static async Task<OrdersPage> RawOrdersAsync(WireRecorder wire)
    {
        using var transport = new SequenceTransport(
            WireRecorder.Key, new SequenceClientOptions { HttpHandler = wire, Seed = 7, BaseAddress = new Uri("https://wire.test") });
        return await transport.CallAsync((raw, token) => raw.Trade.ListOrdersAsync(limit: 5, cancellationToken: token), CancellationToken.None);
    }
}
