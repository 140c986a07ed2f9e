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
    public void ScheduleLast(Action action) => scheduler.ScheduleLast(TimeSpan.Zero, action);

    public IDisposable After(TimeSpan delay, Action action) => scheduler.Schedule(delay, action);

    public void Publish(RoutingDecision decision) => Routed?.Invoke(decision);

    public void Publish(VenueReport report) => VenueReported?.Invoke(report);

    public void Move(OrderState order, Wire.OrderStatus status, string? reason = null)
    {
        order.Move(status, reason, Now);
        OrderChanged?.Invoke(order);
    }

    /// <summary>Ends an order in the states of <see cref="OrderEnding"/>.</summary>
    public void End(OrderState order, OrderEnd end, string? reason)
    {
        var ending = OrderEnding.Of(end, isAccepted: order.Status == Wire.OrderStatus.Accepted);
        Move(order, ending.Passing ?? ending.Final, end == OrderEnd.Filled ? null : reason);
        if (ending.Passing is not null)
            Soon(() => Move(order, ending.Final));
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
