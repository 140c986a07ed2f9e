using System.Runtime.InteropServices;

namespace Sequence.Sdk.Streaming;

/// <summary>What a subscription wants, and how its user is called.</summary>
internal abstract class Delivery
{
    /// <summary>For messages about the handler.</summary>
    public abstract string Name { get; }

    public abstract bool Wants(StreamEvent e);

    /// <summary>Whether the topic's latest payload becomes what is wanted.</summary>
    public virtual bool Wants(LatestFrame frame) => false;

    /// <summary>Takes the next out of line and hands it over; false when there is none. What the handler throws comes through.</summary>
    public abstract bool DeliverNext(EventQueue line);

    /// <summary>Nothing comes any more. True when somebody was told.</summary>
    public virtual bool End(Exception? failure) => false;
}

/// <summary>Prices without an object for each.</summary>
internal sealed class PriceDelivery(PriceHandler handler) : Delivery
{
    private LatestFrame _own = new LatestPrice();

    public override string Name => nameof(MarketDataStream.OnPrice);

    public override bool Wants(StreamEvent e) => e is StreamEvent.Price;

    public override bool Wants(LatestFrame frame) => frame is LatestPrice;

    public override bool DeliverNext(EventQueue line)
    {
        if (!line.TryTake(ref _own, out StreamEvent? e))
            return false;
        if (e is StreamEvent.Price price)
            handler(new PriceTick(price.Symbol, FieldsOf(price)));
        else
            handler(new PriceTick(_own.Symbol, ((LatestPrice)_own).Fields));
        return true;
    }

    private static PriceFields FieldsOf(StreamEvent.Price price) => new()
    {
        Bid = price.Bid,
        Ask = price.Ask,
        Mid = price.Mid,
        SpreadBps = price.SpreadBps,
        BidSize = price.BidSize,
        AskSize = price.AskSize,
        TimestampNanos = price.Timestamp.Raw,
    };
}

/// <summary>Books without an object for each.</summary>
internal sealed class BookDelivery(BookHandler handler) : Delivery
{
    private LatestFrame _own = new LatestBook();

    public override string Name => nameof(MarketDataStream.OnBook);

    public override bool Wants(StreamEvent e) => e is StreamEvent.Book;

    public override bool Wants(LatestFrame frame) => frame is LatestBook;

    public override bool DeliverNext(EventQueue line)
    {
        if (!line.TryTake(ref _own, out StreamEvent? e))
            return false;
        var book = (LatestBook)_own;
        if (e is StreamEvent.Book made)
            handler(new BookView(made.Symbol, [.. made.Bids], [.. made.Asks], made.Timestamp));
        else
            handler(new BookView(book.Symbol, CollectionsMarshal.AsSpan(book.Bids), CollectionsMarshal.AsSpan(book.Asks), UnixNanos.FromRaw(book.TimestampNanos)));
        return true;
    }
}

/// <summary>Events of one kind, or of all.</summary>
internal sealed class EventDelivery<TEvent>(Action<TEvent> handler) : Delivery where TEvent : StreamEvent
{
    private static readonly bool WantsPrices = typeof(TEvent).IsAssignableFrom(typeof(StreamEvent.Price));
    private static readonly bool WantsBooks = typeof(TEvent).IsAssignableFrom(typeof(StreamEvent.Book));

    public override string Name => $"{nameof(MarketDataStream.On)}<{typeof(TEvent).Name}>";

    public override bool Wants(StreamEvent e) => e is TEvent;

    public override bool Wants(LatestFrame frame) => frame is LatestPrice ? WantsPrices : WantsBooks;

    public override bool DeliverNext(EventQueue line)
    {
        if (!line.TryTake(out StreamEvent? e))
            return false;

        // An overflow of the handler's own line is a gap that it may not want.
        if (e is TEvent wanted)
            handler(wanted);
        return true;
    }
}

/// <summary>Everything, and the end.</summary>
internal sealed class ObserverDelivery(IObserver<StreamEvent> observer) : Delivery
{
    public override string Name => nameof(MarketDataStream.AsObservable);

    public override bool Wants(StreamEvent e) => true;

    public override bool Wants(LatestFrame frame) => true;

    public override bool DeliverNext(EventQueue line)
    {
        if (!line.TryTake(out StreamEvent? e))
            return false;
        observer.OnNext(e);
        return true;
    }

    public override bool End(Exception? failure)
    {
        if (failure is null)
            observer.OnCompleted();
        else
            observer.OnError(failure);
        return true;
    }
}
