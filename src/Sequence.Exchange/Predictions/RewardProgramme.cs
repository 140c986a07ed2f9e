namespace Sequence.Exchange.Predictions;

/// <summary>What Polymarket pays makers: some of its first two hundred markets are in a programme while they are open.</summary>
internal sealed class RewardProgramme(Catalogue polymarket, OutcomeQuotes quotes, UnixNanos now)
{
    private const int Reach = 200;
    private const int Every = 4;

    public IEnumerable<Wire.PolymarketReward> All() => polymarket.From(0).Take(Reach)
        .Where(row => IsRewarded(row.Position, row.Market))
        .SelectMany(row => row.Market.Outcomes.Select((_, outcome) => Reward(row, outcome)));

    /// <summary>Null when the token is in no programme.</summary>
    public Wire.PolymarketReward? Find(string token) => polymarket.FindToken(token) is { } row && row.Position < Reach && IsRewarded(row.Position, row.Market)
        ? Enumerable.Range(0, row.Market.Outcomes.Count).Where(outcome => row.Market.Token(outcome) == token).Select(outcome => Reward(row, outcome)).FirstOrDefault()
        : null;

    private bool IsRewarded(long position, PredictionMarket market) => position % Every == 1 && !market.IsGroup && market.IsOpen(now) && market.Prices(now).Mid is not null;

    private Wire.PolymarketReward Reward(CatalogueRow row, int outcome)
    {
        OutcomePrices prices = quotes.Of(row.Market, now);
        return new Wire.PolymarketReward
        {
            TokenId = row.Market.Token(outcome),
            ConditionId = row.Market.EventId(),
            RewardsMinSize = 50 + (50 * (row.Position % 3)),
            RewardsMaxSpread = 3.5m,
            CurrentSpread = (prices.YesAsk - prices.YesBid) * 100,
            RatePerDayUsdc = 10 + (row.Position % 90),
            RewardEndUnixS = row.Market.EndSeconds,
        };
    }
}
