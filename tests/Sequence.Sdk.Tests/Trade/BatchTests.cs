using System.Net;
using RichardSzalay.MockHttp;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Trade;

[TestFixture]
public sealed class BatchTests
{
    [Test]
    public async Task Every_operation_has_its_result_in_order()
    {
        using var wire = new WireRecorder();

        BatchBuilder batch = wire.Client.Batch("kraken").Buy("A-USD", 1m).Cancel("graph:graph_1:order:1").SellLimit("B-USD", 2m, 3m).AssignGraphIds();
        BatchResult result = await batch.EndAsync();

        Assert.That(result.Mode, Is.EqualTo(BatchMode.Serial));
        Assert.That(result.Results.Select(r => r.GetType()), Is.EqualTo(
            [typeof(BatchItemResult.Submitted), typeof(BatchItemResult.Cancelled), typeof(BatchItemResult.Submitted)]));
        Assert.That(((BatchItemResult.Submitted)result.Results[0]).Result.NodeOrderId("order"), Is.EqualTo($"graph:{batch.GraphIds[0]}:order:1"));
        Assert.That(((BatchItemResult.Cancelled)result.Results[1]).Id, Is.EqualTo("graph:graph_1:order:1"));
    }

    [Test]
    public async Task An_operation_that_fails_becomes_an_entry_and_the_rest_goes_on()
    {
        using var wire = new WireRecorder();
        wire.Fail("submitOrder", HttpStatusCode.UnprocessableEntity, "VALIDATION_ERROR", "no such symbol");

        BatchResult result = await wire.Client.Batch("kraken").Buy("NO-SUCH", 1m).Cancel("graph_1").EndAsync();

        var failed = (BatchItemResult.Failed)result.Results[0];
        Assert.That(failed.Error, Does.Contain("no such symbol"));
        Assert.That(failed.Cause, Is.InstanceOf<SequenceApiException>());
        Assert.That(failed.GraphId, Is.EqualTo((string?)wire.Requests[0].Body!["graph_id"]));
        Assert.That(result.Results[1], Is.EqualTo(new BatchItemResult.Cancelled("graph_1")));
    }

    [Test]
    public async Task A_broken_connection_is_an_entry_too()
    {
        using var wire = new WireRecorder();
        wire.Mock.When("*/execution_graphs/*").Throw(new HttpRequestException("reset"));

        BatchResult result = await wire.Client.Batch("kraken").Cancel("graph_1").Buy("A-USD", 1m).EndAsync();

        Assert.That(((BatchItemResult.Failed)result.Results[0]).Cause.Retryability, Is.EqualTo(Retryability.AfterBackoff));
        Assert.That(result.Results[1], Is.InstanceOf<BatchItemResult.Submitted>());
    }

    [Test]
    public async Task An_empty_batch_sends_nothing()
    {
        using var wire = new WireRecorder();
        BatchBuilder batch = wire.Client.Batch("kraken");

        BatchResult result = await batch.EndAsync();

        Assert.That(batch.IsEmpty, Is.True);
        Assert.That(result.Results, Is.Empty);
        Assert.That(wire.Requests, Is.Empty);
    }

    [Test]
    public void A_batch_counts_its_operations_and_never_changes()
    {
        using var wire = new WireRecorder();
        BatchBuilder one = wire.Client.Batch("kraken").Buy("A-USD", 1m);
        BatchBuilder three = one.Sell("A-USD", 1m).Cancel("graph_1").Emulate();

        Assert.That((one.Count, one.IsEmpty, three.Count), Is.EqualTo((1, false, 3)));
    }

    [Test]
    public async Task A_batch_that_is_cancelled_keeps_what_it_did()
    {
        using var wire = new WireRecorder();
        using var cancel = new CancellationTokenSource();
        wire.Mock.When("*/execution_graphs/graph_2").Respond(async () =>
        {
            await cancel.CancelAsync();
            throw new OperationCanceledException(cancel.Token);
        });

        BatchCanceledException error = (await Assert.ThrowsAsync<BatchCanceledException>(
            () => wire.Client.Batch("kraken").Cancel("graph_1").Cancel("graph_2").Cancel("graph_3").EndAsync(cancel.Token)))!;

        Assert.That(error.Completed, Is.EqualTo([new BatchItemResult.Cancelled("graph_1")]));
        Assert.That(error.PendingGraphId, Is.EqualTo("graph_2"));
        Assert.That(error.CancellationToken, Is.EqualTo(cancel.Token));
        Assert.That(wire.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_batch_that_is_cancelled_before_it_starts_sends_nothing()
    {
        using var wire = new WireRecorder();

        BatchCanceledException error = (await Assert.ThrowsAsync<BatchCanceledException>(
            () => wire.Client.Batch("kraken").Buy("A-USD", 1m).EndAsync(new CancellationToken(canceled: true))))!;

        Assert.That(error.Completed, Is.Empty);
        Assert.That(error.PendingGraphId, Is.Null);
        Assert.That(wire.Requests, Is.Empty);
    }
}
