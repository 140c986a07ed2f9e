using System.Runtime.InteropServices;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// The newest payload of a topic that keeps its latest only. A newer one overwrites it in place, and it becomes an event only
/// when somebody takes it: what nobody reads costs no memory.
/// </summary>
internal abstract class LatestFrame
{
    private byte[] _payload = [];
    private int _length;

    public string Symbol { get; private set; } = string.Empty;

    /// <summary>The payload as it came, behind the event's Data.</summary>
    public ReadOnlySpan<byte> Payload => _payload.AsSpan(0, _length);

    /// <summary>Notes whose payload was read, and keeps its bytes.</summary>
    public void Keep(string symbol, ReadOnlySpan<byte> payload)
    {
        Symbol = symbol;
        if (_payload.Length < payload.Length)
            _payload = new byte[Math.Max(payload.Length, 2 * _payload.Length)];
        payload.CopyTo(_payload);
        _length = payload.Length;
    }

    public abstract LatestFrame NewOfKind();

    public virtual void CopyFrom(LatestFrame newer) => Keep(newer.Symbol, newer.Payload);

    public abstract StreamEvent ToEvent();
}

/// <summary>The newest price of a symbol.</summary>
internal sealed class LatestPrice : LatestFrame
{
    public PriceFields Fields;

    public override LatestFrame NewOfKind() => new LatestPrice();

    public override void CopyFrom(LatestFrame newer)
    {
        base.CopyFrom(newer);
        Fields = ((LatestPrice)newer).Fields;
    }

    public override StreamEvent ToEvent() => new StreamEvent.Price(Symbol, Fields.Bid, Fields.Ask, Fields.Mid, UnixNanos.FromRaw(Fields.TimestampNanos))
    {
        SpreadBps = Fields.SpreadBps,
        BidSize = Fields.BidSize,
        AskSize = Fields.AskSize,
        Payload = Payload.ToArray(),
    };
}

/// <summary>The newest snapshot of a symbol's book.</summary>
internal sealed class LatestBook : LatestFrame
{
    public List<BookLevel> Bids { get; } = [];

    public List<BookLevel> Asks { get; } = [];

    public long TimestampNanos { get; set; }

    public override LatestFrame NewOfKind() => new LatestBook();

    public override void CopyFrom(LatestFrame newer)
    {
        base.CopyFrom(newer);
        CopyLevels((LatestBook)newer);
    }

    /// <summary>Only what the book says, without the bytes of its payload.</summary>
    public void CopyLevels(LatestBook newer)
    {
        Copy(newer.Bids, Bids);
        Copy(newer.Asks, Asks);
        TimestampNanos = newer.TimestampNanos;
    }

    public override StreamEvent ToEvent() =>
        new StreamEvent.Book(Symbol, Bids.ToArray(), Asks.ToArray(), UnixNanos.FromRaw(TimestampNanos)) { Payload = Payload.ToArray() };

    private static void Copy(List<BookLevel> from, List<BookLevel> to)
    {
        CollectionsMarshal.SetCount(to, from.Count);
        CollectionsMarshal.AsSpan(from).CopyTo(CollectionsMarshal.AsSpan(to));
    }
}
