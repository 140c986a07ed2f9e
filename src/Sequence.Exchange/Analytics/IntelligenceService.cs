using Sequence.Sandbox;

namespace Sequence.Exchange.Analytics;

/// <summary>What the books and the tape tell about one symbol. The caller holds the gate.</summary>
internal sealed class IntelligenceService(MarketPlace markets, TradeTape tape)
{
    /// <summary>How many of the latest prints tell of the flow.</summary>
    private const int FlowPrints = 1_000;
    private const decimal TightBps = 2m;
    private const decimal WideBps = 10m;

    private static readonly int[] Bands = [5, 10, 25, 50, 100];

    public JObject Market(string symbol)
    {
        var view = MarketView.Of(markets, symbol);
        (decimal bids, decimal bidNotional) = MarketView.Depth(view.Venues, BookSide.Bid);
        (decimal asks, decimal askNotional) = MarketView.Depth(view.Venues, BookSide.Ask);
        return new JObject
        {
            ["symbol"] = view.Symbol,
            ["bid"] = view.Best.Bid?.ToDecimal(),
            ["ask"] = view.Best.Ask?.ToDecimal(),
            ["mid"] = view.Mid,
            ["spread_bps"] = view.Best.SpreadBps,
            ["bid_depth_usd"] = bidNotional * view.UsdPerQuote,
            ["ask_depth_usd"] = askNotional * view.UsdPerQuote,
            ["imbalance"] = CostTotals.Share(bids - asks, bids + asks),
            ["venues"] = new JObject(view.Venues.Select(venue => new JProperty(venue.Venue, Top(venue)))),
            ["source"] = view.Source,
        };
    }

    public JObject Venues(string symbol)
    {
        var view = MarketView.Of(markets, symbol);
        List<TapeTrade> prints = [.. tape.Trades.Where(trade => trade.Symbol == view.Symbol).TakeLast(FlowPrints)];
        decimal volume = prints.Sum(trade => trade.Qty.ToDecimal());
        decimal bought = prints.Where(trade => trade.IsBuy).Sum(trade => trade.Qty.ToDecimal());
        return new JObject
        {
            ["symbol"] = view.Symbol,
            ["venues"] = new JArray(view.Venues.Select(venue => new JObject
            {
                ["venue"] = venue.Venue,
                ["share"] = CostTotals.Share(prints.Where(trade => trade.Venue == venue.Venue).Sum(trade => trade.Qty.ToDecimal()), volume),
                ["spread_bps"] = BestPrices.Of([venue]).SpreadBps,
                ["quote_to_trade_ratio"] = CostTotals.Share(venue.Changes, venue.Trades),
            })),
            ["spread_regime"] = view.Best.SpreadBps switch
            {
                null => null,
                < TightBps => "tight",
                < WideBps => "normal",
                _ => "wide",
            },
            ["toxicity"] = CostTotals.Share(Math.Abs(bought - (volume - bought)), volume),
            ["quote_to_trade_ratio"] = CostTotals.Share(view.Venues.Sum(venue => venue.Changes), view.Venues.Sum(venue => venue.Trades)),
            ["source"] = view.Source,
        };
    }

    public JObject Depth(string symbol)
    {
        var view = MarketView.Of(markets, symbol);
        return new JObject
        {
            ["symbol"] = view.Symbol,
            ["mid"] = view.Mid,
            ["bid_depth_usd"] = MarketView.Depth(view.Venues, BookSide.Bid).Notional * view.UsdPerQuote,
            ["ask_depth_usd"] = MarketView.Depth(view.Venues, BookSide.Ask).Notional * view.UsdPerQuote,
            ["bands"] = view.Mid is { } mid ? new JArray(Bands.Select(band => Band(view, mid, band))) : new JArray(),
            ["venues"] = new JArray(view.Venues.Select(venue => new JObject
            {
                ["venue"] = venue.Venue,
                ["bid_depth_usd"] = MarketView.Depth([venue], BookSide.Bid).Notional * view.UsdPerQuote,
                ["ask_depth_usd"] = MarketView.Depth([venue], BookSide.Ask).Notional * view.UsdPerQuote,
            })),
            ["source"] = view.Source,
        };
    }

