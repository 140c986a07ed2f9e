namespace Sequence.Exchange.Predictions;

/// <summary>A question on the same coin and day as the listed one, with a higher strike: worth some cents less. Its books open when somebody asks.</summary>
/// <param name="ticker">Its own.</param>
/// <param name="cents">How much less yes is worth.</param>
/// <param name="neighbour">The listed question.</param>
/// <param name="opened">When the exchange opened, in Unix seconds.</param>
/// <param name="markets">Where it trades.</param>
/// <param name="tape">What traded.</param>
internal sealed class StrikeMarket(string ticker, int cents, ListedMarket neighbour, long opened, MarketPlace markets, TradeTape tape)
    : ListedMarket(ticker, opened, markets, tape, past: null)
{
    private const int LowestCents = 1;
    private const int HighestCents = 99;

    public override OutcomePrices Prices(UnixNanos now, int? outcome = null)
    {
        if (!IsOpen(now) || neighbour.Prices(now).Mid is not { } mid)
            return OutcomePrices.None;
        int bid = Math.Clamp((int)(mid * 100) - cents, LowestCents, HighestCents - 1);
        return OutcomePrices.Mirrored(bid / 100m, (bid + 1) / 100m);
    }

    public override decimal? MidAt(UnixNanos at, int? outcome = null) =>
        neighbour.MidAt(at) is { } mid ? Math.Clamp(mid - (cents / 100m), 0.01m, 0.99m) : null;
}
