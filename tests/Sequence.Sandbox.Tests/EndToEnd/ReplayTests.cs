using NUnit.Framework;
using Sequence.Exchange.Markets;
using Sequence.Sandbox.Tests.Markets;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>Trading on the recorded book.</summary>
public sealed class ReplayTests
{
    [Test]
    public async Task The_quote_lies_inside_the_recorded_spread_and_fills_trace_to_recorded_orders()
    {
        string file = RepositoryFiles.RecordedOrderFlow();
        IReadOnlyList<RecordedRow> recorded = RecordedFlow.Read(file);
        HashSet<(string Order, Px Price)> adds = [.. recorded.Where(r => r.Op == RecordedOp.Add).Select(r => (r.Order, r.Price))];
        await using Trading trading = await Trading.StartAsync(new SandboxOptions { Seed = 7, ReplayFile = file });
        Quote quote = await trading.Client.GetQuoteAsync("BTC-ZAR");
        SubmitResult submit = await trading.Client.Buy("BTC-ZAR", 0.29m).SubmitAsync();
        OrderResponse order = await trading.Client.WaitForOrderAsync(submit.NodeOrderId("order"), o => o.IsTerminal);
        List<TapeTrade> trades = [.. trading.Exchange.Tape.Where(t => t.TakerReference == order.NodeOrderId)];
        using (Assert.EnterMultipleScope())
        {
            // The recorded mid runs from 492,513.5 to 492,781.5.
            Assert.That(quote.Nbbo.Bid, Is.InRange(492_000m, 493_000m));
            Assert.That(quote.Nbbo.Ask, Is.GreaterThan(quote.Nbbo.Bid!).And.LessThan(493_500m));
            Assert.That(order.FilledQty, Is.EqualTo(Qty.FromDecimal(0.29m)));
            Assert.That(trades.Aggregate(Qty.Zero, (sum, t) => sum + t.Qty), Is.EqualTo(order.FilledQty));
            Assert.That(trades.Where(t => !adds.Contains((t.MakerReference ?? "", t.Price))), Is.Empty);
        }
    }
}
