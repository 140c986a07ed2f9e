using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Prediction markets of one venue. Opened by <see cref="SequenceClient.Markets"/>. Immutable: every method returns a new query.</summary>
public sealed class MarketsQuery
{
    private readonly SequenceTransport _transport;
    private readonly MarketFilter _filter;

    internal MarketsQuery(SequenceTransport transport, MarketFilter filter)
    {
        _transport = transport;
        _filter = filter;
    }

    /// <summary>One market by its Polymarket slug or Kalshi ticker; nothing else is searched then.</summary>
    /// <param name="slug">Not empty.</param>
    public MarketsQuery Slug(string slug) => With(_filter with { Slug = Check.Text(slug, "slug") });

    /// <summary>One Polymarket outcome token.</summary>
    /// <param name="tokenId">A decimal number of 60 or more digits; not empty.</param>
    public MarketsQuery TokenId(string tokenId) => With(_filter with { TokenId = Check.Text(tokenId, "tokenId") });

    /// <summary>Text to look for in tickers or slugs, questions and rules, in any case.</summary>
    /// <param name="text">Not empty.</param>
    public MarketsQuery Search(string text) => With(_filter with { Text = Check.Text(text, "search") });

    /// <summary>A Polymarket tag slug or a Kalshi series ticker.</summary>
    /// <param name="tag">Not empty.</param>
    public MarketsQuery Tag(string tag) => With(_filter with { Tag = Check.Text(tag, "tag") });

    /// <summary>Only markets with this Polymarket tag number.</summary>
    /// <param name="tagId">0 or more.</param>
    public MarketsQuery TagId(long tagId) => With(_filter with { TagId = Check.InRange(tagId, 0, long.MaxValue, "tagId") });

    /// <summary>Also markets whose tags are related to <see cref="TagId"/>, without which it is refused.</summary>
    /// <param name="include">False, the default, takes the tag alone.</param>
    public MarketsQuery RelatedTags(bool include = true) => With(_filter with { RelatedTags = include });

    /// <summary>No markets with this Polymarket tag number.</summary>
    /// <param name="tagId">0 or more.</param>
    public MarketsQuery ExcludeTagId(long tagId) => With(_filter with { ExcludeTagId = Check.InRange(tagId, 0, long.MaxValue, "excludeTagId") });

    /// <summary>Only markets that trade now. True by default; false together with <see cref="IncludeClosed"/> is not documented.</summary>
    /// <param name="active">False also takes those that do not trade.</param>
    public MarketsQuery ActiveOnly(bool active = true) => With(_filter with { Active = active });

    /// <summary>Also resolved markets. With <see cref="ActiveOnly"/> of true this is everything ever recorded.</summary>
    /// <param name="include">False, the default, leaves them out.</param>
    public MarketsQuery IncludeClosed(bool include = true) => With(_filter with { Closed = include });

    /// <summary>Rows of one page: 20 by default, 1,000 on a walk. <see cref="FetchAllAsync"/> always asks for 1,000. The server may give fewer (500 or so).</summary>
    /// <param name="rows">Brought into 1 to 1,000.</param>
    public MarketsQuery Limit(int rows) => With(_filter with { Limit = Math.Clamp(rows, 1, MarketFilter.LargestPage) });

    /// <summary>Rows to skip. For the first few pages only; beyond them follow the cursor. Refused on a walk, which has a cursor of its own.</summary>
    /// <param name="rows">0 or more; 0 by default.</param>
    public MarketsQuery Offset(int rows) => With(_filter with { Offset = Check.InRange(rows, 0, int.MaxValue, "offset") });

    /// <summary>Sort of one page. Refused on a walk: on Kalshi a sort breaks the cursor, and most of the catalogue is never reached.</summary>
    /// <param name="order">Such as <see cref="MarketOrder.Volume"/>; none by default.</param>
    public MarketsQuery OrderBy(MarketOrder order) => OrderBy(order.Value);

