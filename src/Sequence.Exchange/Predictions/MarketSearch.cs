namespace Sequence.Exchange.Predictions;

/// <summary>What a caller looks for; what is null or false does not narrow.</summary>
internal sealed record MarketQuery
{
    public string? Slug { get; init; }

    public string? Token { get; init; }

    /// <summary>Every word must occur in the slug, the question or the rules.</summary>
    public string? Text { get; init; }

    public string? Tag { get; init; }

    public long? TagId { get; init; }

    public bool WithRelatedTags { get; init; }

    public long? ExcludedTagId { get; init; }

    /// <summary>Only what trades now.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>One row for each answer of a group.</summary>
    public bool Expands { get; init; }

    public Wire.MarketOrder? Order { get; init; }

    public string? Cursor { get; init; }

    public int Limit { get; init; }

    public int Offset { get; init; }
}

/// <summary>Searches one venue's catalogue, a page at a time. The caller holds the gate.</summary>
internal sealed class MarketSearch(Catalogue catalogue, OutcomeQuotes quotes, UnixNanos now)
{
    private const int LargestPage = 500;

    public Wire.MarketsPage Find(MarketQuery query)
    {
        int limit = Math.Min(query.Limit, LargestPage);
        MarketCursor? after = query.Cursor is { } text ? MarketCursor.Read(text) : null;
        if (after is not null && after.IsRank != query.Order is not null)
            throw RefusedException.InvalidParameter("cursor", "belongs to a search with another order.");
        IEnumerable<CatalogueRow> rows = query.Order is { } order
            ? Sorted(Matches(query, 0), order).Skip((int)Math.Min(after?.Place ?? 0, int.MaxValue))
            : Matches(query, after?.Place ?? 0).Where(row => after is null || after.IsBefore(row));
        List<CatalogueRow> page = [.. rows.Skip(query.Offset).Take(limit + 1)];
        bool hasMore = page.Count > limit;
        if (hasMore)
            page.RemoveAt(limit);
        return new Wire.MarketsPage
        {
            Markets = [.. page.Select(row => MarketRows.Row(row, quotes, now, query.Expands))],
            Count = page.Count,
            Venue = catalogue.Venue,
            HasMore = hasMore,
            NextCursor = hasMore ? Next(query, after, page).ToString() : null,
        };
    }

    private static MarketCursor Next(MarketQuery query, MarketCursor? after, List<CatalogueRow> page) => query.Order is not null
        ? MarketCursor.AfterRank((after?.Place ?? 0) + query.Offset + page.Count)
        : MarketCursor.After(page[^1]);

    private IEnumerable<CatalogueRow> Matches(MarketQuery query, long from) => Candidates(query, from)
        .Where(row => IsWanted(row.Market, query))
        .SelectMany(row => Expand(row, query.Expands));

    private IEnumerable<CatalogueRow> Candidates(MarketQuery query, long from)
    {
        if (query.Slug is { } slug)
            return catalogue.FindSlug(slug) is { } row ? [row] : [];
        if (query.Token is { } token)
            return catalogue.FindToken(token) is { } row ? [query.Expands ? row : row with { Outcome = null }] : [];
        return catalogue.From(from);
    }

    private bool IsWanted(PredictionMarket market, MarketQuery query) =>
        (!query.OpenOnly || market.IsOpen(now))
        && (query.Tag is not { } tag || tag.Equals(catalogue.Venue == Catalogue.Kalshi ? market.Theme.Series : market.Theme.Tag, StringComparison.OrdinalIgnoreCase))
        && (query.TagId is not { } id || IsTagged(market.Theme, id, query.WithRelatedTags))
        && (query.ExcludedTagId is not { } excluded || market.Theme.TagId != excluded)
        && (query.Text is not { } text || Says(market, text));

    private static bool IsTagged(Theme theme, long tagId, bool withRelated) =>
        theme.TagId == tagId || (withRelated && Theme.All.Append(Theme.Race).Any(other => other.TagId == tagId && other.Family == theme.Family));

    private static bool Says(PredictionMarket market, string text)
    {
        string all = $"{market.Slug}\n{market.Question}\n{market.Rules}";
        return text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => all.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<CatalogueRow> Expand(CatalogueRow row, bool expands) => expands && row is { Outcome: null, Market.IsGroup: true }
        ? row.Market.Outcomes.Select((_, outcome) => row with { Outcome = outcome })
        : [row];

    /// <summary>The largest, latest or closest first; what ends comes soonest first. Equals stay in their order.</summary>
    private IEnumerable<CatalogueRow> Sorted(IEnumerable<CatalogueRow> rows, Wire.MarketOrder order) => order.Value switch
    {
        "volume" => rows.OrderByDescending(row => row.Market.Activity(now).Day),
        "volume_week" => rows.OrderByDescending(row => row.Market.Activity(now).Week),
        "volume_total" => rows.OrderByDescending(row => row.Market.Activity(now).Total),
        "liquidity" => rows.OrderByDescending(row => row.Market.Activity(now).Liquidity),
        "end_date" => rows.OrderBy(row => row.Market.EndSeconds),
        "closed_time" => rows.OrderByDescending(row => row.Market.EndSeconds),
        "competitive" => rows.OrderBy(row => Math.Abs((quotes.Of(row.Market, now, row.Outcome).Mid ?? 0) - 0.5m)),
        _ => rows.OrderByDescending(row => row.Market.StartSeconds),
    };
}
