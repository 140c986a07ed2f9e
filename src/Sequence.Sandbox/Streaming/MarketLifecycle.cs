using Sequence.Sdk;

namespace Sequence.Sandbox.Streaming;

/// <summary>Publishes which prediction markets were opened and how they were resolved.</summary>
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
        exchange.Minted += row => NewMarkets.Publish(New(row));
        exchange.Resolved += market => Resolutions.Publish(Resolved(market));
    }

    public EventFeed NewMarkets { get; }

    public EventFeed Resolutions { get; }

    public void CloseAll()
    {
        NewMarkets.CloseAll();
        Resolutions.CloseAll();
    }

    private Wire.NewMarketEvent New(CatalogueRow row)
    {
        Wire.Market market = MarketRows.Row(row, _quotes, _scheduler.Now, withSymbol: true);
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
            ObservedAt = _scheduler.Now,
        };
    }

    private Wire.MarketResolvedEvent Resolved(PredictionMarket market)
    {
        int winner = market.Winner(_scheduler.Now)!.Value;
        return new Wire.MarketResolvedEvent
        {
            Kind = "market_resolved",
            Venue = market.Venue,
            EventId = market.EventId(),
            ConditionId = market.EventId(),
            WinningOutcome = market.Outcomes[winner],
            WinningTokenId = market.Token(winner),
            LosingTokenId = market.OppositeToken(winner),
            ObservedAt = _scheduler.Now,
        };
    }
}
