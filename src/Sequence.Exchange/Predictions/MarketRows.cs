using System.Globalization;

namespace Sequence.Exchange.Predictions;

/// <summary>Markets as the API writes them.</summary>
internal static class MarketRows
{
    private const string Placeholder = "Other";

    /// <param name="row">The market, or one answer of it.</param>
    /// <param name="quotes">Its prices.</param>
    /// <param name="now">Exchange time.</param>
    /// <param name="withSymbol">Whether the row names the token that trades.</param>
    public static Wire.Market Row(CatalogueRow row, OutcomeQuotes quotes, UnixNanos now, bool withSymbol)
    {
        PredictionMarket market = row.Market;
        Wire.Market wire = Facts(market, now);
        if (row.Outcome is { } outcome)
            Narrow(wire, market, outcome);
        Price(wire, quotes.Of(market, now, row.Outcome));
        if (withSymbol)
            wire.Symbol = wire.YesTokenId;
        return wire;
    }

    public static string Iso(long seconds) =>
        UnixNanos.FromUnixSeconds(seconds).ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static Wire.Settlement Settlement(PredictionMarket market, OutcomeQuotes quotes, UnixNanos now)
    {
        int? winner = market.Winner(now);
        OutcomePrices prices = quotes.Of(market, now);
        return new Wire.Settlement
        {
            Slug = market.Slug,
            Question = market.Question,
            Outcomes = market.Outcomes,
            OutcomeTokenIds = Tokens(market),
            YesTokenId = market.Token(0),
            NoTokenId = market.OppositeToken(0),
            ConditionId = market.EventId(),
            NegRisk = market.IsGroup,
            Status = market.Status(now),
            ResolvedOutcome = winner is { } index ? market.Outcomes[index] : null,
            OutcomeSource = market.Venue == Catalogue.Polymarket ? "polymarket_gamma" : "kalshi",
            YesPrice = winner is { } won ? (won == 0 ? 1 : 0) : prices.Mid,
            NoPrice = winner is { } lost ? (lost == 0 ? 0 : 1) : prices.NoMid,
            EventStartS = market.StartSeconds,
            EventEndS = market.EndSeconds,
            ResolutionSource = market.Theme.Source,
        };
    }

    private static Wire.Market Facts(PredictionMarket market, UnixNanos now)
    {
        MarketActivity activity = market.Activity(now);
        return new Wire.Market
        {
            Venue = market.Venue,
            Slug = market.Slug,
            Question = market.Question,
            Description = market.Rules,
            Url = market.Url,
            StartDate = Iso(market.StartSeconds),
            EndDate = Iso(market.EndSeconds),
            Outcomes = market.Outcomes,
            OutcomeTokenIds = Tokens(market),
            YesTokenId = market.Token(0),
            NoTokenId = market.OppositeToken(0),
            ConditionId = market.EventId(),
            EventId = market.EventId(),
            NegRisk = market.IsGroup,
            Volume24h = activity.Day,
            VolumeWeek = activity.Week,
            VolumeTotal = activity.Total,
            Liquidity = activity.Liquidity,
        };
    }

    private static void Narrow(Wire.Market wire, PredictionMarket market, int outcome)
    {
        string name = market.Outcomes[outcome];
        wire.ParentEventId = market.EventId();
        wire.ParentSlug = market.Slug;
        wire.Slug = Catalogue.SlugOf(market, outcome);
        wire.Question = $"{market.Question} {name}?";
        wire.Outcomes = PredictionMarket.YesNo;
        wire.YesTokenId = market.Token(outcome);
        wire.NoTokenId = market.OppositeToken(outcome);
        wire.OutcomeTokenIds = [wire.YesTokenId, wire.NoTokenId];
        wire.ConditionId = wire.EventId = market.EventId(outcome);
        wire.OutcomeName = wire.RawOutcomeName = name;
        wire.OutcomeIndex = outcome;
        wire.IsPlaceholderOutcome = name == Placeholder;
    }

    private static void Price(Wire.Market wire, OutcomePrices prices)
    {
        wire.BestYesBid = prices.YesBid;
        wire.BestYesAsk = prices.YesAsk;
        wire.BestNoBid = prices.NoBid;
        wire.BestNoAsk = prices.NoAsk;
        wire.SpreadPct = prices.Mid is { } mid and > 0 ? Math.Round((prices.YesAsk!.Value - prices.YesBid!.Value) / mid * 100, 2) : null;
    }

    private static List<string> Tokens(PredictionMarket market) => [.. market.Outcomes.Select((_, outcome) => market.Token(outcome))];
}
