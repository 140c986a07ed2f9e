namespace Sequence.Exchange.Analytics;

/// <summary>What all venues together traded of one symbol since the exchange opened, in raw units: exact, so that differences are too.</summary>
internal readonly record struct MarketVolume(Int128 Notional, Int128 Quantity)
{
    public static MarketVolume operator -(MarketVolume left, MarketVolume right) => new(left.Notional - right.Notional, left.Quantity - right.Quantity);

    public MarketVolume Plus(Px price, Qty quantity) => new(Notional + ((Int128)price.Raw * quantity.Raw), Quantity + quantity.Raw);

    /// <summary>The volume weighted average price; null when nothing traded.</summary>
    public Px? Vwap => Quantity > 0 ? Px.FromRaw((long)FixedPoint.Divide(Notional, Quantity, MidpointRounding.ToEven)) : null;
}

/// <summary>The running volume of every symbol. The caller holds the gate.</summary>
internal sealed class MarketVolumes
{
    private readonly Dictionary<string, MarketVolume> _bySymbol = new(StringComparer.Ordinal);

    public MarketVolumes(MarketPlace markets)
    {
        markets.Traded += Record;
        markets.Closed += market => _bySymbol.Remove(market.Instrument.Symbol);
    }

    public MarketVolume Of(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    private void Record(VenueMarket market, BookTrade trade) =>
        _bySymbol[market.Instrument.Symbol] = Of(market.Instrument.Symbol).Plus(trade.Price, trade.Qty);
}
