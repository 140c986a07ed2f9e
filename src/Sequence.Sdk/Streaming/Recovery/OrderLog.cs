using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>
/// The state of each order that was delivered last. What a gap hides of an order is its way, not its state: one event tells the
/// state that the server's list shows.
/// </summary>
internal sealed class OrderLog(SequenceTransport transport, IOrderSource? source) : AccountLog<OrderResponse>
{
    /// <summary>Ended orders that are remembered; of open ones all are.</summary>
    private const int MostEnded = 10_000;

    private readonly OrdersQuery _list = new(transport, new PageWindow(Limit: 200), source);
    private readonly Dictionary<string, OrderResponse> _last = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Queue<string> _ended = new();

    protected override IAsyncEnumerable<OrderResponse> ListAsync(CancellationToken cancellationToken) => _list.EnumerateAsync(cancellationToken);

    protected override async Task<MissedEvents> ReadBackAsync(UnixNanos? edge, CancellationToken cancellationToken)
    {
        UnixNanos? newest = null;
        HashSet<string> open;
        lock (Gate)
            open = [.. _open];
        List<OrderResponse> missed = [];
        int rows = 0;
        var reading = new ListReading();
        await foreach (OrderResponse order in RowsAsync(reading, cancellationToken).ConfigureAwait(false))
        {
            newest ??= order.CreatedAt;
            open.Remove(order.NodeOrderId);

            // An order that nobody spoke of since then is not news, only unknown here.
            bool isRecent = edge is null || (order.UpdatedAt ?? order.CreatedAt) is not { } at || at >= edge;
            lock (Gate)
            {
                if (IsNew(order) && (isRecent || _last.ContainsKey(order.NodeOrderId)))
                    missed.Add(order);
            }

            if (++rows > MostRows || (order.CreatedAt < edge && open.Count == 0))
                break;
        }

        return new MissedEvents(
            [.. missed.OrderBy(order => order.UpdatedAt?.Raw ?? order.CreatedAt?.Raw ?? 0)
                .Select(order => new StreamEvent.Order(order) { IsRecovered = true, Data = ContractJson.TokenOf(order) })],
            rows <= MostRows && !reading.IsStalled,
            newest);
    }

    protected override OrderResponse RowOf(StreamEvent e) => ((StreamEvent.Order)e).Value;

    protected override UnixNanos? PlaceOf(OrderResponse row) => row.CreatedAt;

    /// <summary>An old order may still be open, and change.</summary>
    protected override bool IsBehindAnchor(OrderResponse row, UnixNanos? edge) => false;

    protected override bool IsNew(OrderResponse row)
    {
        if (row.NodeOrderId is not { Length: > 0 } id || !_last.TryGetValue(id, out OrderResponse? last))
            return true;
        if (row.UpdatedAt != last.UpdatedAt && row.UpdatedAt is { } at && last.UpdatedAt is { } before)
            return at > before;
        bool isSame = row.Status == last.Status && row.FilledQty == last.FilledQty && row.Qty == last.Qty;
        bool isOlder = row.FilledQty < last.FilledQty || (last.IsTerminal && !row.IsTerminal);
        return !isSame && !isOlder;
    }

    protected override void Remember(OrderResponse row)
    {
        if (row.NodeOrderId is not { Length: > 0 } id)
            return;
        bool wasOver = _last.TryGetValue(id, out OrderResponse? last) && last.IsTerminal;
        _last[id] = row;
        if (!row.IsTerminal)
        {
            _open.Add(id);
            return;
        }

        _open.Remove(id);
        if (!wasOver)
            _ended.Enqueue(id);
        if (_ended.Count > MostEnded)
            _last.Remove(_ended.Dequeue());
    }

    protected override AccountLog<OrderResponse> NewOfKind() => new OrderLog(transport, source);

    protected override void CopyTo(AccountLog<OrderResponse> other)
    {
        foreach (OrderResponse order in _last.Values)
            ((OrderLog)other).Remember(order);
    }
}
