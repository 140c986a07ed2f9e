using System.Runtime.CompilerServices;
using Newtonsoft.Json;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Which rows of a list are asked for.</summary>
internal sealed record PageWindow(int Limit = 50, long Offset = 0, string? Symbol = null);

/// <summary>What the walk through the pages needs to know of one page.</summary>
/// <param name="Items">The rows as they came.</param>
/// <param name="HasMore">Whether the server says that rows follow; null when it does not say.</param>
/// <param name="Total">How many rows the server says there are; null when it does not say.</param>
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

    /// <summary>Only the rows of one symbol. A row that surely has another symbol is left out, also when the server gives it.</summary>
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
    public async Task<TPage> FetchAsync(CancellationToken cancellationToken = default)
    {
        TPage page = await FetchAsync(_window, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TItem> rows = View(page).Items;
        return rows.All(IsAskedFor) ? page : WithRows(page, [.. rows.Where(IsAskedFor)]);
    }

    /// <summary>
    /// Reads all rows from the offset on, one page at a time as they are consumed. Rows that come into being meanwhile push the list on:
    /// some of them may be given too, but none of the rows that were there at the start is skipped, and none is given twice.
    /// The ids seen are kept in memory. The walk goes on by the rows that came, so a server may give fewer than were asked for; it ends where the server says so
    /// (<c>has_more</c>, the total, or an empty page).
    /// </summary>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="SequenceApiException">The server refused.</exception>
    /// <exception cref="SequenceNetworkException">No complete answer came.</exception>
    /// <exception cref="SequenceDeserializationException">The pages bring nothing new, so the walk would never end; or an answer is not readable.</exception>
    public async IAsyncEnumerable<TItem> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        HashSet<string> seen = [];
        var progress = new PageProgress(Operation);
        PageWindow window = _window;
        bool hasMore;
        do
        {
            PageView<TItem> page = View(await FetchAsync(window, cancellationToken).ConfigureAwait(false));
            foreach (TItem item in page.Items)
            {
                // A row without an id cannot be recognised, and losing one is worse than giving it twice.
                if ((IdOf(item) is not { Length: > 0 } id || seen.Add(id)) && IsAskedFor(item))
                    yield return item;
            }

            // A page that is shorter than asked for proves nothing: servers cap their pages.
            window = window with { Offset = window.Offset + page.Items.Count };
            hasMore = page.Items.Count > 0 && (page.HasMore ?? (page.Total is not long total || window.Offset < total));
            progress.Note(page.Items.Select(KeyOf), page.Total, hasMore);
        }
        while (hasMore);
    }

    /// <summary>The query in a line.</summary>
    public override string ToString() => TextLine.Of(typeof(TItem).Name + " list", ("symbol", _window.Symbol), ("limit", _window.Limit), ("offset", _window.Offset));

    private protected abstract TSelf With(PageWindow window);

    private protected abstract Task<TPage> FetchAsync(PageWindow window, CancellationToken cancellationToken);

    private protected abstract PageView<TItem> View(TPage page);

    private protected abstract string? IdOf(TItem item);

    /// <summary>The operation of the contract that reads a page.</summary>
    private protected abstract string Operation { get; }

    private protected abstract string? SymbolOf(TItem item);

    /// <summary>The page with fewer rows.</summary>
    private protected abstract TPage WithRows(TPage page, IReadOnlyList<TItem> rows);

    private bool IsAskedFor(TItem item) => _window.Symbol is not { } symbol || !SymbolNames.Differ(symbol, SymbolOf(item));

    /// <summary>What tells a row from others: its id, or all that it holds.</summary>
    private string KeyOf(TItem item) => IdOf(item) is { Length: > 0 } id ? id : ContractJson.TextOf(item);
}
