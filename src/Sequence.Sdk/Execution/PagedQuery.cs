using System.Runtime.CompilerServices;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Which rows of a list are asked for.</summary>
internal sealed record PageWindow(int Limit = 50, long Offset = 0, string? Symbol = null);

/// <summary>What the walk through the pages needs to know of one page.</summary>
internal readonly record struct PageView<TItem>(IReadOnlyList<TItem> Items, bool? HasMore, long? Total);

/// <summary>A list that the server gives page by page, the newest row first. Immutable: every method returns a new query.</summary>
/// <typeparam name="TSelf">The query that comes back.</typeparam>
/// <typeparam name="TPage">One page.</typeparam>
/// <typeparam name="TItem">One row.</typeparam>
public abstract class PagedQuery<TSelf, TPage, TItem> where TSelf : PagedQuery<TSelf, TPage, TItem>
{
    private readonly PageWindow _window;

    private protected PagedQuery(SequenceTransport transport, PageWindow window)
    {
        Transport = transport;
        _window = window;
    }

    private protected SequenceTransport Transport { get; }

    /// <summary>Only the rows of one symbol.</summary>
    /// <param name="symbol">Such as <c>ETH-USD</c>; not empty.</param>
    public TSelf Symbol(string symbol) => With(_window with { Symbol = Check.Text(symbol, "symbol") });

    /// <summary>The rows of one page; 50 by default.</summary>
    /// <param name="limit">1 or more.</param>
    public TSelf Limit(int limit) => With(_window with { Limit = Check.InRange(limit, 1, int.MaxValue, "limit") });

    /// <summary>The rows to skip; 0 by default.</summary>
    /// <param name="offset">0 or more.</param>
    public TSelf Offset(long offset) => With(_window with { Offset = Check.InRange(offset, 0, long.MaxValue, "offset") });

    /// <summary>Reads one page. Operation: listOrders or listFills.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceApiException">The server refused.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public Task<TPage> FetchAsync(CancellationToken cancellationToken = default) => FetchAsync(_window, cancellationToken);

    /// <summary>
    /// Reads all rows from the offset on, one page at a time as they are consumed. Rows that come into being meanwhile push the list on:
    /// some of them may be given too, but none of the rows that were there at the start is skipped, and none is given twice.
    /// The ids seen are kept in memory.
    /// </summary>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="SequenceApiException">The server refused.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    public async IAsyncEnumerable<TItem> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        HashSet<string> seen = [];
        PageWindow window = _window;
        bool hasMore;
        do
        {
            PageView<TItem> page = View(await FetchAsync(window, cancellationToken).ConfigureAwait(false));
            foreach (TItem item in page.Items)
            {
                // A row without an id cannot be recognised, and losing one is worse than giving it twice.
                if (IdOf(item) is not { Length: > 0 } id || seen.Add(id))
                    yield return item;
            }

            window = window with { Offset = window.Offset + page.Items.Count };
            hasMore = page.Items.Count > 0
                && (page.HasMore ?? (page.Total is long total ? window.Offset < total : page.Items.Count >= window.Limit));
        }
        while (hasMore);
    }

    /// <summary>The query in a line.</summary>
    public override string ToString() => TextLine.Of(typeof(TItem).Name + " list", ("symbol", _window.Symbol), ("limit", _window.Limit), ("offset", _window.Offset));

    private protected abstract TSelf With(PageWindow window);

    private protected abstract Task<TPage> FetchAsync(PageWindow window, CancellationToken cancellationToken);

    private protected abstract PageView<TItem> View(TPage page);

    private protected abstract string? IdOf(TItem item);
}
