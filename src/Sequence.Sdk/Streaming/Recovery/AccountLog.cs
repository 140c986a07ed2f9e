using System.Runtime.CompilerServices;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>What orders and fills have in common: rows of a list, the newest first, of which the stream tells each once.</summary>
/// <typeparam name="TRow">A row.</typeparam>
internal abstract class AccountLog<TRow> : IAccountLog where TRow : class
{
    /// <summary>Rows that are read back at most.</summary>
    protected const int MostRows = 100_000;

    private const int RowsOfAnchor = 1_000;

    /// <summary>The list is read back this far beyond the point that is known to agree: stamps of venues are not strictly in order.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private UnixNanos? _watermark;
    private bool _isAnchored;

    protected Lock Gate { get; } = new();

    public bool IsNew(StreamEvent e)
    {
        lock (Gate)
            return IsNew(RowOf(e));
    }

    public void Note(StreamEvent e)
    {
        lock (Gate)
            Remember(RowOf(e));
    }

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        UnixNanos? newest = null;
        int rows = 0;
        await foreach (TRow row in RowsAsync(new ListReading(), cancellationToken).ConfigureAwait(false))
        {
            newest ??= PlaceOf(row);
            if (++rows > RowsOfAnchor || IsBehindAnchor(row, newest - Overlap))
                break;
            lock (Gate)
                Remember(row);
        }

        lock (Gate)
            (_isAnchored, _watermark) = (true, newest);
    }

    public IAccountLog Clone()
    {
        AccountLog<TRow> other = NewOfKind();
        lock (Gate)
        {
            CopyTo(other);
            (other._isAnchored, other._watermark) = (_isAnchored, _watermark);
        }

        return other;
    }

    public async Task<MissedEvents> ReadMissedAsync(CancellationToken cancellationToken)
    {
        bool isAnchored;
        UnixNanos? edge;
        lock (Gate)
            (isAnchored, edge) = (_isAnchored, _watermark - Overlap);
        if (isAnchored)
            return await ReadBackAsync(edge, cancellationToken).ConfigureAwait(false);
        await SeedAsync(cancellationToken).ConfigureAwait(false);
        return new MissedEvents([], IsComplete: false, null);
    }

    public void AdvanceWatermark(MissedEvents missed)
    {
        lock (Gate)
            _watermark = missed.Until ?? _watermark;
    }

    /// <summary>The server's list until its end, or until its pages bring nothing new: then the reading is incomplete, and asking again would not help.</summary>
    protected async IAsyncEnumerable<TRow> RowsAsync(ListReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<TRow> rows = ListAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(rows, reading).ConfigureAwait(false))
            yield return rows.Current;
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<TRow> rows, ListReading reading)
    {
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (SequenceDeserializationException e) when (e.IsStalledWalk)
        {
            reading.IsStalled = true;
            return false;
        }
    }

    /// <summary>The server's list, the newest row first.</summary>
    protected abstract IAsyncEnumerable<TRow> ListAsync(CancellationToken cancellationToken);

    /// <summary>Reads the list back to the edge; null where no row has a stamp.</summary>
    protected abstract Task<MissedEvents> ReadBackAsync(UnixNanos? edge, CancellationToken cancellationToken);

    protected abstract TRow RowOf(StreamEvent e);

    /// <summary>The stamp that orders the list; null when the row has none.</summary>
    protected abstract UnixNanos? PlaceOf(TRow row);

    /// <summary>Whether a row, and with it all after it, cannot be told any more.</summary>
    protected abstract bool IsBehindAnchor(TRow row, UnixNanos? edge);

    /// <summary>Under the gate.</summary>
    protected abstract bool IsNew(TRow row);

    /// <summary>Under the gate.</summary>
    protected abstract void Remember(TRow row);

    protected abstract AccountLog<TRow> NewOfKind();

    /// <summary>Under the gate; nobody else has the other yet.</summary>
    protected abstract void CopyTo(AccountLog<TRow> other);

    /// <summary>How one reading of the list went.</summary>
    protected sealed class ListReading
    {
        /// <summary>True when the list ended without having said so.</summary>
        public bool IsStalled { get; set; }
    }
}
