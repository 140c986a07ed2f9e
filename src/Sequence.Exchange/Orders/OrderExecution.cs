using System.Globalization;

namespace Sequence.Exchange.Orders;

/// <summary>What every working order shares: time, markets, and the events it raises.</summary>
internal sealed class OrderExecution(Scheduler scheduler, MarketPlace markets)
{
    private long _lastFill;

    /// <summary>An order was created or changed its state or its filled quantity.</summary>
    public event Action<OrderState>? OrderChanged;

    public event Action<ExecutionReport>? Filled;

    public event Action<RoutingDecision>? Routed;

    public event Action<VenueReport>? VenueReported;

    public MarketPlace Markets { get; } = markets;

    public MarketWatch Watch { get; } = new(scheduler, markets);

    public VolumeTape Tape { get; } = new(markets);

    public UnixNanos Now => scheduler.Now;

    /// <summary>Runs the action after what is happening now, at the same exchange time. Nothing trades inside a book's callback.</summary>
    public void Soon(Action action) => scheduler.Schedule(TimeSpan.Zero, action);

    /// <summary>Runs the action at the same exchange time, after everything else that belongs to it.</summary>
    public void Last(Action action) => scheduler.ScheduleLast(TimeSpan.Zero, action);

    public IDisposable After(TimeSpan delay, Action action) => scheduler.Schedule(delay, action);

    public void Publish(RoutingDecision decision) => Routed?.Invoke(decision);

    public void Publish(VenueReport report) => VenueReported?.Invoke(report);

    public void Move(OrderState order, Wire.OrderStatus status, string? reason = null)
    {
        order.Move(status, reason, Now);
        OrderChanged?.Invoke(order);
    }

    /// <summary>
    /// The end of an order: FILLED moves on to COMPLETED and REJECTED to FAILED. A paced order whose slices were all
    /// rejected was accepted before: it just fails.
    /// </summary>
    public void End(OrderState order, OrderEnd end, string? reason)
    {
        switch (end)
        {
            case OrderEnd.Filled:
                Move(order, Wire.OrderStatus.Filled);
                Soon(() => Move(order, Wire.OrderStatus.Completed));
                break;
            case OrderEnd.Rejected when order.Status == Wire.OrderStatus.Accepted:
                Move(order, Wire.OrderStatus.Failed, reason);
                break;
            case OrderEnd.Rejected:
                Move(order, Wire.OrderStatus.Rejected, reason);
                Soon(() => Move(order, Wire.OrderStatus.Failed));
                break;
            default:
                Move(order, Wire.OrderStatus.Cancelled, reason);
                break;
        }
    }

    public ExecutionReport Report(OrderState order, VenueMarket market, BookTrade trade, Usd fee, bool isMaker)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"fill_{++_lastFill}");
        var report = new ExecutionReport(id, order, market.Venue, trade.Qty, trade.Price, fee, isMaker, trade.At);
        order.AddFill(trade.Qty, trade.Price, fee);
        Filled?.Invoke(report);
        return report;
    }
}
