using Sequence.Sdk;

namespace Sequence.Sandbox.Streaming;

/// <summary><c>fair_price</c> and <c>fair_price:{underlying}</c>: the rows of the read, all of them in each frame.</summary>
internal sealed class FairPriceTopic(string name, string? underlying, MarketPlace markets, Scheduler scheduler) : MarketTopic(name, scheduler)
{
    private JArray? _last;

    /// <summary>Each look goes through many books.</summary>
    protected override TimeSpan Distance { get; } = TimeSpan.FromMilliseconds(250);

    public override bool HasEnded => underlying is not null && !FairPrices.Has(markets, underlying);

    protected override bool Covers(VenueMarket market) => underlying is null || FairPrices.IsOf(market, underlying);

    protected override object? Change(UnixNanos now)
    {
        JArray prices = FairPrices.Of(markets, underlying);
        if (_last is { } last && JToken.DeepEquals(prices, last))
            return null;
        _last = prices;
        return new JObject { ["prices"] = prices, ["ts_ns"] = now.Raw };
    }
}
