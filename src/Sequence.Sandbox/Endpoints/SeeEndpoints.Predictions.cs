using Sequence.Exchange.Wire;

namespace Sequence.Sandbox.Endpoints;

// Prediction markets: what there is, how it settled, and what makers get.
internal sealed partial class SeeEndpoints
{
    private const string Outcomes = "outcomes";
    private const int DefaultMarkets = 20;
    private const int MostMarkets = 1000;

    public override Task<MarketsPage> ListMarketsAsync(
        ApiCall call,
        string? venue,
        string? slug,
        string? clob_token_id,
        string? q,
        string? tag,
        long? tag_id,
        bool? related_tags,
        long? exclude_tag_id,
        bool? active,
        bool? closed,
        int? limit,
        int? offset,
        MarketOrder? order,
        string? cursor,
        IReadOnlyList<string>? expand)
    {
        Catalogue catalogue = exchange.Predictions.Find(venue ?? Catalogue.Polymarket)
            ?? throw RefusedException.InvalidParameter("venue", $"'{venue}' is neither {Catalogue.Kalshi} nor {Catalogue.Polymarket}.");
        Require(limit is null or (>= 1 and <= MostMarkets), "limit", $"is from 1 to {MostMarkets}.");
        Require(offset is null or >= 0, "offset", "is 0 or more.");
        Require(order is not { IsKnown: false }, "order", $"'{order}' is no order of markets.");
        Require(expand is null || expand.All(part => part == Outcomes), "expand", $"knows only {Outcomes}.");
        var query = new MarketQuery
        {
            Slug = slug,
            Token = clob_token_id,
            Text = q,
            Tag = tag,
            TagId = tag_id,
            WithRelatedTags = related_tags ?? false,
            ExcludedTagId = exclude_tag_id,
            OpenOnly = (active ?? true) && !(closed ?? false),
            Expands = expand is { Count: > 0 },
            Order = order,
            Cursor = cursor,
            Limit = limit ?? DefaultMarkets,
            Offset = offset ?? 0,
        };
        return Task.FromResult(exchange.Scheduler.Enter(() => new MarketSearch(catalogue, exchange.Outcomes, exchange.Scheduler.Now).Find(query)));
    }

    public override Task<Settlement> GetSettlementAsync(ApiCall call, string slug, bool? underlying) => Task.FromResult(exchange.Scheduler.Enter(() =>
    {
        PredictionMarket market = (exchange.Predictions.Polymarket.FindSlug(slug) ?? exchange.Predictions.Kalshi.FindSlug(slug))?.Market
            ?? throw RefusedException.NotFound($"No prediction market is called '{slug}'.");
        Settlement settlement = MarketRows.Settlement(market, exchange.Outcomes, exchange.Scheduler.Now);
        settlement.Underlying = underlying ?? false ? exchange.History.UnderlyingOf(market) : null;
        return settlement;
    }));

    public override Task<IReadOnlyList<PolymarketReward>> ListPolymarketRewardsAsync(ApiCall call) =>
        Task.FromResult<IReadOnlyList<PolymarketReward>>(exchange.Scheduler.Enter(() => new RewardProgramme(exchange.Predictions.Polymarket, exchange.Outcomes, exchange.Scheduler.Now).All().ToList()));

    public override Task<PolymarketReward> GetPolymarketRewardAsync(ApiCall call, string token_id) => Task.FromResult(exchange.Scheduler.Enter(() =>
        new RewardProgramme(exchange.Predictions.Polymarket, exchange.Outcomes, exchange.Scheduler.Now).Find(token_id) ?? throw RefusedException.NotFound($"No reward programme has the token '{token_id}'.")));

    private static void Require(bool holds, string field, string problem)
    {
        if (!holds)
            throw RefusedException.InvalidParameter(field, problem);
    }
}
