using Sequence.Sdk;

namespace Sequence.Sandbox.Streaming;

/// <summary>Publishes which prediction markets were opened and how they were resolved: at the start the latest of the time before the exchange opened.</summary>
internal sealed class MarketLifecycle
{
    private const decimal RebateShare = 0.2m;
    private static readonly Px Tick = Px.FromDecimal(0.01m);

    private readonly Scheduler _scheduler;
    private readonly OutcomeQuotes _quotes;

    public MarketLifecycle(ExchangeCore exchange)
    {
        _quotes = exchange.Outcomes;
        _scheduler = exchange.Scheduler;
        NewMarkets = new EventFeed(FaultPlaces.NewMarkets, _scheduler);
        Resolutions = new EventFeed(FaultPlaces.MarketResolved, _scheduler);
        foreach (CatalogueRow row in exchange.Predictions.Polymarket.Archived(EventFeed.Replayed))
        {
            NewMarkets.Publish(New(row, UnixNanos.FromUnixSeconds(row.Market.StartSeconds)));
            Resolutions.Publish(Resolved(row.Market, UnixNanos.FromUnixSeconds(row.Market.EndSeconds)));
        }

        exchange.Minted += row => NewMarkets.Publish(New(row, _scheduler.Now));
        exchange.Resolved += market => Resolutions.Publish(Resolved(market, _scheduler.Now));
    }

    public EventFeed NewMarkets { get; }

    public EventFeed Resolutions { get; }

    public void CloseAll()
    {
        NewMarkets.CloseAll();
        Resolutions.CloseAll();
    }

    private Wire.NewMarketEvent New(CatalogueRow row, UnixNanos at)
    {
        Wire.Market market = MarketRows.Row(row, _quotes, at, withSymbol: true);
        return new Wire.NewMarketEvent
        {
            Kind = "new_market",
            Venue = market.Venue,
            Slug = market.Slug,
            Symbol = market.Symbol,
            YesTokenId = market.YesTokenId,
            NoTokenId = market.NoTokenId,
            EventId = market.EventId,
            ConditionId = market.ConditionId,
            Question = market.Question,
            Description = market.Description,
            Outcomes = market.Outcomes,
            OutcomeTokenIds = market.OutcomeTokenIds,
            NegRisk = market.NegRisk,
            Volume24h = market.Volume24h,
            VolumeTotal = market.VolumeTotal,
            VolumeWeek = market.VolumeWeek,
            Liquidity = market.Liquidity,
            StartDate = market.StartDate,
            EndDate = market.EndDate,
            StartTsS = row.Market.StartSeconds,
            EndTsS = row.Market.EndSeconds,
            Url = market.Url,
            Tick = Tick,
            FeeSchedule = new Wire.FeeSchedule
            {
                Exponent = 1,
                Rate = Qty.FromDecimal(UpDownMarket.FeeRate),
                TakerOnly = true,
                RebateRate = Qty.FromDecimal(RebateShare),
            },
            ObservedAt = at,
        };
    }

    private static Wire.MarketResolvedEvent Resolved(PredictionMarket market, UnixNanos at)
    {
        int winner = market.Winner(at)!.Value;
        return new Wire.MarketResolvedEvent
        {
            Kind = "market_resolved",
            Venue = market.Venue,
            EventId = market.EventId(),
            ConditionId = market.EventId(),
            WinningOutcome = market.Outcomes[winner],
            WinningTokenId = market.Token(winner),
            LosingTokenId = market.OppositeToken(winner),
            ObservedAt = at,
        };
    }
}
