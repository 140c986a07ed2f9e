namespace Sequence.Exchange.Accounts;

/// <summary>
/// What one resting order holds back: the price and the taker's fee of a buy, the quantity of a sell, the margin of a perp.
/// It shrinks with every fill and is gone when the order is.
/// </summary>
internal sealed class Reservation
{
    private readonly Ledger _ledger;
    private readonly VenueMarket _market;
    private readonly BookSide _side;
    private readonly Px _price;
    private Usd _cash;
    private Qty _quantity;

    public Reservation(Ledger ledger, VenueMarket market, BookSide side, Px price, Qty quantity)
    {
        _ledger = ledger;
        _market = market;
        _side = side;
        _price = price;
        Resize(quantity);
    }

    /// <summary>Holds exactly what is needed for the part that still rests.</summary>
    public void Resize(Qty remaining)
    {
        bool sellsHolding = _side == BookSide.Ask && _market.Instrument.Kind != Instruments.InstrumentKind.Perp;
        Qty quantity = sellsHolding ? remaining : Qty.Zero;
        Usd cash = sellsHolding || remaining == Qty.Zero ? Usd.Zero : CashNeeded(remaining);
        if (quantity != _quantity)
            _ledger.HoldingIn(_market).Lock(quantity - _quantity);
        if (cash != _cash)
            _ledger.CashFor(_market).Lock(cash - _cash);
        _quantity = quantity;
        _cash = cash;
    }

    public void Release() => Resize(Qty.Zero);

    private Usd CashNeeded(Qty remaining)
    {
        Usd notional = _price * remaining;
        Usd fee = VenueFees.Of(_market.Instrument, _price, remaining, isMaker: false);
        return (_market.Instrument.Kind == Instruments.InstrumentKind.Perp ? Margin.Of(notional) : notional) + fee;
    }
}
