using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>The fills that were delivered, by id. A fill without an id cannot be recognised, and losing one is worse than telling it twice.</summary>
internal sealed class FillLog(SequenceTransport transport) : IAccountLog
{
    /// <summary>Fills that are remembered, and rows that are read back at most.</summary>
    private const int Capacity = 100_000;

    private const int RowsOfAnchor = 1_000;

    /// <summary>The list is read back this far beyond the point that is known to agree: stamps of venues are not strictly in order.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly FillsQuery _list = new(transport, new PageWindow(Limit: 200));
    private readonly Lock _gate = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _inOrder = new();
    private UnixNanos? _agreedUntil;
    private bool _isAnchored;

    public bool IsNew(StreamEvent e)
    {
        lock (_gate)
            return IsNew(((StreamEvent.Fill)e).Value);
    }

    public void Note(StreamEvent e)
    {
        lock (_gate)
            Remember(((StreamEvent.Fill)e).Value);
    }

    public async Task AnchorAsync(CancellationToken cancellationToken)
    {
        UnixNanos? newest = null;
        int rows = 0;
        await foreach (Fill fill in _list.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            newest ??= fill.Timestamp;
            if (fill.Timestamp < newest - Overlap || ++rows > RowsOfAnchor)
                break;
            lock (_gate)
                Remember(fill);
        }

        lock (_gate)
            (_isAnchored, _agreedUntil) = (true, newest);
    }

    public IAccountLog Fork()
    {
        var other = new FillLog(transport);
        lock (_gate)
        {
            foreach (string id in _inOrder)
            {
                other._ids.Add(id);
                other._inOrder.Enqueue(id);
            }

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
        lock (_gate)
            edge = _agreedUntil - Overlap;
        UnixNanos? newest = null;
        List<StreamEvent> missed = [];
        int rows = 0;
        await foreach (Fill fill in _list.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            newest ??= fill.Timestamp;
            bool isNew;
            lock (_gate)
                isNew = IsNew(fill);

            // Where rows carry no stamp, the first known one is the end.
            if (fill.Timestamp < edge || (fill.Timestamp is null && !isNew) || ++rows > Capacity)
                break;
            if (isNew)
                missed.Add(new StreamEvent.Fill(fill) { IsRecovered = true, Data = JToken.FromObject(fill) });
        }

        missed.Reverse();
        return new MissedEvents(missed, rows <= Capacity, newest);
    }

    public void Agree(MissedEvents missed)
    {
        lock (_gate)
            _agreedUntil = missed.Until ?? _agreedUntil;
    }

    private bool IsNew(Fill fill) => fill.FillId is not { Length: > 0 } id || !_ids.Contains(id);

    private void Remember(Fill fill)
    {
        if (fill.FillId is not { Length: > 0 } id || !_ids.Add(id))
            return;
        _inOrder.Enqueue(id);
        if (_inOrder.Count > Capacity)
            _ids.Remove(_inOrder.Dequeue());
    }
}
