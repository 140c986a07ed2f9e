using Sequence.Sdk;

namespace Quickstart;

/// <summary>Follows one order on the stream.</summary>
internal static class OrderWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Shows each state and fill of the order until it has ended and its fills add up.</summary>
    public static async Task UntilDoneAsync(
        MarketDataStream stream, string orderId, Screen screen, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        Qty filled = Qty.Zero;
        OrderResponse? order = null;
        try
        {
            await foreach (StreamEvent e in stream.WithCancellation(either.Token))
            {
                if (e is StreamEvent.Fill { Value: var fill } && fill.NodeOrderId == orderId)
                {
                    filled += fill.Qty;
                    screen.Line($"  fill: {fill.Qty} at {fill.Price} on {fill.Venue}, fee {fill.FeeUsd}");
                }
                else if (e is StreamEvent.Order { Value: var update } && update.NodeOrderId == orderId)
                {
                    order = update;
                    screen.Line($"  order: {update.Status}, {update.FilledQty} filled");
                }

                if (order is { IsTerminal: true } && filled == order.FilledQty)
                    return;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The order did not finish within {Patience.TotalSeconds:0} seconds.");
        }

        throw new InvalidOperationException("The stream ended before the order did.");
    }
}
