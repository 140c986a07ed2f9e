using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Which prediction markets are asked for; what is null is not sent.</summary>
internal sealed record MarketFilter(string Venue)
{
    public const int LargestPage = 1000;
    private const int DefaultPage = 20;

    public string? Slug { get; init; }

    public string? TokenId { get; init; }

    public string? Text { get; init; }

    public string? Tag { get; init; }

    public long? TagId { get; init; }

    public bool RelatedTags { get; init; }

    public long? ExcludeTagId { get; init; }

    public bool Active { get; init; } = true;

    public bool Closed { get; init; }

    public int? Limit { get; init; }

    public int? Offset { get; init; }

    public MarketOrder? Order { get; init; }

    public string? Cursor { get; init; }

    public IReadOnlyList<string>? Expand { get; init; }

    /// <summary>The server would ignore related tags without a tag, and answer with every market.</summary>
    public void Validate()
    {
        if (RelatedTags && TagId is null)
            throw new SequenceValidationException("relatedTags", "widens a tag number: set TagId too.");
    }

    /// <summary>Reads one page. Rows of another venue are left out: a server that ignores the filter must not mix catalogues.</summary>
    public async Task<MarketsPage> SendAsync(RawClients raw, CancellationToken cancellationToken)
    {
        MarketsPage page = await SendCoreAsync(raw, cancellationToken).ConfigureAwait(false);
        if (page.Markets.Any(IsElsewhere))
            page.Markets = [.. page.Markets.Where(market => !IsElsewhere(market))];
        return page;
    }

    /// <summary>Whether a row is the one market that the filter names, by its slug or ticker or by one of its tokens.</summary>
    public bool Names(Market market) => TokenId is { } token
        ? market.Symbol == token || market.YesTokenId == token || market.NoTokenId == token || market.OutcomeTokenIds?.Contains(token) == true
        : string.Equals(market.Slug, Slug, StringComparison.OrdinalIgnoreCase);

    private bool IsElsewhere(Market market) => market.Venue is { Length: > 0 } venue && !string.Equals(venue, Venue, StringComparison.OrdinalIgnoreCase);

    private Task<MarketsPage> SendCoreAsync(RawClients raw, CancellationToken cancellationToken) => raw.See.ListMarketsAsync(
        venue: Venue,
        slug: Slug,
        clob_token_id: TokenId,
        q: Text,
        tag: Tag,
        tag_id: TagId,
        related_tags: RelatedTags ? true : null,
        exclude_tag_id: ExcludeTagId,
        active: Active,
        closed: Closed ? true : null,
        limit: Limit ?? DefaultPage,
        offset: Offset > 0 ? Offset : null,
        order: Order,
        cursor: Cursor,
        expand: Expand,
        cancellationToken: cancellationToken);
}
