using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Trade;

[TestFixture]
public sealed class AmendTests
{
    [Test]
    public async Task An_amend_gives_the_order_that_stands_now()
    {
        using var wire = new WireRecorder();

        AmendResult result = await wire.Client.AmendAsync(OrderJson.Id, newPrice: 74_900m);

        Assert.That(result, Is.EqualTo(new AmendResult("graph:graph_ab12:order:2", OrderStatus.Accepted, AmendMode.CancelReplace)));
    }

    [TestCase("""{"mode": "native_atomic"}""", "native_atomic")]
    [TestCase("""{"mode": "teleport"}""", "teleport")]
    [TestCase("{}", "cancel_replace")]
    public async Task The_mode_is_the_servers_word_or_cancel_and_replace(string answer, string mode)
    {
        using var wire = new WireRecorder();
        wire.Answer("amendOrder", answer);

        AmendResult result = await wire.Client.AmendAsync(OrderJson.Id, newQty: 1m);

        Assert.That(result.Mode.Value, Is.EqualTo(mode));
        Assert.That(result.NodeOrderId, Is.EqualTo(OrderJson.Id));
        Assert.That(result.Status, Is.Null);
    }

    [TestCase("""{"mode": "native_atomic", "status": "ACCEPTED"}""", DecreaseMode.Native)]
    [TestCase("""{"mode": "cancel_replace"}""", DecreaseMode.CancelReplaceShrink)]
    [TestCase("{}", DecreaseMode.CancelReplaceShrink)]
    public async Task A_decrease_gives_the_new_total_and_how_it_was_done(string answer, DecreaseMode mode)
    {
        using var wire = new WireRecorder();
        wire.Answer("amendOrder", answer);

        DecreaseResult result = await wire.Client.DecreaseAsync(OrderJson.Id, 5m);

        Assert.That((result.NodeOrderId, result.Mode, result.NewQty.ToDecimal()), Is.EqualTo((OrderJson.Id, mode, 45m)));
    }

    [TestCase(30)]
    [TestCase(31)]
    [TestCase(50)]
    public async Task A_decrease_that_leaves_nothing_to_fill_is_refused_without_an_amend(int reduceBy)
    {
        using var wire = new WireRecorder();

        SequenceValidationException error = (await Assert.ThrowsAsync<SequenceValidationException>(() => wire.Client.DecreaseAsync(OrderJson.Id, reduceBy)))!;

        Assert.That(error.Field, Is.EqualTo("reduce_by"));
        Assert.That(error.Message, Does.Contain("30"), "what is still unfilled of 50");
        Assert.That(wire.Requests.Select(r => r.Method), Is.EqualTo(["GET"]));
    }

    [Test]
    public async Task A_decrease_of_an_order_that_is_not_there_amends_nothing()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", """{"orders": []}""");

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.DecreaseAsync(OrderJson.Id, 1m)))!;

        Assert.That(error.Status, Is.EqualTo(404));
        Assert.That(wire.Requests, Has.Count.EqualTo(1));
    }
}