    /// <summary>What orders of some sizes in USD would cost now; null where the books cannot fill one.</summary>
    public JObject Slippage(string symbol, BookSide side, IReadOnlyList<long> sizes)
    {
        var view = MarketView.Of(markets, symbol);
        return new JObject
        {
            ["symbol"] = view.Symbol,
            ["side"] = Word(side),
            ["mid"] = view.Mid,
            ["curve"] = new JArray(sizes.Select(size => Point(view, side, size))),
            ["source"] = view.Source,
        };
    }

    public JObject Routing(string symbol, BookSide side, Qty quantity)
    {
        var view = MarketView.Of(markets, symbol);
        var walk = BookWalk.Of(view.Venues, side, quantity);
        BookWalk? single = view.Venues.Select(venue => BookWalk.Of([venue], side, quantity)).Where(alone => alone.Filled == quantity).MinBy(alone => alone.CostBps(view.Mid));
        return new JObject
        {
            ["symbol"] = view.Symbol,
            ["side"] = Word(side),
            ["qty"] = quantity.ToDecimal(),
            ["legs"] = Legs(walk),
            ["est_cost_bps"] = walk.Filled == quantity ? walk.CostBps(view.Mid) : null,
            ["fillable_qty"] = walk.Filled.ToDecimal(),
            ["single_venue"] = single?.Parts[0].Market.Venue,
            ["single_venue_cost_bps"] = single?.CostBps(view.Mid),
            ["source"] = view.Source,
        };
    }

    public static string Word(BookSide side) => side == BookSide.Bid ? "buy" : "sell";

    public static JArray Legs(BookWalk walk) => new(walk.Parts.Select(part => new JObject
    {
        ["venue"] = part.Market.Venue,
        ["qty"] = part.Filled.ToDecimal(),
        ["share"] = CostTotals.Share(part.Filled.ToDecimal(), walk.Filled.ToDecimal()),
        ["avg_price"] = Math.Round(part.Average, 9),
    }));

    private static JObject Top(VenueMarket venue)
    {
        BestPrices best = BestPrices.Of([venue]);
        return new JObject
        {
            ["bid"] = best.Bid?.ToDecimal(),
            ["ask"] = best.Ask?.ToDecimal(),
            ["bid_size"] = best.BidSize.ToDecimal(),
            ["ask_size"] = best.AskSize.ToDecimal(),
        };
    }

    private static JObject Band(MarketView view, decimal mid, int bps)
    {
        decimal distance = mid * bps / 10_000m;
        return new JObject
        {
            ["bps"] = bps,
            ["bid_qty"] = MarketView.Depth(view.Venues, BookSide.Bid, mid - distance).Quantity,
            ["ask_qty"] = MarketView.Depth(view.Venues, BookSide.Ask, mid + distance).Quantity,
        };
    }

    private static JObject Point(MarketView view, BookSide side, long sizeUsd)
    {
        if (sizeUsd < 1)
            throw RefusedException.InvalidParameter("sizes", $"'{sizeUsd}' is not 1 USD or more.");
        decimal? unit = view.Mid * view.UsdPerQuote;
        Qty? quantity = unit > 0 && sizeUsd / unit.Value < Qty.MaxValue.ToDecimal() ? Qty.FromDecimal(sizeUsd / unit.Value, MidpointRounding.ToZero) : null;
        BookWalk? walk = quantity is { Raw: > 0 } wanted && BookWalk.Of(view.Venues, side, wanted) is var found && found.Filled == wanted ? found : null;
        return new JObject
        {
            ["size_usd"] = sizeUsd,
            ["qty"] = quantity?.ToDecimal(),
            ["slippage_bps"] = walk?.SlippageBps(view.Mid),
            ["cost_bps"] = walk?.CostBps(view.Mid),
        };
    }
}