    /// <inheritdoc cref="OrderBy(MarketOrder)"/>
    /// <param name="order">The word on the wire, such as <c>volume</c>; not empty.</param>
    public MarketsQuery OrderBy(string order) => With(_filter with { Order = MarketOrder.Create(Check.Text(order, "orderBy")) });

    /// <summary>The page to read, or the page where a walk begins: <see cref="MarketsPage.NextCursor"/> of the page before.</summary>
    /// <param name="cursor">Opaque; not empty.</param>
    public MarketsQuery Cursor(string cursor) => With(_filter with { Cursor = Check.Text(cursor, "cursor") });

    /// <summary>One row for each outcome of a Polymarket event with several outcomes.</summary>
    /// <param name="parts">What to expand; only <c>outcomes</c>, the default, is known.</param>
    public MarketsQuery Expand(params string[] parts) => Expand((IEnumerable<string>)parts);

    /// <inheritdoc cref="Expand(string[])"/>
    public MarketsQuery Expand(IEnumerable<string> parts)
    {
        string[] named = [.. parts ?? throw new SequenceValidationException("expand", "must not be null.")];
        return With(_filter with { Expand = named.Length == 0 ? ["outcomes"] : Check.CommaList(named, "expand") });
    }

    /// <summary>Reads one page. Operation: listMarkets.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">Related tags are asked for without a tag number.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<MarketsPage> FetchAsync(CancellationToken cancellationToken = default)
    {
        _filter.Validate();
        return _transport.CallAsync((raw, token) => _filter.SendAsync(raw, token), cancellationToken);
    }

    /// <summary>
    /// Reads every page into one list, 1,000 rows a page whatever <see cref="Limit"/> says. The open markets of Kalshi are about 43,000 rows;
    /// <see cref="EnumerateAsync"/> holds two pages only.
    /// </summary>
    /// <param name="progress">Hears after each page how many rows there are so far; null for nobody.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <inheritdoc cref="EnumerateAsync" path="/exception"/>
    public async Task<IReadOnlyList<Market>> FetchAllAsync(IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        List<Market> rows = [];
        await foreach (MarketsPage page in NewWalk(MarketFilter.LargestPage).PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.AddRange(page.Markets);
            progress?.Report(rows.Count);
        }

        return rows;
    }

    /// <summary>
    /// Walks every page by its cursor and gives the rows one by one; the next page is read while the second half of this one is handed out.
    /// The end is where the server says so, never a short page. <see cref="Limit"/> sets the size of a page, 1,000 by default.
    /// </summary>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="SequenceValidationException">An offset or a sort is set, or related tags are asked for without a tag number.</exception>
    /// <exception cref="SequenceDeserializationException">The server gave a cursor twice, or pages without a new row: the walk would never end.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public IAsyncEnumerable<Market> EnumerateAsync(CancellationToken cancellationToken = default) => NewWalk(_filter.Limit ?? MarketFilter.LargestPage).RowsAsync(cancellationToken);

    /// <summary>The query in a line.</summary>
    public override string ToString() => TextLine.Of(
        $"markets of {_filter.Venue}",
        ("slug", _filter.Slug), ("token", _filter.TokenId), ("search", _filter.Text), ("tag", _filter.Tag), ("tag_id", _filter.TagId), ("limit", _filter.Limit), ("offset", _filter.Offset),
        ("order", _filter.Order), ("cursor", _filter.Cursor), ("active", _filter.Active), ("closed", _filter.Closed));

    private MarketWalk NewWalk(int rows)
    {
        _filter.Validate();
        if (_filter.Offset > 0)
            throw new SequenceValidationException("offset", "cannot be combined with a walk over all pages. Leave it out, or begin at a Cursor.");
        if (_filter.Order is not null)
            throw new SequenceValidationException("orderBy", "cannot be combined with a walk over all pages: a sort breaks the cursor, and rows would be missing. Leave it out and sort the list.");
        return new MarketWalk(_transport, _filter with { Offset = null, Limit = rows });
    }

    private MarketsQuery With(MarketFilter filter) => new(_transport, filter);
}
