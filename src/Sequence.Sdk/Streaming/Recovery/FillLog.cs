using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>The fills that were delivered, by id. A fill without an id cannot be recognised, and losing one is worse than telling it twice.</summary>
internal sealed class FillLog(SequenceTransport transport) : AccountLog<Fill>
{
    private const int MostRemembered = 100_000;

    private readonly FillsQuery _list = new(transport, new PageWindow(Limit: 200));
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _inOrder = new();

    protected override IAsyncEnumerable<Fill> ListAsync(CancellationToken cancellationToken) => _list.EnumerateAsync(cancellationToken);

    protected override async Task<MissedEvents> ReadBackAsync(UnixNanos? edge, CancellationToken cancellationToken)
    {
        UnixNanos? newest = null;
        List<StreamEvent> missed = [];
        int rows = 0;
        var reading = new ListReading();
        await foreach (Fill fill in RowsAsync(reading, cancellationToken).ConfigureAwait(false))
        {
            newest ??= fill.Timestamp;
            bool isNew;
            lock (Gate)
                isNew = IsNew(fill);

            // Where rows carry no stamp, the first known one is the end.
            if (fill.Timestamp < edge || (fill.Timestamp is null && !isNew) || ++rows > MostRows)
                break;
            if (isNew)
                missed.Add(new StreamEvent.Fill(fill) { IsRecovered = true, Data = ContractJson.TokenOf(fill) });
        }

        missed.Reverse();
        return new MissedEvents(missed, rows <= MostRows && !reading.IsStalled, newest);
    }

    protected override Fill RowOf(StreamEvent e) => ((StreamEvent.Fill)e).Value;

    protected override UnixNanos? PlaceOf(Fill row) => row.Timestamp;

    protected override bool IsBehindAnchor(Fill row, UnixNanos? edge) => row.Timestamp < edge;

    protected override bool IsNew(Fill row) => row.FillId is not { Length: > 0 } id || !_ids.Contains(id);

    protected override void Remember(Fill row) => Remember(row.FillId);

    protected override AccountLog<Fill> NewOfKind() => new FillLog(transport);

    protected override void CopyTo(AccountLog<Fill> other)
    {
        foreach (string id in _inOrder)
            ((FillLog)other).Remember(id);
    }

    private void Remember(string? id)
    {
        if (id is not { Length: > 0 } || !_ids.Add(id))
            return;
        _inOrder.Enqueue(id);
        if (_inOrder.Count > MostRemembered)
            _ids.Remove(_inOrder.Dequeue());
    }
}
