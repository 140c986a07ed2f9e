using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>The tracker's quantities against the exchange's own books.</summary>
public sealed class PositionTrackerTests
{
    [Test]
    public async Task After_many_trades_the_tracker_and_the_exchange_agree()
    {
        await using Trading trading = await Trading.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using PositionTracker tracker = await trading.Client.TrackPositionsAsync(patience.Token);
        for (int i = 1; i <= 12; i++)
        {
            OrderBuilder order = i % 3 == 0 ? trading.Client.Sell("ETH-USD", 0.1m * i) : trading.Client.Buy("ETH-USD", 0.25m * i);
            SubmitResult submit = await order.Venue("coinbase").SubmitAsync(patience.Token);
            await trading.Client.WaitForGraphAsync(submit.GraphId, patience.Token);
        }

        PositionsResponse truth = await trading.Client.Positions().Venue("coinbase").FetchAsync(patience.Token);
        Qty held = truth.Positions.Single(p => p.Instrument.Symbol == "ETH").Qty;
        Assert.That(held, Is.GreaterThan(Qty.Zero));
        await foreach (PositionSnapshot now in tracker.WithCancellation(patience.Token))
        {
            if (now.QtyOf("coinbase", "ETH") == held)
                break;
        }
    }
}
