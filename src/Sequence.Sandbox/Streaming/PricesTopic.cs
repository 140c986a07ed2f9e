using PriceUpdate = Sequence.Exchange.Wire.PriceUpdate;
using Sequence.Sdk;

namespace Sequence.Sandbox.Streaming;

/// <summary><c>prices:{symbol}</c>: best bid and ask over all venues. Silent while a side is empty, since both are promised.</summary>
internal sealed class PricesTopic(string name, string symbol, MarketPlace markets, Scheduler scheduler) : MarketTopic(name, scheduler, () => markets.Watch(symbol))
{
    private BestPrices? _last;

    public override bool HasEnded => markets.HasEnded(symbol);

    protected override bool Covers(VenueMarket market) => market.Instrument.Symbol == symbol;

    protected override object? Change(UnixNanos now)
    {
        BestPrices best = BestPrices.Of(markets.For(symbol));
        if (best == _last || best.Bid is not { } bid || best.Ask is not { } ask)
            return null;
        _last = best;
        return new PriceUpdate
        {
            Bid = bid.ToDecimal(),
            Ask = ask.ToDecimal(),
            Mid = best.Mid!.Value,
            SpreadBps = best.SpreadBps,
            BidSz = best.BidSize.ToDecimal(),
            AskSz = best.AskSize.ToDecimal(),
            Ts = now,
        };
    }
}
