using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// The state of each order that was delivered last. What a gap hides of an order is its way, not its state: one event tells the
/// state that the server's list shows.
/// </summary>
internal sealed class OrderLog(SequenceTransport transport) : IAccountLog
{
    /// <summary>Rows that are read back at most.</summary>
    private const int Capacity = 100_000;

    /// <summary>Ended orders that are remembered; of open ones all are.</summary>
    private const int EndedCapacity = 10_000;

    private const int RowsOfAnchor = 1_000;

    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly OrdersQuery _list = new(transport, new PageWindow(Limit: 200));
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OrderResponse> _last = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Queue<string> _ended = new();
    private UnixNanos? _agreedUntil;
    private bool _isAnchored;

    public bool IsNew(StreamEvent e)
    {
        lock (_gate)
            return IsNew(((StreamEvent.Order)e).Value);
    }

    public void Note(StreamEvent e)
    {
        lock (_gate)
            Remember(((StreamEvent.Order)e).Value);
    }

    public async Task AnchorAsync(CancellationToken cancellationToken)
    {
        UnixNanos? newest = null;
        int rows = 0;
        await foreach (OrderResponse order in _list.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            newest ??= order.CreatedAt;
            if (++rows > RowsOfAnchor)
                break;
            lock (_gate)
                Remember(order);
        }

        lock (_gate)
            (_isAnchored, _agreedUntil) = (true, newest);
    }

    public IAccountLog Fork()
    {
        var other = new OrderLog(transport);
        lock (_gate)
        {
            foreach (OrderResponse order in _last.Values)
                other.Remember(order);
            (other._isAnchored, other._agreedUntil) = (_isAnchored, _agreedUntil);
        }

        return other;
    }

    public async Task<MissedEvents> ReadMissedAsync(CancellationToken cancellationToken)
    {
        if (!_isAnchored)
        {
            await AnchorAsync(cancellationToken).ConfigureAwait(false);
            return new MissedEvents([], IsComplete: false, null);
        }

        UnixNanos? edge;
        HashSet<string> open;
        lock (_gate)
        {
            edge = _agreedUntil - Overlap;
            open = [.. _open];
        }

        UnixNanos? newest = null;
        List<OrderResponse> missed = [];
        int rows = 0;
        await foreach (OrderResponse order in _list.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            newest ??= order.CreatedAt;
            open.Remove(order.NodeOrderId);

            // An order that nobody spoke of since then is not news, only unknown here.
            bool isRecent = edge is null || (order.UpdatedAt ?? order.CreatedAt) is not { } at || at >= edge;
            lock (_gate)
            {
                if (IsNew(order) && (isRecent || _last.ContainsKey(order.NodeOrderId)))
                    missed.Add(order);
            }

            if (++rows > Capacity || (order.CreatedAt < edge && open.Count == 0))
                break;
        }

        return new MissedEvents(
            [.. missed.OrderBy(order => order.UpdatedAt?.Raw ?? order.CreatedAt?.Raw ?? 0)
                .Select(order => new StreamEvent.Order(order) { IsRecovered = true, Data = JToken.FromObject(order) })],
            rows <= Capacity,
            newest);
    }

    public void Agree(MissedEvents missed)
    {
        lock (_gate)
            _agreedUntil = missed.Until ?? _agreedUntil;
    }

    private bool IsNew(OrderResponse order)
    {
        if (order.NodeOrderId is not { Length: > 0 } id || !_last.TryGetValue(id, out OrderResponse? last))
            return true;
        if (order.UpdatedAt != last.UpdatedAt && order.UpdatedAt is { } at && last.UpdatedAt is { } before)
            return at > before;
        bool isSame = order.Status == last.Status && order.FilledQty == last.FilledQty && order.Qty == last.Qty;
        bool isOlder = order.FilledQty < last.FilledQty || (last.IsTerminal && !order.IsTerminal);
        return !isSame && !isOlder;
    }

    private void Remember(OrderResponse order)
    {
        if (order.NodeOrderId is not { Length: > 0 } id)
            return;
        bool wasOver = _last.TryGetValue(id, out OrderResponse? last) && last.IsTerminal;
        _last[id] = order;
        if (!order.IsTerminal)
        {
            _open.Add(id);
            return;
        }

        _open.Remove(id);
        if (!wasOver)
            _ended.Enqueue(id);
        if (_ended.Count > EndedCapacity)
            _last.Remove(_ended.Dequeue());
    }
}
