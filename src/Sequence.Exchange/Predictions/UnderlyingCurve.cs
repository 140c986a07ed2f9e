namespace Sequence.Exchange.Predictions;

/// <summary>The coin's curve under a five-minute question, a point each second from its begin to its end or to now. The caller holds the gate.</summary>
/// <param name="history">Where the coin's prices come from.</param>
/// <param name="now">Exchange time.</param>
internal sealed class UnderlyingCurve(HistoryService history, UnixNanos now)
{
    public Wire.PriceUnderlying Of(UpDownMarket market) => new()
    {
        Symbol = SymbolOf(market),
        Points = [.. Points(market)],
        AgreesWithSettlement = Agrees(market),
    };

    /// <summary>The same for a settlement, where it is free-form.</summary>
    public JObject JsonOf(UpDownMarket market) => new(
        new JProperty("symbol", SymbolOf(market)),
        new JProperty("start_price_1e9", market.StartPrice.Raw),
        new JProperty("end_price_1e9", market.EndPrice?.Raw),
        new JProperty("points", new JArray(Points(market).Select(point => new JObject(new JProperty("ts_ns", point.Ts.Raw), new JProperty("price_1e9", point.Price.Raw))))),
        new JProperty("agrees_with_settlement", Agrees(market)));

    /// <summary>Both ends are the prices that decide.</summary>
    private IEnumerable<Wire.PricePoint> Points(UpDownMarket market)
    {
        yield return new Wire.PricePoint { Ts = UnixNanos.FromUnixSeconds(market.StartSeconds), Price = market.StartPrice };
        long last = Math.Min(now.ToUnixSeconds(), market.EndSeconds - 1);
        if (history.Coin(market.Coin) is { } coin)
        {
            foreach (Wire.PricePoint point in history.Points(coin, venue: null, (market.StartSeconds + 1, last), fidelity: 1, UpDownMarket.Seconds))
                yield return point;
        }

        if (market.EndPrice is { } end)
            yield return new Wire.PricePoint { Ts = UnixNanos.FromUnixSeconds(market.EndSeconds), Price = end };
    }

    /// <summary>Null until it is resolved.</summary>
    private bool? Agrees(UpDownMarket market) => market is { EndPrice: { } end } && market.Winner(now) is { } winner ? end >= market.StartPrice == (winner == 0) : null;

    private static string SymbolOf(UpDownMarket market) => market.Coin + "-USD";
}
