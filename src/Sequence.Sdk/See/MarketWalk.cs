using System.Runtime.CompilerServices;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>One walk over every page of a market search. Ends when the server says that no page follows or gives no cursor; rows are never counted.</summary>
internal sealed class MarketWalk(SequenceTransport transport, MarketFilter filter)
{
    private const string Operation = "listMarkets";

    private readonly HashSet<string> _cursors = new(StringComparer.Ordinal);
    private readonly PageProgress _progress = new(Operation);

    public async IAsyncEnumerable<MarketsPage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = filter.Cursor;
        do
        {
            MarketsPage page = await ReadAsync(cursor, cancellationToken).ConfigureAwait(false);
            cursor = CursorAfter(page);
            yield return page;
        }
        while (cursor is not null);
    }

    public async IAsyncEnumerable<Market> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<MarketsPage>? ahead = null;
        try
        {
            MarketsPage page = await ReadAsync(filter.Cursor, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                string? cursor = CursorAfter(page);
                for (int i = 0; i < page.Markets.Count; i++)
                {
                    // Not before the middle: a caller who stops at an early row then causes no request for nothing.
                    if (cursor is not null && i == page.Markets.Count / 2)
                        ahead = ReadAsync(cursor, stop.Token);
                    yield return page.Markets[i];
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (cursor is null)
                    yield break;
                page = await CompleteAsync(ahead ?? ReadAsync(cursor, stop.Token), cancellationToken).ConfigureAwait(false);
                ahead = null;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            if (ahead is not null)
                await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<MarketsPage> ReadAsync(string? cursor, CancellationToken cancellationToken)
    {
        MarketFilter page = filter with { Cursor = cursor };
        return transport.CallAsync((raw, token) => page.SendAsync(raw, token), cancellationToken);
    }

    /// <summary>A page that was read ahead is cancelled through the walk's own token; the caller knows only theirs.</summary>
    private static async Task<MarketsPage> CompleteAsync(Task<MarketsPage> page, CancellationToken cancellationToken)
    {
        try
        {
            return await page.ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException("The walk was cancelled.", e, cancellationToken);
        }
    }

    private string? CursorAfter(MarketsPage page)
    {
        bool continues = page.HasMore && !string.IsNullOrEmpty(page.NextCursor);
        _progress.Note(page.Markets.Select(market => $"{market.Slug}\n{market.Symbol}\n{market.OutcomeName}"), null, continues);
        if (!continues)
            return null;
        return page.NextCursor != filter.Cursor && _cursors.Add(page.NextCursor!)
            ? page.NextCursor
            : throw PageProgress.Stalled(Operation, "gave a cursor twice", "next_cursor");
    }
}
