namespace Sequence.Sdk;

// Level 1, see: prediction markets, their fees and rewards.
public sealed partial class SequenceClient
{
    /// <summary>Opens the prediction markets of one venue. Nothing is sent before one of its Async methods.</summary>
    /// <param name="venue"><c>kalshi</c> or <c>polymarket</c>; not empty.</param>
    /// <exception cref="SequenceValidationException">The venue is empty.</exception>
    public MarketsQuery Markets(string venue) => new(_transport, new MarketFilter(Check.Text(venue, "venue")));

    /// <summary>One market by its name. Operation: listMarkets.</summary>
    /// <param name="identifier">
    /// A slug; a Kalshi ticker, with or without <c>:YES</c> or <c>:NO</c>; or a Polymarket token id (60 or more digits), which also finds resolved markets.
    /// </param>
    /// <param name="venue"><c>kalshi</c> or <c>polymarket</c>; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null when there is none. A row under another name, such as the next strike of the same event, is not returned.</returns>
    /// <exception cref="SequenceValidationException">The identifier or the venue is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public async Task<Market?> GetMarketAsync(string identifier, string venue, CancellationToken cancellationToken = default)
    {
        MarketFilter filter = MarketIdentifier.ToFilter(Check.Text(identifier, nameof(identifier)), Check.Text(venue, nameof(venue)));
        MarketsPage? page = await OrAbsentAsync(_transport.CallAsync((raw, token) => filter.SendAsync(raw, token), cancellationToken)).ConfigureAwait(false);
        return page?.Markets.FirstOrDefault(filter.Names);
    }

    /// <summary>Markets that trade now and hold a text in their ticker or slug, question or rules. Operation: listMarkets.</summary>
    /// <param name="query">The text, in any case; not empty.</param>
    /// <param name="venue"><c>kalshi</c> or <c>polymarket</c>; not empty.</param>
    /// <param name="limit">The most rows, brought into 1 to 1,000; 20 by default.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>One page; <see cref="MarketsPage.NextCursor"/> leads to the next.</returns>
    /// <exception cref="SequenceValidationException">The text or the venue is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<MarketsPage> SearchMarketsAsync(string query, string venue, int limit = 20, CancellationToken cancellationToken = default)
    {
        Check.Text(query, nameof(query));
        return Markets(venue).Search(query).Limit(limit).FetchAsync(cancellationToken);
    }

    /// <summary>Opens the fees of one ticker. Nothing is sent before <see cref="FeesQuery.FetchAsync"/>.</summary>
    /// <param name="ticker">Pair, ticker or token id; not empty.</param>
    /// <exception cref="SequenceValidationException">The ticker is empty.</exception>
    public FeesQuery Fees(string ticker) => new(_transport, Check.Text(ticker, "ticker"), []);

    /// <summary>Tokens in an active Polymarket maker-reward programme; refreshed every 5 minutes. Operations: listPolymarketRewards, getPolymarketReward.</summary>
    /// <param name="tokenId">One token; null, the default, for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>For one token a list of one row, or an empty list when the token is in no programme.</returns>
    /// <exception cref="SequenceValidationException">The token id is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public async Task<IReadOnlyList<PolymarketReward>> GetPolymarketRewardsAsync(string? tokenId = null, CancellationToken cancellationToken = default)
    {
        if (tokenId is null)
            return await _transport.CallAsync((raw, token) => raw.See.ListPolymarketRewardsAsync(token), cancellationToken).ConfigureAwait(false);
        Check.PathValue(tokenId, nameof(tokenId));
        PolymarketReward? reward = await OrAbsentAsync(
            _transport.CallAsync((raw, token) => raw.See.GetPolymarketRewardAsync(tokenId, token), cancellationToken)).ConfigureAwait(false);
        return reward is null || SymbolNames.Differ(tokenId, reward.TokenId) ? [] : [reward];
    }
}
