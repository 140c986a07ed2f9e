using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>The server accepts, and the answer is lost on its way back: there must be one order, and the caller must come to know.</summary>
public sealed class LostAnswerTests
{
    private static IEnumerable<Fault> Losses() =>
    [
        Fault.DropAfterAccept("submitOrder"), Fault.ResetConnection("submitOrder").AfterAccept(), Fault.TruncateBody("submitOrder"),
        Fault.GatewayPage("submitOrder").AfterAccept(), Fault.GatewayPage("submitOrder", status: 504).AfterAccept(),
    ];

    [TestCaseSource(nameof(Losses))]
    public async Task A_lost_answer_is_repeated_and_there_is_one_order(Fault loss)
    {
        await using Trading trading = await Trading.StartAsync();
        ActiveFault fault = trading.Exchange.Faults.Add(loss.Times(1));
        SubmitResult submit = await trading.Client.Buy("BTC-USD", 0.29m).SubmitAsync();
        await trading.Client.WaitForOrderAsync(submit.NodeOrderId("order"), o => o.IsTerminal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Fired, Is.EqualTo(1));
            Assert.That((await trading.Client.Orders().FetchAsync()).Orders, Has.Count.EqualTo(1));
            Assert.That(
                (await trading.Client.Fills().FetchAsync()).Fills.Aggregate(Qty.Zero, (sum, f) => sum + f.Qty), Is.EqualTo(Qty.FromDecimal(0.29m)));
        }
    }

    [TestCaseSource(nameof(Losses))]
    public async Task When_every_answer_is_lost_the_outcome_is_unknown_and_can_be_resolved(Fault loss)
    {
        await using Trading trading = await Trading.StartAsync();
        ActiveFault fault = trading.Exchange.Faults.Add(loss);
        await using SequenceClient client = ClientOf(trading, maxRetries: 1);
        SubmitUnknownException? unknown = await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("BTC-USD", 0.29m).SubmitAsync());
        SubmitOutcome outcome = await unknown!.ResolveAsync(TimeSpan.FromSeconds(10));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Fired, Is.EqualTo(2));
            Assert.That(unknown.Retryability, Is.EqualTo(Retryability.OutcomeUnknown));
            Assert.That(outcome, Is.TypeOf<SubmitOutcome.Accepted>());
            Assert.That((await client.Orders().FetchAsync()).Orders, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task What_never_arrived_is_not_found()
    {
        await using Trading trading = await Trading.StartAsync();
        trading.Exchange.Faults.Add(Fault.DropBeforeAccept("submitOrder"));
        await using SequenceClient client = ClientOf(trading, maxRetries: 1, new FastTime(50));
        SubmitUnknownException? unknown = await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("BTC-USD", 0.29m).SubmitAsync());
        SubmitOutcome outcome = await unknown!.ResolveAsync(TimeSpan.FromMilliseconds(300));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome, Is.TypeOf<SubmitOutcome.NotFound>());
            Assert.That(((SubmitOutcome.NotFound)outcome).SearchTime, Is.GreaterThanOrEqualTo(SubmitOutcome.MinimumSearchTime));
            Assert.That((await client.Orders().FetchAsync()).Orders, Is.Empty);
        }
    }

    [Test]
    public async Task A_busy_server_is_asked_again_for_symbols_and_not_for_a_reset()
    {
        await using Trading trading = await Trading.StartAsync();
        ActiveFault reads = trading.Exchange.Faults.Add(Fault.Status("listSymbols", 503, 2));
        ActiveFault resets = trading.Exchange.Faults.Add(Fault.Status("resetSandbox", 503));
        IReadOnlyList<SymbolInfo> symbols = await trading.Client.GetSymbolsAsync();
        SequenceApiException? refused = await Assert.ThrowsAsync<SequenceApiException>(() => trading.Client.SandboxControl.ResetAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((symbols.Count > 0, reads.Fired), Is.EqualTo((true, 2)));
            Assert.That((refused!.Status, resets.Fired), Is.EqualTo((503, 1)));
        }
    }

    private static SequenceClient ClientOf(Trading trading, int maxRetries, TimeProvider? time = null) => new(
        trading.Exchange.NewKey(),
        new SequenceClientOptions { BaseAddress = trading.Exchange.BaseAddress, Seed = 7, MaxRetries = maxRetries, TimeProvider = time ?? TimeProvider.System });
}
