using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Accounts;
using Sequence.Sandbox.Execution;
using Sequence.Sandbox.Markets;
using Sequence.Sandbox.Matching;
using Sequence.Sandbox.Streaming;
using Sequence.Sdk;

namespace Sequence.Sandbox.Rooms;

/// <summary>What an order would cost if it took the books as they stand. Nothing is placed. The caller holds the gate.</summary>
internal sealed class PreviewDesk(Scheduler scheduler, MarketPlace markets)
{
    private const decimal BpsPerUnit = 10_000m;
    private const int Digits = 4;

    /// <exception cref="Hosting.ApiFault">422: nobody lists the symbol, or the order is none.</exception>
    public Wire.OrderPreview Of(Wire.PreviewBody body)
    {
        IReadOnlyList<VenueMarket> venues = markets.For(new Field("symbol").Text(body.Symbol));
        new Field("symbol").Require(venues.Count > 0, $"'{body.Symbol}' is not listed here.");
        new Field("order_type").Require(body.OrderType is null or "market", "must be market.");
        BookSide side = NodeReader.SideOf(body.Side, new Field("side"));
        Qty quantity = new Field("qty").Quantity(body.Qty);
        return Estimate(venues, side, quantity);
    }

    private Wire.OrderPreview Estimate(IReadOnlyList<VenueMarket> venues, BookSide side, Qty quantity)
    {
        BestPrices best = BestPrices.Of(venues);
        List<(VenueMarket Market, Walk Walk)> alone = [.. venues
            .Select(market => (Market: market, Walk: WalkOf([market], side, quantity)))
            .Where(candidate => candidate.Walk.Filled.Raw > 0)
            .OrderByDescending(candidate => candidate.Walk.Filled)
            .ThenBy(candidate => candidate.Walk.CostPerUnit(side))];
        Walk routed = WalkOf(venues, side, quantity);
        bool fits = routed.Filled == quantity;
        decimal? fee = routed.Filled.Raw > 0 ? Round(routed.Fee / routed.Notional * BpsPerUnit) : null;
        decimal? slippage = fits && Reference(best, side) is { } reference ? Round(Distance(routed.Average, reference, side) * BpsPerUnit) : null;
        return new Wire.OrderPreview
        {
            CandidateVenues = new JArray(alone.Select(candidate => candidate.Market.Venue)),
            BestVenue = alone.Count > 0 ? alone[0].Market.Venue : null,
            EstimatedFeeBps = fee,
            WorstCaseFeeBps = alone.Count > 0 ? Round(alone.Max(candidate => candidate.Walk.Fee / candidate.Walk.Notional) * BpsPerUnit) : null,
            EstimatedSlippageBps = slippage,
            EstimatedTotalCostBps = fee + slippage,
            Nbbo = new Wire.PreviewNbbo { BidPx = best.Bid, AskPx = best.Ask, MidPx = Prices.Mid(venues), SpreadBps = best.SpreadBps },
            Source = best.Bid is null && best.Ask is null ? Wire.QuoteSource.Unavailable : Wire.QuoteSource.EdgeNbbo,
            GeneratedAt = scheduler.Now,
        };
    }

    /// <summary>The middle; on a one-sided book what the order would take first.</summary>
    private static decimal? Reference(BestPrices best, BookSide side) =>
        best is { Bid: { } bid, Ask: { } ask } ? (bid.ToDecimal() + ask.ToDecimal()) / 2 : (side == BookSide.Bid ? best.Ask : best.Bid)?.ToDecimal();

    /// <summary>How much worse than the reference, as a fraction of it.</summary>
    private static decimal Distance(decimal average, decimal reference, BookSide side) => (side == BookSide.Bid ? average - reference : reference - average) / reference;

    /// <summary>Takes level after level, the cheapest after fees first, as the router would.</summary>
    private static Walk WalkOf(IReadOnlyList<VenueMarket> venues, BookSide side, Qty quantity)
    {
        var walk = new Walk(Qty.Zero, 0, 0);
        foreach ((VenueMarket market, Px price, Qty size) in OrderRouter.Levels(venues, side, quantity, bound: null))
        {
            Qty part = Qty.Min(size, quantity - walk.Filled);
            if (part.Raw <= 0)
                break;
            decimal units = part.ToDecimal();
            walk = new Walk(walk.Filled + part, walk.Notional + (units * price.ToDecimal()), walk.Fee + (units * VenueFees.Taker(market.Instrument, price)));
        }

        return walk;
    }

    private static decimal Round(decimal bps) => Math.Round(bps, Digits);

    /// <summary>What was taken: how much, for how much, and the fees on it.</summary>
    private sealed record Walk(Qty Filled, decimal Notional, decimal Fee)
    {
        public decimal Average => Notional / Filled.ToDecimal();

        /// <summary>What a unit costs after fees; below zero for what a sell brings.</summary>
        public decimal CostPerUnit(BookSide side) => ((side == BookSide.Bid ? Notional : -Notional) + Fee) / Filled.ToDecimal();
    }
}
